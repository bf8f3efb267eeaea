"""Payments by purpose and for housing (S12-S14) on rows small enough to count by hand."""

from decimal import Decimal

import pytest

from tests.support.models import ModelRun
from tests.support.social_cases import OSLO, Case, district, figures, fill

pytestmark = pytest.mark.xdist_group("compiled_social")

D1, D2 = district(1), district(2)


def purposes_case() -> Case:
    """Rent and electricity with arrears, one purpose at the limit and one just below, and emergency help."""
    case = Case()
    case.paid("a", "2024-01", nok=9_000_000)
    case.paid("a", "2024-01", nok=3_000_000, purpose="rent_arrears")
    case.paid("a", "2024-02", by=2, nok=11_000_000, purpose="electricity_arrears")
    case.paid("b", "2024-02", by=2, nok="10000000.00", purpose="dental_care")
    case.paid("b", "2024-02", by=2, nok="9999999.99", purpose="mortgage_interest")
    case.paid("b", "2024-03", nok=1000, purpose="emergency")
    return case


def test_small_purposes_of_the_year_are_other_and_arrears_are_folded_in(models: ModelRun) -> None:
    fill(models, purposes_case())
    city = figures(models, "purposes", "gross_by_purpose", district_id=OSLO)
    assert city == {
        "rent": 12_000_000,
        "electricity": 11_000_000,
        "dental_care": 10_000_000,
        "other": Decimal("10000999.99"),
    }
    # the city decides what is other; in district 1 that is the emergency help alone
    assert figures(models, "purposes", "gross_by_purpose", district_id=D1) == {
        "rent": 12_000_000,
        "other": 1000,
    }
    assert figures(models, "purposes", "gross_by_purpose", "units", district_id=OSLO)["other"] == 1
    assert figures(models, "purposes", "gross_by_purpose", "base", district_id=D1)["rent"] == 12_001_000


def test_a_purpose_has_a_row_of_its_own_only_in_years_when_it_is_large(models: ModelRun) -> None:
    """Dental care is among the others in 2023, which have no row in 2024: neither is a zero of its own."""
    case = Case()
    case.paid("a", "2023-05", nok=12_000_000)
    case.paid("a", "2023-05", nok=9_000_000, purpose="dental_care")
    case.paid("a", "2024-05", by=2, nok=12_000_000, purpose="dental_care")
    fill(models, case)
    rows = [row for row in models.rows("purposes") if row["statistic_id"] == "gross_by_purpose"]
    assert {(row["year"], row["category"], row["value"]) for row in rows if row["district_id"] == OSLO} == {
        (2023, "rent", 12_000_000),
        (2023, "other", 9_000_000),
        (2024, "dental_care", 12_000_000),
    }
    # in a district where nobody got it, a purpose with a row is zero
    assert {
        (row["category"], row["value"]) for row in rows if (row["district_id"], row["year"]) == (D1, 2024)
    } == {("dental_care", 0)}


def test_purposes_by_month_are_not_made_other(models: ModelRun) -> None:
    fill(models, purposes_case())
    assert figures(models, "purposes", "gross_by_purpose_month") == {
        (1, "rent"): 12_000_000,
        (2, "electricity"): 11_000_000,
        (2, "dental_care"): 10_000_000,
        (2, "mortgage_interest"): Decimal("9999999.99"),
        (3, "emergency"): 1000,
    }
    assert figures(models, "purposes", "gross_by_purpose_month", "base", month=2)["dental_care"] == Decimal(
        "30999999.99"
    )


def test_housing_is_rent_electricity_and_interest_but_no_dentist(models: ModelRun) -> None:
    fill(models, purposes_case())
    housing = Decimal("20999999.99")
    assert figures(models, "purposes", "housing_purposes") == {
        D1: 12_000_000,
        D2: housing,
        OSLO: 12_000_000 + housing,
    }
    assert figures(models, "purposes", "housing_purposes", "base")[D2] == Decimal("30999999.99")
    assert figures(models, "purposes", "housing_purposes", "units") == {D1: 1, D2: 2, OSLO: 2}
