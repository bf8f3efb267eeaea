"""The checks that guard derived criteria find the fault they are there for, and name it."""

from collections.abc import Iterator

import pytest

from tests.property.cells import DISTRICTS, STAGED, cell, numbered
from tests.support.models import ModelRun, Node

pytestmark = [pytest.mark.xdist_group("compiled"), pytest.mark.slow]

PUBLISHED = "stg_oslo_population_18plus__inhabitants"
GIVEN = (*STAGED, PUBLISHED, "rest_group_homes", "areas", "criterion_values")


@pytest.fixture
def run(compiled: dict[str, Node]) -> Iterator[ModelRun]:
    models = ModelRun(compiled, GIVEN)
    areas = [{"area_system": "oslo_districts", "district_id": d, "level": "district"} for d in DISTRICTS]
    models.fill("areas", areas)
    yield models
    models.close()


def value(criterion_id: str, district_id: str, delivery_id: str, source_year: int) -> dict[str, object]:
    return {
        "area_system": "oslo_districts",
        "criterion_id": criterion_id,
        "district_id": district_id,
        "delivery_id": delivery_id,
        "source_year": source_year,
    }


def test_a_dwelling_without_a_home_is_named_with_row_and_place(run: ModelRun) -> None:
    homeless = cell("boligbygg", "030116", 2022, value=3, sub_district_name="Marka, Sørkedalen")
    at_home = cell("boligbygg", DISTRICTS[0], 2022, value=9, sub_district_name="Grønland")
    run.fill("stg_boligbygg_dwellings__dwellings", numbered([at_home, homeless]))
    [message] = run.failures("int_dwellings__homes__home")
    assert message.startswith(
        'boligbygg/2022/file, row 6: "Marka, Sørkedalen" in 030116 is run by no district'
    )


def test_a_home_that_is_no_district_is_no_home(run: ModelRun) -> None:
    row = cell("boligbygg", "030116", 2022, value=3, sub_district_name="Sentrum")
    run.fill("stg_boligbygg_dwellings__dwellings", numbered([row]))
    home = {"source_id": "boligbygg_dwellings", "district_id": "030116", "home_district_id": "030177"}
    run.fill("rest_group_homes", [home])
    [message] = run.failures("int_dwellings__homes__home")
    assert "is run by 030177, expected a district" in message


def test_a_delivered_year_that_no_criterion_uses_is_named(run: ModelRun) -> None:
    rows = [cell("stp_households", DISTRICTS[0], year, measure="persons", value=5) for year in (2020, 2021)]
    run.fill("stg_stp_households__cells", numbered(rows))
    used = value("poor_child_households", DISTRICTS[0], "stp_households/2020/file", 2020)
    run.fill("criterion_values", [used])
    [message] = run.failures("criterion_values__deliveries")
    assert message.startswith("stp_households/2021/file: 1 districts of source year 2021")


def test_a_delivered_table_without_a_criterion_is_named(run: ModelRun) -> None:
    tables = ("low_income_renters", "night_workers")
    rows = [
        cell("microdata_tables", DISTRICTS[0], 2022, measure=table, target_group="in", value=5)
        for table in tables
    ]
    run.fill("stg_microdata_tables__counts", numbered(rows))
    part = cell("ssb_commissioned", DISTRICTS[0], 2022, measure="out_migrants", value=5)
    run.fill("stg_ssb_commissioned__counts", numbered([part]))
    criteria = ("low_income_renters", "unmarried_20_49_x_low_education_x_outmigration")
    run.fill("criterion_values", [value(name, DISTRICTS[0], "any", 2022) for name in criteria])
    [message] = run.failures("criterion_values__measures")
    assert "measure night_workers of source year 2022 is used by no criterion" in message


@pytest.mark.parametrize(("printed", "said"), [(1000, 0), (996, 0), (994, 1)])
def test_adults_are_held_against_the_published_table(run: ModelRun, printed: int, said: int) -> None:
    ages = {"017": 500, "018": 600, "105": 400}
    rows = [cell("ssb_population", DISTRICTS[0], 2022, age=age, value=count) for age, count in ages.items()]
    run.fill("stg_ssb_population__persons", numbered(rows))
    run.fill(PUBLISHED, numbered([cell("oslo_population_18plus", DISTRICTS[0], 2022, value=printed)]))
    found = run.failures("int_population__persons__adults")
    assert len(found) == said
    assert all("1000 inhabitants of 18 and over, but 994 in" in message for message in found)
