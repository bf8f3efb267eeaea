"""One changed cell moves exactly the criteria whose definition covers it; each case says which."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from tests.property.cells import CITY, STAGED, Cell, cell, numbered
from tests.support.models import ModelRun, Node

pytestmark = [pytest.mark.xdist_group("compiled"), pytest.mark.slow]

GAMLE_OSLO, ST_HANSHAUGEN, NORDRE_AKER = "030101", "030104", "030108"
PRODUCT = "unmarried_20_49_x_low_education_x_outmigration"


def person(measure: str, area: str = GAMLE_OSLO, **traits: str) -> Cell:
    """A cell of the person extract that no criterion counts, but for the traits that are given."""
    nobody = {
        "household_type": "other",
        "age_group": "68_plus",
        "sex": "female",
        "low_income": "no",
        "capital_under_1g": "no",
        "education": "tertiary",
        "main_earner_education": "tertiary",
        "country_background": "norway",
        "immigrant_generation": "none",
        "employment": "outside",
    }
    return cell("stp_households", area, 2021, measure=measure, value=Decimal(100), **{**nobody, **traits})


def row(source: str, area: str = GAMLE_OSLO, **columns: object) -> Cell:
    return cell(source, area, 2022, **{"value": Decimal(100), **columns})


POOR = {"low_income": "yes", "capital_under_1g": "yes"}

CASES: dict[str, tuple[str, Cell, set[str], int]] = {
    "a child in a poor Norwegian couple's household": (
        "stg_stp_households__cells",
        person("persons", household_type="couple_with_children", age_group="0_17", **POOR),
        {"persons_poor_child_households"},
        1,
    ),
    "a young Somali in a poor couple's household whose main earner went to primary school": (
        "stg_stp_households__cells",
        person(
            "persons",
            household_type="couple_with_children",
            age_group="20_29",
            country_background="africa",
            main_earner_education="primary",
            **POOR,
        ),
        {
            "persons_poor_child_households",
            "persons_poor_child_households_non_western",
            "low_income_low_education_households_20_66",
        },
        1,
    ),
    "a poor provider of four, as a household": (
        "stg_stp_households__cells",
        person("households", household_type="single_parent_4plus", age_group="30_49", **POOR),
        {
            "poor_child_households",
            "single_parents_3plus_children_poor",
            "single_parents_4plus_children_low_income",
            "single_parents_low_income",
        },
        1,
    ),
    "the same provider, as a person": (
        "stg_stp_households__cells",
        person("persons", household_type="single_parent_4plus", age_group="30_49", **POOR),
        {"persons_poor_single_parent_households"},
        1,
    ),
    "a provider of two with low income and money in the bank": (
        "stg_stp_households__cells",
        person("households", household_type="single_parent_2", age_group="30_49", low_income="yes"),
        {"single_parents_1_3_children_low_income", "single_parents_low_income"},
        1,
    ),
    "a poor unemployed person of 35 living alone with lower secondary school": (
        "stg_stp_households__cells",
        person(
            "persons",
            household_type="living_alone",
            age_group="30_49",
            education="lower_secondary",
            main_earner_education="lower_secondary",
            employment="unemployed",
            **POOR,
        ),
        {
            "living_alone_20_49_low_income_low_education",
            "living_alone_low_income_low_education",
            "low_income_low_education_households_20_66",
            "poor_living_alone_unemployed_18_67",
        },
        1,
    ),
    "the same person at 68": (
        "stg_stp_households__cells",
        person(
            "persons",
            household_type="living_alone",
            education="lower_secondary",
            employment="unemployed",
            **POOR,
        ),
        set(),
        0,
    ),
    "a poor child household in Sentrum": (
        "stg_stp_households__cells",
        person("households", "030116", household_type="couple_with_children", **POOR),
        set(),
        0,
    ),
    "low-income tenants in the group": (
        "stg_microdata_tables__counts",
        row("microdata_tables", measure="low_income_renters", target_group="in", precision="noisy"),
        {"low_income_renters"},
        1,
    ),
    "low-income tenants outside the group": (
        "stg_microdata_tables__counts",
        row("microdata_tables", measure="low_income_renters", target_group="out", precision="noisy"),
        set(),
        0,
    ),
    "patients of both sexes and all ages": (
        "stg_helsedata_tsb__patients",
        row("helsedata_tsb", sex="both", age_group="all"),
        {"tsb_patients"},
        1,
    ),
    "female patients of all ages": (
        "stg_helsedata_tsb__patients",
        row("helsedata_tsb", sex="female", age_group="all"),
        set(),
        0,
    ),
    "dwellings in Maridalen": (
        "stg_boligbygg_dwellings__dwellings",
        row("boligbygg", "030116", sub_district_name="Marka, Maridalen") | {"district_id": "030117"},
        {"municipal_dwellings"},
        1,
    ),
    "first-generation immigrants on commission": (
        "stg_ssb_commissioned__counts",
        row("ssb_commissioned", measure="first_generation_non_western_18_67"),
        {"first_generation_non_western_18_67"},
        1,
    ),
    "those who moved out of one district": (
        "stg_ssb_commissioned__counts",
        row("ssb_commissioned", measure="out_migrants"),
        {PRODUCT},
        1,
    ),
    "those who moved out of the city's districts, all of them": (
        "stg_ssb_commissioned__counts",
        row("ssb_commissioned", CITY, measure="out_migrants"),
        {PRODUCT},
        2,
    ),
    "recipients of housing allowance": (
        "stg_husbanken_housing_allowance__amounts",
        row("husbanken", measure="recipients"),
        {"recipients_housing_allowance"},
        1,
    ),
    "women of 30": (
        "stg_ssb_population__persons",
        row("ssb_population", sex="female", age="030"),
        {"age_30_59"},
        1,
    ),
}
"""What changes -> its table, the cell, the criteria that move, and in how many districts."""

MEASURES = ("unmarried_20_49", "low_education_persons", "education_base_persons", "migration_base_persons")


def everything() -> dict[str, list[Cell]]:
    """The cases' cells together, and what else the product needs in two districts and the city."""
    tables: dict[str, list[Cell]] = {name: [] for name in STAGED}
    for table, one, _, _ in CASES.values():
        tables[table].append(one)
    areas = (GAMLE_OSLO, ST_HANSHAUGEN, CITY)
    tables["stg_ssb_commissioned__counts"] += [
        row("ssb_commissioned", area, measure=measure, value=Decimal(200))
        for area in areas
        for measure in (*MEASURES, *(["out_migrants"] if area == ST_HANSHAUGEN else []))
    ]
    return {name: numbered(cells) for name, cells in tables.items()}


