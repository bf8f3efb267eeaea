"""`husbanken_housing_allowance`: recipients of housing allowance, with Husbanken's pseudo numbers."""

from collections.abc import Iterator

from pipelines.sample.books import text_table
from pipelines.sample.drift import drifted, rounded, unit
from pipelines.sample.files import SampleFile
from pipelines.sample.places import DISTRICTS
from pipelines.sample.targets import counts

YEARS = (2022, 2023, 2024)
_FIRST_PSEUDO_NUMBER = 311
_WITHOUT_DISTRICT = 37, 1062
"""Recipients, and thousand NOK paid to them, that only the row for Oslo has."""


def make_files() -> Iterator[SampleFile]:
    """One semicolon-separated file a year."""
    for year in YEARS:
        yield SampleFile(
            "husbanken_housing_allowance",
            str(year),
            f"bostotte_{year}.csv",
            text_table(_rows(year), "cp1252"),
        )


def _rows(year: int) -> Iterator[tuple[object, ...]]:
    yield ("År", "Kommunenr", "Bydel", "Mottakere", "Utbetalt 1000 kr")
    recipients, paid = _WITHOUT_DISTRICT
    for index, place in enumerate(DISTRICTS):
        renters = counts("low_income_renters")[place.number]
        families = counts("poor_child_households")[place.number]
        base = renters * 0.22 + families * 0.3
        number = drifted(base, 2022, year, "housing allowance", place.number)
        amount = rounded(number * (27 + 4 * unit("paid", place.number, year)))
        yield (year, f"{_FIRST_PSEUDO_NUMBER + index:04d}", place.name, number, amount)
        recipients, paid = recipients + number, paid + amount
    yield (year, "0301", "Oslo", recipients, paid)
