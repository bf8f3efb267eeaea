"""Rounding for the eye: parts that add up on screen as they do in the data."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal


def round_to_sum(parts: Sequence[Decimal], total: Decimal, decimals: int) -> list[Decimal]:
    """Round parts so that they sum exactly to the rounded total; each moves by less than two units.

    Rounded one by one, parts of 33.35 and 66.65 would show as 33.4 and 66.7 beside a total of 100.0.

    Args:
        parts: Numbers that sum to total, apart from an error far below the last shown decimal.
        total: What they sum to.
        decimals: Decimals to keep.

    Raises:
        ValueError: The parts do not sum to the total within one unit per part.
    """
    unit = Decimal(1).scaleb(-decimals)
    target = total.quantize(unit, ROUND_HALF_UP)
    floors = [part.quantize(unit, ROUND_FLOOR) for part in parts]
    missing = int((target - sum(floors, Decimal(0))) / unit)
    if not 0 <= missing <= len(parts):
        raise ValueError(f"{len(parts)} parts sum to {sum(parts)}, expected {total}")
    by_remainder = sorted(range(len(parts)), key=lambda index: (floors[index] - parts[index], index))
    for index in by_remainder[:missing]:
        floors[index] += unit
    return floors
