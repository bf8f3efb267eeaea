"""Moves between districts and incomes beside assistance (S33-S36) on rows small enough to count by hand."""

import pytest

from tests.support.models import ModelRun
from tests.support.social_cases import OSLO, Case, district, figures, fill, random_case

pytestmark = pytest.mark.xdist_group("compiled_social")

D1, D2, D3 = district(1), district(2), district(3)
MONTHS_2024 = [f"2024-{month:02d}" for month in range(1, 13)]


def moves(models: ModelRun) -> dict[tuple[int, str, str], int]:
    """Moves by year, from and to."""
    rows = models.rows("moves")
    return {(row["year"], row["from_district_id"], row["to_district_id"]): row["moves"] for row in rows}


def test_only_the_last_move_of_the_year_counts(models: ModelRun) -> None:
    # a: 1, 2, 3; b: 1, 2, 1 ends where it began but moved all the same; c never moves
    case = Case()
    for pid, path in (("a", (1, 2, 3)), ("b", (1, 2, 1)), ("c", (1, 1, 1))):
        for month, by in zip(("2024-01", "2024-05", "2024-06"), path, strict=True):
            case.paid(pid, month, by=by)
    fill(models, case)
    assert moves(models) == {(2024, D2, D3): 1, (2024, D2, D1): 1}


def test_a_move_between_years_counts_in_the_year_of_arrival(models: ModelRun) -> None:
    # a: after one month; b: after 30 months without assistance, when paid again; neither is 2021's move
    case = Case()
    case.paid("a", "2023-12")
    case.paid("a", "2024-01", by=2)
    case.paid("b", "2021-06", by=3)
    case.paid("b", "2024-01", "2024-02", by=2)
    fill(models, case)
    assert moves(models) == {(2024, D1, D2): 1, (2024, D3, D2): 1}


def test_a_mover_within_a_month_is_where_the_last_payment_was(models: ModelRun) -> None:
    # a: both pay in March, district 2 last, so March is a move; b: district 1 pays last, so April is
    # c: both pay in the only month: nothing to compare with, no move
    case = Case()
    for pid in "ab":
        case.paid(pid, "2024-02")
        case.paid(pid, "2024-04", by=2)
    case.paid("a", "2024-03", day=3)
    case.paid("a", "2024-03", by=2, day=20)
    case.paid("b", "2024-03", day=20)
    case.paid("b", "2024-03", by=2, day=3)
    case.paid("c", "2024-03", day=3)
    case.paid("c", "2024-03", by=2, day=20)
    fill(models, case)
    assert moves(models) == {(2024, D1, D2): 2}


def test_shares_of_moves(models: ModelRun) -> None:
    # a and b go from 1 to 2, c from 2 to 1; every one of them is a recipient of both districts
    case = Case()
    for pid, first, then in (("a", 1, 2), ("b", 1, 2), ("c", 2, 1)):
        case.paid(pid, "2024-01", by=first)
        case.paid(pid, "2024-02", by=then)
    fill(models, case)
    assert figures(models, "move_shares", "moved_in") == {D1: 1, D2: 2, OSLO: 3}
    assert figures(models, "move_shares", "moved_out") == {D1: 2, D2: 1, OSLO: 3}
    assert figures(models, "move_shares", "net_moves") == {D1: -1, D2: 1}
    assert figures(models, "move_shares", "net_moves", "units") == {D1: 3, D2: 3, OSLO: 6}
    assert figures(models, "move_shares", "moved_in", "base") == {D1: 3, D2: 3}


@pytest.mark.parametrize("seed", [1, 2])
def test_every_move_goes_in_once_and_out_once(models: ModelRun, seed: int) -> None:
    fill(models, random_case(seed))
    matrix = moves(models)
    into, out = (figures(models, "move_shares", name) for name in ("moved_in", "moved_out"))
    for year in (2023, 2024):
        total = sum(count for (of, _, _), count in matrix.items() if of == year)
        assert into[year, OSLO] == out[year, OSLO] == total
        for area in (D1, D2, D3):
            assert into.get((year, area), 0) == sum(
                count for (of, _, to), count in matrix.items() if of == year and to == area
            )
    assert all(first != last for _, first, last in matrix)


