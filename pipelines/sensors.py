"""What starts a refresh or speaks up between the nights: a new delivery, a failed run.

Belongs here: watching data_raw/ cheaply, and turning a failed run into words. Does not belong here: reading
deliveries (landing), sending (notices).
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import dagster as dg

from pipelines.core.origins import SIDECAR_SUFFIX
from pipelines.landing.source_folder import files_below
from pipelines.notices import failure_alarms, report
from pipelines.schedules import TOLD, nightly_config
from pipelines.settings import Settings

if TYPE_CHECKING:
    from dagster._core.definitions.unresolved_asset_job_definition import UnresolvedAssetJobDefinition
    from dagster._core.execution.plan.objects import StepFailureData
    from dagster_shared.error import SerializableErrorInfo

POLL_SECONDS = 30
MESSAGE_LINES = 5
WHOLE_SIZE = re.compile(rb"^bytes:\s*(\d+)\s*$", re.MULTILINE)
DELIVERY_DEPTH = 3
"""A delivery lies in data_raw/<source_id>/<period>/."""

UNFINISHED = [
    dg.DagsterRunStatus.QUEUED,
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
    dg.DagsterRunStatus.CANCELING,
]


@dataclass(frozen=True)
class Deliveries:
    """What lies in data_raw/ right now.

    Attributes:
        fingerprint: Changes when a whole delivery is added, superseded, corrected or withdrawn.
        count: Deliveries with both parts.
        alone: Files without their sidecar, sidecars without their file, and files shorter than their sidecar
            says, as paths below data_raw/.
    """

    fingerprint: str
    count: int
    alone: tuple[str, ...]


def look_at_deliveries(settings: Settings) -> Deliveries:
    """Fingerprint the deliveries without reading them: a sidecar holds its file's hash.

    The size on disk counts too, because a large file may still be on its way in when its sidecar is there.
    One that stays too short is found by the night.
    """
    digest = hashlib.sha256()
    count = 0
    alone: list[str] = []
    below = settings.data_raw
    paths = {path for path in files_below(below) if len(path.relative_to(below).parts) == DELIVERY_DEPTH}
    for path in sorted(paths):
        name = path.relative_to(settings.data_raw).as_posix()
        if path.name.endswith(SIDECAR_SUFFIX):
            if path.with_name(path.name.removesuffix(SIDECAR_SUFFIX)) not in paths:
                alone.append(name)
            continue
        sidecar = path.with_name(path.name + SIDECAR_SUFFIX)
        if sidecar not in paths:
            alone.append(name)
            continue
        said, size = sidecar.read_bytes(), path.stat().st_size
        if (whole := WHOLE_SIZE.search(said)) and size < int(whole[1]):
            alone.append(name)
            continue
        digest.update(f"{name}\0{size}\0".encode())
        digest.update(hashlib.sha256(said).digest())
        count += 1
    return Deliveries(digest.hexdigest(), count, tuple(alone))


def build_delivery_sensor(
    settings: Settings, job: "dg.JobDefinition | UnresolvedAssetJobDefinition"
) -> dg.SensorDefinition:
    """A sensor that asks for a run when the deliveries in data_raw/ are others than at its last request.

    The job is the nightly one without its fetching, so that a bad file is treated as at night.
    A run that is under way may have read data_raw/ before the change, so the change waits for its end.
    """

    @dg.sensor(
        name="new_delivery",
        job=job,
        minimum_interval_seconds=POLL_SECONDS,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Refreshes when a file and its sidecar are added, superseded or withdrawn in data_raw/.",
    )
    def new_delivery(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        found = look_at_deliveries(settings)
        alone = f" Waiting for the other part of: {', '.join(found.alone)}." if found.alone else ""
        number, _, seen = (context.cursor or "0:").partition(":")
        if found.fingerprint == seen:
            return dg.SkipReason(f"No change among {found.count} deliveries.{alone}")
        if not found.count and not seen:
            return dg.SkipReason(f"No whole delivery in {settings.data_raw}.{alone}")
        filters = dg.RunsFilter(statuses=UNFINISHED)
        if context.instance.get_runs_count(filters):
            return dg.SkipReason(f"The deliveries changed; waiting for the refresh that is under way.{alone}")
        # Dagster never runs the same key twice, so a delivery that is put back after being withdrawn
        # would not start a run if the key were the fingerprint alone.
        cursor = f"{int(number) + 1}:{found.fingerprint}"
        context.update_cursor(cursor)
        return dg.RunRequest(
            run_key=cursor, run_config=nightly_config(fetch=False), tags={"deliveries": str(found.count)}
        )

    return new_delivery


def build_failure_sensor(settings: Settings) -> dg.SensorDefinition:
    """A sensor that tells of failed runs of this code location, each cause once."""

    @dg.run_failure_sensor(
        name="failure_notice",
        default_status=dg.DefaultSensorStatus.RUNNING,
        minimum_interval_seconds=POLL_SECONDS,
        description="Writes a notice of a failed run, and mails or posts it where that is configured.",
    )
    def failure_sensor(context: dg.RunFailureSensorContext) -> dg.SkipReason | None:
        run_id = context.dagster_run.run_id
        entries = context.instance.all_logs(run_id)
        events = [entry.dagster_event for entry in entries if entry.dagster_event is not None]
        if any(_has_told(event) for event in events):
            return dg.SkipReason(f"Run {run_id} has told of what is wrong itself.")
        errors = failure_texts(events) or [_run_failure_text(context.failure_event)]
        told = report(settings, failure_alarms(settings, errors), run_id=run_id)
        if not told.new:
            return dg.SkipReason(f"What is wrong in run {run_id} was told before.")
        return None

    return failure_sensor


def _has_told(event: dg.DagsterEvent) -> bool:
    if event.event_type is not dg.DagsterEventType.STEP_FAILURE:
        return False
    data = event.step_failure_data.user_failure_data
    return data is not None and TOLD in data.metadata


def failure_texts(events: Iterable[dg.DagsterEvent]) -> list[str]:
    """What went wrong in a run, in words and without stack traces, each fault once.

    A failed check on a delivery speaks through its evaluation; everything else through the failed step
    (a failed dbt test too: the dbt step's own text names the tests).
    """
    texts: list[str] = []
    for event in events:
        if event.event_type is dg.DagsterEventType.ASSET_CHECK_EVALUATION:
            evaluation = event.asset_check_evaluation_data
            kind = evaluation.metadata.get("kind")
            if evaluation.passed or evaluation.severity is not dg.AssetCheckSeverity.ERROR:
                continue
            if kind is None or kind.value != "dbt_test":
                name = ".".join(evaluation.asset_key.path)
                text = f"{name}: check {evaluation.check_name} failed.\n{evaluation.description or ''}"
                texts.append(text.strip())
        elif event.event_type is dg.DagsterEventType.STEP_FAILURE:
            texts.extend(_step_failure_texts(event.step_key or "a step", event.step_failure_data))
    return list(dict.fromkeys(texts))


def _step_failure_texts(step: str, failure: "StepFailureData") -> list[str]:
    if failure.user_failure_data is not None and failure.user_failure_data.description:
        return [failure.user_failure_data.description]
    # a failed check has spoken already; the step says no more than that there was one
    if failure.error is None or failure.error.cls_name == "DagsterAssetCheckFailedError":
        return []
    return [f"{step} failed: {_root_message(failure.error)}"]


def _run_failure_text(event: dg.DagsterEvent) -> str:
    """What stopped a run that failed outside its steps, as when the refresh lock is held."""
    error = event.job_failure_data.error
    if error is None:
        return event.message or "The run failed without an error message."
    return _root_message(error)


def _root_message(error: "SerializableErrorInfo") -> str:
    """The first lines of the error that started it all; its stack trace is left in Dagster's log."""
    while error.cause is not None:
        error = error.cause
    return "\n".join(error.message.strip().splitlines()[:MESSAGE_LINES])
