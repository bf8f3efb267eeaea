"""What the definitions leave to be chosen, with the annual report's choices, and the code lists they use."""

from dataclasses import dataclass

DISTRICTS = tuple(f"0301{number:02d}" for number in range(1, 16))
CITY = "0301"
EVERY = "all"
"""The category of a statistic that is not split."""

SUPPLEMENTARY = (
    *("work_income", "aap", "disability_benefit", "unemployment_benefit", "qualification_benefit"),
    *("introduction_benefit", "activity_allowance", "old_age_pension", "sickness_benefit"),
    *("municipal_care_benefit", "care_allowance"),
)
"""Incomes beside which assistance is not full (S32); the activity allowance is an assumption."""

SINGLE = ("unmarried", "divorced", "separated", "widowed")
COUPLE = ("married", "cohabiting")

ARREARS = {"rent_arrears": "rent", "electricity_arrears": "electricity"}
HOUSING = (
    *("rent", "temporary_housing", "electricity", "home_setup", "cash_deposit"),
    *("deposit_guarantee_called", "mortgage_interest"),
)


@dataclass(frozen=True)
class Rules:
    """The parameters; each has the name of its dbt variable without `social_`."""

    child_age: int = 18
    custody_year: int = 50
    custody_month: int = 0
    youth_from: int = 18
    youth_to: int = 23
    new_gap_months: int = 24
    spell_gap_months: int = 2
    long_term_months: int = 24
    long_term_inclusive: bool = True
    duration_counts: str = "span"
    full_share: float = 0.75
    purpose_least_nok: int = 10_000_000
    income_least_share: float = 0.03
