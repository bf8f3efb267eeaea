"""Largest remainder: hand-computed cases and refusals."""

from decimal import Decimal
from fractions import Fraction

import pytest

from pipelines.allocation.apportion import apportion


def test_largest_remainders_get_the_units_that_are_left() -> None:
    # quotas 4.7, 3.2, 2.1: floors 4 + 3 + 2 = 9, the tenth unit goes to the remainder 0.7
    shares = {"030101": Decimal("0.47"), "030102": Decimal("0.32"), "030103": Decimal("0.21")}
    assert apportion(10, shares) == {"030101": 5, "030102": 3, "030103": 2}


def test_equal_remainders_are_served_in_the_order_of_the_ids() -> None:
    thirds = {"030103": Fraction(1, 3), "030101": Fraction(1, 3), "030102": Fraction(1, 3)}
    assert apportion(100, thirds) == {"030101": 34, "030102": 33, "030103": 33}


def test_a_frame_of_one_krone_goes_to_the_largest_share() -> None:
    assert apportion(1, {"a": Decimal("0.3"), "b": Decimal("0.4"), "c": Decimal("0.3")}) == {
        "a": 0,
        "b": 1,
        "c": 0,
    }


def test_an_empty_frame_gives_nothing() -> None:
    assert apportion(0, {"a": Decimal("0.5"), "b": Decimal("0.5")}) == {"a": 0, "b": 0}


def test_shares_that_miss_one_by_a_rounding_digit_leave_no_krone_over() -> None:
    shares = {
        "a": Decimal("0.333333333333333333"),
        "b": Decimal("0.333333333333333333"),
        "c": Decimal("0.333333333333333333"),
    }
    assert sum(apportion(10**12, shares).values()) == 10**12


def test_a_negative_share_takes_units_and_the_sum_still_holds() -> None:
    # quotas 6 and -1: a district whose net expenditure was an income
    assert apportion(5, {"a": Decimal("1.2"), "b": Decimal("-0.2")}) == {"a": 6, "b": -1}


def test_a_negative_total_is_refused() -> None:
    with pytest.raises(ValueError, match="must not be negative, found -1"):
        apportion(-1, {"a": Decimal(1)})


@pytest.mark.parametrize("shares", [{}, {"a": Decimal(0)}, {"a": Decimal("0.2"), "b": Decimal("-0.3")}])
def test_shares_without_a_positive_sum_are_refused(shares: dict[str, Decimal]) -> None:
    with pytest.raises(ValueError, match="more than zero"):
        apportion(10, shares)
