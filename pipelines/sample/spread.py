"""A whole total laid out over parts without losing a unit (largest remainders)."""

from collections.abc import Sequence


def spread(total: int, weights: Sequence[float]) -> list[int]:
    """Whole parts in proportion to the weights that add up to the total, which may be negative.

    With weights that are whole numbers adding up to at least the total, no part exceeds its weight.
    """
    if total < 0:
        return [-part for part in spread(-total, weights)]
    if not total:
        return [0] * len(weights)
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [int(value) for value in exact]
    order = sorted(range(len(parts)), key=lambda index: (parts[index] - exact[index], index))
    for index in order[: total - sum(parts)]:
        parts[index] += 1
    return parts
