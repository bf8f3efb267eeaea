"""KVP on rows small enough to count by hand: months, moves, new participants, characteristics, outcomes."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from tests.support.models import ModelRun, Node, Row
from tests.unit.social.programme_rows import FIRST, KVP, OSLO, SECOND, figures, fill, period, start


@pytest.fixture(scope="module")
def models(compiled: dict[str, Node]) -> Iterator[ModelRun]:
    run = start(compiled)
    yield run
    run.close()


def test_active_in_a_month_at_its_edges(models: ModelRun) -> None:
    # a: 31 January to 1 March touches January, February and March with one day in the first and last
    # b: ends the day before March begins; c: starts on the last day of February and is not over
    fill(
        models,
        "kvp",
        [
            period("a", FIRST, "2023-01-31", "2023-03-01", **KVP),
            period("b", FIRST, "2023-02-10", "2023-02-28", **KVP),
            period("c", SECOND, "2023-02-28", **KVP),
        ],
        span="2023-2023",
    )
    found = figures(models, "kvp", "kvp_participants_month", year=2023, category="all")
    first = {month: count for (month, district), count in found.items() if district == FIRST}
    assert first == {1: 1, 2: 2, 3: 1}
    city = {month: count for (month, district), count in found.items() if district == OSLO}
    assert city == {1: 1, 2: 3, 3: 2} | dict.fromkeys(range(4, 13), 1)
    # city: 1 + 3 + 2 + 9 = 15 participant-months
    means = figures(models, "kvp", "kvp_participants_monthly_mean", year=2023, category="all", month=None)
    assert means == {(FIRST,): Decimal("0.333333"), (SECOND,): Decimal("0.916667"), (OSLO,): Decimal("1.25")}


def test_a_mover_counts_in_both_districts_once_in_the_city_and_is_new_once(models: ModelRun) -> None:
    fill(
        models,
        "kvp",
        [
            period("m", FIRST, "2023-05-02", "2023-09-14", end_status_code="stopped_moved", **KVP),
            period("m", SECOND, "2023-09-15", "2024-02-10", **KVP),
        ],
    )
    year = figures(models, "kvp", "kvp_participants_year", month=None, category="all")
    assert year == dict.fromkeys(
        [(2023, FIRST), (2023, SECOND), (2023, OSLO), (2024, SECOND), (2024, OSLO)], 1
    )
    september = figures(models, "kvp", "kvp_participants_month", year=2023, month=9, category="all")
    assert september == {(FIRST,): 1, (SECOND,): 1, (OSLO,): 1}
    new = figures(models, "kvp", "kvp_new", month=None, category="all")
    assert new == {(2023, FIRST): 1, (2023, OSLO): 1}
    means = figures(models, "kvp", "kvp_new_monthly_mean", month=None, category="all")
    assert means == {(2023, FIRST): Decimal("0.083333"), (2023, OSLO): Decimal("0.083333")}


def test_who_comes_back_after_a_day_out_is_new_again_but_once_a_year(models: ModelRun) -> None:
    fill(
        models,
        "kvp",
        [
            period("r", FIRST, "2022-03-01", "2022-06-29", **KVP),
            period("r", FIRST, "2022-06-30", "2022-08-31", **KVP),  # the next day: the same participation
            period("r", SECOND, "2022-09-02", "2022-12-31", **KVP),  # a day between: a new start, same year
            period("r", SECOND, "2024-01-01", **KVP),
        ],
    )
    new = figures(models, "kvp", "kvp_new", month=None, category="all")
    assert new == {(2022, FIRST): 1, (2022, OSLO): 1, (2024, SECOND): 1, (2024, OSLO): 1}


def test_every_district_of_every_year_has_a_row_and_none_lies_outside_the_snapshot(models: ModelRun) -> None:
    fill(models, "kvp", [period("a", FIRST, "2020-01-01", "2025-01-20", **KVP)])
    rows = [row for row in models.rows("kvp") if row["statistic_id"] == "kvp_participants_year"]
    assert len(rows) == 3 * 16
    assert {row["year"] for row in rows} == {2022, 2023, 2024}
    assert sum(row["value"] for row in rows) == 3 * 2


def test_characteristics_at_the_start_and_their_edges(models: ModelRun) -> None:
    # age on the day of the start: 30 on the birthday, 29 the day before; 45 on the birthday
    fill(
        models,
        "kvp",
        [
            period("a", FIRST, "2023-06-15", **KVP | {"birth_date": "1993-06-15"}),
            period("b", FIRST, "2023-06-14", **KVP | {"birth_date": "1993-06-15", "n_children": 2}),
            period("c", FIRST, "2023-06-15", **KVP | {"birth_date": "1978-06-15", "n_children": 3}),
            period(
                "d",
                FIRST,
                "2023-06-14",
                **KVP | {"birth_date": "1978-06-15", "marital_status_code": "unknown"},
            ),
            period(
                "e",
                SECOND,
                "2023-01-01",
                **KVP
                | {
                    "origin_country_code": None,
                    "citizenship_country_code": "NOR",
                    "marital_status_code": "married",
                },
            ),
            period("f", SECOND, "2022-12-31", "2023-12-31", **KVP | {"sex_code": "male"}),
            period("g", SECOND, "2023-02-01", **KVP | {"origin_country_code": None, "sex_code": "male"}),
        ],
    )
    told: dict[str, Any] = {"year": 2023, "month": None, "district_id": OSLO}
    found = figures(models, "kvp_characteristics", "kvp_new_characteristics", **told)
    assert found == {
        ("sex|female",): 5,
        ("sex|male",): 1,
        ("age|under_30",): 1,
        ("age|30_44",): 4,  # a and d; e and g, born 1990, are 32
        ("age|45_plus",): 1,
        ("household|single",): 4,
        ("household|couple",): 1,
        ("children|0",): 4,
        ("children|1_2",): 1,
        ("children|3_plus",): 1,
        ("country|norwegian",): 1,
        ("country|foreign",): 4,
    }
    bases = figures(models, "kvp_characteristics", "kvp_new_characteristics", column="base", **told)
    # d has no known marital status, g no known country
    assert {category.split("|")[0]: base for (category,), base in bases.items()} == {
        "sex": 6,
        "age": 6,
        "household": 5,
        "children": 6,
        "country": 5,
    }


def test_outcomes_leave_out_who_moved_or_stayed_away(models: ModelRun) -> None:
    def ended(pid: str, status: str, on: str, *, agreed: bool = True) -> Row:
        return period(
            pid, FIRST, "2022-01-01", on, end_status_code=status, ended_as_agreed=str(agreed).lower(), **KVP
        )

    going = ["work_full_time", "work_part_time", "education", "sheltered_work", "wage_subsidy"]
    fill(
        models,
        "kvp",
        [
            *(ended(status, status, "2023-12-31") for status in going),
            ended("o", "other", "2023-01-01"),
            ended("m", "stopped_moved", "2023-05-01", agreed=False),
            ended("n", "stopped_absent", "2023-05-01", agreed=False),
            ended("l", "education", "2024-01-01"),
        ],
    )
    values = figures(models, "kvp_outcomes", "kvp_outcomes", month=None, category="all")
    assert values == {(2023, OSLO): 5, (2024, OSLO): 1}
    bases = figures(models, "kvp_outcomes", "kvp_outcomes", column="base", month=None, category="all")
    assert bases == {(2023, OSLO): 6, (2024, OSLO): 1}
    assert [row["year"] for row in models.rows("kvp_outcomes")] == [2022, 2023, 2024]
