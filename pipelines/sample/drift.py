"""Chance without a generator's state: every number is a hash of what it is for."""

import hashlib

SMALLEST_STEP, LARGEST_STEP = 0.01, 0.04
"""What a series moves by in a year, as a share of itself, up or down."""


def unit(*key: object) -> float:
    """A number from 0 up to, not including, 1 that belongs to the key."""
    digest = hashlib.sha256("|".join(map(str, key)).encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48


def between(lowest: int, highest: int, *key: object) -> int:
    """A whole number of the closed range that belongs to the key."""
    return lowest + int(unit(*key) * (highest - lowest + 1))


def step(year: int, *key: object) -> float:
    """The factor a series moves by from the year before to `year`."""
    size = SMALLEST_STEP + (LARGEST_STEP - SMALLEST_STEP) * unit("size", year, *key)
    return 1 + size if unit("sign", year, *key) < 0.6 else 1 - size


def factor(base_year: int, year: int, *key: object) -> float:
    """The product of the steps from one year to another; backwards it is divided."""
    product = 1.0
    for passed in range(min(base_year, year) + 1, max(base_year, year) + 1):
        product *= step(passed, *key)
    return product if year >= base_year else 1 / product


def drifted(value: float, base_year: int, year: int, *key: object) -> int:
    """A series' whole value in `year` when it is `value` in the base year."""
    return rounded(value * factor(base_year, year, *key))


def rounded(value: float) -> int:
    """The nearest whole number, halves up."""
    return int(value + 0.5) if value >= 0 else -int(0.5 - value)
