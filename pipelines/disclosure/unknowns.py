"""Figures as unknowns: which numbers the rows show, and what an attacker knows of the others beforehand.

A number is an integer in millionths of its unit; a mean over the months of a year is counted as its
twelvefold.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from pipelines.disclosure.bounds import Limits
from pipelines.disclosure.figures import ALL, Figure, Key, Rule
from pipelines.disclosure.relations import base_unknown, near_unknown, value_unknown

ONE = 10**6
"""A unit in the integers of the unknowns."""

OWN_BASE = "base of "
"""Stands before a statistic's id in the name of the unknown that is the statistic's own base."""


@dataclass
class Row:
    """One figure and the unknowns it gives away: its value, its base and one that it comes too near to.

    `shown` is changed by `Unknowns.set_shown` alone, which keeps count.
    """

    figure: Figure
    rule: Rule
    value: Key
    base: Key | None
    near: Key | None
    shown: bool

    @property
    def numbers(self) -> tuple[Key, ...]:
        """The numbers the row shows: its value, and its base if it has one."""
        return (self.value,) if self.base is None else (self.value, self.base)


@dataclass
class Unknowns:
    """The rows by the unknowns they show, and the numbers as far as any row has ever shown them.

    `numbers` are all that are given, hidden ones too when the caller has them; `known` says which a reader
    has. `hidden` are those that rows would show, had not all of them been hidden.
    """

    rows: list[Row]
    numbers: dict[Key, int] = field(default_factory=dict)
    as_value: dict[Key, list[Row]] = field(default_factory=dict)
    as_base: dict[Key, list[Row]] = field(default_factory=dict)
    near: dict[Key, list[Row]] = field(default_factory=dict)
    hidden: set[Key] = field(default_factory=set)
    _showing: dict[Key, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for row in self.rows:
            self.as_value.setdefault(row.value, []).append(row)
            if row.base is not None:
                self.as_base.setdefault(row.base, []).append(row)
            if row.near is not None:
                self.near.setdefault(row.near, []).append(row)
            for key in row.numbers:
                self._showing[key] = self._showing.get(key, 0) + row.shown
        self.hidden.update(key for key, rows in self._showing.items() if not rows)

    def set_shown(self, row: Row, *, shown: bool) -> None:
        """Show or hide one row, whatever else shows its numbers."""
        if row.shown == shown:
            return
        row.shown = shown
        for key in row.numbers:
            self._showing[key] += 1 if shown else -1
            if self._showing[key]:
                self.hidden.discard(key)
            else:
                self.hidden.add(key)

    def known(self, unknown: Key) -> bool:
        """Whether a shown row shows the number."""
        return self._showing.get(unknown, 0) > 0

    def given_away(self, unknown: Key) -> bool:
        """Whether a shown row shows the number, or one that comes too near to it."""
        return self.known(unknown) or any(row.shown for row in self.near.get(unknown, ()))

    def hide(self, unknown: Key) -> None:
        """Hide every row that shows the number or comes near it, and whatever number those rows give."""
        waiting = [unknown]
        while waiting:
            number = waiting.pop()
            for shows in (self.as_value, self.as_base, self.near):
                for row in shows.get(number, ()):
                    if row.shown:
                        self.set_shown(row, shown=False)
                        waiting.append(row.value)

    def has_rows(self, unknown: Key) -> bool:
        """Whether the number can be hidden by hiding the rows that show it."""
        return bool(self.as_value.get(unknown) or self.as_base.get(unknown))

    def rows_of(self, unknowns: Iterable[Key]) -> Iterator[Row]:
        """The rows that show any of the numbers, as value or as base."""
        for key in unknowns:
            yield from self.as_value.get(key, ())
            yield from self.as_base.get(key, ())

    def limits(self, unknown: Key) -> Limits:
        """What is known beforehand of a hidden number.

        A hidden count is at least 1: a zero is hidden only with its base, so not where the base is known.
        """
        rows = self.as_value.get(unknown)
        if not rows:
            return 0, None
        if any(row.rule.statistic_id == "net_moves" for row in rows):
            return None, None
        at_least_one = not any(
            row.rule.is_amount or (row.base is not None and not self.known(row.base)) for row in rows
        )
        return (ONE if at_least_one else 0), None


def read_unknowns(figures: Iterable[Figure], rules: Mapping[str, Rule]) -> Unknowns:
    """The unknowns of the figures, in the order of their keys whatever the order of the rows.

    A figure that is neither hidden nor has a value says nothing and is left out. A base is another
    statistic's value only where the two agree; otherwise it is a number of its own.
    """
    ordered = sorted((f for f in figures if f.hidden or f.value is not None), key=lambda figure: figure.key)
    rows = []
    numbers: dict[Key, int] = {}
    for figure in ordered:
        unknown, times = value_unknown(figure.key)
        if figure.value is not None:
            numbers.setdefault(unknown, _number(figure.value, times))
        near = near_unknown(figure.key)
        rows.append(Row(figure, rules[figure.key.statistic_id], unknown, None, near, not figure.hidden))
    own = _OwnBases.of(rows)
    for row in rows:
        row.base = own.base(row, numbers)
        if row.base is not None and row.figure.base is not None:
            numbers.setdefault(row.base, _number(row.figure.base, 1))
    return Unknowns(rows, numbers)


def group_of(category: str, partition: bool) -> str:
    """The categories that are alternatives to each other: all, or those with the same word before the bar."""
    prefix, bar, _ = category.partition("|")
    return prefix if bar and not partition else ALL


def own_base(key: Key, partition: bool) -> Key:
    """The base that the alternatives of a split share."""
    group = group_of(key.category, partition)
    return key._replace(statistic_id=OWN_BASE + key.statistic_id, category=group)


def _number(value: Decimal, times: int) -> int:
    if times == 1:
        return int(value * ONE)
    # a mean is rounded to millionths, what it is the mean of is whole
    return round(value * times) * ONE


@dataclass
class _OwnBases:
    """The different bases shown under each base that alternatives would share.

    `without` are the statistics that show a row without a base.
    """

    shown: dict[Key, set[Decimal]]
    without: set[str]

    @classmethod
    def of(cls, rows: Iterable[Row]) -> "_OwnBases":
        shown: dict[Key, set[Decimal]] = {}
        without = set()
        for row in rows:
            key = row.figure.key
            if row.figure.base is not None:
                shown.setdefault(own_base(key, row.rule.partition), set()).add(row.figure.base)
            elif row.shown:
                without.add(key.statistic_id)
        return cls(shown, without)

    def base(self, row: Row, numbers: Mapping[Key, int]) -> Key | None:
        key, base = row.figure.key, row.figure.base
        linked = base_unknown(key)
        if base is None and (row.shown or (linked is None and key.statistic_id in self.without)):
            return None
        agrees = base is None or linked is None or numbers.get(linked) in {None, _number(base, 1)}
        if linked is not None and agrees:
            return linked
        shared = own_base(key, row.rule.partition)
        if len(self.shown.get(shared, ())) <= 1:
            return shared
        return shared._replace(category=key.category)
