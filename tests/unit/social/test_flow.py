"""Characteristics, new recipients and duration (S24-S31) on rows small enough to count by hand."""

import pytest

from tests.support.models import ModelRun
from tests.support.social_cases import OSLO, Case, district, figures, fill

pytestmark = pytest.mark.xdist_group("compiled_social")

D1, D2 = district(1), district(2)


def months(first: str, count: int, *, skip: tuple[int, ...] = ()) -> list[str]:
    """Months from the first one on, without those at the places to skip."""
    start = int(first[:4]) * 12 + int(first[5:]) - 1
    places = [start + place for place in range(count) if place not in skip]
    return [f"{place // 12}-{place % 12 + 1:02d}" for place in places]


def recipients(*pids: str) -> Case:
    """A case with persons of 44 years."""
    case = Case()
    for pid in pids:
        case.person(pid)
    return case


def test_age_is_that_of_the_last_day_of_the_last_month(models: ModelRun) -> None:
    # a: 30 on the last day of May; b: 30 on 1 June, a day later; c: turned 30 between first and last contact
    case = Case()
    for pid, birth in (("a", "1994-05-31"), ("b", "1994-06-01"), ("c", "1994-03-10")):
        case.person(pid, birth)
        case.paid(pid, "2024-01", "2024-05")
    fill(models, case)
    assert figures(models, "characteristics", "under_30") == {D1: 1, OSLO: 1}
    assert figures(models, "characteristics", "under_30", "base") == {D1: 3, OSLO: 3}


def test_a_main_person_who_turns_18_in_the_year_counts_all_year(models: ModelRun) -> None:
    # 17 in May, 18 in July: a recipient in both, once in the year, and 18 at last contact
    case = Case()
    case.person("a", "2006-06-15")
    case.paid("a", "2024-05", "2024-07")
    fill(models, case)
    assert figures(models, "recipients", "recipients_month", district_id=OSLO) == {5: 1, 7: 1}
    assert figures(models, "refugees", "age_by_refugee") == {"18|other": 1}
    assert figures(models, "population_shares", "young_persons") == {"age_11_17": 1}


def test_children_are_those_of_last_contact_in_main_custody(models: ModelRun) -> None:
    # a: 51 counts, 50 and 0 do not; b: four with 100; c: had a child in January, not in May
    # d: a child who is 18 at last contact; e: youth at home is no child
    case = recipients("a", "b", "c", "d", "e")
    for pid in "abcde":
        case.paid(pid, "2024-01", "2024-05", by=2 if pid == "b" else 1)
    for custody in (51, 50, 0):
        case.member("a", "2024-05", "child", "2015-01-01", custody)
    for _ in range(4):
        case.member("b", "2024-05", "child", "2015-01-01", 100)
    case.member("c", "2024-01", "child", "2015-01-01", 100)
    case.member("d", "2024-01", "child", "2006-05-31", 100)
    case.member("d", "2024-05", "child", "2006-05-31", 100)
    case.member("e", "2024-05", "youth_at_home", "2005-01-01", 100)
    fill(models, case)
    assert figures(models, "characteristics", "with_children") == {D1: 1, D2: 1, OSLO: 2}
    assert figures(models, "characteristics", "four_or_more_children") == {D2: 1, OSLO: 1}


def test_missing_countries_are_out_of_the_base(models: ModelRun) -> None:
    # a: origin Syria; b: no origin, citizen of Poland; c: origin Norway, citizen of Somalia; d: neither
    case = Case()
    for pid, origin, citizenship in (
        *(("a", "SYR", "NOR"), ("b", None, "POL")),
        *(("c", "NOR", "SOM"), ("d", None, None)),
    ):
        case.person(pid, origin_country_code=origin, citizenship_country_code=citizenship)
        case.paid(pid, "2024-01")
    case.refugee("a", "d")
    fill(models, case)
    assert figures(models, "characteristics", "foreign_background") == {D1: 2, OSLO: 2}
    assert figures(models, "characteristics", "foreign_background", "base") == {D1: 3, OSLO: 3}
    assert figures(models, "characteristics", "refugee_background") == {D1: 2, OSLO: 2}
    assert figures(models, "characteristics", "refugee_background", "base") == {D1: 4, OSLO: 4}


