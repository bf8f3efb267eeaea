"""`oslo_low_income`: table INN007 of the city's statbank; codes are places in a list, labels count."""

from collections.abc import Iterator

from pipelines.sample.drift import drifted, unit
from pipelines.sample.files import SampleFile
from pipelines.sample.json_stat import response
from pipelines.sample.places import DISTRICTS, REST_GROUPS, Place
from pipelines.sample.stp_amounts import amounts
from pipelines.sample.targets import adults_2022, counts

YEARS = (2020, 2021, 2022)
_FIRST_YEAR = 2013
"""The table's first year has code 0."""
TYPES = ("Alle husholdninger", "Husholdninger med barn under 18 år", "Enslige")
WEALTH = ("Uten formueskorreksjon", "Med formueskorreksjon")
CITY_CODE = "328"
_CORRECTED = 0.78
"""Households left when those with wealth are taken out, about."""
_REST_ALL = (12, 6, 95)
SUPPRESSED = ":"


def make_files() -> Iterator[SampleFile]:
    """One response for all years."""
    places = (*DISTRICTS, *REST_GROUPS)
    values: list[int | None] = []
    status: dict[int, str] = {}
    cells = {
        (place, kind, wealth, year): _households(place, kind, wealth, year)
        for place in places
        for kind in range(len(TYPES))
        for wealth in range(len(WEALTH))
        for year in YEARS
    }
    for place in (*places, None):
        for kind in range(len(TYPES)):
            for wealth in range(len(WEALTH)):
                for year in YEARS:
                    if place is None:
                        found = sum(cells[other, kind, wealth, year] for other in places)
                    else:
                        found = cells[place, kind, wealth, year]
                    if 0 < found < 3:
                        status[len(values)] = SUPPRESSED
                    values.append(None if 0 < found < 3 else found)
    labels = [f"{place.number} {place.name}" for place in DISTRICTS] + [place.name for place in REST_GROUPS]
    areas = {str(place): label for place, label in enumerate(labels)} | {CITY_CODE: "Oslo i alt"}
    variables = {
        "geografi": ("geografi", areas),
        "husholdningstype": ("husholdningstype", {str(at): text for at, text in enumerate(TYPES)}),
        "formue": ("formue", {str(at): text for at, text in enumerate(WEALTH)}),
        "statistikkvariabel": ("statistikkvariabel", {"0": "Husholdninger med lavinntekt"}),
        "år": ("år", {str(year - _FIRST_YEAR): str(year) for year in YEARS}),
    }
    content = response(
        "OK-INN007: Husholdninger med lavinntekt (B)",
        "Oslo kommune",
        variables,
        ("statistikkvariabel", "husholdninger"),
        values,
        status,
    )
    yield SampleFile("oslo_low_income", f"{YEARS[0]}-{YEARS[-1]}", "OK-INN007.json", content)


def _households(place: Place, kind: int, wealth: int, year: int) -> int:
    """Low-income households of a type; those of all types include the other two."""
    if place in REST_GROUPS:
        everybody = _REST_ALL[REST_GROUPS.index(place)]
        found = (everybody, everybody // 12, everybody // 2)[kind]
    else:
        with_children = amounts(place.number, year).child_households * 1.12
        base = counts("living_alone_low_income_low_education")[place.number]
        single = drifted(base * 2.4, 2021, year, "INN007 single", place.number)
        other = drifted(adults_2022()[place.number] * 0.035, 2021, year, "INN007 other", place.number)
        found = int((with_children + single + other, with_children, single)[kind])
    if not wealth:
        return found
    # the same share for every type keeps the parts below the whole
    return int(found * (_CORRECTED + 0.06 * unit("wealth", place.number, year)))
