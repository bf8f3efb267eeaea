"""Numbers behind the product criterion: unmarried x education index x out-migration index, fitted in 2022."""

from dataclasses import dataclass, fields
from functools import cache

from pipelines.sample.drift import drifted, rounded, unit
from pipelines.sample.places import DISTRICTS, Place
from pipelines.sample.targets import adults_2022, counts

CRITERION = "unmarried_20_49_x_low_education_x_outmigration"
FITTED_YEAR = 2022


@dataclass(frozen=True)
class Parts:
    """The counts the criterion is made of, for a district, a rest group or the city."""

    unmarried: int
    low_education: int
    education_base: int
    out_migrants: int
    migration_base: int

    def plus(self, other: "Parts") -> "Parts":
        """The two added up."""
        return Parts(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Parts)))


SENTRUM, MARKA = Parts(96, 61, 402, 97, 408), Parts(31, 14, 238, 22, 241)
UNKNOWN_SHARE = 0.015
"""What the group without a district adds to the city, about; it takes up what the fitting moves."""


def value(district: Parts, city: Parts) -> float:
    """The criterion's value in a district."""
    education = district.low_education / district.education_base * city.education_base / city.low_education
    migration = district.out_migrants / district.migration_base * city.migration_base / city.out_migrants
    return district.unmarried * education * migration


@cache
def parts(year: int) -> tuple[tuple[Parts, ...], Parts, Parts]:
    """(districts in order, the group without a district, the city) of a year from 2022 on."""
    districts, unknown, city = _fitted()
    if year == FITTED_YEAR:
        return districts, unknown, city

    def moved(found: Parts, name: str) -> Parts:
        return Parts(
            *(drifted(getattr(found, f.name), FITTED_YEAR, year, f.name, name) for f in fields(Parts))
        )

    later = tuple(moved(found, place.number) for place, found in zip(DISTRICTS, districts, strict=True))
    rest = moved(unknown, "99")
    return later, rest, _total(later, rest)


def _total(districts: tuple[Parts, ...], rest: Parts) -> Parts:
    total = SENTRUM.plus(MARKA).plus(rest)
    for found in districts:
        total = total.plus(found)
    return total


@cache
def _fitted() -> tuple[tuple[Parts, ...], Parts, Parts]:
    planned = tuple(_planned(place) for place in DISTRICTS)
    outline = _total(planned, Parts(0, 0, 0, 0, 0))
    city = Parts(*(rounded(getattr(outline, f.name) * (1 + UNKNOWN_SHARE)) for f in fields(Parts)))
    # the level of the unmarried follows from the targets, the indices from the plan
    target = counts(CRITERION)
    found = tuple(
        _fit(plan, city, target[place.number]) for place, plan in zip(DISTRICTS, planned, strict=True)
    )
    sums = _total(found, Parts(0, 0, 0, 0, 0))
    unknown = Parts(
        rounded(sums.unmarried * UNKNOWN_SHARE),
        *(getattr(city, f.name) - getattr(sums, f.name) for f in fields(Parts)[1:]),
    )
    return found, unknown, _total(found, unknown)


def _planned(place: Place) -> Parts:
    adults = adults_2022()[place.number]
    base = rounded(adults * (0.66 if place.is_inner else 0.46))
    if place.is_inner:
        education, migration = 0.16, 0.22
    elif place.is_west:
        education, migration = 0.11, 0.15
    else:
        education, migration = 0.31, 0.13
    education *= 0.9 + 0.2 * unit("education", place.number)
    migration *= 0.9 + 0.2 * unit("migration", place.number)
    movers = rounded(base * 1.012)
    return Parts(0, rounded(base * education), base, rounded(movers * migration), movers)


def _fit(plan: Parts, city: Parts, target: int) -> Parts:
    """The parts nearest the plan whose value is the target, by a search of some hundred neighbours."""
    unmarried = rounded(
        target
        * plan.education_base
        * plan.migration_base
        / plan.low_education
        / plan.out_migrants
        * city.low_education
        / city.education_base
        * city.out_migrants
        / city.migration_base
    )
    best, best_miss = plan, float("inf")
    for base in range(plan.education_base - 20, plan.education_base + 21):
        for low in range(plan.low_education - 8, plan.low_education + 9):
            trial = Parts(unmarried, low, base, plan.out_migrants, plan.migration_base)
            movers = rounded(plan.out_migrants * target / value(trial, city))
            trial = Parts(unmarried, low, base, movers, plan.migration_base)
            miss = abs(value(trial, city) - target)
            if miss < best_miss:
                best, best_miss = trial, miss
    return best