def test_new_after_more_than_24_months(models: ModelRun) -> None:
    # from March 2022 to March 2024 are 24 months: not new; to April 2024 are 25: new
    # c: never before; d: new in January, goes on in March, and is new in the year; e: another district before
    case = recipients("a", "b", "c", "d", "e")
    case.paid("a", "2022-03", "2024-03")
    case.paid("b", "2022-03", "2024-04")
    case.paid("c", "2024-03")
    case.paid("d", "2024-01")
    case.paid("d", "2024-03", by=2)
    case.paid("e", "2023-03", by=2)
    case.paid("e", "2024-03")
    fill(models, case)
    assert figures(models, "inflow_and_duration", "new_recipients", year=2024) == {D1: 2, D2: 1, OSLO: 3}
    assert figures(models, "inflow_and_duration", "new_recipients", "base", year=2024)[OSLO] == 5


def test_a_month_that_sums_to_zero_breaks_the_history(models: ModelRun) -> None:
    # paid in March 2022 and taken back: nothing received, so new in March 2024
    case = recipients("a")
    case.paid("a", "2022-03", "2024-03")
    case.paid("a", "2022-03", nok=-1000)
    fill(models, case)
    assert figures(models, "inflow_and_duration", "new_recipients") == {D1: 1, OSLO: 1}


def classes(models: ModelRun) -> dict[str, int]:
    """Recipients of the city in 2024 by class of duration."""
    return figures(models, "inflow_and_duration", "duration", year=2024, district_id=OSLO)


def test_two_empty_months_are_one_spell_and_three_are_two(models: ModelRun) -> None:
    # a: January, February, then May to July (two empty months between): one spell of 7 months
    # b: January, February, then June to August (three empty): the spell at last contact has 3 months
    case = recipients("a", "b")
    case.paid("a", *months("2024-01", 7, skip=(2, 3)))
    case.paid("b", *months("2024-01", 8, skip=(2, 3, 4)))
    fill(models, case)
    assert classes(models) == {"months_6_23": 1, "under_6_months": 1}


@pytest.mark.parametrize(
    ("length", "expected"),
    [(5, "under_6_months"), (6, "months_6_23"), (23, "months_6_23"), (24, "months_24_plus")],
)
def test_classes_of_duration_at_their_limits(models: ModelRun, length: int, expected: str) -> None:
    # a spell that ends in June 2024
    case = recipients("a")
    case.paid("a", *months("2022-01", 30)[30 - length :])
    fill(models, case)
    assert classes(models) == {expected: 1}


def long_term_case() -> Case:
    """Spells that end in December 2024: 24 months, 25 months, and 24 of which two in the middle are empty."""
    case = recipients("a", "b", "c")
    case.paid("a", *months("2023-01", 24))
    case.paid("b", *months("2022-12", 25))
    case.paid("c", *months("2023-01", 24, skip=(10, 11)), by=2)
    return case


def test_long_term_from_24_months_the_empty_ones_included(models: ModelRun) -> None:
    fill(models, long_term_case())
    assert figures(models, "inflow_and_duration", "long_term") == {
        (2024, D1): 2,
        (2024, D2): 1,
        (2024, OSLO): 3,
    }
    assert figures(models, "inflow_and_duration", "long_term", "base", year=2024)[OSLO] == 3


def test_last_contact_decides_the_district_of_everything(models: ModelRun) -> None:
    # a was paid by district 1 for eleven months and by district 2 in the last: all of it is district 2's
    case = recipients("a")
    case.refugee("a")
    case.paid("a", *months("2024-01", 11))
    case.paid("a", "2024-12", by=2)
    fill(models, case)
    assert figures(models, "characteristics", "refugee_background") == {D2: 1, OSLO: 1}
    assert figures(models, "inflow_and_duration", "new_recipients") == {D2: 1, OSLO: 1}
    assert figures(models, "inflow_and_duration", "duration") == {
        (D2, "months_6_23"): 1,
        (OSLO, "months_6_23"): 1,
    }
    assert figures(models, "full_assistance", "full_assistance") == {D2: 1, OSLO: 1}
