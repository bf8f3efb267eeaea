"""Table 10826: whatever the order, the form and the labels, the same rows land."""

from decimal import Decimal
from itertools import permutations, product

import pytest

from pipelines.settings import Settings
from tests.support.landing import land, query
from tests.support.px_tables import POPULATION, deliver
from tests.unit.sources.conftest import ReadBytes

FILE = "10826_befolkning.json"


@pytest.fixture
def source_id() -> str:
    return "ssb_population"


@pytest.fixture
def period() -> str:
    return "2022-2026"


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
    deliver(project, "ssb_population", "2022-2026", FILE, content)
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
        deliver(project, "ssb_population", "2022-2026", FILE, content)
        landed.append(query(land(project, "ssb_population"), "select * from landed order by file_row"))
    assert len(landed[0]) == 570
    assert all(rows == landed[0] for rows in landed[1:])
