"""Ledger, KOSTRA, SSB's table and the budget say the same about the same districts."""

import csv
import io
from collections import Counter
from collections.abc import Callable
from decimal import Decimal

import pyarrow.parquet as pq
import pytest

from pipelines.sample.files import SampleFile
from pipelines.sample.places import DISTRICTS
from pipelines.sample.targets import net_281, net_by_function_2022
from pipelines.sample.unit4_ledger import OFFICES, SHARED
from tests.support.deliveries import ROOT
from tests.unit.sample.conftest import Rows, amount

YEARS = (2022, 2023, 2024)
Table = Callable[[str, str], Rows]
Net = dict[tuple[str, str], Decimal]


def postings(table: Table, year: int) -> Rows:
    return table(f"unit4_ledger/{year}/hovedbok_{year}.csv", "cp1252")[:-1]


def district(cost_centre: str) -> str:
    return SHARED[cost_centre][0] if cost_centre in SHARED else cost_centre[1:3]


def net_of(rows: Rows) -> Net:
    """(district, function) -> kroner."""
    found: Counter[tuple[str, str]] = Counter()
    for row in rows:
        found[district(row["Koststed"]), row["Funksjon"][:3]] += amount(row["Beløp"])  # type: ignore[assignment]
    return dict(found)  # type: ignore[arg-type]


@pytest.mark.parametrize("year", YEARS)
def test_social_assistance_in_the_ledger_is_the_accounts(table: Table, year: int) -> None:
    found = net_of(postings(table, year))
    for number, thousand in net_281()[year].items():
        off = abs(found[number, "281"] - thousand * 1000)
        assert off <= (0 if year == 2022 else 49_000), number


def test_the_city_by_function_is_table_3(table: Table) -> None:
    found = net_of(postings(table, 2022))
    for function, thousand in net_by_function_2022().items():
        assert sum(value for key, value in found.items() if key[1] == function) == thousand * 1000


@pytest.mark.parametrize("year", YEARS)
def test_the_control_line_is_the_sum(table: Table, year: int) -> None:
    rows = table(f"unit4_ledger/{year}/hovedbok_{year}.csv", "cp1252")
    assert 3000 <= len(rows) <= 5000
    assert rows[-1]["Firma"] == "Sum"
    assert amount(rows[-1]["Beløp"]) == sum(amount(row["Beløp"]) for row in rows[:-1])


@pytest.mark.parametrize("year", YEARS)
def test_internal_trade_cancels_in_every_district(table: Table, year: int) -> None:
    found = Counter[str]()
    for row in postings(table, year):
        if row["Konto"].startswith(("298", "798")):
            found[district(row["Koststed"])] += amount(row["Beløp"])  # type: ignore[assignment]
    assert len(found) == len(DISTRICTS)
    assert set(found.values()) == {0}


def test_cost_centres_are_those_of_the_seed(table: Table) -> None:
    seed = ROOT / "dbt_project" / "seeds" / "geography" / "cost_centres.csv"
    with seed.open(encoding="utf-8") as stream:
        known = {
            row["cost_centre"]: (row["district_id"], row["name"])
            for row in csv.DictReader(stream)
            if row["valid_from_year"] <= "2022" and (row["valid_to_year"] or "9999") >= "2024"
        }
    used = {
        f"1{place.number}{office}": (place.klass, name.format(place.name))
        for place in DISTRICTS
        for office, name in OFFICES.items()
    } | {centre: (f"0301{number}", name) for centre, (number, name, _) in SHARED.items()}
    assert used == known
    assert {row["Koststed"] for row in postings(table, 2022)} <= set(used)


def kostra(sample: dict[str, SampleFile], year: int) -> list[tuple[str, str, str, int]]:
    """(district, function, art, thousand NOK) of each record."""
    text = sample[f"kostra_accounts/{year}/BEV_030100_{year}.dat"].content.decode("iso-8859-1")
    records = text.split("\n")[:-1]
    assert {len(record) for record in records} == {48}
    assert {record[:7] for record in records} == {f"0A{year} "}
    return [
        (record[11:13], record[32:36].strip(), record[36:39].strip(), int(record[39:])) for record in records
    ]


@pytest.mark.parametrize("year", YEARS)
def test_kostra_is_the_ledger_in_thousands(sample: dict[str, SampleFile], table: Table, year: int) -> None:
    ledger = net_of(postings(table, year))
    found = Counter[tuple[str, str]]()
    internal = Counter[str]()
    for number, function, art, thousand in kostra(sample, year):
        found[number, function] += thousand
        if art in {"298", "798"}:
            internal[number] += thousand
    assert set(found) == set(ledger)
    assert all(abs(found[key] - value / 1000) <= 1 for key, value in ledger.items())
    assert set(internal.values()) == {0}


def ssb_rows(sample: dict[str, SampleFile], year: int) -> list[tuple[str, str, str, str]]:
    if year == 2024:
        content = sample["ssb_accounts/2024/12369_regnskap_2024.parquet"].content
        rows = pq.read_table(io.BytesIO(content)).to_pylist()
        return [
            (*list(row.values())[:3], "." if row["value"] is None else str(int(row["value"]))) for row in rows
        ]
    text = sample[f"ssb_accounts/{year}/12369_regnskap_{year}.csv"].content.decode("iso-8859-1")
    return [(row[0], row[1], row[2], row[3]) for row in list(csv.reader(text.splitlines()))[1:]]


@pytest.mark.parametrize("year", YEARS)
def test_the_table_of_ssb_is_the_ledger(sample: dict[str, SampleFile], table: Table, year: int) -> None:
    ledger = net_of(postings(table, year))
    rows = {(region, function, art): value for region, function, art, value in ssb_rows(sample, year)}
    for (number, function), value in ledger.items():
        assert int(rows[f"0301{number}", function, "AGB4"]) == value / 1000
        assert int(rows[f"0301{number}", function, "AGB6"]) >= value / 1000
    marked = {(region[-2:], function) for (region, function, _), value in rows.items() if value == "."}
    assert marked, "a district without the function has a mark, not a zero"
    assert marked.isdisjoint(ledger)
    for (region, function, art), total in rows.items():
        if region == "EAB":
            parts = [rows[f"0301{place.number}", function, art] for place in DISTRICTS]
            assert int(total) == sum(int(part) for part in parts if part != ".")


def test_the_budget_lies_near_the_accounts(book: Callable[[str, str], Rows], table: Table) -> None:
    areas = {"276": "FO4B", "281": "FO4C"}
    spent = Counter[tuple[str, str]]()
    for (number, function), value in net_of(postings(table, 2022)).items():
        spent[number, areas.get(function, "FO4A")] += value  # type: ignore[assignment]
    budget = Counter[tuple[str, str]]()
    steps = Counter[str]()
    numbers = {place.name: place.number for place in DISTRICTS}
    name = area = ""
    for row in book("central_budget/2022/sentralt_budsjett_2022.xlsx", "Bydel"):
        name, area = row["Bydel"] or name, row["Funksjonsområde"] or area
        budget[numbers[name], area] += int(row["Beløp (1000 kr)"])
        steps[row["Type"]] += 1
    assert set(budget) == set(spent)
    assert all(abs(budget[key] * 1000 / value - 1) <= Decimal("0.061") for key, value in spent.items())
    assert steps["Opprinnelig budsjett"] == len(budget)
    assert steps["Justering"] > len(DISTRICTS)
