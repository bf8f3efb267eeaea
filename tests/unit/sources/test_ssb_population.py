"""Table 10826: whatever the order, the form and the labels, the same rows land; what is off is named."""

from decimal import Decimal
from itertools import permutations, product
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest

from pipelines.settings import Settings
from tests.support.deliveries import OSLO_POPULATION, add_delivery
from tests.support.landing import findings_of, land, query
from tests.support.px_tables import POPULATION
from tests.unit.sources.conftest import FindingsIn, ReadBytes

FILE = "10826_befolkning.json"
PLACE = "Region=030102a, Kjonn=1, Alder=034, ContentsCode=Personer1, Tid=2023"


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


KEY = tuple(part.split("=")[1] for part in PLACE.split(", "))


def test_a_cell_is_a_row_counted_by_area_dimensions_and_year(read: ReadBytes) -> None:
    result = read(POPULATION.json(), FILE)
    assert result.findings == ()
    assert (result.rows_delivered, result.rows_landed, result.rows_not_data) == (570, 570, 0)
    first, last = result.readings[0], result.readings[-1]
    assert [r.file_row for r in result.readings] == list(range(1, 571))
    assert (first.area_label, first.codes, first.source_year) == ("0301", ("male", "000"), 2022)
    assert (last.area_label, last.codes, last.source_year) == ("030199a", ("female", "105"), 2026)
    assert {r.measure for r in result.readings} == {"persons"}
    assert {r.file_column for r in result.readings} == {"Personer1"}
    assert {r.codes for r in result.readings} == {
        (sex, age) for sex in ("male", "female") for age in ("000", "034", "105")
    }


def test_every_figure_lands_in_its_own_cell(read: ReadBytes) -> None:
    figures = {
        (r.area_label, *r.codes, r.source_year): r.value for r in read(POPULATION.json(), FILE).readings
    }
    sexes = {"1": "male", "2": "female"}
    for region, sex, age, contents, year in product(*POPULATION.variables.values()):
        value, mark = POPULATION.cell((region, sex, age, contents, year))
        expected = 0 if mark == "-" else value
        assert figures[region, sexes[sex], age.rstrip("+"), int(year)] == expected


@pytest.mark.parametrize("order", list(permutations(POPULATION.variables))[7::12])
def test_permuted_dimensions_land_identically(read: ReadBytes, order: tuple[str, ...]) -> None:
    assert read(POPULATION.json(order), FILE) == read(POPULATION.json(), FILE)


def status_as(form: str) -> object:
    status: dict[str, str] = POPULATION.dataset()["status"]
    cells = [status.get(str(cell)) for cell in range(570)]
    forms: dict[str, object] = {
        "array": cells,
        "array with empty texts": [mark or "" for mark in cells],
        "object in another order": dict(reversed(status.items())),
    }
    return forms[form]


@pytest.mark.parametrize("form", ["array", "array with empty texts", "object in another order"])
def test_status_in_each_legal_form_lands_identically(read: ReadBytes, form: str) -> None:
    assert read(POPULATION.json(status=status_as(form)), FILE) == read(POPULATION.json(), FILE)


def test_one_status_for_all_cells_withholds_them_all(read: ReadBytes) -> None:
    result = read(POPULATION.json(value=[None] * 570, status=":"), FILE)
    assert result.findings == ()
    assert {(r.value, r.status, r.lowest, r.highest) for r in result.readings} == {
        (None, "suppressed", Decimal(1), Decimal(2))
    }


def test_without_status_a_gap_is_missing(read: ReadBytes) -> None:
    whole = POPULATION.dataset()
    result = read(POPULATION.json(status=None), FILE)
    assert {r.status for r in result.readings if r.value is None} == {"missing"}
    assert sum(r.value is None for r in result.readings) == whole["value"].count(None) > 50


@pytest.mark.parametrize("name", ["Oslo", "Oslo - Oslove", "0301 Oslo"])
def test_the_name_of_the_city_is_no_key(read: ReadBytes, name: str) -> None:
    renamed = POPULATION.relabelled("Region", "0301", name)
    assert read(renamed.json(), FILE) == read(POPULATION.json(), FILE)


@pytest.mark.parametrize("total", ["030100aa", "030100AA"])
def test_the_city_may_have_the_statbanks_own_code(project: Settings, total: str) -> None:
    """Codes of the statbank do not tell upper from lower case."""
    assert landed_rows(project, POPULATION.recoded("Region", "0301", total).json())["city"] == 30


def landed_rows(project: Settings, content: bytes) -> dict[str, int]:
    """Rows by level of area, as the seeds know it."""
    deliver(project, content)
    landed = land(project, "ssb_population")
    seeds = project.seeds / "geography"
    rows = query(
        landed,
        f"""
        select areas.level, count(*)
        from landed
        join '{seeds}/area_aliases.csv' as aliases on lower(alias) = lower(area_label)
        join '{seeds}/areas.csv' as areas using (area_system, district_id)
        where area_system = 'oslo_districts'
        group by all
        """,
    )
    return dict(rows)


def deliver(project: Settings, content: bytes) -> str:
    rmtree(project.data_raw / "ssb_population", ignore_errors=True)
    return add_delivery(project, "ssb_population", "2022-2026", FILE, content, like=OSLO_POPULATION)


def test_districts_rest_groups_and_city_land(project: Settings) -> None:
    assert landed_rows(project, POPULATION.json()) == {"district": 450, "rest": 90, "city": 30}


def test_the_landed_table_is_the_same_for_every_order_and_name(project: Settings) -> None:
    """The same rows: permuted, with another form of status, with the city's old and new name."""
    order = ["Tid", "Alder", "ContentsCode", "Region", "Kjonn"]
    old_name = POPULATION.relabelled("Region", "0301", "Oslo")
    landed = []
    for content in (
        POPULATION.json(),
        POPULATION.json(order),
        POPULATION.json(status=status_as("array")),
        old_name.json(order),
    ):
        deliver(project, content)
        landed.append(query(land(project, "ssb_population"), "select * from landed order by file_row"))
    assert len(landed[0]) == 570
    assert all(rows == landed[0] for rows in landed[1:])


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
    [finding] = findings_of(project, deliver(project, content))
    assert (finding.code, finding.column, finding.found) == ("unknown_area", "Region=030122a", "030122a")
    assert "Grünerløkka" in (finding.expected or "")


def test_the_city_delivered_twice_is_one_finding(project: Settings) -> None:
    twice = POPULATION.recoded("Region", "030199a", "030100aa")
    [finding] = findings_of(project, deliver(project, twice.json()))
    assert finding.code == "duplicate_row"
    assert "030100aa" in (finding.found or "")


@pytest.mark.parametrize(
    ("variable", "old", "new", "code", "expected"),
    [
        ("Kjonn", "2", "3", "unknown_code", "1, 2"),
        ("Alder", "034", "30-34", "unknown_code", r"(\d{3})\+?"),
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


def test_a_finding_speaks_norwegian_and_english(findings: FindingsIn, tmp_path: Path) -> None:
    [finding] = findings(with_cell(7, ":"), FILE)
    assert finding.text("nb").startswith(
        f"ssb_population/2022-2026/{FILE}, kolonne «{PLACE}»: Cella har et tall"
    )
    assert "The cell has a figure" in finding.text("en")
