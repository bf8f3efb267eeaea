"""What a night tells: checks that newly warn, overdue deliveries, failed fetches, days without a way out."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from pipelines.fetching import FetchOutcome
from pipelines.landing.expected import expected_deliveries
from pipelines.nightly.alarms import (
    WARNING,
    fetch_alarms,
    looked_at_by_fetching,
    overdue_alarms,
    refused_alarms,
    warning_alarms,
)
from pipelines.nightly.due import Fetched, fetch_due
from pipelines.nightly.memory import HeldBack, read_published, remember
from pipelines.notices import notice_path, report
from pipelines.settings import Settings

STUB = """\
source_id: prices
period: 2015-2026
label_nb: Prisvekst og grunnbeløp
label_en: Prices
budget_year: 2027
due_on: 2026-03-01
grace_days: 10
how: {how}
owner: Kari Nordmann
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(root=tmp_path)


def publish(settings: Settings, *warned: str, fingerprint: str = "f") -> None:
    """A release with a passed check, and with these warnings."""
    settings.published_db.parent.mkdir(parents=True, exist_ok=True)
    settings.published_db.unlink(missing_ok=True)
    with duckdb.connect(str(settings.published_db)) as connection:
        connection.execute("create schema meta")
        connection.execute(
            "create table meta.checks (check_id varchar, kind varchar, severity varchar, passed boolean, "
            "description varchar, owner varchar, message varchar)"
        )
        rows = [("good", "dbt_test", "warn", True, "d", "o", "")]
        rows += [(one, "expectation", "warn", False, "protects a", "Kari", "row 7") for one in warned]
        connection.executemany("insert into meta.checks values (?, ?, ?, ?, ?, ?, ?)", rows)
        connection.execute("create table meta.runs (input_fingerprint varchar, finished_at timestamp)")
        connection.execute("insert into meta.runs values (?, timestamp '2026-01-01 02:00:00')", [fingerprint])
        connection.execute(
            "create table meta.deliveries (delivery_id varchar, sha256 varchar, state varchar)"
        )
        connection.execute(
            "insert into meta.deliveries values "
            "('a/1', 's1', 'used'), ('a/2', 's2', 'superseded'), ('a/3', 's3', 'refused')"
        )


def night(settings: Settings) -> tuple[tuple[str, ...], tuple[str, ...]]:
    alarms = warning_alarms(settings)
    assert alarms is not None
    told = report(settings, alarms, run_id="1", looked_at=(WARNING,))
    return told.new, told.closed


def test_a_check_that_newly_warns_is_told_once(settings: Settings) -> None:
    publish(settings, "x.size")
    assert night(settings) == (("warning/x.size",), ())
    publish(settings, "x.size", "y.band")
    assert night(settings) == (("warning/y.band",), ())
    assert night(settings) == ((), ())
    publish(settings, "x.size")
    assert night(settings) == ((), ("warning/y.band",))
    publish(settings, "x.size", "y.band")
    assert night(settings) == (("warning/y.band",), ())
    text = notice_path(settings, "warning/y.band").read_text(encoding="utf-8")
    assert "protects a" in text
    assert "row 7" in text
    assert "with Kari" in text


def test_without_a_release_no_check_has_anything_to_say(settings: Settings) -> None:
    assert warning_alarms(settings) is None


def expect(settings: Settings, how: str = "delivery") -> None:
    stub = settings.data_raw / "prices" / "2015-2026" / "priser.csv.origin.stub.yml"
    stub.parent.mkdir(parents=True)
    stub.write_text(STUB.format(how=how), encoding="utf-8")


@pytest.mark.parametrize(("day", "told"), [(1, 0), (11, 0), (12, 1)])
def test_a_delivery_is_overdue_after_its_days_of_grace(settings: Settings, day: int, told: int) -> None:
    expect(settings)
    alarms = overdue_alarms(settings, expected_deliveries(settings), date(2026, 3, day))
    assert len(alarms) == told
    for alarm in alarms:
        assert alarm.cause == "overdue/prices/2015-2026/-/first"
        assert "Kari Nordmann" in alarm.notice("nb", "1").body


def outcome(source_id: str, status: str) -> FetchOutcome:
    return FetchOutcome(source_id, status, (), f"{source_id} {status}")  # type: ignore[arg-type]


def test_a_fetch_that_failed_is_told_at_once_and_a_night_offline_is_not(settings: Settings) -> None:
    fetched = Fetched(
        asked=True, outcomes=(outcome("a", "failed"), outcome("b", "offline"), outcome("c", "new"))
    )
    alarms = fetch_alarms(settings, fetched)
    assert [alarm.cause for alarm in alarms] == ["fetch/a", "fetch_offline"]
    assert report(settings, alarms, run_id="1").new == ("fetch/a",)
    assert looked_at_by_fetching(fetched) == ("fetch/a", "fetch/c")


def test_a_night_that_reached_everybody_settles_all_fetches() -> None:
    fetched = Fetched(asked=True, outcomes=(outcome("a", "failed"),))
    assert looked_at_by_fetching(fetched) == ("fetch/", "fetch_offline")
    assert looked_at_by_fetching(Fetched()) == ()


def test_nothing_is_fetched_before_its_day_or_what_is_not_fetched(settings: Settings) -> None:
    expect(settings, how="fetch")
    expected = expected_deliveries(settings)
    assert fetch_due(settings, expected, date(2026, 2, 28)).outcomes == ()
    expect_by_mail = Settings(root=settings.root / "other")
    expect(expect_by_mail)
    assert fetch_due(expect_by_mail, expected_deliveries(expect_by_mail), date(2027, 1, 1)).outcomes == ()


def test_a_refused_file_is_one_cause_whether_it_is_held_back_or_stops_the_release() -> None:
    held = {"a/1/x.csv": HeldBack("0123456789abcdef", ("row 7",))}
    [stopping], [going_on] = (refused_alarms(held, published=published) for published in (False, True))
    assert stopping.cause == going_on.cause == "refused/a/1/x.csv@01234567"
    assert stopping.notice("en", "1").title != going_on.notice("en", "1").title


def test_what_a_release_holds_back_is_remembered_with_its_reasons(settings: Settings) -> None:
    publish(settings)
    assert read_published(settings).held_back == {"a/3": HeldBack("s3")}
    held = {"a/3": HeldBack("s3", ("row 7",)), "stranger/x.csv": HeldBack("s4", ("who?",))}
    remember(settings, held)
    release = read_published(settings)
    assert release.held_back == held
    assert release.accepted == {"a/1": "s1", "a/2": "s2"}
    publish(settings, fingerprint="another")
    assert read_published(settings).held_back == {"a/3": HeldBack("s3")}, "what another release held back"
