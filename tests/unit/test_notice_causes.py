"""A cause is told once, until it is gone; what could not be sent is sent when the server is back."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from pipelines.notices import (
    Alarm,
    failure_alarms,
    looked_before,
    notice_path,
    open_causes,
    report,
    report_refresh,
)
from pipelines.notices.causes import BOOK, LOG
from pipelines.settings import Settings
from tests.support.deliveries import HELSEDATA_TSB, OSLO_POPULATION, copy_project
from tests.support.servers import Hook, running_hook

BAD = Alarm("refused", "refused/a/2024/a.csv@12345678", "a/2024/a.csv", ("a/2024/a.csv: row 7",))
LATE = Alarm("overdue", "overdue/b/2024/-/first", "b 2024", ("b",), "Kari")


@pytest.fixture
def hook() -> Iterator[Hook]:
    with running_hook() as running:
        yield running


def settings_of(root: Path, hook: Hook | None = None) -> Settings:
    return Settings(root=root, notice_webhook_url=SecretStr(hook.url) if hook else None)


def logged(settings: Settings) -> list[tuple[str, str]]:
    lines = (settings.notices / LOG).read_text(encoding="utf-8").splitlines()
    return [(line["what"], line["cause"]) for line in map(json.loads, lines)]


def test_a_cause_is_told_once_until_it_is_gone(tmp_path: Path, hook: Hook) -> None:
    settings = settings_of(tmp_path, hook)
    first = report(settings, [BAD, LATE], run_id="1", looked_at=("refused/", "overdue/"))
    assert first.new == (LATE.cause, BAD.cause)
    second = report(settings, [BAD, LATE], run_id="2", looked_at=("refused/", "overdue/"))
    assert (second.new, second.open, second.closed) == ((), first.new, ())
    assert len(hook.posted) == 2

    gone = report(settings, [LATE], run_id="3", looked_at=("refused/", "overdue/"))
    assert (gone.new, gone.open, gone.closed) == ((), (LATE.cause,), (BAD.cause,))
    assert not notice_path(settings, BAD.cause).exists()
    assert len(hook.posted) == 2, "an end is no news"

    back = report(settings, [BAD, LATE], run_id="4", looked_at=("refused/", "overdue/"))
    assert back.new == (BAD.cause,)
    assert [posted["cause"] for posted in hook.posted] == [BAD.cause, LATE.cause, BAD.cause]
    assert [line for line in logged(settings) if line[1] == BAD.cause] == [
        (what, BAD.cause) for what in ("opened", "told", "closed", "opened", "told")
    ]


def test_what_was_not_looked_at_stays_open(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    report(settings, [BAD, LATE], run_id="1")
    after = report(settings, [], run_id="2", looked_at=("overdue/",))
    assert (after.open, after.closed) == ((BAD.cause,), (LATE.cause,))
    assert looked_before(settings, "overdue/")
    assert not looked_before(settings, "refused/")


def test_what_was_known_before_is_opened_in_silence(tmp_path: Path, hook: Hook) -> None:
    settings = settings_of(tmp_path, hook)
    assert report(settings, [LATE], run_id="1", known_before=[LATE.cause]).new == ()
    assert report(settings, [LATE], run_id="2").new == ()
    assert hook.posted == []
    assert list(open_causes(settings)) == [LATE.cause]


def test_a_notice_that_was_not_delivered_is_sent_when_the_server_is_back(tmp_path: Path, hook: Hook) -> None:
    settings = settings_of(tmp_path, hook)
    hook.status = 503
    assert report(settings, [BAD], run_id="1").new == (BAD.cause,)
    assert open_causes(settings)[BAD.cause].waiting == ["webhook"]
    hook.status = 200
    hook.posted.clear()
    assert report(settings, [BAD], run_id="2").new == ()
    assert len(hook.posted) == 1
    report(settings, [BAD], run_id="3")
    assert len(hook.posted) == 1


def test_a_cause_that_waits_for_days_is_told_when_they_have_passed(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    offline = Alarm("offline", "fetch_offline", "", ("no answer",), tell_after=3)
    told = []
    for night in range(4):
        told.append(report(settings, [offline], run_id=str(night)).new)
        # a second look on the same day is no second night
        assert report(settings, [offline], run_id=f"{night}b").new == ()
        a_day_earlier(settings)
    assert told == [(), (), ("fetch_offline",), ()]


def a_day_earlier(settings: Settings) -> None:
    """Let the last look have been yesterday."""
    path = settings.notices / BOOK
    content = json.loads(path.read_text(encoding="utf-8"))
    for cause in content["open"].values():
        cause["last_seen"] = "2000-01-01T00:00:00+00:00"
    path.write_text(json.dumps(content), encoding="utf-8")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"open": {"x": 1}, "looked_at": []}'])
def test_a_book_that_cannot_be_read_tells_again(tmp_path: Path, content: str) -> None:
    settings = settings_of(tmp_path)
    report(settings, [BAD], run_id="1")
    (settings.notices / BOOK).write_text(content, encoding="utf-8")
    assert report(settings, [BAD], run_id="2").new == (BAD.cause,)
    assert report(settings, [BAD], run_id="3").new == ()


def test_a_folder_that_cannot_be_written_tells_all_the_same(tmp_path: Path, hook: Hook) -> None:
    settings = settings_of(tmp_path, hook)
    settings.build.write_text("a file where the folder should be", encoding="utf-8")
    assert report(settings, [BAD], run_id="1").new == (BAD.cause,)
    assert len(hook.posted) == 1


def test_no_secret_gets_into_the_book_or_the_log(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    report(settings, [Alarm("fetch", "fetch/a", "password=abc123secret", ("x",))], run_id="1")
    for path in settings.notices.iterdir():
        assert "abc123secret" not in path.read_text(encoding="utf-8")


def test_a_failed_refresh_names_its_files_as_causes_whoever_ran_it(tmp_path: Path) -> None:
    settings = copy_project(tmp_path)
    by_hand = [
        f"{HELSEDATA_TSB}, sheet «Ark», row 7: no number.\n{HELSEDATA_TSB}.origin.yml: no hash.",
        "band: too large a change",
    ]
    in_dagster = [
        f"landed.helsedata_tsb: check expectations failed.\n{HELSEDATA_TSB}, row 7: no number.",
        f"DeliveryError: {HELSEDATA_TSB}: a second finding, see {OSLO_POPULATION}: that one is good",
        "CheckError: band:  too large a change",
    ]
    causes = [{alarm.cause for alarm in failure_alarms(settings, errors)} for errors in (by_hand, in_dagster)]
    assert causes[0] == causes[1]
    assert sorted(cause.split("@")[0].split("/")[0] for cause in causes[0]) == ["failed", "refused"]


def test_another_failure_is_another_cause_and_the_same_is_the_same(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    report_refresh(settings, "1", ["one fault", "another"])
    report_refresh(settings, "2", ["another", "one  fault"])
    assert len(open_causes(settings)) == 1
    report_refresh(settings, "3", ["a third (process 17)"])
    report_refresh(settings, "4", ["RuntimeError: a third (process 18)"])
    assert len(open_causes(settings)) == 2


def test_a_refresh_that_succeeds_closes_what_failures_opened(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    report(settings, [BAD, LATE], run_id="1")
    report_refresh(settings, "2", ["one fault"])
    report_refresh(settings, "3", [])
    assert list(open_causes(settings)) == [LATE.cause]
    assert [path.suffix for path in settings.notices.glob("*.txt")] == [".txt"]
