"""The headless refresh: what `kriterier refresh` does, without a terminal.

It runs the same Dagster job as the nightly schedule, in this process. When deliveries, project, code
and versions are what the published warehouse was built from, it does nothing; that is found out before
anything heavy is imported.
"""

import os
import resource
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

import duckdb

from pipelines.core.errors import DeliveryError
from pipelines.landing.inventory import Inventory, take_inventory
from pipelines.landing.received import decision_days, received_days
from pipelines.settings import Settings
from pipelines.warehouse.access import NotPublishedError, open_published
from pipelines.warehouse.fingerprint import input_fingerprint
from pipelines.warehouse.kept import forget_build
from pipelines.warehouse.lock import refresh_lock

if TYPE_CHECKING:
    import dagster as dg

PHASES = ("imports", "dbt parse", "landing", "checks", "dbt run", "allocation", "publish")

Progress = Callable[[str, str], None]
"""Called with a phase and what is being done in it."""


class NotAProjectError(Exception):
    """The folder is not a kriterier project; the message says what is missing and where it was looked for."""


class AsOfError(Exception):
    """Nothing can be built as of the day that was asked for; the message says why and which days can."""


@dataclass
class RefreshOutcome:
    """What a refresh did.

    `phases` are seconds, `errors` are texts for people, one per fault and possibly of several lines.
    """

    status: Literal["published", "unchanged", "failed"]
    run_id: str
    published_at: datetime | None = None
    errors: list[str] = field(default_factory=list)
    phases: dict[str, float] = field(default_factory=dict)
    total_seconds: float = 0.0
    peak_memory_mb: float = 0.0


@dataclass
class _Clock:
    """Adds up seconds by phase and tells the display where the run is."""

    progress: Progress
    seconds: dict[str, float] = field(default_factory=lambda: dict.fromkeys(PHASES, 0.0))

    def add(self, phase: str, seconds: float) -> None:
        self.seconds[phase] = round(self.seconds[phase] + seconds, 3)

    @contextmanager
    def measure(self, phase: str) -> Iterator[None]:
        self.progress(phase, phase)
        start = time.perf_counter()
        try:
            yield
        finally:
            self.add(phase, time.perf_counter() - start)


def run_refresh(
    settings: Settings, *, force: bool = False, progress: Progress | None = None
) -> RefreshOutcome:
    """Bring the published warehouse up to date with data_raw and the project.

    Args:
        settings: The installation.
        force: Build every table anew, although nothing changed.
        progress: Told of each step as it starts.

    Raises:
        NotAProjectError: There is no dbt project where the settings say.
        AsOfError: The settings' `as_of` lies before the first delivery or in the future.
        RefreshRunningError: Another process is refreshing.
    """
    refuse_other_folder(settings)
    if settings.as_of is not None:
        _refuse_day(settings, settings.as_of)
    start = time.perf_counter()
    run_id = str(uuid.uuid4())
    clock = _Clock(progress or (lambda _phase, _step: None))
    with refresh_lock(settings):
        if force:
            forget_build(settings)
        inventory = take_inventory(settings)
        published = published_run(settings)
        if not force and published and published[0] == input_fingerprint(settings, inventory.fingerprint()):
            outcome = RefreshOutcome("unchanged", run_id, published[1])
        else:
            errors = _refuse_strangers(settings, inventory) or _run_job(settings, run_id, clock)
            published = published_run(settings)
            outcome = RefreshOutcome(
                "failed" if errors else "published", run_id, published[1] if published else None, errors
            )
    outcome.phases = clock.seconds
    outcome.total_seconds = round(time.perf_counter() - start, 3)
    outcome.peak_memory_mb = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
    return outcome


def refuse_other_folder(settings: Settings) -> None:
    """Stop where no project lies.

    Raises:
        NotAProjectError: There is no dbt project where the settings say.
    """
    if not (settings.dbt_project / "dbt_project.yml").is_file():
        raise NotAProjectError(
            f"{settings.root} is not a kriterier project: {settings.dbt_project} holds no dbt_project.yml. "
            "Run the command in the project's top folder, or set KRITERIER_ROOT."
        )


