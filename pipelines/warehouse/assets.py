"""The dbt project as Dagster assets and checks, built whole into a fresh candidate."""

from collections.abc import Iterator, Mapping
from typing import Any

import dagster as dg
from dagster_dbt import dbt_assets

from pipelines.settings import Settings
from pipelines.warehouse.candidate import start_candidate
from pipelines.warehouse.dbt_build import BuildOutcome, run_dbt_build
from pipelines.warehouse.translator import RoomTranslator

DBT_UNIQUE_ID = "dagster_dbt/unique_id"

DbtEvent = dg.MaterializeResult[Any] | dg.AssetCheckResult


def build_dbt_assets(settings: Settings, manifest: Mapping[str, Any]) -> dg.AssetsDefinition:
    """One op that builds all models, seeds and tests; the candidate is never built in part.

    A subset chosen in the Dagster page is built whole and reported in part: half a warehouse has no use.
    """
    translator = RoomTranslator()

    @dbt_assets(
        manifest=manifest,
        dagster_dbt_translator=translator,
        name="dbt_build",
        required_resource_keys={"refresh_lock"},
    )
    def dbt_build(context: dg.AssetExecutionContext) -> Iterator[DbtEvent]:
        start_candidate(settings)
        outcome = run_dbt_build(settings)
        yield from _events(context, manifest, translator, outcome)
        if not outcome.succeeded:
            raise dg.Failure(outcome.explain_failure(), allow_retries=False)

    assert isinstance(dbt_build, dg.AssetsDefinition)
    return dbt_build


def _events(
    context: dg.AssetExecutionContext,
    manifest: Mapping[str, Any],
    translator: RoomTranslator,
    outcome: BuildOutcome,
) -> Iterator[DbtEvent]:
    specs = {
        spec.metadata[DBT_UNIQUE_ID]: spec
        for spec in context.assets_def.check_specs
        if spec.key in context.selected_asset_check_keys
    }
    for node in outcome.nodes:
        properties = manifest["nodes"].get(node.unique_id, {})
        if node.unique_id in outcome.row_counts:
            key = translator.get_asset_key(properties)
            if key in context.selected_asset_keys:
                yield dg.MaterializeResult(
                    asset_key=key, metadata={"dagster/row_count": outcome.row_counts[node.unique_id]}
                )
        elif node.unique_id in specs and node.status != "skipped":
            spec = specs[node.unique_id]
            warns = properties["config"]["severity"].lower() == "warn"
            yield dg.AssetCheckResult(
                asset_key=spec.asset_key,
                check_name=spec.name,
                passed=node.status == "pass",
                severity=dg.AssetCheckSeverity.WARN if warns else dg.AssetCheckSeverity.ERROR,
                description="\n".join(node.messages) or None,
                metadata={
                    "failing_rows": node.failing_rows,
                    "owner": properties["config"]["meta"].get("owner", ""),
                    "kind": "dbt_test",
                },
            )