def test_an_income_counts_in_a_month_with_payment(models: ModelRun) -> None:
    # a: work in February (paid) and March (not paid); b: work in March alone, when only January was paid
    # c: the partner's sickness benefit, and the main person's in the same month: one household
    case = Case()
    case.paid("a", "2024-01", "2024-02")
    case.paid("b", "2024-01")
    case.paid("c", "2024-02", by=2)
    case.paid("d", "2024-03")
    case.income("a", "work_income", "2024-02", "2024-03")
    case.income("b", "work_income", "2024-03")
    case.income("c", "sickness_benefit", "2024-02")
    case.income("c", "sickness_benefit", "2024-02", of="partner")
    fill(models, case)
    assert figures(models, "incomes", "income_month") == {"work_income": 1, "sickness_benefit": 1}
    assert set(figures(models, "incomes", "income_month", "base").values()) == {2}
    assert figures(models, "incomes", "income_year") == {
        (D1, "work_income"): 1,
        (D2, "sickness_benefit"): 1,
        (OSLO, "work_income"): 1,
        (OSLO, "sickness_benefit"): 1,
    }
    assert figures(models, "incomes", "income_year", "base")[D1, "work_income"] == 3
    assert figures(models, "incomes", "income_year", "base")[OSLO, "work_income"] == 4
    # eighteen types in fifteen districts and the city, zeros included
    rows = [row for row in models.rows("incomes") if row["statistic_id"] == "income_year"]
    assert len(rows) == 18 * 16


def test_an_income_belongs_to_the_district_that_paid_that_month(models: ModelRun) -> None:
    # district 1 paid in January, district 2 in February, when there was work: the city counts a once
    case = Case()
    case.paid("a", "2024-01")
    case.paid("a", "2024-02", by=2)
    case.income("a", "work_income", "2024-02")
    fill(models, case)
    assert figures(models, "incomes", "income_year", category="work_income") == {D2: 1, OSLO: 1}
    # with work in both months both districts have one, and the city still one
    case.income("a", "work_income", "2024-01")
    fill(models, case)
    assert figures(models, "incomes", "income_year", category="work_income") == {D1: 1, D2: 1, OSLO: 1}


def test_rare_incomes_are_left_out_of_the_monthly_series(models: ModelRun) -> None:
    # of 100 recipients three (exactly 3 per cent) have work and two an old-age pension
    case = Case()
    for number in range(100):
        case.paid(f"p{number}", "2024-01")
    for pid in ("p0", "p1", "p2"):
        case.income(pid, "work_income", "2024-01")
    for pid in ("p3", "p4"):
        case.income(pid, "old_age_pension", "2024-01")
    fill(models, case)
    rows = [row for row in models.rows("incomes") if row["statistic_id"] == "income_month"]
    assert [(row["category"], row["value"], row["base"]) for row in rows] == [("work_income", 3, 100)]
    # the year has both
    yearly = figures(models, "incomes", "income_year", district_id=OSLO)
    assert yearly == {"work_income": 3, "old_age_pension": 2}


def test_full_share_is_exactly_three_quarters(models: ModelRun) -> None:
    # a: 3 of 4 months without supplementary income is full; b: 2 of 3 is not
    # c: housing allowance and child benefit count for nothing; d: income only when nothing was paid
    # e: two incomes in one month are one month; 9 of 12 for f with work in three
    case = Case()
    for pid in "abcde":
        case.person(pid)
        case.paid(pid, *MONTHS_2024[: 3 if pid == "b" else 4])
    case.paid("f", *MONTHS_2024, by=2)
    case.person("f")
    case.income("a", "aap", "2024-02")
    case.income("b", "aap", "2024-02")
    case.income("c", "state_housing_allowance", *MONTHS_2024)
    case.income("c", "child_benefit", *MONTHS_2024)
    case.income("d", "work_income", *MONTHS_2024[4:])
    case.income("e", "work_income", "2024-02")
    case.income("e", "sickness_benefit", "2024-02", of="partner")
    case.income("f", "activity_allowance", *MONTHS_2024[:3])
    fill(models, case)
    assert figures(models, "full_assistance", "full_assistance") == {D1: 4, D2: 1, OSLO: 5}
    assert figures(models, "full_assistance", "full_assistance", "base") == {D1: 5, D2: 1, OSLO: 6}
