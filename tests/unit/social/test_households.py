"""Households, persons, population shares and refugees (S16-S23) on rows small enough to count by hand."""

import pytest

from tests.support.models import ModelRun
from tests.support.social_cases import OSLO, Case, district, figures, fill, random_case

pytestmark = pytest.mark.xdist_group("compiled_social")

D1, D2 = district(1), district(2)
BEFORE = [f"{year}-{month:02d}" for year in (2021, 2022) for month in range(1, 13)][:16]
"""The months of table 3.6's first period: January 2021 to April 2022."""


def custody_case() -> Case:
    """Single a with custody 51 and 50, couple b with 100 four times, c of unknown status, d without facts."""
    case = Case()
    case.person("a", marital="divorced")
    case.person("b", marital="cohabiting")
    case.person("c", marital="unknown")
    for pid in "abcd":
        case.paid(pid, "2024-05", by=2 if pid == "b" else 1)
    case.member("a", "2024-05", "child", "2015-01-01", 51)
    case.member("a", "2024-05", "child", "2016-01-01", 50)
    case.member("a", "2024-05", "child", "2017-01-01", 0)
    case.member("b", "2024-05", "cohabitant")
    for year in (2010, 2012, 2014, 2016):
        case.member("b", "2024-05", "child", f"{year}-01-01", 100)
    case.member("c", "2024-05", "child", "2016-01-01", 100)
    return case


def test_household_types_of_the_year_count_main_custody(models: ModelRun) -> None:
    # a has one child above 50; c (unknown) and d (no facts) are in neither value nor base
    fill(models, custody_case())
    assert figures(models, "household_types", "household_type_year") == {
        (D1, "single_1"): 1,
        (D2, "couple_4plus"): 1,
        (OSLO, "single_1"): 1,
        (OSLO, "couple_4plus"): 1,
    }
    assert figures(models, "household_types", "household_type_year", "base")[OSLO, "single_1"] == 2
    # ten types in fifteen districts and the city, zeros included
    rows = [row for row in models.rows("household_types") if row["statistic_id"] == "household_type_year"]
    assert len(rows) == 160


def test_household_types_of_the_month_count_any_custody(models: ModelRun) -> None:
    # a has two children above 0, with 51 and 50; custody 0 does not count
    fill(models, custody_case())
    monthly = figures(models, "household_types", "household_type_month")
    assert monthly == {"single_2": 1, "couple_4plus": 1}
    assert figures(models, "household_types", "household_type_month", "base") == dict.fromkeys(monthly, 2)


def test_the_marital_status_of_a_month_is_that_of_its_end(models: ModelRun) -> None:
    # single until 30 June, married from 1 July: two kinds of month, and married at last contact
    case = Case()
    case.person("a", marital="unmarried", valid_from="2024-01-01", valid_to="2024-06-30")
    case.person("a", marital="married", valid_from="2024-07-01", valid_to="2024-12-31")
    case.paid("a", "2024-06", "2024-07")
    fill(models, case)
    expected = {(6, "single_0"): 1, (7, "couple_0"): 1}
    assert figures(models, "household_types", "household_type_month") == expected
    assert figures(models, "household_types", "household_type_year", district_id=OSLO) == {"couple_0": 1}
    # facts that had ended say nothing of the month
    case.person("b", marital="widowed", valid_to="2024-04-30")
    case.paid("b", "2024-05")
    fill(models, case)
    assert (5, "single_0") not in figures(models, "household_types", "household_type_month")
    assert figures(models, "household_types", "household_type_year", district_id=OSLO) == {"couple_0": 1}


def test_a_child_turns_18_in_the_month(models: ModelRun) -> None:
    # born 30 April 2006: 18 on the last day of April, so a child in March alone; youth needs another role
    case = Case()
    case.person("a")
    case.paid("a", "2024-03", "2024-04")
    for month in ("2024-03", "2024-04"):
        case.member("a", month, "child", "2006-04-30", 100)
    fill(models, case)
    expected = {(3, "single_1"): 1, (4, "single_0"): 1}
    assert figures(models, "household_types", "household_type_month") == expected