@pytest.fixture(scope="module")
def run(compiled: dict[str, Node]) -> Iterator[ModelRun]:
    models = ModelRun(compiled, [*STAGED, "rest_group_homes"])
    home = {"source_id": "boligbygg_dwellings", "district_id": "030117", "place": "Marka, Maridalen"}
    models.fill("rest_group_homes", [{**home, "home_district_id": NORDRE_AKER}])
    yield models
    models.close()


def derived_values(run: ModelRun, compiled: dict[str, Node]) -> dict[tuple[str, str, int], object]:
    """Every value of every criterion that is derived from cells, by criterion, district and year."""
    derived = [n.name for n in compiled.values() if n.is_criterion and "int_counts__districts" not in n.reads]
    return {
        (name, found["district_id"], found["source_year"]): found["value"]
        for name in derived
        for found in run.rows(name)
    }


@pytest.mark.parametrize("case", CASES)
def test_a_changed_cell_moves_exactly_the_criteria_that_cover_it(
    run: ModelRun, compiled: dict[str, Node], case: str
) -> None:
    table, one, criteria, districts = CASES[case]
    tables = everything()
    for name, cells in tables.items():
        run.fill(name, cells)
    before = derived_values(run, compiled)
    position = next(i for i, c in enumerate(tables[table]) if {**c, "file_row": 0} == {**one, "file_row": 0})
    changed = {**tables[table][position], **dict.fromkeys(("value", "value_min", "value_max"), Decimal(101))}
    run.fill(table, [*tables[table][:position], changed, *tables[table][position + 1 :]])
    after = derived_values(run, compiled)

    assert before.keys() == after.keys()
    moved = {key for key in before if before[key] != after[key]}
    assert {criterion_id for criterion_id, _, _ in moved} == criteria
    assert len({district for _, district, _ in moved}) == districts
    assert {year for _, _, year in moved} <= {one["source_year"]}
