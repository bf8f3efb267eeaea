"""What an attacker can solve for from published figures, by linear algebra and by bounds.

An unknown is a number; a constraint is a sum of unknowns, with coefficients 1 and -1, within limits. Nothing
here knows what the numbers are about. All arithmetic is exact: bounds are integers, and the linear algebra is
done in a prime field.
"""

from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

PRIME = 2**61 - 1
"""The prime of the field in which the linear algebra is done.

Coefficients are 1 and -1, and a minor of tables this small cannot be a multiple of the prime, so ranks are
those of the rationals.
"""

MOST_VISITS = 200
"""Visits of one constraint after which its bounds count as settled; only contradictions go on for longer."""

Row = Mapping[int, int]
Limits = tuple[int | None, int | None]


@dataclass(frozen=True)
class Constraint:
    """The sum of coefficient x unknown is at least `low` and at most `high`, where null is no limit.

    `equal` says whether an attacker would take it for an equation; the linear algebra then does so whatever
    the limits are.
    """

    terms: Mapping[int, int]
    low: int | None = 0
    high: int | None = 0
    equal: bool = True


@dataclass(frozen=True)
class Leak:
    """An unknown that can have one value only.

    Where bounds settled it, `value` is that value and `cause` the constraint that gave it.
    """

    unknown: int
    value: int | None
    cause: int | None


def find_leaks(constraints: Mapping[int, Constraint], limits: Mapping[int, Limits]) -> list[Leak]:
    """Unknowns that are solved, in the order in which an attacker finds them.

    Args:
        constraints: Over unknowns only (what is known is already subtracted), by a name of the caller's.
        limits: The lowest and highest value of each unknown as known beforehand.
    """
    bounds, causes = propagate(constraints, limits)
    leaks = [Leak(unknown, _one_value(bounds[unknown]), cause) for unknown, cause in causes.items()]
    equations = [constraint.terms for _, constraint in sorted(constraints.items()) if constraint.equal]
    return leaks + [
        Leak(unknown, None, None) for unknown in sorted(determined(equations)) if unknown not in causes
    ]


def propagate(
    constraints: Mapping[int, Constraint], limits: Mapping[int, Limits]
) -> tuple[dict[int, Limits], dict[int, int]]:
    """Narrow every unknown by each constraint until nothing changes.

    Returns:
        The limits of each unknown, and of those with one possible value (or none, when what is published
        contradicts itself) the constraint that settled it, in the order of discovery.
    """
    bounds = {unknown: list(limit) for unknown, limit in limits.items()}
    touching: dict[int, list[int]] = {}
    for name in sorted(constraints):
        for unknown in constraints[name].terms:
            touching.setdefault(unknown, []).append(name)
    waiting = deque(sorted(constraints))
    queued, visits, causes = set(waiting), Counter[int](), dict[int, int]()
    while waiting:
        name = waiting.popleft()
        queued.discard(name)
        visits[name] += 1
        for unknown in _narrow(constraints[name], bounds):
            low, high = bounds[unknown]
            if low is not None and high is not None and low >= high:
                causes.setdefault(unknown, name)
            for other in touching[unknown]:
                if other not in queued and other != name and visits[other] < MOST_VISITS:
                    waiting.append(other)
                    queued.add(other)
    return {unknown: (low, high) for unknown, (low, high) in bounds.items()}, causes


def determined(equations: Iterable[Row]) -> set[int]:
    """Unknowns that the equations alone fix: those on which all solutions agree (null space zero there)."""
    reduced: dict[int, dict[int, int]] = {}
    for row in _that_bind([dict(row) for row in equations]):
        left = {unknown: coefficient % PRIME for unknown, coefficient in row.items()}
        for pivot in [unknown for unknown in left if unknown in reduced]:
            _subtract(left, reduced[pivot], left[pivot])
        if not left:
            continue
        pivot = min(left)
        inverse = pow(left[pivot], -1, PRIME)
        left = {unknown: coefficient * inverse % PRIME for unknown, coefficient in left.items()}
        for other in reduced.values():
            if pivot in other:
                _subtract(other, left, other[pivot])
        reduced[pivot] = left
    # Gauss-Jordan: a pivot whose row holds nothing else is fixed
    return {pivot for pivot, row in reduced.items() if len(row) == 1}


def _one_value(limits: Limits) -> int | None:
    low, high = limits
    return low if low == high else None


def _narrow(constraint: Constraint, bounds: dict[int, list[int | None]]) -> list[int]:
    """Narrow the unknowns of one constraint and give those that changed."""
    ends = {}
    for unknown, coefficient in constraint.terms.items():
        low, high = bounds[unknown]
        if coefficient < 0:
            low, high = (None if high is None else -high), (None if low is None else -low)
        ends[unknown] = (low, high)
    least = _total([low for low, _ in ends.values()])
    most = _total([high for _, high in ends.values()])
    changed = []
    for unknown, coefficient in constraint.terms.items():
        low, high = ends[unknown]
        up = _rest(constraint.high, least, low)
        down = _rest(constraint.low, most, high)
        if coefficient < 0:
            up, down = (None if down is None else -down), (None if up is None else -up)
        known = bounds[unknown]
        narrower = [
            down if known[0] is None or (down is not None and down > known[0]) else known[0],
            up if known[1] is None or (up is not None and up < known[1]) else known[1],
        ]
        if narrower != known:
            bounds[unknown] = narrower
            changed.append(unknown)
    return changed


def _total(parts: Sequence[int | None]) -> tuple[int, int]:
    """Sum of the finite ones, and how many are not."""
    return sum(part for part in parts if part is not None), sum(part is None for part in parts)


def _rest(limit: int | None, total: tuple[int, int], own: int | None) -> int | None:
    """What the limit leaves for one unknown when all others are at their end."""
    finite, infinite = total
    if limit is None or infinite - (own is None):
        return None
    return limit - finite + (own or 0)


def _that_bind(rows: list[dict[int, int]]) -> list[dict[int, int]]:
    """The equations without those that hold two unknowns of their own: these two can make up for anything."""
    holders: dict[int, set[int]] = {}
    for number, row in enumerate(rows):
        for unknown in row:
            holders.setdefault(unknown, set()).add(number)
    left = set(range(len(rows)))
    waiting = deque(range(len(rows)))
    while waiting:
        number = waiting.popleft()
        if number not in left or sum(len(holders[unknown]) == 1 for unknown in rows[number]) < 2:
            continue
        left.remove(number)
        for unknown in rows[number]:
            holders[unknown].discard(number)
            if len(holders[unknown]) == 1:
                waiting.extend(holders[unknown])
    return [rows[number] for number in sorted(left) if rows[number]]


def _subtract(row: dict[int, int], other: Row, times: int) -> None:
    for unknown, coefficient in other.items():
        value = (row.get(unknown, 0) - times * coefficient) % PRIME
        if value:
            row[unknown] = value
        else:
            row.pop(unknown, None)