def test_persons_by_role_and_custody(models: ModelRun) -> None:
    # custody 100 is full, 1 to 99 shared, 0 nothing; youth is 18 to 23 with custody above 0
    case = Case()
    case.person("a", marital="married")
    case.paid("a", "2024-05")
    case.member("a", "2024-05", "main_person")
    case.member("a", "2024-05", "spouse")
    for custody in (100, 99, 50, 1, 0):
        case.member("a", "2024-05", "child", "2015-01-01", custody)
    case.member("a", "2024-05", "youth_at_home", "2000-06-01", 100)  # 23 on 31 May 2024
    case.member("a", "2024-05", "youth_at_home", "2000-05-31", 100)  # 24 on 31 May 2024
    case.member("a", "2024-05", "youth_at_home", "2006-05-31", 1)  # 18 on 31 May 2024
    case.member("a", "2024-05", "youth_at_home", "2005-05-31", 0)
    # June is no month with assistance, whatever the household is
    case.member("a", "2024-06", "child", "2015-01-01", 100)
    fill(models, case)
    expected = {"main_person": 1, "partner": 1, "child_full_custody": 1, "child_shared_custody": 3}
    expected["youth_at_home"] = 2
    assert figures(models, "persons", "persons_month") == expected
    means = figures(models, "persons", "persons_monthly_mean")
    assert {role: round(12 * mean, 3) for role, mean in means.items()} == expected


def test_two_parents_who_receive_both_count_a_shared_child(models: ModelRun) -> None:
    case = Case()
    for pid, custody in (("mother", 60), ("father", 40)):
        case.person(pid)
        case.paid(pid, "2024-05", by=1 if pid == "mother" else 2)
        case.member(pid, "2024-05", "child", "2015-01-01", custody)
    fill(models, case)
    assert figures(models, "persons", "persons_month")["child_shared_custody"] == 2
    # the year's statistics see the child with the mother alone
    assert figures(models, "characteristics", "with_children") == {D1: 1, OSLO: 1}


def test_who_is_paid_by_two_districts_in_a_month_is_one_person(models: ModelRun) -> None:
    case = Case()
    case.person("a")
    case.paid("a", "2024-05", by=1)
    case.paid("a", "2024-05", by=2)
    fill(models, case)
    assert figures(models, "persons", "persons_month") == {"main_person": 1}


def test_affected_by_background_and_period(models: ModelRun) -> None:
    # a (refugee, partner, one child) in all 16 months of the first period; b (other) in two of them
    # mean of b: 2 / 16; May 2022 alone does not make a second period
    case = Case()
    case.person("a")
    case.person("b")
    case.refugee("a")
    for month in BEFORE:
        case.member("a", month, "spouse")
        case.member("a", month, "child", "2015-01-01", 1)
    case.paid("a", *BEFORE)
    case.paid("b", "2021-03", "2021-04", "2022-05")
    fill(models, case)
    assert figures(models, "persons", "affected_period") == {
        "adults_refugee": 2,
        "adults_other": 0.125,
        "children_refugee": 1,
    }
    months = figures(models, "persons", "affected_month", year=2021, month=3)
    assert months == {"adults_refugee": 2, "adults_other": 1, "children_refugee": 1}


def test_a_period_with_a_month_missing_is_not_given(models: ModelRun) -> None:
    case = Case()
    case.person("a")
    case.paid("a", *BEFORE[:-1])
    fill(models, case)
    assert figures(models, "persons", "affected_period") == {}


