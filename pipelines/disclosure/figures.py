"""The rows disclosure control works on: one figure each, and the catalogue's rule for its statistic."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

CITY = "0301"
"""The district id that stands for the whole city."""

ALL = "all"
"""The category of a statistic that is not split."""

WHOLE_YEAR = 0
"""The month of a figure about the whole year."""

MOVES = "moves"
"""The moves matrix as figures: the district moved from is the district, the one moved to the category."""

GROSS_AGAINST_NET = "gross_against_net"
"""Gross payments beside the accounts as figures: the measure is the category."""

COUNT_UNITS = ("households", "persons")


class Key(NamedTuple):
    """Which figure it is; also the name of an unknown that several figures show."""

    area_system: str
    statistic_id: str
    year: int
    month: int
    district_id: str
    category: str


@dataclass(frozen=True)
class Rule:
    """One line of the catalogue codes.social_statistics, as far as disclosure control needs it.

    A figure with fewer units behind it than `threshold`, and more than none, is hidden. `additivity` says
    whether the districts' values sum to the city's (exact), to at least that (not_below_total), to at most
    that (not_above_total), or to none of these.
    """

    statistic_id: str
    family: str
    unit: str
    additivity: str
    partition: bool
    system: str
    threshold: int

    @property
    def counts(self) -> bool:
        """Whether a value counts the units themselves.

        What is left of the base can then be a small count too.
        """
        return self.unit in COUNT_UNITS

    @property
    def is_amount(self) -> bool:
        """Whether a value is kroner."""
        return self.unit.startswith("NOK")


@dataclass(frozen=True)
class Figure:
    """One row: its value, its base and the number of units behind the value.

    Value and base are null where they are hidden or not known.
    """

    key: Key
    value: Decimal | None
    base: Decimal | None = None
    units: int | None = None
    hidden: bool = False


@dataclass(frozen=True)
class CodeLists:
    """What a reader knows from public code lists.

    `regions` has the world region of each country; `housing` are the groups of purposes that are housing.
    """

    regions: Mapping[str, str]
    housing: frozenset[str]


NO_CODES = CodeLists(regions={}, housing=frozenset())
