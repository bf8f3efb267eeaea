"""Which months each recipient of a year is paid, so that districts have their recipient-months."""

import numpy as np

from pipelines.sample.social.margins import DISTRICTS, Flags, Ints, Margins, spread
from pipelines.sample.social.people import People, Roll

_REFUGEE_MONTHS = {2022: 6.40, 2023: 6.55, 2024: 6.75}
"""Months of a year's recipients with refugee background: they are 3 in 10 of a month, 1 in 4 of a year."""
_ARRIVALS = 2022
"""Settlement from Ukraine began in April: new recipients with refugee background come late in the year."""
_LENGTH = 3.2
"""Typical length in months before the district's sum is completed."""


def schedule(people: People, roll: Roll, goal: Margins, rng: np.random.Generator) -> None:
    """Set `paid` and `switch`, then carry last month, spell and district over to the persons."""
    first, last, earliest = _blocks(people, roll, rng)
    moved = roll.before >= 0
    roll.switch = np.where(moved, rng.integers(first + 1, np.maximum(last, first + 1) + 1), 0)
    flexible = ~(roll.long | roll.full_year | moved)
    _complete(people, roll, goal, (first, last, earliest, flexible), rng)
    column = np.arange(12)
    roll.paid = (column >= first[:, None]) & (column <= last[:, None])
    _carry(people, roll, first)


def _blocks(people: People, roll: Roll, rng: np.random.Generator) -> tuple[Ints, Ints, Ints]:
    """First and last column of each row, and the earliest column the first may be moved to."""
    size, start = len(roll.who), roll.year * 12
    before, begun = people.last_month[roll.who], people.spell_start[roll.who]
    is_open = before >= start - 2
    must_break = is_open & (begun <= start - 11) & ~roll.long
    earliest = np.where(must_break, before - start + 3, 0)
    latest = np.where(roll.new, 11, np.clip(before + 23 - start, 0, 11))
    first = rng.integers(earliest, latest + 1)
    first[is_open & ~must_break & (rng.random(size) < 0.9)] = 0
    if roll.year == _ARRIVALS:
        arriving = roll.new & people.refugee[roll.who]
        first[arriving] = np.maximum(first, rng.integers(0, 12, size))[arriving]
    length = rng.geometric(1 / _LENGTH, size) + (rng.random(size) < 0.3) * rng.integers(0, 8, size)
    moved = roll.before >= 0
    first = np.where(moved, np.minimum(first, 10), first)
    last = np.minimum(first + np.where(moved, length + 1, length) - 1, 11)
    whole = roll.long | roll.full_year
    leaving = roll.long & (rng.random(size) < 0.22)
    ends = rng.integers(np.clip(begun + 22 - start, 0, 11), 12)
    return (
        np.where(whole, 0, first),
        np.where(leaving, ends, np.where(whole, 11, np.where(moved, np.maximum(last, first + 1), last))),
        earliest,
    )


def _complete(
    people: People,
    roll: Roll,
    goal: Margins,
    blocks: tuple[Ints, Ints, Ints, Flags],
    rng: np.random.Generator,
) -> None:
    """Lengthen or shorten blocks month by month until each district (by refugee background) has its sum."""
    first, last, earliest, flexible = blocks
    refugee = people.refugee[roll.who].astype(np.int64)
    cell = roll.district * 2 + refugee
    moved = roll.before >= 0
    early = np.where(moved, roll.switch - first, 0)
    missing = _cells(goal)
    missing -= np.bincount(cell, last - first + 1 - early, 2 * DISTRICTS).astype(np.int64)
    missing -= np.bincount(roll.before[moved] * 2 + refugee[moved], early[moved], 2 * DISTRICTS).astype(
        np.int64
    )
    for _ in range(200):
        if not missing.any():
            return
        grow = missing[cell] > 0
        able = (
            flexible & np.where(grow, (last < 11) | (first > earliest), last > first) & (missing[cell] != 0)
        )
        rows = rng.permutation(np.flatnonzero(able))
        rank = _rank_within(cell[rows])
        rows = rows[rank < np.abs(missing[cell[rows]])]
        later, sooner = rows[grow[rows] & (last[rows] < 11)], rows[grow[rows] & (last[rows] == 11)]
        last[later] += 1
        first[sooner] -= 1
        last[rows[~grow[rows]]] -= 1
        missing -= np.sign(missing) * np.bincount(cell[rows], minlength=2 * DISTRICTS)
    raise ValueError(f"{roll.year}: the blocks of months cannot be brought to {missing.tolist()}")


def _cells(goal: Margins) -> Ints:
    """Recipient-months by district and refugee background."""
    refugees = goal.counts["refugee"]
    total = _REFUGEE_MONTHS.get(goal.year, 6.4) * refugees.sum()
    part = spread(total, refugees * goal.months / goal.last)
    return np.stack([goal.months - part, part], axis=1).reshape(-1)


def _rank_within(keys: Ints) -> Ints:
    order = np.argsort(keys, kind="stable")
    ranked = keys[order]
    starts = np.searchsorted(ranked, ranked)
    rank = np.empty(len(keys), np.int64)
    rank[order] = np.arange(len(keys)) - starts
    return rank


def _carry(people: People, roll: Roll, first: Ints) -> None:
    goes_on = roll.first - people.last_month[roll.who] <= 3
    people.spell_start[roll.who] = np.where(goes_on, people.spell_start[roll.who], roll.year * 12 + 1 + first)
    people.last_month[roll.who] = roll.final
    people.district[roll.who] = roll.district
