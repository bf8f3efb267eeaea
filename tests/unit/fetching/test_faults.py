"""What a service may answer instead of data, and what comes of it; waits are counted, not waited for."""

import json
from collections.abc import Iterable
from itertools import repeat

import pytest

from pipelines.fetching import FetchOutcome, World, fetch_source
from pipelines.settings import Settings
from tests.support.statbank_replies import (
    Reply,
    broken_connection,
    closed,
    oslo_error,
    slow,
    ssb_error,
    too_many_calls,
    too_many_cells,
    truncated,
    web_page,
)
from tests.support.statbank_server import Statbank
from tests.unit.fetching.conftest import Time, make_world

SOURCE = "oslo_low_income"
TABLE = "/db1/Inntekt/OK-INN007.px"
V2_DATA = "/tables/12369/data"


def failed(outcome: FetchOutcome, code: str) -> str:
    """The English text of the only finding."""
    assert (outcome.status, outcome.delivery_ids) == ("failed", ()), outcome
    [finding] = outcome.findings
    assert finding.code == code
    for lang in ("nb", "en"):
        assert "{" not in finding.message(lang) + finding.next_step(lang)
    return finding.text("en")


@pytest.mark.parametrize(
    ("source_id", "part", "reply", "code", "words"),
    [
        ("ssb_accounts", V2_DATA, ssb_error("Non-existent value"), "fetch_refused", "Non-existent value"),
        ("ssb_accounts", V2_DATA, too_many_cells(), "fetch_too_large", "Too many cells selected"),
        ("ssb_accounts", "/tables/12369", ssb_error("Not found", 404), "fetch_not_found", "404"),
        ("ssb_accounts", "metadata", Reply(500, b""), "fetch_refused", "500"),
        ("ssb_accounts", "metadata", Reply(302, b"", headers={"Location": "/x"}), "fetch_refused", "302"),
        (SOURCE, TABLE, oslo_error(), "fetch_refused", "Bad Request"),
        (SOURCE, TABLE, web_page(), "fetch_web_page", "Vedlikehold"),
        (SOURCE, TABLE, Reply(200, b"ok"), "fetch_no_json", "ok"),
        (SOURCE, TABLE, Reply(200, b'{"a": 1]'), "fetch_no_json", '"a": 1'),
        (SOURCE, TABLE, Reply(200, b'{"tables": []}'), "fetch_no_answer", "tables"),
        ("ssb_accounts", "metadata", Reply(200, b'{"label": "12369"}'), "fetch_no_answer", "label"),
        ("ssb_accounts", V2_DATA, Reply(200, b'{"status": "ok"}'), "fetch_no_answer", "status"),
        ("klass_districts", "/codes", Reply(200, b'{"codes": []}'), "fetch_no_answer", "codes"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_refusal_is_told_once_and_never_tried_again(
    empty: Settings,
    bank: Statbank,
    at: Time,
    source_id: str,
    part: str,
    reply: Reply,
    code: str,
    words: str,
) -> None:
    bank.script(part, reply)
    text = failed(fetch_source(source_id, empty, make_world(at)), code)
    assert words in text
    assert "https://" in text, "the address is the provider's"
    assert at.waits == []
    assert bank.count(part) == 1
    assert [path for path in empty.data_raw.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("part", ["metadata", V2_DATA])
@pytest.mark.parametrize(
    ("faults", "waits"),
    [
        ([too_many_calls("7")], [7.0]),
        ([too_many_calls("Mon, 23 Nov 2026 11:00:30 GMT")], [30.0]),
        # longer than anybody should wait
        ([too_many_calls("86400")], [60.0]),
        ([closed()], [1.0]),
        ([closed(), closed(), closed(), closed()], [1.0, 2.0, 4.0, 8.0]),
        ([truncated()], [1.0]),
        ([Reply(200, b'{"class": "dataset", "id": ["Reg')], [1.0]),
        ([broken_connection()], [1.0]),
    ],
    ids=["429", "429 until", "429 too long", "503", "503 often", "truncated", "ends in the middle", "reset"],
)
def test_what_passes_is_tried_again(
    empty: Settings,
    bank: Statbank,
    world: World,
    at: Time,
    part: str,
    faults: list[Reply],
    waits: list[float],
) -> None:
    bank.script(part, *faults)
    assert fetch_source("ssb_accounts", empty, world).status == "new"
    assert at.waits == waits


def always(reply: Reply) -> Iterable[Reply]:
    return repeat(reply, 20)


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (too_many_calls("1"), "429 Too Many Requests"),
        (closed(), "503 Service Unavailable"),
        (truncated(), "the connection broke off"),
        (broken_connection(), "the connection broke off"),
    ],
    ids=["429", "503", "truncated", "reset"],
)
def test_tries_have_a_bound(
    empty: Settings, bank: Statbank, world: World, at: Time, reply: Reply, words: str
) -> None:
    bank.script(TABLE, *always(reply))
    text = failed(fetch_source(SOURCE, empty, world), "fetch_given_up")
    assert words in text
    assert "after 5 tries" in text
    assert bank.count(TABLE) == 5
    assert len(at.waits) == 4


def test_a_body_that_drips_has_a_deadline(empty: Settings, bank: Statbank, at: Time) -> None:
    bank.script(TABLE, slow(), slow())
    # each byte comes well within the read timeout; all of them would take minutes
    world = make_world(at, deadline=0.3, tries=2)
    assert "not finished after" in failed(fetch_source(SOURCE, empty, world), "fetch_given_up")
    assert fetch_source(SOURCE, empty, make_world(at)).status == "new"


def test_a_body_without_end_is_broken_off(empty: Settings, bank: Statbank, at: Time) -> None:
    bank.script(TABLE, *always(Reply(200, b"[" + b"0," * 100_000)))
    world = make_world(at, largest_body=70_000, tries=2)
    assert "more than 70000 bytes" in failed(fetch_source(SOURCE, empty, world), "fetch_given_up")


def test_no_more_calls_a_minute_than_the_service_wants(empty: Settings, bank: Statbank, at: Time) -> None:
    world = make_world(at, calls=3)
    bank.config["maxDataCells"] = 40
    assert fetch_source("ssb_accounts", empty, world).status == "new"
    calls = len(bank.calls)
    assert calls > 20
    # three at once, then three in every minute that begins
    assert (calls - 1) // 3 * 60 <= at.passed < (calls + 2) // 3 * 60


def test_hosts_are_counted_apart(empty: Settings, bank: Statbank, at: Time) -> None:
    world = make_world(at, calls=3)
    for source_id in ("klass_districts", SOURCE):
        assert fetch_source(source_id, empty, world).status == "new"
    assert len(bank.calls) == 4
    assert at.waits == []


def test_without_limits_of_the_service_those_of_the_plan_hold(
    empty: Settings, bank: Statbank, world: World
) -> None:
    bank.script("config", ssb_error("Not found", 404))
    assert fetch_source(SOURCE, empty, world).status == "new"


def test_an_answer_to_another_question_is_no_answer(empty: Settings, bank: Statbank, world: World) -> None:
    table = bank.tables["oslo_low_income"]
    asked = {name: list(texts)[:1] for name, texts in table.variables.items()}
    bank.script("?config", Reply(200, b"{}"))
    real = bank.reply

    def default_extract(method: str, target: str, body: object) -> Reply:
        usual = real(method, target, body)
        return Reply(200, json.dumps(table.dataset(asked)).encode()) if method == "POST" else usual

    bank.reply = default_extract  # type: ignore[method-assign]
    text = failed(fetch_source(SOURCE, empty, world), "fetch_other_categories")
    assert "geografi" in text