def as_of_settings(settings: Settings, day: date) -> Settings:
    """The same installation as it was known at the end of a day, in a build folder of its own.

    Nothing is mailed or posted: who asks for an earlier state waits for the answer.
    """
    return settings.model_copy(
        update={
            "as_of": day,
            "build": settings.build / "as_of" / day.isoformat(),
            "notice_webhook_url": None,
            "notice_smtp_host": None,
        }
    )


def _refuse_day(settings: Settings, day: date) -> None:
    received = received_days(settings)
    if not received or day < received[0]:
        first = f"the first came on {received[0]}" if received else "there is none at all"
        raise AsOfError(f"No delivery in {settings.data_raw} had been received by {day}; {first}.")
    newest = max([received[-1], *decision_days(settings)])
    if day > max(newest, datetime.now().astimezone().date()):
        raise AsOfError(
            f"{day} has not come yet, so what will be known then cannot be built; the newest delivery was "
            f"received on {received[-1]}."
        )


def published_run(settings: Settings) -> tuple[str, datetime] | None:
    """Input fingerprint and time of the published warehouse; None when there is none that can be read."""
    try:
        with open_published(settings) as connection:
            row = connection.execute("select input_fingerprint, finished_at from meta.runs").fetchone()
    except (NotPublishedError, duckdb.Error):
        return None
    return (row[0], row[1]) if row else None


def _refuse_strangers(settings: Settings, inventory: Inventory) -> list[str]:
    try:
        inventory.refuse_strangers()
    except DeliveryError as error:
        return [error.text(settings.language)]
    return []


def _run_job(settings: Settings, run_id: str, clock: _Clock) -> list[str]:
    with clock.measure("imports"):
        import dbt.cli.main  # noqa: F401  (counted here, not as the time of dbt's work)

        from pipelines.definitions import REFRESH_JOB, build_definitions
        from pipelines.sensors import failure_texts
        from pipelines.warehouse.manifest import DbtProjectError, prepare_manifest
    with clock.measure("dbt parse"):
        try:
            prepare_manifest(settings)
        except DbtProjectError as error:
            return [str(error)]
        job = build_definitions(settings).resolve_job_def(REFRESH_JOB)
    with _dagster_instance(settings) as instance:
        instance.add_event_listener(run_id, lambda entry: _follow(entry, clock))
        result = job.execute_in_process(
            instance=instance,
            run_id=run_id,
            raise_on_error=False,
            # the terminal shows progress and errors in words; Dagster's own log stays in its event log
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
        )
        if result.success:
            return []
        return failure_texts(result.all_events) or ["The run failed without an error message."]


@contextmanager
def _dagster_instance(settings: Settings) -> "Iterator[dg.DagsterInstance]":
    """The installation's Dagster history if DAGSTER_HOME names one, else one in memory.

    What is built as of an earlier day has no place in the history of what was published.
    """
    import dagster as dg

    if os.environ.get("DAGSTER_HOME") and settings.as_of is None:
        with dg.DagsterInstance.get() as instance:
            yield instance
    else:
        with dg.DagsterInstance.ephemeral(settings={"telemetry": {"enabled": False}}) as instance:
            yield instance


def phase_of(step_key: str) -> str:
    """Which phase of a refresh a Dagster step belongs to."""
    if step_key.endswith("_checks") or "expectations" in step_key:
        return "checks"
    if step_key.startswith("landed__"):
        return "landing"
    return {"dbt_build": "dbt run", "allocations": "allocation"}.get(step_key, "publish")


def _follow(entry: "dg.EventLogEntry", clock: _Clock) -> None:
    event = entry.dagster_event
    if event is None or event.step_key is None:
        return
    phase = phase_of(event.step_key)
    if event.event_type_value == "STEP_START":
        clock.progress(phase, event.step_key)
    elif event.event_type_value == "STEP_SUCCESS":
        clock.add(phase, event.step_success_data.duration_ms / 1000)
