"""`helsedata_tsb`: the yearly order from helsedata.no of TSB patients, small cells withheld."""

from collections.abc import Iterator

from pipelines.sample.books import SYNTHETIC_LINE, Cell, table_book
from pipelines.sample.drift import drifted, unit
from pipelines.sample.files import SampleFile
from pipelines.sample.places import DISTRICTS
from pipelines.sample.spread import spread
from pipelines.sample.targets import counts

HEADER = ("År", "Bydel", "Kjønn", "Alder", "Antall unike pasienter")
YEARS = (2022, 2023, 2024)
AGES = ("18-29 år", "30-49 år", "50-67 år")
_SHARES = {"Mann": (0.12, 0.35, 0.21), "Kvinne": (0.015, 0.175, 0.13)}
_WITHOUT_DISTRICT = {"Sentrum": 3, "Marka": 2}
_SMALL = 5


def make_files() -> Iterator[SampleFile]:
    """One workbook a year."""
    for year in YEARS:
        titles = (
            f"Tabell 1. Unike pasienter i TSB og psykisk helsevern med hoveddiagnose F10-F19, {year}",
            SYNTHETIC_LINE,
        )
        footnotes = (
            "Kilde: oppdiktet; formen er bestillingen fra helsedata.no",
            "Merknad: «<5» er 1 til 4 pasienter",
        )
        yield SampleFile(
            "helsedata_tsb",
            str(year),
            f"tsb_pasienter_{year}.xlsx",
            table_book("Tabell 1", titles, HEADER, list(_rows(year)), footnotes),
        )


def _rows(year: int) -> Iterator[tuple[Cell, ...]]:
    city: dict[tuple[str, str], int] = {}
    for place in DISTRICTS:
        patients = drifted(counts("tsb_patients")[place.number], 2022, year, "tsb", place.number)
        cells = _cells(patients, place.number)
        for key, number in cells.items():
            city[key] = city.get(key, 0) + number
            yield (year, place.name, *key, _shown(number))
    for name, patients in _WITHOUT_DISTRICT.items():
        key = ("Begge kjønn", "I alt")
        for also in (key, ("Mann", "I alt"), ("Begge kjønn", AGES[1]), ("Mann", AGES[1])):
            city[also] += patients
        yield (year, name, *key, _shown(patients))
    for key, number in city.items():
        yield (year, "Oslo", *key, number)


def _cells(patients: int, number: str) -> dict[tuple[str, str], int]:
    """(sex, age) -> patients; totals first, and every total the sum of its parts."""
    weights = [
        share * (0.9 + 0.2 * unit("tsb", number, sex, age))
        for sex, shares in _SHARES.items()
        for age, share in enumerate(shares)
    ]
    parts = spread(patients, weights)
    men, women = parts[:3], parts[3:]
    found: dict[tuple[str, str], int] = {}
    for sex, by_age in (
        ("Begge kjønn", [man + woman for man, woman in zip(men, women, strict=True)]),
        ("Mann", men),
        ("Kvinne", women),
    ):
        found[sex, "I alt"] = sum(by_age)
        found |= {(sex, age): many for age, many in zip(AGES, by_age, strict=True)}
    return found


def _shown(number: int) -> Cell:
    return "<5" if 0 < number < _SMALL else number
