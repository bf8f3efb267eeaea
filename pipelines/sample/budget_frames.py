"""`budget_frames`: the frames of FO4 by budget year, a wide sheet beside a hidden one."""

from collections.abc import Iterator
from itertools import pairwise

from pipelines.sample.books import SYNTHETIC_LINE, Book, grouped
from pipelines.sample.drift import unit
from pipelines.sample.files import SampleFile

YEARS = (2024, 2025, 2026)
FRAMES_2024 = {"FO4A": 1_300_000_000, "FO4B": 530_000_000, "FO4C": 1_678_000_000}
"""The estimates of the decisions, whole NOK."""
_NAMES = {
    "FO4A": "Sosiale tjenester",
    "FO4B": "Kvalifiseringsprogrammet",
    "FO4C": "Økonomisk sosialhjelp",
}


def make_files() -> Iterator[SampleFile]:
    """One workbook for all years."""
    book = Book("Rammer")
    sheet = book.sheet
    sheet.write_string(0, 0, "Rammer for funksjonsområde 4, hele kroner", book.bold)
    sheet.write_string(1, 0, SYNTHETIC_LINE, book.bold)
    sheet.write_row(3, 0, ("Funksjonsområde", "Benevning", *YEARS), book.bold)
    row = 4
    for area, name in _NAMES.items():
        frames = list(frames_of(area).values())
        # the area stands once, in a cell over both its rows
        sheet.merge_range(row, 0, row + 1, 0, area)
        changes = ["", *(f"{later - earlier:+d}" for earlier, later in pairwise(frames))]
        sheet.write_row(row, 1, (name, *(grouped(frame, "\xa0") for frame in frames)))
        sheet.write_row(row + 1, 1, ("Endring fra året før", *changes))
        row += 2
    sheet.write_string(row + 1, 0, "Kilde: oppdiktet; 2024 er estimert, rapporten om FO4 oppgir ingen rammer")
    sheet.write_string(row + 2, 0, "Merknad: prisnivå i Grønt hefte 2024 for 2024, løpende for senere år")
    basis = book.workbook.add_worksheet("Grunnlag")
    basis.write_row(0, 0, ("Forutsetning", "Verdi"))
    basis.write_row(1, 0, ("Lønns- og prisvekst, oppdiktet", "3-4 %"))
    basis.hide()
    yield SampleFile("budget_frames", f"{YEARS[0]}-{YEARS[-1]}", "rammer_fo4.xlsx", book.to_bytes())


def frames_of(area: str) -> dict[int, int]:
    """Budget year -> whole NOK, full millions after 2024."""
    found = {YEARS[0]: FRAMES_2024[area]}
    for year in YEARS[1:]:
        growth = 1.03 + 0.01 * unit("frame", area, year)
        found[year] = int(found[year - 1] * growth / 1_000_000) * 1_000_000
    return found
