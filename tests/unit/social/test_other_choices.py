"""The choices the annual report leaves open, each taken the other way than by default."""

import shutil
from collections.abc import Iterator

import pytest

from tests.contract.project import ROOT
from tests.support.models import ModelRun, compile_project
from tests.support.social_cases import OSLO, Case, district, figures, fill, social_models

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("compiled_social")]

D1, D2 = district(1), district(2)
OTHER_CHOICES = {
    "social_long_term_inclusive: true": "social_long_term_inclusive: false",
    "social_duration_counts: span": "social_duration_counts: months",
    "social_quantile: cont": "social_quantile: disc",
    "social_age_on: month_end": "social_age_on: month_start",
    "social_month_above_nok: 0": "social_month_above_nok: 0.5",
    "social_partner_age: main_person": "social_partner_age: own",
    "social_moves_within_year: false": "social_moves_within_year: true",
    "social_moves_base: recipients_year": "social_moves_base: recipients_last_contact",
    "social_contact_district: last_payment": "social_contact_district: largest_payment",
    "social_new_history_months: 0": "social_new_history_months: 12",
    "social_past_as: main_person": "social_past_as: adult",
    "unsettled: [activity_allowance]": "unsettled: [municipal_housing_subsidy]",
    "social_introduction_net: true": "social_introduction_net: false",
}


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModelRun]:
    project = tmp_path_factory.mktemp("choices") / "dbt_project"
    shutil.copytree(ROOT / "dbt_project", project, ignore=shutil.ignore_patterns("target", "logs"))
    file = project / "dbt_project.yml"
    text = file.read_text(encoding="utf-8")
    for default, other in OTHER_CHOICES.items():
        assert default in text, default
        text = text.replace(default, other)
    file.write_text(text, encoding="utf-8")
    with social_models(compile_project(project.parent / "compiled", project)) as run:
        yield run


def paid_months(count: int) -> list[str]:
    """So many months up to December 2024."""
    last = 2024 * 12 + 11
    return [f"{place // 12}-{place % 12 + 1:02d}" for place in range(last - count + 1, last + 1)]


def test_long_term_is_more_than_24_months_that_were_paid(models: ModelRun) -> None:
    # a has 24 months in a row and is not long-term any more; b has 25; c has 25 from first to last, but
    # two of them without payment, which makes 23
    case = Case()
    for pid in "abc":
        case.person(pid)
    case.paid("a", *paid_months(24))
    case.paid("b", *paid_months(25))
    case.paid("c", *[month for place, month in enumerate(paid_months(25)) if place not in (3, 9)])
    fill(models, case)
    assert figures(models, "inflow_and_duration", "long_term", year=2024) == {D1: 1, OSLO: 1}


def test_quartiles_are_values_of_the_set_and_age_is_that_of_the_first_of_the_month(models: ModelRun) -> None:
    # of 1, 2, 3, 4 the discrete quartiles are 1, 2 and 3; who turns 30 on 31 May is 29 on 1 May
    case = Case()
    for nok, pid in enumerate("abcd", 1):
        case.person(pid, "1994-05-31")
        case.paid(pid, "2024-05", nok=nok)
    fill(models, case)
    spread = figures(models, "gross_amounts", "annual_amount", district_id=OSLO)
    assert [spread[one] for one in ("lower_quartile", "median", "upper_quartile")] == [1, 2, 3]
    assert figures(models, "characteristics", "under_30", district_id=OSLO, year=2024) == {(): 4}


def test_a_month_counts_from_above_the_least_amount(models: ModelRun) -> None:
    # 0.50 is not above 0.50; 0.51 is
    case = Case()
    for pid, nok in (("a", "0.50"), ("b", "0.51")):
        case.person(pid)
        case.paid(pid, "2024-05", nok=nok)
    fill(models, case)
    assert figures(models, "recipients", "recipients_year", district_id=OSLO) == {(): 1}


def test_partners_count_by_their_own_age(models: ModelRun) -> None:
    # the main person is 44 and the partner 19: one adult, one below 20
    case = Case()
    case.person("a", "1980-01-01")
    case.paid("a", "2024-05")
    case.member("a", "2024-05", "spouse", birth="2004-06-30")
    fill(models, case)
    found = figures(models, "population_shares", "persons_in_recipient_households")
    assert found == {"under_20": 1, "age_20_64": 1}


def test_a_move_over_the_new_year_is_none(models: ModelRun) -> None:
    # a was paid by district 1 in December and by 2 in January; b changed district in March
    case = Case()
    for pid in "ab":
        case.person(pid)
    case.paid("a", "2023-12", by=1)
    case.paid("a", "2024-01", by=2)
    case.paid("b", "2024-02", by=1)
    case.paid("b", "2024-03", by=2)
    fill(models, case)
    assert figures(models, "move_shares", "moved_in", year=2024)[D2] == 1


