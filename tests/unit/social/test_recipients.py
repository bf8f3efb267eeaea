"""Recipients and money (S1-S5, S10, S11) on rows small enough to count by hand."""

from decimal import Decimal

import pytest

from tests.support.models import ModelRun
from tests.support.social_cases import OSLO, Case, district, figures, fill, random_case

pytestmark = pytest.mark.xdist_group("compiled_social")

D1, D2 = district(1), district(2)
DISTRICTS = [district(number) for number in range(1, 16)]
SEEDS_OF_RANDOM = (1, 2, 3)


def small_case() -> Case:
    """A mover within a month, a month that sums to zero, a correction, and one who only paid back."""
    case = Case()
    case.paid("a", "2024-01", "2024-02", day=20)
    case.paid("a", "2024-02", by=2, nok=500, day=10)
    # March sums to zero and is no month with assistance; April is 500 - 200 = 300
    case.paid("b", "2024-03", "2024-04", nok=500)
    case.paid("b", "2024-03", nok=-500, day=28)
    case.paid("b", "2024-04", nok=-200)
    case.paid("c", "2024-05", by=2, nok=-100)
    return case


def test_recipients_of_the_year_and_their_months(models: ModelRun) -> None:
    # district 1: a (January, February) and b (April); district 2: a (February); the city: a and b once each
    fill(models, small_case())
    assert figures(models, "recipients", "recipients_year") == {D1: 2, D2: 1, OSLO: 2}
    # recipient-months 3, 1 and, a's February counted once, 3
    assert figures(models, "recipients", "months_per_recipient") == {D1: 3, D2: 1, OSLO: 3}
    assert figures(models, "recipients", "months_per_recipient", "base") == {D1: 2, D2: 1, OSLO: 2}
    assert figures(models, "recipients", "recipients_monthly_mean") == {
        D1: Decimal("0.25"),
        D2: Decimal("0.083333"),
        OSLO: Decimal("0.25"),
    }
    assert figures(models, "recipients", "recipients_monthly_mean", "units") == {D1: 2, D2: 1, OSLO: 2}


def test_recipients_of_the_month(models: ModelRun) -> None:
    fill(models, small_case())
    expected = {(1, D1): 1, (1, OSLO): 1, (2, D1): 1, (2, D2): 1, (2, OSLO): 1, (4, D1): 1, (4, OSLO): 1}
    assert figures(models, "recipients", "recipients_month") == expected


def test_december_belongs_to_its_own_year(models: ModelRun) -> None:
    case = Case()
    case.paid("a", "2023-12", "2024-01")
    fill(models, case)
    city = figures(models, "recipients", "recipients_month", district_id=OSLO)
    assert city == {(2023, 12): 1, (2024, 1): 1}


def test_last_contact_is_the_district_that_paid_last_then_more(models: ModelRun) -> None:
    # a: district 1 paid on the 20th, district 2 more but on the 10th; b: both on one day, district 2 more
    # c: both on one day the same, and somebody has to have it
    case = Case()
    case.paid("a", "2024-06", by=1, nok=100, day=20)
    case.paid("a", "2024-06", by=2, nok=900, day=10)
    case.paid("b", "2024-06", by=2, nok=200)
    case.paid("b", "2024-06", by=3, nok=100)
    case.paid("c", "2024-06", by=4)
    case.paid("c", "2024-06", by=5)
    fill(models, case)
    assert figures(models, "recipients", "recipients_last_contact") == {D1: 1, D2: 1, district(5): 1, OSLO: 3}


def test_districts_without_recipients_have_rows_of_zero(models: ModelRun) -> None:
    fill(models, small_case())
    for model, statistic in (
        ("recipients", "recipients_year"),
        ("recipients", "recipients_last_contact"),
        ("gross_amounts", "gross_paid"),
        ("purposes", "housing_purposes"),
        ("characteristics", "under_30"),
        ("inflow_and_duration", "new_recipients"),
        ("full_assistance", "full_assistance"),
        ("move_shares", "net_moves"),
    ):
        rows = [row for row in models.rows(model) if row["statistic_id"] == statistic]
        assert sorted(row["district_id"] for row in rows) == [OSLO, *DISTRICTS], statistic
        assert {row["value"] for row in rows if row["district_id"] > D2} == {0}, statistic


def test_gross_paid_and_recipient_months(models: ModelRun) -> None:
    # district 1: a 1000 + 1000, b 300; district 2: a 500; what c paid back and b's March are not in it
    fill(models, small_case())
    assert figures(models, "gross_amounts", "gross_paid") == {D1: 2300, D2: 500, OSLO: 2800}
    assert figures(models, "gross_amounts", "gross_paid", "base") == {D1: 3, D2: 1, OSLO: 3}
    assert figures(models, "gross_amounts", "gross_paid", "units") == {D1: 2, D2: 1, OSLO: 2}


