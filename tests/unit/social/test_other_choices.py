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