def test_moves_are_divided_by_recipients_at_last_contact(models: ModelRun) -> None:
    # both districts paid a and b in the year; at last contact both are in district 2, c in district 1
    case = Case()
    for pid in "ab":
        case.person(pid)
        case.paid(pid, "2024-02", by=1)
        case.paid(pid, "2024-03", by=2)
    case.paid("c", "2024-02", by=1)
    fill(models, case)
    assert figures(models, "move_shares", "moved_out", "base", year=2024, district_id=D1) == {(): 1}


def test_of_two_districts_in_a_month_the_one_that_paid_more_is_the_contact(models: ModelRun) -> None:
    # district 2 paid last, district 1 paid more
    case = Case()
    case.person("a")
    case.paid("a", "2024-05", by=1, nok=900, day=3)
    case.paid("a", "2024-05", by=2, nok=100, day=20)
    fill(models, case)
    assert figures(models, "recipients", "recipients_last_contact") == {D1: 1, OSLO: 1}


def test_who_is_first_seen_when_the_extracts_begin_is_not_new(models: ModelRun) -> None:
    # the extracts begin in January 2023: a is seen first after 11 months, b after 12, c has been away for 25
    case = Case()
    for pid in "abcd":
        case.person(pid)
    case.paid("d", "2023-01", "2023-12", "2024-06")
    case.paid("a", "2023-12")
    case.paid("b", "2024-01")
    case.paid("c", "2023-01", "2025-02")
    fill(models, case)
    found = figures(models, "inflow_and_duration", "new_recipients", district_id=OSLO)
    assert found == {2024: 1, 2025: 1}


def test_months_as_a_partner_are_a_past(models: ModelRun) -> None:
    # b was the partner in a's household for 13 months and gets assistance alone from the month after: not
    # new, and 14 months of assistance so far; c was partner in a household that got nothing
    case = Case()
    for pid in "abc":
        case.person(pid)
    months = paid_months(26)
    case.paid("a", *months[12:25])
    for month in months[12:25]:
        case.member("a", month, "main_person")
        case.member("a", month, "spouse")
        case.rows["members"][-1] = {**case.rows["members"][-1], "member_pid": "b"}
    case.member("a", months[25], "spouse")
    case.rows["members"][-1] = {**case.rows["members"][-1], "member_pid": "c"}
    case.paid("b", months[25])
    case.paid("c", months[25])
    case.paid("d", months[0])
    fill(models, case)
    rows = {row["recipient_no"]: row for row in models.rows("recipient_flow")}
    numbers = {row["main_person_pid"]: row["recipient_no"] for row in models.rows("recipient_numbers")}
    assert (rows[numbers["b"]]["is_new"], rows[numbers["b"]]["spell_months"]) == (False, 14)
    assert (rows[numbers["c"]]["is_new"], rows[numbers["c"]]["spell_months"]) == (True, 1)
    assert figures(models, "recipients", "recipients_year", year=2024, district_id=OSLO) == {(): 3}


def test_municipal_housing_subsidy_makes_assistance_supplementary(models: ModelRun) -> None:
    # a has the subsidy and no month of full assistance; b has activity allowance, which does not count now
    case = Case()
    for pid, kind in (("a", "municipal_housing_subsidy"), ("b", "activity_allowance")):
        case.person(pid)
        case.paid(pid, "2024-05")
        case.income(pid, kind, "2024-05")
    fill(models, case)
    assert figures(models, "full_assistance", "full_assistance", district_id=OSLO, year=2024) == {(): 1}


def test_expenditure_on_the_introduction_programme_without_its_income(models: ModelRun) -> None:
    # 500 spent and 200 received on function 275, of which 500 remain; 70 spent and 30 received on 276 is 40
    lines = [("275", "089", 500), ("275", "810", -200), ("276", "470", 70), ("276", "700", -30)]
    models.fill(
        "stg_unit4_ledger__lines",
        [
            {
                "area_system": "oslo_districts",
                "accounting_year": 2024,
                "district_id": D1,
                "level": "district",
                "function": function,
                "art": art,
                "account": f"1{art}",
                "period": 5,
                "amount_nok": nok,
            }
            for function, art, nok in lines
        ],
    )
    rows = models.rows("net_expenditure")
    found = {(row["statistic_id"], row["district_id"]): row["value"] for row in rows}
    assert found == {
        (statistic, area): nok
        for statistic, nok in (("net_introduction", 500), ("net_kvp", 40))
        for area in (D1, OSLO)
    }
