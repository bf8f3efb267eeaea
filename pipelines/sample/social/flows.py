"""Programmes as stocks and flows: who comes in, moves and ends in each district, so that counts come out."""

from dataclasses import dataclass, field

import numpy as np

from pipelines.sample.social.margins import DISTRICTS, Ints, spread

OPEN, MOVED, ENDED = range(3)
"""How a row of a programme ends: not, by a move to another district, for good."""
_LAST_DAY = 28


@dataclass(frozen=True)
class YearFlow:
    """What happens in a programme in one year; arrays hold the fifteen districts.

    Attributes:
        year: The year.
        carried: Active on 1 January.
        new: Persons who start.
        moved_in, moved_out: Moves between districts; their sums are the same.
        ended: Persons whose participation ends.
        months: Active person-months, by district, or of the city alone.
        december: How many end in December, when that is known.
    """

    year: int
    carried: Ints
    new: Ints
    moved_in: Ints
    moved_out: Ints
    ended: Ints
    months: Ints | float
    december: int | None = None

    @property
    def left(self) -> Ints:
        """Active on the next 1 January."""
        return self.carried + self.new + self.moved_in - self.moved_out - self.ended


@dataclass
class Periods:
    """Rows of a programme: person, district (0-14), first and last day (days since 1970), how it ended."""

    person: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    district: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    start: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    end: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    how: Ints = field(default_factory=lambda: np.zeros(0, np.int64))

    def add(self, person: Ints, district: Ints, start: Ints) -> Ints:
        """Append open rows; gives their places."""
        size = len(self.person)
        self.person = np.concatenate([self.person, person])
        self.district = np.concatenate([self.district, district])
        self.start = np.concatenate([self.start, start])
        self.end = np.concatenate([self.end, np.zeros_like(start)])
        self.how = np.concatenate([self.how, np.full(len(start), OPEN)])
        return np.arange(size, len(self.person))

    def close(self, rows: Ints, end: Ints, how: int) -> None:
        """End open rows on a day."""
        self.end[rows], self.how[rows] = end, how


def first_day(year: int, month: Ints | int = 1) -> Ints:
    """Days from 1970 to the first of a month."""
    months = np.asarray((year - 1970) * 12 + month - 1).astype("datetime64[M]")
    return months.astype("datetime64[D]").astype(np.int64)


def run(flows: list[YearFlow], rng: np.random.Generator) -> Periods:
    """Let the years pass. Who is longest in a programme ends first, more or less."""
    periods = Periods()
    begun = int(first_day(flows[0].year))
    size = int(flows[0].carried.sum())
    where = np.repeat(np.arange(DISTRICTS), flows[0].carried)
    stock = periods.add(np.arange(size), where, begun - rng.integers(30, 500, size))
    for flow in flows:
        stock = _pass_year(periods, flow, stock, rng)
    return periods


def _pass_year(periods: Periods, flow: YearFlow, stock: Ints, rng: np.random.Generator) -> Ints:
    order = np.argsort(periods.start[stock] + rng.normal(0, 120, len(stock)), kind="stable")
    stock = stock[order]
    district = periods.district[stock]
    rank = _rank(district)
    size = np.bincount(district, minlength=DISTRICTS)
    movers = stock[rank >= (size - flow.moved_out)[district]]
    enders = stock[rank < np.minimum(flow.ended, size - flow.moved_out)[district]]
    short = np.maximum(0, flow.ended - (size - flow.moved_out))
    count = int(flow.new.sum())
    person = np.arange(count) + (periods.person.max() + 1)
    new = periods.add(person, np.repeat(np.arange(DISTRICTS), flow.new), np.zeros(count, np.int64))
    brief = new[_rank(periods.district[new]) < short[periods.district[new]]]
    new = np.setdiff1d(new, brief)
    second, move_month = _move(periods, flow, movers, rng)
    spent = _brief_months(periods, flow.year, brief, rng)
    stay = np.setdiff1d(stock, np.concatenate([movers, enders]))
    if isinstance(flow.months, np.ndarray):
        for place in range(DISTRICTS):
            fixed = 12 * (periods.district[stay] == place).sum()
            fixed += move_month[periods.district[movers] == place].sum()
            fixed += (13 - move_month)[periods.district[second] == place].sum()
            here = [rows[periods.district[rows] == place] for rows in (new, enders)]
            _date(periods, flow, here, float(flow.months[place] - fixed), rng)
    else:
        _date(periods, flow, [new, enders], flow.months - 12 * (len(stay) + len(movers)) - spent, rng)
    return np.concatenate([stay, second, new])


