"""`microdata_tables`: tables pasted from microdata.no into text files, noisy."""

from collections.abc import Callable, Iterator

from pipelines.sample.books import grouped
from pipelines.sample.drift import between, drifted, rounded
from pipelines.sample.files import SampleFile
from pipelines.sample.places import DISTRICTS, Place
from pipelines.sample.targets import adults_2022, counts

LATER = (2023, 2024, 2025)
EARLIER = (2021, 2022, 2023)
NOISE = 3
"""Largest deviation of a Total from the sum of its row; the real size is not published."""

_CALIBRATED = {
    "low_income_renters": 2021,
    "extended_unemployment": 2021,
    "low_income_non_western_50_67": 2021,
    "refugees_over_5_years": 2023,
}


def _of(criterion_id: str, share: float) -> Callable[[Place], int]:
    return lambda place: rounded(counts(criterion_id)[place.number] * share)


def _poor_children(place: Place) -> int:
    persons = counts("persons_poor_child_households"), counts("persons_poor_single_parent_households")
    return rounded(0.04 * sum(found[place.number] for found in persons))


_TABLES: dict[str, tuple[Callable[[Place], int], float, tuple[int, ...]]] = {
    "low_income_renters": (_of("low_income_renters", 1), 0.86, EARLIER),
    "refugees_over_5_years": (_of("refugees_over_5_years", 1), 0.86, LATER),
    "refugees_6_10_years": (_of("refugees_over_5_years", 0.37), 0.86, LATER),
    "refugees_over_10_years": (_of("refugees_over_5_years", 0.63), 0.86, LATER),
    "extended_unemployment": (_of("extended_unemployment", 1), 0.86, EARLIER),
    "low_income_non_western_50_67": (_of("low_income_non_western_50_67", 1), 0.23, EARLIER),
    "outside_labour_force_18_67": (_of("extended_unemployment", 1.7), 0.86, EARLIER),
    "low_education_18_67": (_of("no_upper_secondary_22_35", 3.4), 0.86, EARLIER),
    "hard_to_house_with_children": (_poor_children, 0.16, EARLIER),
    "hard_to_house_without_children": (
        _of("living_alone_low_income_low_education", 0.22),
        0.4,
        EARLIER,
    ),
}
"""Table: what its first year counts in a district, the share of all adults it looks at, its years."""

_SERIES = {"refugees_6_10_years": "refugees_over_5_years", "refugees_over_10_years": "refugees_over_5_years"}
"""Tables that move with another one."""

_ENCODINGS = ("utf-8", "cp1252", "utf-8-sig")


def make_files() -> Iterator[SampleFile]:
    """One text file per table and year; whoever pasted it chose the encoding."""
    for number, (table, (_, _, years)) in enumerate(_TABLES.items()):
        for year in years:
            encoding = _ENCODINGS[(number + year) % len(_ENCODINGS)]
            mark = "\xa0" if encoding == "cp1252" else " "
            lines = [";".join(cells) for cells in _rows(table, year, mark)]
            if (number + year) % 2:
                lines.insert(0, f"tabulate bydel {table}")
            yield SampleFile(
                "microdata_tables",
                str(year),
                f"{table}_{year}.txt",
                "".join(line + "\r\n" for line in lines).encode(encoding),
                table,
            )


def _rows(table: str, year: int, mark: str) -> Iterator[tuple[str, ...]]:
    yield ("Bydel", "I målgruppen", "Ikke i målgruppen", "Total")
    base, share, years = _TABLES[table]
    base_year = _CALIBRATED.get(table, years[0])
    series = _SERIES.get(table, table)
    inside = outside = 0
    for place in DISTRICTS:
        counted = drifted(base(place), base_year, year, series, place.number)
        if table in _SERIES:
            counted += between(-NOISE, NOISE, "noise", table, year, place.number)
        looked_at = rounded(adults_2022()[place.number] * share * (1 + 0.01 * (year - 2022)))
        others = looked_at - counted + between(-NOISE, NOISE, "others", table, year, place.number)
        total = counted + others + _deviation("row", table, year, place.number)
        yield f"Bydel {place.name}", *(grouped(number, mark) for number in (counted, others, total))
        inside, outside = inside + counted, outside + others
    # the screen leaves cells empty where it stops
    yield ("Sentrum", "21", grouped(1132, mark), grouped(1151, mark))
    yield ("Marka", "", grouped(1301, mark), grouped(1307, mark))
    yield ("Ukjent", "58", "902", "963")
    # an odd number in the blank cell keeps the totals off the sums, whatever the noise
    sums = (inside + 79 + 7, outside + 1132 + 1301 + 902)
    noisy = [number + 2 * _deviation("column", index, table, year) for index, number in enumerate(sums)]
    total = sum(noisy) + _deviation("corner", table, year)
    yield "Total", *(grouped(number, mark) for number in (*noisy, total))


def _deviation(*key: object) -> int:
    """A deviation that is never zero."""
    size = between(1, NOISE, *key)
    return size if between(0, 1, "sign", *key) else -size
