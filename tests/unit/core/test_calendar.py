"""The calendar of a source: when figures are due, and that it brings what the keys need in time."""

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from pipelines.core.calendar import CalendarEntry, check_calendar, last_year
from pipelines.fetching import FETCHABLE
from pipelines.sources import SOURCES, load_source
from tests.contract.project import ROOT

BUDGET_YEAR = 2027
CITY = "oslo_districts"

REVISED: dict[str, Any] = {
    "vintage": "revised",
    "label_nb": "reviderte tall",
    "label_en": "revised figures",
    "figure_year_lag": 2,
    "due": "06-16",
    "due_years_after": 1,
    "not_before": "06-15",
    "how": "fetch",
}


def test_days_count_from_the_figure_year() -> None:
    entry = CalendarEntry.model_validate(REVISED)
    assert entry.figure_year(2027) == 2025
    assert entry.due_on(2027) == date(2026, 6, 16)
    assert entry.begins_on(2027) == date(2026, 6, 15)


@pytest.mark.parametrize(
    "wrong",
    [
        {"due": "02-29"},
        {"due": "13-01"},
        {"due": "2026-06-16"},
        {"due": "06-14"},
        {"how": "post"},
        {"figure_year_lag": -1},
        {"due_month": 3},
    ],
)
def test_a_faulty_entry_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        CalendarEntry.model_validate(REVISED | wrong)


def test_one_edition_is_expected_once() -> None:
    entry = CalendarEntry.model_validate(REVISED)
    with pytest.raises(ValueError, match="vintage revised twice"):
        check_calendar((entry, entry), ())


@pytest.mark.parametrize(("named", "has"), [(("b",), ("a",)), ((), ("a",)), (("a",), ())])
def test_tables_are_those_of_the_source(named: tuple[str, ...], has: tuple[str, ...]) -> None:
    entry = CalendarEntry.model_validate(REVISED | {"tables": named})
    with pytest.raises(ValueError, match="tables must be some of"):
        check_calendar((entry,), has)


@pytest.mark.parametrize(("period", "year"), [("2024", 2024), ("2022-2026", 2026)])
def test_the_last_year_of_a_period(period: str, year: int) -> None:
    assert last_year(period) == year


def test_what_the_yearly_rhythm_is() -> None:
    """Statistics Norway's March and June figures, income of N-3, the order of patients for N-2."""
    due = {
        (one, entry.vintage): (entry.figure_year(BUDGET_YEAR), entry.due_on(BUDGET_YEAR).month)
        for one in SOURCES
        for entry in load_source(one).calendar
    }
    assert due["ssb_accounts", "unrevised"] == (2025, 3)
    assert due["ssb_accounts", "revised"] == (2025, 6)
    assert due["stp_households", "first"][0] == 2024
    assert due["helsedata_tsb", "first"][0] == 2025
    assert due["ssb_population", "first"][0] == 2026
    assert due["budget_frames", "first"] == (2027, 10)


def test_every_criterion_has_its_figures_in_time(manifest: dict[str, Any]) -> None:
    """A lag decided shorter than the calendar's would leave the key of the new year without figures."""
    late = [
        f"{criterion} needs {source_id} of N-{lag}, and the calendar brings N-{entry.figure_year_lag}"
        for criterion, source_id, lag in _needs(manifest)
        for entry in _entries(source_id, criterion)
        if entry.figure_year_lag > lag
    ]
    assert late == []


def test_nothing_is_expected_earlier_than_a_criterion_needs(manifest: dict[str, Any]) -> None:
    """The calendar brings the newest year any criterion uses, no newer one: nobody would use it."""
    shortest: dict[tuple[str, int], int] = {}
    for criterion, source_id, lag in _needs(manifest):
        for place, entry in enumerate(load_source(source_id).calendar):
            if not entry.tables or criterion in entry.tables:
                key = (source_id, place)
                shortest[key] = min(lag, shortest.get(key, lag))
    calendar = {
        (source_id, place): load_source(source_id).calendar[place].figure_year_lag
        for source_id, place in shortest
    }
    assert calendar == shortest


def test_what_is_fetched_can_be_fetched() -> None:
    fetched = {one for one in SOURCES for entry in load_source(one).calendar if entry.how == "fetch"}
    assert fetched <= set(FETCHABLE)


def test_accounts_come_for_the_year_the_mix_uses() -> None:
    lags = {int(row["accounting_lag"]) for row in _seed("mixes") if row["accounting_lag"]}
    assert {entry.figure_year_lag for entry in load_source("unit4_ledger").calendar} == lags


def test_all_is_due_before_the_budget_is_decided() -> None:
    late = [
        (one, entry.label_en)
        for one in SOURCES
        for entry in load_source(one).calendar
        if entry.due_on(BUDGET_YEAR) > date(BUDGET_YEAR - 1, 10, 31)
    ]
    assert late == []


def _entries(source_id: str, criterion: str) -> list[CalendarEntry]:
    entries = [one for one in load_source(source_id).calendar if not one.tables or criterion in one.tables]
    assert entries, f"the calendar of {source_id} brings nothing for {criterion}"
    return entries


def _needs(manifest: Mapping[str, Any]) -> Iterator[tuple[str, str, int]]:
    """Criterion, source that comes every year, and the lag that holds in the budget year."""
    decided = {
        row["criterion_id"]: int(row["lag"])
        for row in _seed("lags")
        if row["area_system"] == CITY and not row["valid_to_budget_year"]
    }
    found = 0
    for name, node in manifest["nodes"].items():
        parts = str(node["original_file_path"]).split("/")
        if node["resource_type"] != "model" or parts[:2] != ["models", "criteria"] or len(parts) != 4:
            continue
        lag = decided.get(node["name"], int(node["config"]["meta"]["lag"]))
        for source_id in _sources_of(manifest, name):
            if load_source(source_id).area_system == CITY:
                found += 1
                yield node["name"], source_id, lag
    assert found > 20, "the walk through the manifest finds no sources"


def _sources_of(manifest: Mapping[str, Any], name: str) -> set[str]:
    if name in manifest["sources"]:
        return {str(manifest["sources"][name]["name"])} & set(SOURCES)
    parents = manifest["nodes"].get(name, {}).get("depends_on", {}).get("nodes", [])
    return {source_id for parent in parents for source_id in _sources_of(manifest, parent)}


def _seed(name: str) -> list[dict[str, str]]:
    with (ROOT / "dbt_project/seeds/decisions" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
