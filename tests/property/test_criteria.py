"""Each criterion model equals an independent few-line computation on the raw cells, whatever they are."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.property.cells import (
    CITY,
    DISTRICTS,
    STAGED,
    TRAITS,
    Cell,
    cell,
    figures,
    numbered,
    persons_and_households,
)
from tests.support.models import ModelRun, Node

pytestmark = [pytest.mark.xdist_group("compiled"), pytest.mark.slow]
EXAMPLES = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

Answer = tuple[object, ...]
ADULTS = ("18_19", "20_29", "30_49", "50_66", "67")
LOW = ("none", "primary", "lower_secondary")
NON_WESTERN = ("asia", "africa", "latin_america", "eastern_europe_non_eu")


def alone(c: Cell) -> bool:
    return bool(c["household_type"] == "living_alone")


def every(_: Cell) -> bool:
    return True


def single(c: Cell, *children: str) -> bool:
    return c["household_type"] in [f"single_parent_{n}" for n in children or ("1", "2", "3", "4plus")]


def with_child(c: Cell) -> bool:
    return c["household_type"] == "couple_with_children" or single(c)


def low_income(c: Cell) -> bool:
    return bool(c["low_income"] == "yes")


def poor(c: Cell) -> bool:
    return low_income(c) and bool(c["capital_under_1g"] == "yes")


STP: dict[str, tuple[str, Callable[[Cell], bool]]] = {
    "persons_poor_child_households_non_western": (
        "persons",
        lambda c: with_child(c) and poor(c) and c["country_background"] in NON_WESTERN,
    ),
    "poor_child_households": ("households", lambda c: with_child(c) and poor(c)),
    "poor_living_alone_unemployed_18_67": (
        "persons",
        lambda c: alone(c) and poor(c) and c["age_group"] in ADULTS and c["employment"] == "unemployed",
    ),
    "single_parents_3plus_children_poor": ("households", lambda c: single(c, "3", "4plus") and poor(c)),
    "low_income_low_education_households_20_66": (
        "persons",
        lambda c: low_income(c) and c["age_group"] in ADULTS[1:4] and c["main_earner_education"] in LOW,
    ),
    "living_alone_20_49_low_income_low_education": (
        "persons",
        lambda c: alone(c) and low_income(c) and c["age_group"] in ADULTS[1:3] and c["education"] in LOW,
    ),
    "living_alone_low_income_low_education": (
        "persons",
        lambda c: alone(c) and low_income(c) and c["age_group"] in ADULTS and c["education"] in LOW,
    ),
    "persons_poor_child_households": (
        "persons",
        lambda c: c["household_type"] == "couple_with_children" and poor(c),
    ),
    "persons_poor_single_parent_households": ("persons", lambda c: single(c) and poor(c)),
    "single_parents_1_3_children_low_income": (
        "households",
        lambda c: single(c, "1", "2", "3") and low_income(c),
    ),
    "single_parents_4plus_children_low_income": (
        "households",
        lambda c: single(c, "4plus") and low_income(c),
    ),
    "single_parents_low_income": ("households", lambda c: single(c) and low_income(c)),
}
MICRODATA = (
    *("low_income_renters", "refugees_over_5_years", "extended_unemployment", "low_income_non_western_50_67"),
    *("outside_labour_force_18_67", "refugees_6_10_years", "refugees_over_10_years", "low_education_18_67"),
    *("hard_to_house_with_children", "hard_to_house_without_children"),
)
HOMES = {"Sentrum": "030104", "Marka, Maridalen": "030108", "Marka, Østmarka": "030113"}


def counted(rows: list[Cell]) -> Answer:
    """A sum that is honest about what it rests on."""
    values, highest = [r["value"] for r in rows], [r["value_max"] for r in rows]
    statuses, precisions = {r["status"] for r in rows}, {r["precision"] for r in rows}
    return (
        None if None in values else sum(values, Decimal(0)),
        sum((r["value_min"] or Decimal(0) for r in rows), Decimal(0)),
        None if None in highest else sum(highest, Decimal(0)),
        next((s for s in ("missing", "suppressed", "estimated") if s in statuses), "observed"),
        "noisy" if "noisy" in precisions else "exact",
    )


def by_district(cells: list[Cell], is_counted: Callable[[Cell], bool]) -> dict[tuple[str, int], Answer]:
    cells = [c for c in cells if c["level"] == "district"]
    keys = {(c["district_id"], c["source_year"]) for c in cells}
    return {
        key: counted([c for c in cells if (c["district_id"], c["source_year"]) == key and is_counted(c)])
        for key in keys
    }


def answers(rows: list[dict[str, Any]]) -> dict[tuple[str, int], Answer]:
    columns = ("value", "value_min", "value_max", "status", "precision")
    return {(r["district_id"], r["source_year"]): tuple(r[c] for c in columns) for r in rows}


@pytest.fixture(scope="module")
def run(compiled: dict[str, Node]) -> Iterator[ModelRun]:
    models = ModelRun(compiled, [*STAGED, "rest_group_homes"])
    yield models
    models.close()


@EXAMPLES
@given(persons_and_households(years=(2021, 2022)))
def test_criteria_of_the_person_extract(run: ModelRun, cells: list[Cell]) -> None:
    run.fill("stg_stp_households__cells", cells)
    for criterion_id, (measure, is_counted) in STP.items():
        expected = by_district([c for c in cells if c["measure"] == measure], is_counted)
        assert answers(run.rows(criterion_id)) == expected, criterion_id


@EXAMPLES
@given(st.data())
def test_criteria_of_one_table_each(run: ModelRun, data: st.DataObject) -> None:
    """Tables whose rows are the criterion: only which rows count is for the model to know.

    A district without such a row has no answer, never 0: its absence must be seen (complete_grid).
    """
    areas = st.sampled_from((*DISTRICTS, "030116", CITY))

    def table(source: str, **codes: st.SearchStrategy[str]) -> list[Cell]:
        one = st.builds(
            lambda area, figure, **chosen: cell(source, area, 2022, **{**figure, **chosen}),
            area=areas,
            figure=figures(),
            **codes,
        )
        return numbered(data.draw(st.lists(one, min_size=1, max_size=15), label=source))

    micro = table(
        "microdata_tables", measure=st.sampled_from(MICRODATA), target_group=st.sampled_from(("in", "out"))
    )
    patients = table(
        "helsedata_tsb", sex=st.sampled_from(("both", "male")), age_group=st.sampled_from(("all", "18_29"))
    )
    allowance = table("husbanken", measure=st.sampled_from(("recipients", "paid_thousand_nok")))
    people = table(
        "ssb_population",
        sex=st.sampled_from(("male", "female")),
        age=st.sampled_from(("029", "030", "059", "060", "105")),
    )
    run.fill("stg_microdata_tables__counts", micro)
    run.fill("stg_helsedata_tsb__patients", patients)
    run.fill("stg_husbanken_housing_allowance__amounts", allowance)
    run.fill("stg_ssb_population__persons", people)

    for criterion_id in MICRODATA:
        own = [c for c in micro if (c["measure"], c["target_group"]) == (criterion_id, "in")]
        assert answers(run.rows(criterion_id)) == by_district(own, every), criterion_id
    whole = [c for c in patients if (c["sex"], c["age_group"]) == ("both", "all")]
    assert answers(run.rows("tsb_patients")) == by_district(whole, every)
    recipients = [c for c in allowance if c["measure"] == "recipients"]
    assert answers(run.rows("recipients_housing_allowance")) == by_district(recipients, every)
    assert answers(run.rows("age_30_59")) == by_district(people, lambda c: 30 <= int(c["age"]) <= 59)


@EXAMPLES
@given(st.lists(st.tuples(st.sampled_from((*DISTRICTS, *HOMES)), figures()), min_size=1, max_size=15))
def test_dwellings_are_counted_where_they_are_run(run: ModelRun, drawn: list[tuple[str, Cell]]) -> None:
    rests = {"Sentrum": "030116"}
    cells = numbered(
        cell("boligbygg", place if place in DISTRICTS else "030116", 2022, sub_district_name=place, **figure)
        | ({} if place in (*DISTRICTS, *rests) else {"district_id": "030117"})
        for place, figure in drawn
    )
    run.fill("stg_boligbygg_dwellings__dwellings", cells)
    run.fill(
        "rest_group_homes",
        [
            {
                "source_id": "boligbygg_dwellings",
                "district_id": rests.get(place, "030117"),
                "place": None if place in rests else place,
                "home_district_id": home,
            }
            for place, home in HOMES.items()
        ],
    )
    moved = [
        {**c, "district_id": HOMES.get(c["sub_district_name"], c["district_id"]), "level": "district"}
        for c in cells
    ]
    assert answers(run.rows("municipal_dwellings")) == by_district(moved, every)
    assert len(run.rows("int_dwellings__homes")) == len(cells)


def test_no_possible_cell_is_counted_by_two_main_criteria(run: ModelRun) -> None:
    """All combinations of the traits the definitions use, and a definition bent so that two overlap."""
    used = ("household_type", "age_group", "low_income", "capital_under_1g", "education")
    combinations: list[dict[str, object]] = [{}]
    for trait in used:
        combinations = [{**one, trait: code} for one in combinations for code in TRAITS[trait]]
    cells = numbered(
        cell("stp_households", DISTRICTS[0], 2021, measure="persons", value=1, **c) for c in combinations
    )
    run.fill("stg_stp_households__cells", cells)
    proof = "int_stp__persons__main_criteria"
    assert run.failures(proof) == []
    bent = run.failures(proof, ("= 'couple_with_children'", "<> 'single_parent_1'"))
    assert any("counted by living_alone_low_income_low_education and by" in message for message in bent)
