"""National ids of nobody: 80 added to the month, as the tax authority's test persons have."""

import numpy as np

from pipelines.sample.social.margins import Flags, Ints

_FIRST = np.array([3, 7, 6, 1, 8, 9, 4, 5, 2])
_SECOND = np.array([5, 4, 3, 2, 7, 6, 5, 4, 3, 2])
_MONTH = 80
_NO_DIGIT = 10
_PLACEHOLDERS = (100, 200, 99_999)
"""Endings that stand for a person without a number."""


def synthetic_ids(birth: Ints, female: Flags, rng: np.random.Generator) -> list[str]:
    """A distinct id for each day of birth (days since 1970, years 1900-2039) and sex."""
    days = birth.astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    year = months.astype("datetime64[Y]").astype(np.int64) + 1970
    month = months.astype(np.int64) % 12 + 1
    day = (days - months).astype(np.int64) + 1
    date = day * 10_000 + (month + _MONTH) * 100 + year % 100
    late = year >= 2000
    found = np.zeros(len(birth), np.int64)
    left = np.arange(len(birth))
    while len(left):
        individual = rng.integers(0, 250, len(left)) * 2 + 500 * late[left] + ~female[left]
        found[left] = _with_check_digits(date[left] * 1000 + individual)
        _, first = np.unique(found, return_index=True)
        again = np.ones(len(birth), np.bool_)
        again[first] = False
        left = np.flatnonzero(again | (found < 0))
    return [f"{number:011}" for number in found.tolist()]


def _with_check_digits(numbers: Ints) -> Ints:
    """Nine digits with both check digits; -1 where there is none (about one in six)."""
    digits = numbers[:, None] // 10 ** np.arange(8, -1, -1) % 10
    first = -(digits @ _FIRST) % 11
    second = -(np.column_stack([digits, first]) @ _SECOND) % 11
    whole = numbers * 100 + first * 10 + second
    unusable = (first == _NO_DIGIT) | (second == _NO_DIGIT) | np.isin(whole % 100_000, _PLACEHOLDERS)
    return np.where(unusable, -1, whole)
