"""A failed run in words: what went wrong, no stack traces, one notice."""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from pipelines.notices import notice_path
from pipelines.sensors import build_failure_sensor, failure_texts
from pipelines.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(root=tmp_path)


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as ephemeral:
        yield ephemeral


@dg.asset
def refused() -> None:
    """Fails as landing does."""
    raise dg.Failure("a.csv, row 7: found 'x', expected a number\nSend a new file.", allow_retries=False)


@dg.asset
def broken() -> None:
    """Fails as code does."""
    try:
        int("x")
    except ValueError as error:
        raise RuntimeError("wrapped") from error


@dg.asset
def checked() -> None:
    """Passes, and its check does not."""


@dg.asset_check(asset=checked, blocking=True)
def refused_check() -> dg.AssetCheckResult:
    return dg.AssetCheckResult(passed=False, description="row 9: found -1, expected 0 or more")


@dg.asset_check(asset=checked)
def warned_check() -> dg.AssetCheckResult:
    return dg.AssetCheckResult(passed=False, severity=dg.AssetCheckSeverity.WARN, description="please look")


def test_errors_come_in_words_without_traces(instance: dg.DagsterInstance) -> None:
    result = dg.materialize(
        [refused, broken, checked, refused_check, warned_check], instance=instance, raise_on_error=False
    )
    assert sorted(failure_texts(result.all_events)) == [
        "a.csv, row 7: found 'x', expected a number\nSend a new file.",
        "broken failed: ValueError: invalid literal for int() with base 10: 'x'",
        "checked: check refused_check failed.\nrow 9: found -1, expected 0 or more",
    ]


def test_a_failed_run_becomes_a_notice(settings: Settings, instance: dg.DagsterInstance) -> None:
    result = dg.materialize([refused], instance=instance, raise_on_error=False)
    context = dg.build_run_status_sensor_context(
        sensor_name="failure_notice",
        dagster_run=result.dagster_run,
        dagster_instance=instance,
        dagster_event=result.get_run_failure_event(),
    ).for_run_failure()
    build_failure_sensor(settings)(context)
    path = notice_path(settings, result.run_id)
    text = path.read_text(encoding="utf-8")
    assert "a.csv, row 7: found 'x', expected a number\nSend a new file." in text
    assert "kriterier refresh" in text
    assert "Traceback" not in text
    assert ".py" not in text

    path.write_text("kept", encoding="utf-8")
    build_failure_sensor(settings)(context)
    assert path.read_text(encoding="utf-8") == "kept", "one notice per run"


def test_a_run_that_fails_outside_its_steps_is_told_too(
    settings: Settings, instance: dg.DagsterInstance
) -> None:
    @dg.resource
    def lock() -> None:
        raise RuntimeError("Another refresh is running")

    @dg.asset(required_resource_keys={"lock"})
    def locked() -> None: ...

    result = dg.materialize([locked], resources={"lock": lock}, instance=instance, raise_on_error=False)
    context = dg.build_run_status_sensor_context(
        sensor_name="failure_notice",
        dagster_run=result.dagster_run,
        dagster_instance=instance,
        dagster_event=result.get_run_failure_event(),
    ).for_run_failure()
    build_failure_sensor(settings)(context)
    assert "Another refresh is running" in notice_path(settings, result.run_id).read_text(encoding="utf-8")
