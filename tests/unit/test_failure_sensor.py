"""A failed run in words: what went wrong, no stack traces, one notice."""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from pipelines.notices import failed_alarm, notice_path, open_causes, report_refresh
from pipelines.schedules import TOLD
from pipelines.sensors import build_failure_sensor, failure_texts
from pipelines.settings import Settings
from tests.support.deliveries import HELSEDATA_TSB, copy_project


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


def sense(settings: Settings, instance: dg.DagsterInstance, *assets: dg.AssetsDefinition) -> str:
    """Run assets that fail, let the sensor see the run, and give why it told nobody, if it did not."""
    result = dg.materialize(list(assets), instance=instance, raise_on_error=False)
    return sensed(settings, instance, result)


def sensed(settings: Settings, instance: dg.DagsterInstance, result: dg.ExecuteInProcessResult) -> str:
    context = dg.build_run_status_sensor_context(
        sensor_name="failure_notice",
        dagster_run=result.dagster_run,
        dagster_instance=instance,
        dagster_event=result.get_run_failure_event(),
    ).for_run_failure()
    skipped = build_failure_sensor(settings)(context)
    assert skipped is None or isinstance(skipped, dg.SkipReason)
    return (skipped.skip_message or "") if skipped else ""


def notices(settings: Settings) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(settings.notices.glob("*.txt"))]


def test_a_failed_run_becomes_a_notice(settings: Settings, instance: dg.DagsterInstance) -> None:
    assert not sense(settings, instance, refused)
    [text] = notices(settings)
    assert "a.csv, row 7: found 'x', expected a number\nSend a new file." in text
    assert "kriterier refresh" in text
    assert "Traceback" not in text
    assert ".py" not in text


def test_a_cause_that_fails_again_is_not_told_again(settings: Settings, instance: dg.DagsterInstance) -> None:
    assert not sense(settings, instance, refused)
    assert "told before" in sense(settings, instance, refused)
    assert not sense(settings, instance, broken)
    assert len(notices(settings)) == 2


def test_what_failed_by_hand_is_not_told_again_by_the_sensor(
    tmp_path: Path, instance: dg.DagsterInstance
) -> None:
    settings = copy_project(tmp_path)
    text = f"{HELSEDATA_TSB}, row 7: no number."
    report_refresh(settings, "by hand", [text])

    @dg.asset
    def landed() -> None:
        raise dg.Failure(text, allow_retries=False)

    assert "told before" in sense(settings, instance, landed)
    assert list(open_causes(settings)) != [failed_alarm([text]).cause], "it is the file's cause"
    assert len(notices(settings)) == 1


def test_a_run_that_has_told_itself_is_left_alone(settings: Settings, instance: dg.DagsterInstance) -> None:
    @dg.op
    def nightly() -> None:
        raise dg.Failure("refused", metadata={TOLD: dg.MetadataValue.json({})}, allow_retries=False)

    @dg.job
    def job() -> None:
        nightly()

    result = job.execute_in_process(instance=instance, raise_on_error=False)
    assert "told of what is wrong itself" in sensed(settings, instance, result)
    assert notices(settings) == []


def test_a_run_that_fails_outside_its_steps_is_told_too(
    settings: Settings, instance: dg.DagsterInstance
) -> None:
    @dg.resource
    def lock() -> None:
        raise RuntimeError("Another refresh is running")

    @dg.asset(required_resource_keys={"lock"})
    def locked() -> None: ...

    result = dg.materialize([locked], resources={"lock": lock}, instance=instance, raise_on_error=False)
    assert not sensed(settings, instance, result)
    [text] = notices(settings)
    assert "Another refresh is running" in text
    assert notice_path(settings, next(iter(open_causes(settings)))).exists()
