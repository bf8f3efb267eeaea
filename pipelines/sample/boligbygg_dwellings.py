"""`boligbygg_dwellings`: municipal dwellings by sub-district, with old codes, Sentrum and Marka."""

from collections.abc import Iterator

from pipelines.sample.books import Book, Cell
from pipelines.sample.drift import drifted, unit
from pipelines.sample.files import SampleFile
from pipelines.sample.places import DISTRICTS, MARKA, SENTRUM, Place
from pipelines.sample.spread import spread
from pipelines.sample.targets import counts, sub_districts

HEADER = ("år", "Bydelsnr", "Bydel", "Delbydelsnr", "Delbydel", "Antall boliger")
YEARS = (2022, 2023, 2024)
SENTRUM_HOME = "04"
MARKA_HOMES = {"Maridalen": "08", "Østmarka": "13", "Klemetsrud": "15"}
"""Place in Marka: the district that runs its dwellings."""

_OUTSIDE = {"Sentrum": 46, "Maridalen": 5, "Østmarka": 7, "Klemetsrud": 4}
_LOST_ZERO = {"0101": "011"}
"""A code as an old system wrote it, in the first year."""


def make_files() -> Iterator[SampleFile]:
    """One workbook a year: one sheet, header in the first row, codes as text."""
    for year in YEARS:
        book = Book("Boliger")
        book.sheet.write_row(0, 0, HEADER, book.bold)
        book.rows(1, _rows(year))
        yield SampleFile(
            "boligbygg_dwellings",
            str(year),
            f"kommunale_boliger_{year}.xlsx",
            book.to_bytes(),
        )


def _rows(year: int) -> Iterator[tuple[Cell, ...]]:
    run_elsewhere = {SENTRUM_HOME: _OUTSIDE["Sentrum"]} | {
        home: _OUTSIDE[name] for name, home in MARKA_HOMES.items()
    }
    for place in DISTRICTS:
        total = drifted(counts("municipal_dwellings")[place.number], 2022, year, "dwellings", place.number)
        yield from _district(place, year, total - run_elsewhere.get(place.number, 0))
    yield (year, SENTRUM.number, "Sentrum", "1601", "Sentrum", _OUTSIDE["Sentrum"])
    for name in MARKA_HOMES:
        yield (year, MARKA.number, "Marka", "1701", f"Marka, {name}", _OUTSIDE[name])


def _district(place: Place, year: int, dwellings: int) -> Iterator[tuple[Cell, ...]]:
    found = [entry for entry in sub_districts() if entry[2] == place.number]
    weights = [(0.3 if retired else 1.0) * (0.3 + unit("dwellings", code)) for code, _, _, retired in found]
    label = "Bydel St.Hanshaugen" if place.number == "04" else f"Bydel {place.name}"
    for (code, name, _, _), number in zip(found, spread(dwellings, weights), strict=True):
        shown = _LOST_ZERO.get(code, code) if year == YEARS[0] else code
        yield (year, place.number, label, shown, name, number)