def _move(periods: Periods, flow: YearFlow, movers: Ints, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Close the movers' rows mid-month and open the next ones the day after, in another district."""
    old = periods.district[movers]
    order = np.argsort(old, kind="stable")
    target = np.repeat(np.arange(DISTRICTS), flow.moved_in)
    shift = int(max(flow.moved_in.max(), flow.moved_out.max(), 0))
    goes = np.empty_like(old)
    goes[order] = np.roll(target, shift)
    if (goes == old).any():
        raise ValueError(f"{flow.year}: a move within a district")
    month = rng.integers(2, 12, len(movers))
    end = first_day(flow.year, month) + rng.integers(3, 25, len(movers))
    periods.close(movers, end, MOVED)
    return periods.add(periods.person[movers], goes, end + 1), month


def _brief_months(periods: Periods, year: int, rows: Ints, rng: np.random.Generator) -> int:
    """Dates of who starts and ends in the same year; gives their active months."""
    month = rng.integers(1, 8, len(rows))
    longer = rng.integers(2, 5, len(rows))
    periods.start[rows] = first_day(year, month) + rng.integers(0, _LAST_DAY, len(rows))
    periods.close(rows, first_day(year, month + longer) + rng.integers(0, _LAST_DAY, len(rows)), ENDED)
    return int((longer + 1).sum())


def _date(
    periods: Periods, flow: YearFlow, rows: list[Ints], months: float, rng: np.random.Generator
) -> None:
    """First days of the new and last days of those who end, whose active months are those wanted."""
    new, enders = rows
    fixed = min(flow.december or 0, len(enders))
    most = np.full(len(new) + len(enders) - fixed, 12)
    if flow.december is not None:
        most[len(new) :] = 11
    active = _parts(most, months - 12 * fixed, rng)
    periods.start[new] = first_day(flow.year, 13 - active[: len(new)]) + rng.integers(0, _LAST_DAY, len(new))
    last = np.concatenate([active[len(new) :], np.full(fixed, 12)])
    periods.close(enders, first_day(flow.year, last) + rng.integers(0, _LAST_DAY, len(enders)), ENDED)


def _parts(most: Ints, total: float, rng: np.random.Generator) -> Ints:
    """Whole months from 1 to `most` that add up to the total, as near as the bounds let them."""
    draw = rng.random(len(most))
    low, high = -4.0, 4.0
    for _ in range(40):
        power = (low + high) / 2
        parts = 1 + np.floor(most * draw ** np.exp(power)).astype(np.int64)
        low, high = (power, high) if parts.sum() > total else (low, power)
    parts = np.minimum(parts, most)
    for _ in range(len(most)):
        missing = round(total) - int(parts.sum())
        room = np.flatnonzero(parts < most if missing > 0 else parts > 1)
        if missing == 0 or len(room) == 0:
            break
        chosen = rng.permutation(room)[: abs(missing)]
        parts[chosen] += np.sign(missing)
    return np.asarray(parts)


def _rank(groups: Ints) -> Ints:
    """Running number within a group, in the given order."""
    order = np.argsort(groups, kind="stable")
    sizes = np.bincount(groups, minlength=1)
    rank = np.empty(len(groups), np.int64)
    rank[order] = np.arange(len(groups)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return rank


def fill_below(total: int, most: Ints) -> Ints:
    """Whole parts that add up to the total, each at most its own limit and in proportion to it."""
    if not 0 <= total <= most.sum():
        raise ValueError(f"{total} persons do not fit in {int(most.sum())} places")
    return np.minimum(spread(total, most), most)
