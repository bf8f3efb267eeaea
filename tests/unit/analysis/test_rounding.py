"""Parts that add up on screen."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.analysis.rounding import round_to_sum


def test_rounding_one_by_one_would_not_add_up() -> None:
    parts = [Decimal("33.35"), Decimal("33.35"), Decimal("33.30")]
    assert round_to_sum(parts, Decimal(100), 1) == [Decimal("33.4"), Decimal("33.3"), Decimal("33.3")]


@given(st.lists(st.decimals(0, 100, places=18, allow_nan=False), min_size=1, max_size=20), st.integers(0, 6))
def test_parts_sum_to_the_rounded_total_and_stay_close(parts: list[Decimal], decimals: int) -> None:
    total = sum(parts, Decimal(0))
    unit = Decimal(1).scaleb(-decimals)
    rounded = round_to_sum(parts, total, decimals)
    assert sum(rounded, Decimal(0)) == total.quantize(unit, "ROUND_HALF_UP")
    assert all(abs(shown - part) < unit for shown, part in zip(rounded, parts, strict=True))


def test_parts_of_something_else_are_refused() -> None:
    with pytest.raises(ValueError, match="2 parts sum to 30"):
        round_to_sum([Decimal(10), Decimal(20)], Decimal(31), 2)
