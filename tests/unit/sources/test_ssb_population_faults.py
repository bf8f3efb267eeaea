"""Table 10826: what marks mean, and what is said of cells, areas, categories and units that are off."""

from decimal import Decimal
from typing import Any

import pytest

from pipelines.settings import Settings
from tests.support.landing import findings_of
from tests.support.px_tables import POPULATION, deliver
from tests.unit.sources.conftest import FindingsIn, ReadBytes

FILE = "10826_befolkning.json"
PLACE = "Region=030102a, Kjonn=1, Alder=034, ContentsCode=Personer1, Tid=2023"
KEY = tuple(part.split("=")[1] for part in PLACE.split(", "))


@pytest.fixture
def source_id() -> str:
    return "ssb_population"


@pytest.fixture
def period() -> str:
    return "2022-2026"


def with_cell(value: object, mark: str | None) -> bytes:
    """The table with one cell, that of PLACE, replaced."""
    whole = POPULATION.dataset()
    places = [list(codes).index(code) for codes, code in zip(POPULATION.variables.values(), KEY, strict=True)]
    cell = 0
    for place, size in zip(places, whole["size"], strict=True):
        cell = cell * size + place
    whole["value"][cell] = value
    whole["status"].pop(str(cell), None)
    if mark:
        whole["status"][str(cell)] = mark
    return POPULATION.json(value=whole["value"], status=whole["status"])


def test_marks_become_statuses_and_suppressed_is_never_zero(read: ReadBytes) -> None:
    """Nil is 0 and observed; what is withheld has no value, but bounds."""
    result = read(POPULATION.json(), FILE)
    found = {r.status: (r.value, r.lowest, r.highest) for r in result.readings if not r.value}
    assert found["suppressed"] == (None, Decimal(1), Decimal(2))
    assert found["missing"] == (None, None, None)
    assert found["not_applicable"] == (None, None, None)
    assert found["observed"] == (Decimal(0),) * 3
    marks = POPULATION.dataset()["status"].values()
    assert sum(r.status == "suppressed" for r in result.readings) == list(marks).count(":")


def test_a_provisional_figure_keeps_its_value(read: ReadBytes) -> None:
    result = read(with_cell(17, "*"), FILE)
    assert result.findings == ()
    [reading] = [r for r in result.readings if r.status == "estimated"]
    assert (reading.value, reading.lowest, reading.highest) == (Decimal(17),) * 3
    assert (reading.area_label, reading.codes, reading.source_year) == ("030102a", ("male", "034"), 2023)


@pytest.mark.parametrize(
    ("value", "mark", "code", "found"),
    [
        pytest.param(7, ":", "figure_despite_mark", "7 :", id="suppressed and there"),
        pytest.param(0, "..", "figure_despite_mark", "0 ..", id="missing and there"),
        pytest.param(7, "-", "figure_despite_mark", "7 -", id="nil and seven"),
        pytest.param(None, "*", "missing_value", "*", id="provisional and not there"),
        pytest.param(7.5, None, "decimal_in_count", "7.5", id="half a person"),
        pytest.param(10**15, None, "out_of_range", "1000000000000000", id="too many"),
    ],
)
def test_a_faulty_cell_is_named_by_its_place(
    findings: FindingsIn, value: object, mark: str | None, code: str, found: str
) -> None:
    [finding] = findings(with_cell(value, mark), FILE)
    assert (finding.code, finding.column, finding.found) == (code, PLACE, found)


def test_an_unknown_area_is_one_finding_however_many_cells_it_has(project: Settings) -> None:
    content = POPULATION.recoded("Region", "030102a", "030122a").json()
    [finding] = findings_of(project, deliver(project, "ssb_population", "2022-2026", FILE, content))
    assert (finding.code, finding.column, finding.found) == ("unknown_area", "Region=030122a", "030122a")
    assert "Grünerløkka" in (finding.expected or "")


def test_the_city_delivered_twice_is_one_finding(project: Settings) -> None:
    twice = POPULATION.recoded("Region", "030199a", "030100aa").json()
    [finding] = findings_of(project, deliver(project, "ssb_population", "2022-2026", FILE, twice))
    assert finding.code == "duplicate_row"
    assert "030100aa" in (finding.found or "")


@pytest.mark.parametrize(
    ("variable", "old", "new", "code", "expected"),
    [
        ("Kjonn", "2", "3", "unknown_code", "1, 2"),
        ("Alder", "034", "30-34", "unknown_code", "som / such as «034»"),
        ("ContentsCode", "Personer1", "Husholdninger", "unknown_code", "Personer1, Personer"),
        ("Tid", "2026", "2027", "wrong_year", "2022, 2023, 2024, 2025, 2026"),
        ("Tid", "2026", "36", "wrong_year", "2022, 2023, 2024, 2025, 2026"),
        ("Tid", "2026", "2026K1", "wrong_year", "2022, 2023, 2024, 2025, 2026"),
    ],
)
def test_an_unknown_category_is_one_finding(
    findings: FindingsIn, variable: str, old: str, new: str, code: str, expected: str
) -> None:
    first, *others = findings(POPULATION.recoded(variable, old, new).json(), FILE)
    assert (first.code, first.column, first.found) == (code, f"{variable}={new}", new)
    assert first.expected == expected
    # a year that is not there is told too
    assert [other.code for other in others] == (["missing_year"] if variable == "Tid" else [])


@pytest.mark.parametrize("unit", ["husholdninger", None])
def test_another_unit_is_refused(findings: FindingsIn, unit: str | None) -> None:
    whole: dict[str, Any] = POPULATION.dataset()["dimension"]
    category = whole["ContentsCode"]["category"]
    category["unit"] = {"Personer1": {"base": unit, "decimals": 0}} if unit else {}
    [finding] = findings(POPULATION.json(dimension=whole), FILE)
    assert (finding.code, finding.column, finding.found, finding.expected) == (
        *("unknown_unit", "ContentsCode=Personer1", unit or "", "personer"),
    )


def test_a_missing_and_an_undeclared_variable_are_named(findings: FindingsIn) -> None:
    whole = POPULATION.dataset()
    whole["id"][1] = "Sivilstand"
    whole["dimension"]["Sivilstand"] = whole["dimension"].pop("Kjonn")
    found = findings(POPULATION.json(id=whole["id"], dimension=whole["dimension"]), FILE)
    assert [(one.code, one.column) for one in found] == [
        ("missing_variable", None),
        ("undeclared_variable", "Sivilstand"),
    ]
    assert found[0].expected == "Kjonn"


def test_every_fault_of_a_file_is_told_at_once(findings: FindingsIn) -> None:
    faulty = POPULATION.recoded("Kjonn", "2", "9").recoded("Tid", "2022", "2021")
    codes = {finding.code for finding in findings(faulty.json(), FILE)}
    assert codes == {"unknown_code", "wrong_year", "missing_year"}


def test_a_web_page_and_a_cut_body_are_named(findings: FindingsIn) -> None:
    [page] = findings(b"<html><title>429 Too Many Requests</title></html>", FILE)
    assert (page.code, page.found) == ("error_answer", "429 Too Many Requests")
    [cut] = findings(POPULATION.json()[:-100], FILE)
    assert cut.code == "truncated_file"


def test_a_finding_speaks_norwegian_and_english(findings: FindingsIn) -> None:
    [finding] = findings(with_cell(7, ":"), FILE)
    assert finding.text("nb").startswith(
        f"ssb_population/2022-2026/{FILE}, kolonne «{PLACE}»: Cella har et tall"
    )
    assert "The cell has a figure" in finding.text("en")