def population_case() -> Case:
    """Main persons of 17, 19, 20 and 65 at first contact, with partners of other ages and children."""
    case = Case()
    births = {"a": "2006-06-01", "b": "2005-01-01", "c": "2004-03-31", "d": "1959-01-01"}
    for pid, birth in births.items():
        case.person(pid, birth, "married")
        case.paid(pid, "2024-03")
    case.member("b", "2024-03", "spouse", "2000-01-01")  # 24, but with b (19) under 20
    case.member("c", "2024-03", "cohabitant", "2006-01-01")  # 18, but with c (20) in 20-64
    case.member("c", "2024-03", "child", "2020-01-01", 51)
    case.member("c", "2024-03", "child", "2010-01-01", 50)
    case.member("d", "2024-03", "youth_at_home", "2005-01-01", 100)  # 19
    case.member("d", "2024-03", "youth_at_home", "2003-01-01", 100)  # 21: in no group of S18
    # what the household is in April does not matter, March was the first contact
    case.paid("c", "2024-04")
    case.member("c", "2024-04", "child", "2021-01-01", 100)
    return case


def test_persons_in_recipient_households_by_age(models: ModelRun) -> None:
    # under 20: a, b, b's partner, c's child of 4, d's youth of 19; 20-64: c and partner; 65+: d
    fill(models, population_case())
    assert figures(models, "population_shares", "persons_in_recipient_households") == {
        "under_20": 5,
        "age_20_64": 2,
        "age_65_plus": 1,
    }


def test_young_persons_by_age(models: ModelRun) -> None:
    # 0-10: c's child of 4; 11-17: a (17); 18-23: b (19) and partner, c (20) and partner, youth of 19 and 21
    fill(models, population_case())
    expected = {"age_0_10": 1, "age_11_17": 1, "age_18_23": 6}
    assert figures(models, "population_shares", "young_persons") == expected


def test_population_of_the_year_is_the_base_or_nothing(models: ModelRun) -> None:
    case = population_case()
    case.paid("a", "2023-03")
    for age, living in ((10, 70), (19, 50), (20, 30), (64, 20), (65, 9), (105, 1)):
        case.inhabitants(2024, age, living)
    case.inhabitants(2024, 10, 5, by=2)
    fill(models, case)
    base = figures(models, "population_shares", "persons_in_recipient_households", "base")
    assert base == {(2024, "under_20"): 125, (2024, "age_20_64"): 50, (2024, "age_65_plus"): 10}
    # 2023 keeps its persons without a base: a, 16 in March 2023
    persons = figures(models, "population_shares", "persons_in_recipient_households", year=2023)
    assert persons == {"under_20": 1}


def test_recipients_by_refugee_background(models: ModelRun) -> None:
    # a (refugee) in two months, b in one; ages at last contact: a 34, b 16 as 17, c 80 as 70
    case = Case()
    for pid, birth in (("a", "1990-03-31"), ("b", "2008-03-31"), ("c", "1944-01-01")):
        case.person(pid, birth)
    case.refugee("a", "not a recipient")
    case.paid("a", "2024-02", "2024-03")
    case.paid("b", "2024-03")
    case.paid("c", "2024-03")
    fill(models, case)
    assert figures(models, "refugees", "refugee_recipients_month") == {2: 1, 3: 1}
    assert figures(models, "refugees", "refugee_recipients_month", "base") == {2: 1, 3: 3}
    ages = figures(models, "refugees", "age_by_refugee")
    assert ages == {"34|refugee": 1, "17|other": 1, "70|other": 1}
    assert set(figures(models, "refugees", "age_by_refugee", "base").values()) == {3}


@pytest.mark.parametrize("seed", [1, 2])
def test_persons_add_up_on_any_rows(models: ModelRun, seed: int) -> None:
    fill(models, random_case(seed))
    roles = figures(models, "persons", "persons_month")
    affected = figures(models, "persons", "affected_month")
    recipients = figures(models, "recipients", "recipients_month", district_id=OSLO)
    for key, mains in recipients.items():
        assert roles[(*key, "main_person")] == mains
        parts = {
            kind: sum(affected.get((*key, f"{kind}_{one}"), 0) for one in ("refugee", "other"))
            for kind in ("adults", "children")
        }
        assert parts["adults"] == mains + roles.get((*key, "partner"), 0)
        children = ("child_full_custody", "child_shared_custody")
        assert parts["children"] == sum(roles.get((*key, role), 0) for role in children)
