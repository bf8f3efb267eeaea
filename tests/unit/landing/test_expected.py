"""Expected deliveries: what a stub says, when it is fulfilled, and when it is overdue."""

from datetime import date
from pathlib import Path

import pytest

from pipelines.core.origins import STUB_SUFFIX, Origin
from pipelines.landing.expected import (
    Expected,
    due,
    expected_deliveries,
    is_fulfilled,
    open_expectations,
    overdue,
    read_stubs,
)
from pipelines.landing.inventory import take_inventory
from pipelines.landing.source_folder import Delivery
from pipelines.settings import Settings
from tests.support.deliveries import HELSEDATA_TSB, copy_project, edit_origin

JUNE = date(2026, 6, 15)

STUB = """\
source_id: ssb_accounts
title: regnskap 2025
synthetic: false
vintage: revised
label_nb: reviderte tall
label_en: revised figures
budget_year: 2027
due_on: 2026-06-16
grace_days: 10
not_before: 2026-06-15
how: fetch
owner: Statistisk sentralbyrå
"""


def put_stub(settings: Settings, place: str, content: str = STUB) -> Path:
    stub = settings.data_raw / (place + STUB_SUFFIX)
    stub.parent.mkdir(parents=True, exist_ok=True)
    stub.write_text(content, encoding="utf-8")
    return stub


@pytest.fixture
def empty(tmp_path: Path) -> Settings:
    return Settings(root=tmp_path)


def arrived(period: str, received_on: date, table: str | None = None, state: str = "used") -> Delivery:
    origin = Origin(
        source_id="ssb_accounts",
        title="t",
        producer="p",
        contact="c",
        period=period,
        received_on=received_on,
        licence="l",
        personal_data="none",
        synthetic=True,
        sha256="0" * 64,
        bytes=1,
        table=table,
    )
    path = Path("f.csv")
    delivery_id = f"ssb_accounts/{period}/f.csv"
    return Delivery(delivery_id, "ssb_accounts", period, path, origin, "0" * 64, state)  # type: ignore[arg-type]


def test_a_stub_says_what_is_expected(empty: Settings) -> None:
    stub = put_stub(empty, "ssb_accounts/2025/12369_2025.csv")
    (found,) = expected_deliveries(empty)
    assert found == Expected(
        "ssb_accounts",
        "2025",
        None,
        "revised",
        date(2026, 6, 16),
        "Statistisk sentralbyrå",
        "fetch",
        "reviderte tall",
        "revised figures",
        2027,
        stub,
        10,
        JUNE,
        {"source_id": "ssb_accounts", "title": "regnskap 2025", "synthetic": False},
    )
    assert found.file == stub.with_name("12369_2025.csv")


@pytest.mark.parametrize(
    ("period", "received_on", "state", "fulfilled"),
    [
        ("2025", JUNE, "used", True),
        ("2025", JUNE, "superseded", True),
        ("2025", JUNE, "refused", False),
        ("2025", date(2026, 3, 16), "used", False),
        ("2024", JUNE, "used", False),
    ],
)
def test_the_revised_figures_are_not_the_ones_of_march(
    empty: Settings, period: str, received_on: date, state: str, fulfilled: bool
) -> None:
    put_stub(empty, "ssb_accounts/2025/12369_2025.csv")
    (wanted,) = expected_deliveries(empty)
    assert is_fulfilled(wanted, [arrived(period, received_on, state=state)]) is fulfilled


def test_another_table_of_the_period_does_not_count(empty: Settings) -> None:
    put_stub(empty, "ssb_accounts/2025/12369_2025.csv", STUB + "table: renters\n")
    (wanted,) = expected_deliveries(empty)
    assert not is_fulfilled(wanted, [arrived("2025", JUNE)])
    assert is_fulfilled(wanted, [arrived("2025", JUNE, table="renters")])


@pytest.mark.parametrize(
    ("delivered", "fulfilled"), [("2021-2025", True), ("2022-2026", True), ("2022-2024", False)]
)
def test_a_span_must_reach_the_needed_year(empty: Settings, delivered: str, fulfilled: bool) -> None:
    put_stub(empty, "ssb_accounts/2022-2025/12369.csv")
    (wanted,) = expected_deliveries(empty)
    assert is_fulfilled(wanted, [arrived(delivered, JUNE)]) is fulfilled


def test_due_and_overdue(empty: Settings) -> None:
    put_stub(empty, "ssb_accounts/2025/12369_2025.csv")
    (wanted,) = expected_deliveries(empty)
    assert [due(wanted, date(2026, 6, day)) for day in (15, 16)] == [False, True]
    assert [overdue(wanted, date(2026, 6, day)) for day in (26, 27)] == [False, True]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (STUB.replace("due_on: 2026-06-16\n", ""), "due_on"),
        (STUB.replace("how: fetch", "how: post"), "how"),
        ("- a list\n", "no list of fields"),
        ("title: 'open\n", "quoted scalar"),
    ],
)
def test_a_faulty_stub_is_told_and_stops_nothing(empty: Settings, content: str, word: str) -> None:
    put_stub(empty, "ssb_accounts/2025/a.csv")
    put_stub(empty, "ssb_accounts/2025/b.csv", content)
    found, (finding,) = read_stubs(empty)
    assert len(found) == 1
    assert finding.code == "faulty_stub"
    assert finding.file == f"ssb_accounts/2025/b.csv{STUB_SUFFIX}"
    assert word in finding.text("nb")


def test_only_what_has_not_come_is_open(tmp_path: Path) -> None:
    settings = copy_project(tmp_path)
    edit_origin(settings, HELSEDATA_TSB, received_on=date(2026, 3, 1))
    waiting = STUB.replace("ssb_accounts", "helsedata_tsb")
    late = put_stub(settings, "helsedata_tsb/2022/late.xlsx", waiting)
    put_stub(settings, "helsedata_tsb/2022/early.xlsx", waiting.replace("not_before: 2026-06-15\n", ""))
    new = put_stub(settings, "helsedata_tsb/2025/new.xlsx", waiting)
    assert [one.stub for one in open_expectations(settings, take_inventory(settings))] == [late, new]