def test_spread_of_annual_amounts(models: ModelRun) -> None:
    # the city: 1000, 2000, 3000, 10000; places 1.75, 2.5 and 3.25 of 1..4 give
    # 1000 + 0.75 * 1000, 2000 + 0.5 * 1000, 3000 + 0.25 * 7000; the mean is 16000 / 4
    # district 2 paid 6000 of the 10000, and that alone
    case = Case()
    for pid, nok in (("a", 1000), ("b", 2000), ("c", 3000), ("d", 4000)):
        case.paid(pid, "2024-01", nok=nok)
    case.paid("d", "2024-07", by=2, nok=6000)
    fill(models, case)
    city = figures(models, "gross_amounts", "annual_amount", district_id=OSLO)
    assert city == {"lower_quartile": 1750, "median": 2500, "upper_quartile": 4750, "mean": 4000}
    one = figures(models, "gross_amounts", "annual_amount", district_id=D2)
    assert set(one.values()) == {6000}
    assert figures(models, "gross_amounts", "annual_amount", district_id=D1)["median"] == 2500
    # a spread of nobody is no figure, not zero
    rows = [row for row in models.rows("gross_amounts") if row["statistic_id"] == "annual_amount"]
    assert {row["district_id"] for row in rows} == {D1, D2, OSLO}


def test_classes_of_the_annual_amount_are_closed_above(models: ModelRun) -> None:
    amounts = {"0": ["0.01", "5000.00"], "5000": ["5000.01"], "245000": ["250000.00"]}
    amounts |= {"250000": ["250000.01", "600000.00"]}
    case = Case()
    for label, ones in amounts.items():
        for nok in ones:
            case.paid(f"{label}-{nok}", "2024-01", nok=nok)
    fill(models, case)
    expected = {label: len(ones) for label, ones in amounts.items()}
    assert figures(models, "gross_amounts", "annual_amount_histogram") == expected
    rows = [row for row in models.rows("gross_amounts") if row["statistic_id"] == "annual_amount_histogram"]
    assert len(rows) == 51
    assert {row["base"] for row in rows} == {6}


@pytest.mark.parametrize("seed", SEEDS_OF_RANDOM)
def test_money_agrees_with_recipients_on_any_rows(models: ModelRun, seed: int) -> None:
    fill(models, random_case(seed))
    gross = figures(models, "gross_amounts", "gross_paid")
    months = figures(models, "gross_amounts", "gross_paid", "base")
    mean = figures(models, "recipients", "recipients_monthly_mean")
    recipients = figures(models, "recipients", "recipients_year")
    amounts = figures(models, "gross_amounts", "annual_amount", category="mean")
    purposes: dict[object, Decimal] = {}
    for (year, area, _), paid in figures(models, "purposes", "gross_by_purpose").items():
        purposes[year, area] = purposes.get((year, area), Decimal(0)) + paid
    assert gross
    for key, nok in gross.items():
        assert nok / months[key] == pytest.approx(nok / (12 * mean[key]), rel=Decimal("1e-4"))
        assert amounts[key] * recipients[key] == pytest.approx(nok, rel=Decimal("1e-9"))
        assert purposes[key] == nok


@pytest.mark.parametrize("seed", SEEDS_OF_RANDOM)
def test_districts_against_the_city_on_any_rows(models: ModelRun, seed: int) -> None:
    fill(models, random_case(seed))
    at_least = [("recipients", "recipients_year"), ("recipients", "recipients_monthly_mean")]
    at_least.append(("incomes", "income_year"))
    exact = [("recipients", "recipients_last_contact"), ("gross_amounts", "gross_paid")]
    exact += [("characteristics", name) for name in ("under_30", "with_children", "foreign_background")]
    exact += [("inflow_and_duration", name) for name in ("new_recipients", "duration", "long_term")]
    exact += [("full_assistance", "full_assistance"), ("household_types", "household_type_year")]
    exact += [("purposes", "gross_by_purpose"), ("move_shares", "moved_in"), ("move_shares", "moved_out")]
    for model, statistic in at_least + exact:
        sums: dict[object, Decimal] = {}
        city: dict[object, Decimal] = {}
        for row in models.rows(model):
            if row["statistic_id"] == statistic:
                side = city if row["district_id"] == OSLO else sums
                key = (row["year"], row["category"])
                side[key] = side.get(key, Decimal(0)) + row["value"]
        assert sums.keys() == city.keys()
        for place, value in city.items():
            # a mean is rounded to six decimals in each district
            rounding = Decimal("0.00001") if statistic.endswith("mean") else 0
            assert sums[place] >= value - rounding, (statistic, place)
            assert (model, statistic) in at_least or sums[place] == value, (statistic, place)


def test_a_payment_for_a_purpose_that_the_list_lacks_is_a_payment(models: ModelRun) -> None:
    case = Case()
    case.paid("a", "2024-05", nok=900, purpose="unheard_of")
    fill(models, case)
    assert figures(models, "recipients", "recipients_year", district_id=OSLO) == {(): 1}
    assert figures(models, "gross_amounts", "gross_paid", district_id=OSLO) == {(): 900}
