"""The last asset: meta tables into the candidate, then the atomic rename."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import dagster as dg

from pipelines.settings import Settings
from pipelines.warehouse.candidate import candidate_connection
from pipelines.warehouse.meta import CheckRecord, RunRecord, known_until, qc_checks, write_meta
from pipelines.warehouse.publish import publish_candidate

PUBLISHED_KEY = dg.AssetKey(["published", "warehouse"])


def build_published_asset(
    settings: Settings,
    manifest: Mapping[str, Any],
    upstream: Sequence[dg.AssetKey],
    checks: Mapping[dg.AssetCheckKey, dg.AssetCheckSpec],
) -> dg.AssetsDefinition:
    """Publish when everything upstream, blocking checks included, has passed.

    Args:
        settings: Where candidate and published file lie.
        manifest: The dbt manifest, for metadata.
        upstream: Assets to wait for.
        checks: Every check of the refresh, to describe the results in meta.checks.
    """

    @dg.asset(
        key=PUBLISHED_KEY,
        deps=list(upstream),
        group_name="published",
        kinds={"duckdb"},
        required_resource_keys={"refresh_lock"},
        description="The warehouse readers open: the checked candidate, put in place by one atomic rename.",
    )
    def published_warehouse(context: dg.AssetExecutionContext) -> dg.MaterializeResult[Any]:
        fingerprint: str = context.resources.refresh_lock
        started = context.instance.get_run_stats(context.run.run_id).start_time
        run = RunRecord(
            run_id=context.run.run_id,
            started_at=datetime.fromtimestamp(started, UTC) if started else datetime.now(UTC),
            input_fingerprint=fingerprint,
            as_of=known_until(settings),
        )
        with candidate_connection(settings) as connection:
            records = [*_checks_of_run(context, checks), *qc_checks(connection, manifest)]
            write_meta(connection, settings, manifest, run, records)
        path = publish_candidate(settings)
        return dg.MaterializeResult(
            metadata={"path": str(path), "bytes": path.stat().st_size, "input_fingerprint": fingerprint}
        )

    return published_warehouse


def _checks_of_run(
    context: dg.AssetExecutionContext, specs: Mapping[dg.AssetCheckKey, dg.AssetCheckSpec]
) -> list[CheckRecord]:
    """Every asset check of this run, from its own event log, so that none can be left out."""
    records = []
    evaluations = dg.DagsterEventType.ASSET_CHECK_EVALUATION
    for entry in context.instance.all_logs(context.run.run_id, of_type=evaluations):
        event = entry.dagster_event
        assert event is not None  # of_type filters for entries that carry one
        evaluation = event.asset_check_evaluation_data
        spec = specs[evaluation.asset_check_key]
        metadata = {key: value.value for key, value in evaluation.metadata.items()}
        subject = ".".join(evaluation.asset_key.path)
        records.append(
            CheckRecord(
                check_id=f"{subject}.{evaluation.check_name}",
                kind=str(metadata.get("kind", "expectation")),
                subject=subject,
                name=evaluation.check_name,
                severity=evaluation.severity.value.lower(),
                passed=evaluation.passed,
                found_rows=int(metadata.get("failing_rows", 0)),
                description=" ".join((spec.description or "").split()),
                owner=str(metadata.get("owner", "")),
                message=evaluation.description or "",
            )
        )
    return records
