"""Largest remainder (Hamilton's method): a whole number split by shares, to the last unit.

Everything is exact: shares are turned into fractions, nothing is a float.

More of a criterion never costs a district a krone. When one share rises and all others fall, the
rising district's quota grows, so its floor and its rank among the remainders can only improve; an
other district whose quota falls through a whole number frees one krone and takes exactly that one
back. What largest remainder can do is hand a krone to a *third* district whose share fell (the
population paradox); that is at most one krone, and tests/property shows both halves.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction


def apportion(total: int, shares: Mapping[str, Decimal | Fraction]) -> dict[str, int]:
    """Split `total` whole units in proportion to `shares`.

    Args:
        total: Units to split (kroner), not negative.
        shares: Share by id. They need not sum to 1: they are scaled to their own sum, so that the last
            digit of a rounded share cannot leave a krone over. A share may be negative (a district
            whose net expenditure is negative), their sum may not.

    Returns:
        Units by id, in the order of the ids. They sum to `total` exactly, and each lies less than one
        unit from its exact quota. Equal remainders are served in the order of the ids.

    Raises:
        ValueError: The total is negative, or the shares do not sum to more than zero.
    """
    if total < 0:
        raise ValueError(f"a total to split must not be negative, found {total}")
    exact = {key: Fraction(shares[key]) for key in sorted(shares)}
    whole = sum(exact.values(), Fraction(0))
    if whole <= 0:
        raise ValueError(f"shares must sum to more than zero, found {float(whole)}")

    quotas = {key: total * share / whole for key, share in exact.items()}
    units = {key: quota.__floor__() for key, quota in quotas.items()}
    left_over = total - sum(units.values())
    by_remainder = sorted(quotas, key=lambda key: (units[key] - quotas[key], key))
    for key in by_remainder[:left_over]:
        units[key] += 1
    return units
