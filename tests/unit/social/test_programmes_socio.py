"""Settlement and the introduction programme on rows small enough to count by hand."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from tests.support.models import ModelRun, Node, Row
from tests.unit.social.programme_rows import FIRST, OSLO, SECOND, figures, fill, period, start


@pytest.fixture(scope="module")
def models(compiled: dict[str, Node]) -> Iterator[ModelRun]:
    run = start(compiled)
    yield run
    run.close()


def person(pid: str, birth_date: str = "1990-01-01", **more: object) -> Row:
    usual = {"sex_code": "female", "n_children": 0, "prior_education_code": "higher"}
    return {"person_pid": pid, "birth_date": birth_date} | usual | more


def test_settled_refugees_by_type_add_up_to_the_city(models: ModelRun) -> None:
    fill(
        models,
        "persons",
        [
            person(
                "a", settlement_date="2023-12-31", settlement_type_code="quota", settled_district_code="01"
            ),
            person(
                "b", settlement_date="2024-01-01", settlement_type_code="quota", settled_district_code="02"
            ),
            person(
                "c",
                settlement_date="2024-07-01",
                settlement_type_code="secondary",
                settled_district_code="02",
            ),
            person("d"),
        ],
    )
    found = figures(models, "settlement", "settled_refugees", month=None)
    assert found == {
        (2023, FIRST, "quota"): 1,
        (2023, OSLO, "quota"): 1,
        (2024, SECOND, "quota"): 1,
        (2024, OSLO, "quota"): 1,
        (2024, SECOND, "secondary"): 1,
        (2024, OSLO, "secondary"): 1,
    }


def test_a_participant_of_two_years_counts_in_both_and_months_are_the_citys(models: ModelRun) -> None:
    fill(models, "intro", [period("a", FIRST, "2023-11-20", "2024-01-01")])
    year = figures(models, "introduction", "intro_participants_year", month=None, category="all")
    assert year == dict.fromkeys([(2023, FIRST), (2023, OSLO), (2024, FIRST), (2024, OSLO)], 1)
    months = figures(models, "introduction", "intro_participants_month", category="all")
    assert months == dict.fromkeys([(2023, 11, OSLO), (2023, 12, OSLO), (2024, 1, OSLO)], 1)
    means = figures(models, "introduction", "intro_participants_monthly_mean", month=None, category="all")
    assert means == {(2023, OSLO): Decimal("0.166667"), (2024, OSLO): Decimal("0.083333")}
    assert figures(models, "introduction", "intro_new", month=None, year=2024, category="all") == {}


def test_ages_children_and_regions_of_participants(models: ModelRun) -> None:
    # age on 31 December 2024: a is 56, b 25 (24 when it began), c 55, d 18
    fill(
        models,
        "persons",
        [
            person("a", "1968-12-31", citizenship_country_code="UKR"),
            person("b", "1999-12-31", citizenship_country_code="SYR", n_children=4, sex_code="male"),
            person("c", "1969-01-01", n_children=7, prior_education_code="not_registered"),
            person("d", "2006-12-31", citizenship_country_code="XXA", n_children=3),
        ],
    )
    started = {"a": "2023-05-01", "b": "2024-01-10", "c": "2024-03-01", "d": "2024-12-31"}
    fill(models, "intro", [period(pid, FIRST, start) for pid, start in started.items()])
    told: dict[str, Any] = {"year": 2024, "month": None, "district_id": OSLO}
    found = figures(models, "introduction_characteristics", "intro_characteristics", **told)
    assert found == {
        ("sex|female",): 3,
        ("sex|male",): 1,
        ("age|18_24",): 1,
        ("age|25_29",): 1,
        ("age|50_55",): 1,
        ("age|56_plus",): 1,
        ("children|0",): 1,
        ("children|3",): 1,
        ("children|4_plus",): 2,
        ("education|higher",): 3,
        ("education|not_registered",): 1,
        ("region|europe",): 1,
        ("region|asia",): 1,
        ("region|rest_and_stateless",): 1,
    }
    bases = figures(models, "introduction_characteristics", "intro_characteristics", column="base", **told)
    assert {part.split("|")[0]: base for (part,), base in bases.items()} == {
        "sex": 4,
        "age": 4,
        "children": 4,
        "education": 4,
        "region": 3,  # c has no registered citizenship
    }
    new = figures(models, "introduction_characteristics", "intro_new_characteristics", **told)
    assert {part: count for (part,), count in new.items() if part.startswith("age")} == {
        "age|18_24": 1,
        "age|25_29": 1,
        "age|50_55": 1,
    }
    countries = figures(models, "introduction_characteristics", "intro_countries", **told)
    assert countries == {("UKR",): 1, ("SYR",): 1, ("XXA",): 1}
    assert figures(models, "introduction_characteristics", "intro_new_countries", **told) == {
        ("SYR",): 1,
        ("XXA",): 1,
    }


def test_a_move_is_no_end_and_the_end_is_the_citys(models: ModelRun) -> None:
    fill(
        models,
        "intro",
        [
            period("m", FIRST, "2023-01-01", "2023-06-30", end_status_code="other"),
            period("m", SECOND, "2023-07-01", "2024-06-30", end_status_code="work"),
            period("w", FIRST, "2023-01-01", "2024-12-31", end_status_code="wage_subsidy"),
            period("s", FIRST, "2023-01-01", "2024-12-31", end_status_code="stopped"),
            period("u", FIRST, "2023-01-01", "2024-12-31"),  # ended, status not registered
            period("p", FIRST, "2023-01-01"),
        ],
    )
    assert figures(models, "introduction_outcomes", "intro_end_status", month=None) == dict.fromkeys(
        [(2024, OSLO, "work"), (2024, OSLO, "wage_subsidy"), (2024, OSLO, "stopped")], 1
    )
    bases = figures(models, "introduction_outcomes", "intro_end_status", column="base", year=2024, month=None)
    assert set(bases.values()) == {3}
    assert {row["district_id"] for row in models.rows("introduction_outcomes")} == {OSLO}
