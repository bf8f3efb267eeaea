"""What starts a refresh by itself: the night, and a delivery."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import dagster as dg
import pytest
from dagster._utils.schedules import schedule_execution_time_iterator

from pipelines.schedules import TOLD, build_nightly_job, build_nightly_schedule, nightly_config
from pipelines.sensors import (
    build_delivery_sensor,
    build_failure_sensor,
    look_at_deliveries,
)
from pipelines.settings import Settings

OSLO = ZoneInfo("Europe/Oslo")


@dg.asset
def nothing() -> None:
    """An asset to have a job of."""


JOB = dg.define_asset_job("nightly", selection=[nothing])


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(root=tmp_path)


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as ephemeral:
        yield ephemeral


def deliver(settings: Settings, name: str, content: str = "1;2", *, sidecar: bool = True) -> Path:
    path = settings.data_raw / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    if sidecar:
        path.with_name(path.name + ".origin.yml").write_text(f"sha256: {hash(content)}", encoding="utf-8")
    return path


def tick(
    settings: Settings, instance: dg.DagsterInstance, cursor: str | None
) -> tuple[dg.RunRequest | dg.SkipReason, str | None]:
    context = dg.build_sensor_context(instance=instance, cursor=cursor)
    result = build_delivery_sensor(settings, JOB)(context)
    assert isinstance(result, dg.RunRequest | dg.SkipReason)
    return result, context.cursor


def skip_text(result: dg.RunRequest | dg.SkipReason) -> str:
    assert isinstance(result, dg.SkipReason)
    return result.skip_message or ""


def runs_after(moment: datetime) -> Iterator[datetime]:
    schedule = build_nightly_schedule(JOB)
    return schedule_execution_time_iterator(
        moment.timestamp(), schedule.cron_schedule, schedule.execution_timezone
    )


@pytest.mark.parametrize(
    ("now", "next_run"),
    [
        (datetime(2024, 1, 10, 12, tzinfo=UTC), datetime(2024, 1, 11, 2, tzinfo=OSLO)),
        (datetime(2024, 7, 10, 12, tzinfo=UTC), datetime(2024, 7, 11, 2, tzinfo=OSLO)),
        # 02:00 does not exist in the night to 31 March 2024; the run starts when the clock has moved on
        (datetime(2024, 3, 30, 12, tzinfo=UTC), datetime(2024, 3, 31, 3, tzinfo=OSLO)),
    ],
)
def test_the_nightly_run_is_at_two_in_oslo(now: datetime, next_run: datetime) -> None:
    assert next(runs_after(now)) == next_run
    assert build_nightly_schedule(JOB).default_status is dg.DefaultScheduleStatus.RUNNING


def test_there_is_one_nightly_run_when_the_hour_comes_twice() -> None:
    iterator = runs_after(datetime(2024, 10, 26, 12, tzinfo=UTC))
    first, second = next(iterator), next(iterator)
    assert (first.astimezone(OSLO).day, second.astimezone(OSLO).day) == (27, 28)


def test_the_schedule_asks_for_the_job() -> None:
    schedule = build_nightly_schedule(JOB)
    context = dg.build_schedule_context(scheduled_execution_time=datetime(2024, 1, 11, 1, tzinfo=UTC))
    requests = schedule.evaluate_tick(context).run_requests
    assert schedule.job_name == "nightly"
    assert requests is not None
    assert len(requests) == 1


def test_sensors_are_on_from_the_start(settings: Settings) -> None:
    for sensor in (build_delivery_sensor(settings, JOB), build_failure_sensor(settings)):
        assert sensor.default_status is dg.DefaultSensorStatus.RUNNING


def test_no_deliveries_start_nothing(settings: Settings, instance: dg.DagsterInstance) -> None:
    result, cursor = tick(settings, instance, None)
    assert "No whole delivery" in skip_text(result)
    assert cursor is None


def test_a_delivery_starts_one_run(settings: Settings, instance: dg.DagsterInstance) -> None:
    deliver(settings, "a_source/2024/a.csv")
    result, cursor = tick(settings, instance, None)
    assert isinstance(result, dg.RunRequest)
    assert result.run_key == cursor
    assert result.run_config == nightly_config(fetch=False)
    again, same = tick(settings, instance, cursor)
    assert skip_text(again) == "No change among 1 deliveries."
    assert same == cursor


def test_a_file_waits_for_its_sidecar(settings: Settings, instance: dg.DagsterInstance) -> None:
    deliver(settings, "a_source/2024/a.csv")
    _, cursor = tick(settings, instance, None)
    late = deliver(settings, "a_source/2024/b.csv", sidecar=False)
    result, cursor = tick(settings, instance, cursor)
    assert skip_text(result).endswith("Waiting for the other part of: a_source/2024/b.csv.")
    late.with_name("b.csv.origin.yml").write_text("supersedes: a_source/2024/a.csv", encoding="utf-8")
    result, _ = tick(settings, instance, cursor)
    assert isinstance(result, dg.RunRequest)


def test_a_sidecar_waits_for_its_file(settings: Settings, instance: dg.DagsterInstance) -> None:
    deliver(settings, "a_source/2024/a.csv").unlink()
    result, _ = tick(settings, instance, None)
    assert "a_source/2024/a.csv.origin.yml" in skip_text(result)


def test_a_file_on_its_way_in_is_waited_for(settings: Settings, instance: dg.DagsterInstance) -> None:
    path = deliver(settings, "a_source/2024/a.csv", "1;2")
    path.with_name("a.csv.origin.yml").write_text("bytes: 5\nsha256: x\n", encoding="utf-8")
    result, cursor = tick(settings, instance, None)
    assert "a_source/2024/a.csv" in skip_text(result)
    path.write_text("1;2;3", encoding="utf-8")
    assert isinstance(tick(settings, instance, cursor)[0], dg.RunRequest)


@pytest.mark.parametrize("change", ["sidecar", "size", "withdrawn"])
def test_what_changes_a_delivery_starts_a_run(
    settings: Settings, instance: dg.DagsterInstance, change: str
) -> None:
    deliver(settings, "a_source/2024/a.csv")
    path = deliver(settings, "a_source/2024/b.csv")
    _, cursor = tick(settings, instance, None)
    if change == "sidecar":
        path.with_name("b.csv.origin.yml").write_text("sha256: other", encoding="utf-8")
    elif change == "size":
        path.write_text("1;2;3", encoding="utf-8")
    else:
        path.unlink()
        path.with_name("b.csv.origin.yml").unlink()
    result, _ = tick(settings, instance, cursor)
    assert isinstance(result, dg.RunRequest)


def test_a_delivery_that_comes_back_gets_a_run_key_of_its_own(
    settings: Settings, instance: dg.DagsterInstance
) -> None:
    keys = []
    cursor: str | None = None
    for step in ("deliver", "withdraw", "deliver"):
        if step == "deliver":
            deliver(settings, "a_source/2024/a.csv")
        else:
            shutil.rmtree(settings.data_raw)
        result, cursor = tick(settings, instance, cursor)
        assert isinstance(result, dg.RunRequest)
        keys.append(result.run_key)
    assert len(set(keys)) == 3


def test_a_change_waits_for_the_run_that_is_under_way(
    settings: Settings, instance: dg.DagsterInstance
) -> None:
    deliver(settings, "a_source/2024/a.csv")
    instance.create_run_for_job(resolved_job(), status=dg.DagsterRunStatus.STARTED)
    result, cursor = tick(settings, instance, None)
    assert "waiting for the refresh that is under way" in skip_text(result)
    assert cursor is None


def test_hidden_files_and_office_locks_are_no_deliveries(settings: Settings) -> None:
    before = look_at_deliveries(settings)
    for name in (".DS_Store", "~$a.xlsx"):
        deliver(settings, f"a_source/2024/{name}", sidecar=False)
    deliver(settings, "README.md", sidecar=False)
    assert look_at_deliveries(settings) == before


def nightly_of(
    settings: Settings, instance: dg.DagsterInstance, config: dict[str, Any] | None = None
) -> dg.ExecuteInProcessResult:
    job = build_nightly_job(settings)
    return job.execute_in_process(instance=instance, run_config=config, raise_on_error=False)


def failure_of(result: dg.ExecuteInProcessResult) -> tuple[str, dict[str, Any]]:
    [event] = [event for event in result.all_events if event.event_type is dg.DagsterEventType.STEP_FAILURE]
    data = event.step_failure_data.user_failure_data
    assert data is not None
    return data.description or "", {name: value.value for name, value in data.metadata.items()}


@pytest.mark.slow
def test_the_nightly_job_fails_in_words_when_the_command_says_nothing(
    settings: Settings, instance: dg.DagsterInstance
) -> None:
    """The folder is no project, which the command says on standard error with exit code 2."""
    text, metadata = failure_of(nightly_of(settings, instance))
    assert "code 2" in text
    assert "is not a kriterier project" in text
    assert TOLD not in metadata


@pytest.mark.slow
def test_the_nightly_job_runs_the_command_with_its_own_settings(
    settings: Settings, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KRITERIER_ROOT", str(settings.root / "elsewhere"))
    text, _ = failure_of(nightly_of(settings, instance, nightly_config(fetch=False)))
    assert f"{settings.root} is not a kriterier project" in text


def resolved_job() -> dg.JobDefinition:
    return dg.Definitions(assets=[nothing], jobs=[JOB]).resolve_job_def("nightly")
