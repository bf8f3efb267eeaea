"""The product criterion equals count x index x index, worked out by hand on random commissioned tables."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.property.cells import CITY, DISTRICTS, Cell, cell, figures, numbered
from tests.support.models import ModelRun, Node

pytestmark = [pytest.mark.xdist_group("compiled"), pytest.mark.slow]

PRODUCT = "unmarried_20_49_x_low_education_x_outmigration"
COUNT = "unmarried_20_49"
INDICES = (("low_education_persons", "education_base_persons"), ("out_migrants", "migration_base_persons"))
ALONE = ("first_generation_non_western_18_67", "no_upper_secondary_22_35")
MEASURES = (COUNT, *ALONE, *(measure for pair in INDICES for measure in pair))
WEAKEST = ("missing", "suppressed", "not_applicable", "estimated")

Table = dict[tuple[str, str], Cell]
Number = float | None


def over(part: Number, base: Number) -> Number:
    return None if part is None or not base else part / base


def times(*factors: Number) -> Number:
    product = 1.0
    for factor in factors:
        if factor is None:
            return None
        product *= factor
    return product


def number(table: Table, area: str, measure: str, column: str = "value") -> Number:
    figure = table.get((area, measure), {}).get(column)
    return None if figure is None else float(figure)


def index(table: Table, area: str, part: str, base: str, ends: tuple[str, str]) -> Number:
    """Rate over the city's rate; `ends` names the columns of what stands above and below the line."""
    above, below = ends
    district = over(number(table, area, part, above), number(table, area, base, below))
    return over(district, over(number(table, CITY, part, below), number(table, CITY, base, above)))


def index_status(table: Table, area: str, part: str, base: str) -> str:
    if number(table, area, base) == 0 or 0 in (number(table, CITY, part), number(table, CITY, base)):
        return "not_applicable"
    rows = [table.get((where, measure)) for where in (area, CITY) for measure in (part, base)]
    found = {"missing" if row is None else row["status"] for row in rows}
    return next((status for status in WEAKEST if status in found), "observed")


def by_hand(table: Table, area: str) -> tuple[object, ...]:
    numbers = [
        times(number(table, area, COUNT, ends[0]), *(index(table, area, *pair, ends) for pair in INDICES))
        for ends in (("value", "value"), ("value_min", "value_max"), ("value_max", "value_min"))
    ]
    statuses = {table[area, COUNT]["status"], *(index_status(table, area, *pair) for pair in INDICES)}
    return (*numbers, next((status for status in WEAKEST if status in statuses), "observed"))


@pytest.fixture(scope="module")
def run(compiled: dict[str, Node]) -> Iterator[ModelRun]:
    models = ModelRun(compiled, ["stg_ssb_commissioned__counts"])
    yield models
    models.close()


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.fixed_dictionaries(
        {},
        optional={(area, measure): figures(300) for area in (*DISTRICTS[:2], CITY) for measure in MEASURES},
    )
)
def test_product_is_count_times_two_indices(run: ModelRun, drawn: Table) -> None:
    rows = numbered(
        cell("ssb_commissioned", area, 2022, measure=measure, **figure)
        for (area, measure), figure in drawn.items()
    )
    run.fill("stg_ssb_commissioned__counts", rows)
    table = {(row["district_id"], row["measure"]): row for row in rows}

    found = {row["district_id"]: row for row in run.rows(PRODUCT)}
    assert set(found) == {area for area, measure in table if measure == COUNT and area != CITY}
    for area, row in found.items():
        expected = by_hand(table, area)
        assert row["status"] == expected[-1]
        for column, value in zip(("value", "value_min", "value_max"), expected[:-1], strict=True):
            given_value = None if row[column] is None else float(row[column])
            assert given_value == (None if value is None else pytest.approx(value, rel=1e-6, abs=1e-4)), (
                column
            )
    for measure in ALONE:
        values = {row["district_id"]: row["value"] for row in run.rows(measure)}
        expected_values = {a: r["value"] for (a, m), r in table.items() if m == measure and a != CITY}
        assert values == expected_values
