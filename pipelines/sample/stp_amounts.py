"""How many persons and households of each counted kind a district has in an income year.

The criteria in force are fixed in 2020 and the proposed ones in 2021, by targets that were invented apart
from each other. Where they pull apart (few persons in many child households) the level of one year moves
by up to 20 % so that households keep a sensible size in both years; all else drifts by 1-4 % a year.
"""

from dataclasses import dataclass
from functools import cache

from pipelines.sample.drift import drifted, factor, rounded, unit
from pipelines.sample.targets import counts

IN_FORCE_YEAR, PROPOSED_YEAR = 2020, 2021

_SMALLEST_COUPLE = 3.05
_SMALLEST_SINGLE = 2.1
_THREE_OR_MORE = 4.15
"""Persons in a single-parent household with three or more children, on average at least."""
_LARGEST_MEAN = 4.6


@dataclass(frozen=True)
class Amounts:
    """Persons unless it says households; poor = low income and financial capital under 1 G.

    Attributes:
        couple_persons, single_persons: In poor couples with children and poor single-parent households.
        child_households, large_single_households: Poor households with children; of them single parents
            with three or more.
        non_western: In poor households with children, by own background.
        young, old: Living alone, low income, low education, aged 20-49 and other ages of 18-67.
        unemployed: Living alone, poor, unemployed.
        low_earner: Aged 20-66, low income, main earner with low education.
    """

    couple_persons: int
    single_persons: int
    child_households: int
    large_single_households: int
    non_western: int
    young: int
    old: int
    unemployed: int
    low_earner: int


def level_between(number: str) -> float:
    """Persons in poor child households of 2020 per person of 2021, in one district."""
    couples = counts("persons_poor_child_households")[number]
    singles = counts("persons_poor_single_parent_households")[number]
    households = counts("poor_child_households")[number]
    large = counts("single_parents_3plus_children_poor")[number]
    lowest = (households - large + _THREE_OR_MORE * large / _SMALLEST_SINGLE) / (
        couples / _SMALLEST_COUPLE + singles / _SMALLEST_SINGLE
    )
    highest = _LARGEST_MEAN * households / (couples + singles)
    natural = 1 / factor(2020, 2021, "poor child households", number)
    return min(max(natural, lowest + 0.035), highest)


@cache
def amounts(number: str, year: int) -> Amounts:
    """The amounts of a district in an income year from 2020 on."""
    if year == IN_FORCE_YEAR:
        return _in_force(number)
    if year == PROPOSED_YEAR:
        return _proposed(number)
    base = _proposed(number)

    def moved(value: int, series: str) -> int:
        return drifted(value, PROPOSED_YEAR, year, series, number)

    return Amounts(
        couple_persons=moved(base.couple_persons, "poor child households"),
        single_persons=moved(base.single_persons, "poor child households"),
        child_households=moved(base.child_households, "poor child households"),
        large_single_households=moved(base.large_single_households, "poor child households"),
        non_western=moved(base.non_western, "poor child households"),
        young=moved(base.young, "living alone"),
        old=moved(base.old, "living alone"),
        unemployed=moved(base.unemployed, "unemployed"),
        low_earner=moved(base.low_earner, "low earner"),
    )


def _in_force(number: str) -> Amounts:
    later = _proposed(number)
    level = level_between(number)
    return Amounts(
        couple_persons=rounded(later.couple_persons * level),
        single_persons=rounded(later.single_persons * level),
        child_households=counts("poor_child_households")[number],
        large_single_households=counts("single_parents_3plus_children_poor")[number],
        non_western=counts("persons_poor_child_households_non_western")[number],
        young=counts("living_alone_20_49_low_income_low_education")[number],
        old=rounded(later.old * 1.02),
        unemployed=counts("poor_living_alone_unemployed_18_67")[number],
        low_earner=counts("low_income_low_education_households_20_66")[number],
    )


def _proposed(number: str) -> Amounts:
    # the wider group of 2021 leaves little room above the narrower one of 2020, so the latter falls
    young = rounded(
        counts("living_alone_20_49_low_income_low_education")[number] * (0.985 - 0.02 * unit("young", number))
    )

    def moved(criterion_id: str) -> int:
        return drifted(counts(criterion_id)[number], IN_FORCE_YEAR, PROPOSED_YEAR, criterion_id, number)

    return Amounts(
        couple_persons=counts("persons_poor_child_households")[number],
        single_persons=counts("persons_poor_single_parent_households")[number],
        child_households=rounded(counts("poor_child_households")[number] / level_between(number)),
        large_single_households=moved("single_parents_3plus_children_poor"),
        non_western=moved("persons_poor_child_households_non_western"),
        young=young,
        old=counts("living_alone_low_income_low_education")[number] - young,
        unemployed=moved("poor_living_alone_unemployed_18_67"),
        low_earner=moved("low_income_low_education_households_20_66"),
    )


@dataclass(frozen=True)
class Families:
    """Poor households with children: households and persons, couples first, then 1, 2, 3, 4+ children."""

    households: tuple[int, int, int, int, int]
    persons: tuple[int, int, int, int, int]


def families(number: str, year: int) -> Families:
    """Lay a district's poor child households out by type so that every type has a sensible size."""
    found = amounts(number, year)
    large = found.large_single_households
    mean = (found.couple_persons + found.single_persons) / found.child_households
    size = max(_SMALLEST_COUPLE, mean + 0.35 * (mean - _SMALLEST_COUPLE))
    couples = rounded(found.couple_persons / size)
    rest = found.single_persons - _THREE_OR_MORE * large
    small = found.child_households - large - couples
    small = min(max(small, rounded(rest / 3.3)), int(rest / _SMALLEST_SINGLE))
    couples = found.child_households - large - small
    four = max(1, int(large * 0.15))
    two = int(small * min(max(rest / small - 2.05, 0.03), 0.45))
    households = (couples, small - two, two, large - four, four)
    least = [size * many for size, many in zip((2, 3, 4, 5), households[1:], strict=True)]
    extra = found.single_persons - sum(least)
    shared = [extra * many // (small + large) for many in households[1:]]
    shared[0] += extra - sum(shared)
    one, second, third, fourth = (base + more for base, more in zip(least, shared, strict=True))
    return Families(households, (found.couple_persons, one, second, third, fourth))
