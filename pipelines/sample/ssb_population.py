"""`ssb_population`: table 10826 of Statistics Norway, district x sex x single year of age, as JSON-stat 2."""

from collections.abc import Iterator
from itertools import pairwise

from pipelines.sample.drift import rounded, unit
from pipelines.sample.files import SampleFile
from pipelines.sample.json_stat import response
from pipelines.sample.places import DISTRICTS, MARKA, REST_GROUPS, SENTRUM, UNREGISTERED, Place
from pipelines.sample.spread import spread
from pipelines.sample.targets import adults_2022

YEARS = (2022, 2023, 2024, 2025, 2026)
FIRST_ADULT, OLDEST = 18, 105
CITY, CITY_LABEL = "0301", "Oslo - Oslove"

_REST_ADULTS = {SENTRUM: 1391, MARKA: 1417, UNREGISTERED: 1736}
"""4 544 in 2022: what Table 4 of the FO4 report has between the districts and the city."""

_SHAPES = {
    "inner": ((18, 5), (24, 20), (32, 26), (45, 12), (66, 8), (85, 2), (100, 0)),
    "west": ((18, 9), (24, 11), (45, 15), (66, 10), (85, 4), (100, 0)),
    "outer": ((18, 9), (24, 12), (45, 14), (66, 10), (85, 3), (100, 0)),
}
"""Corners (age, persons) of the adults' age profile."""


def make_files() -> Iterator[SampleFile]:
    """One response for all years."""
    places = (*DISTRICTS, *REST_GROUPS)
    by_place = {place: [_persons(place, year) for year in YEARS] for place in places}
    values: list[int | None] = []
    for place in places:
        values += _row_major(by_place[place])
    values += _row_major(
        [
            [sum(cells) for cells in zip(*(by_place[place][at] for place in places), strict=True)]
            for at in range(len(YEARS))
        ]
    )
    regions = {f"{place.klass}a": place.name for place in places} | {CITY: CITY_LABEL}
    ages = {f"{age:03d}": f"{age} år" for age in range(OLDEST)} | {f"{OLDEST}+": f"{OLDEST} år eller eldre"}
    variables = {
        "Region": ("region", regions),
        "Kjonn": ("kjønn", {"1": "Menn", "2": "Kvinner"}),
        "Alder": ("alder", ages),
        "ContentsCode": ("statistikkvariabel", {"Personer1": "Personer"}),
        "Tid": ("år", {str(year): str(year) for year in YEARS}),
    }
    content = response(
        "10826: Befolkning, etter region, kjønn, alder, statistikkvariabel og år",
        "Statistisk sentralbyrå",
        variables,
        ("ContentsCode", "personer"),
        values,
        {},
    )
    yield SampleFile("ssb_population", f"{YEARS[0]}-{YEARS[-1]}", "10826_befolkning.json", content)


def _row_major(years: list[list[int]]) -> Iterator[int]:
    for cells in zip(*years, strict=True):
        yield from cells


def _persons(place: Place, year: int) -> list[int]:
    """Persons by sex, then by age, 0 to 105."""
    adults, children = _totals(place, year)
    ages = _grown_weights(place)
    grown = spread(adults, [weight * half for half in (1.0, 1.02) for weight in ages])
    young = spread(children, [_young_weight(place, sex, age) for sex in (1, 2) for age in range(FIRST_ADULT)])
    men, women = grown[: len(ages)], grown[len(ages) :]
    return [*young[:FIRST_ADULT], *men, *young[FIRST_ADULT:], *women]


def _totals(place: Place, year: int) -> tuple[int, int]:
    if place in _REST_ADULTS:
        adults, share = _REST_ADULTS[place], 0.06
    else:
        adults = adults_2022()[place.number]
        share = (0.17 if place.is_inner else 0.29) * (0.9 + 0.2 * unit("children", place.number))
    growth = 1.0
    for passed in range(YEARS[0] + 1, year + 1):
        growth *= 1.003 + 0.012 * unit("growth", passed, place.number)
    return rounded(adults * growth), rounded(adults * share * growth)


def _grown_weights(place: Place) -> list[float]:
    is_inner = place.is_inner or place in REST_GROUPS
    corners = _SHAPES["inner" if is_inner else "west" if place.is_west else "outer"]
    return [
        _height(corners, age) * (0.95 + 0.1 * unit("age", place.number, age))
        for age in range(FIRST_ADULT, OLDEST + 1)
    ]


def _height(corners: tuple[tuple[int, int], ...], age: int) -> float:
    """The height of a line through the corners; at the end a trace, so that somebody may be very old."""
    for (left, low), (right, high) in pairwise(corners):
        if left <= age < right:
            return low + (high - low) * (age - left) / (right - left)
    return 0.002


def _young_weight(place: Place, sex: int, age: int) -> float:
    # families leave the inner districts while their children are small
    slope = -0.02 if place.is_inner else 0.005
    return (1 + slope * age) * (1.04 if sex == 1 else 1.0) * (0.95 + 0.1 * unit("child", place.number, age))
