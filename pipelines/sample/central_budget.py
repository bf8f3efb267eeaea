"""`central_budget`: what the council gives each district and area, and its adjustments during the year."""

from collections.abc import Iterator

from pipelines.sample.accounts import AREAS, YEARS, net
from pipelines.sample.books import SYNTHETIC_LINE, Book
from pipelines.sample.drift import rounded, unit
from pipelines.sample.files import SampleFile
from pipelines.sample.places import DISTRICTS

HEADER = ("Bydel", "Funksjonsområde", "Type", "Dato", "Sak", "Beløp (1000 kr)")
_ADJUSTMENTS = (("22.06", "Revidert budsjett"), ("14.12", "Justering ved årets slutt"))

Step = tuple[str, str, str, int]
"""Type, date, case, thousand NOK."""


def make_files() -> Iterator[SampleFile]:
    """One workbook a year; district and area stand once, merged over their rows."""
    for year in YEARS:
        book = Book("Budsjett")
        title = f"Sentralt budsjett {year} for bydelene, funksjonsområde 4, beløp i 1000 kr"
        book.sheet.write_string(0, 0, title, book.bold)
        book.sheet.write_string(1, 0, SYNTHETIC_LINE, book.bold)
        book.sheet.write_row(3, 0, HEADER, book.bold)
        row = 4
        for place in DISTRICTS:
            first = row
            for area in AREAS:
                found = steps(place.number, area, year)
                book.rows(row, [("", "", *step) for step in found])
                _merged(book, row, len(found), 1, area)
                row += len(found)
            _merged(book, first, row - first, 0, place.name)
        note = "Kilde: oppdiktet; sakene finnes ikke"
        book.sheet.write_string(row + 1, 0, note)
        yield SampleFile("central_budget", str(year), f"sentralt_budsjett_{year}.xlsx", book.to_bytes())


def _merged(book: Book, row: int, rows: int, column: int, text: str) -> None:
    if rows > 1:
        book.sheet.merge_range(row, column, row + rows - 1, column, text)
    else:
        book.sheet.write_string(row, column, text)


def steps(number: str, area: str, year: int) -> list[Step]:
    """Opening budget and adjustments of a district and area; they end within 6 % of the accounts."""
    accounts = sum(net(number, function, year) for function in AREAS[area])
    final = rounded(accounts * (0.94 + 0.12 * unit("budget", number, area, year)))
    found: list[Step] = []
    for order, (day, name) in enumerate(_ADJUSTMENTS):
        size = (0.02, 0.006)[order] * (unit("adjustment", order, number, area, year) - 0.25)
        # not every district is touched by every case
        if order == 0 or unit("touched", number, area, year) < 0.5:
            found.append(("Justering", f"{day}.{year}", f"{name} {year}", rounded(final * size)))
    opening = final - sum(amount for *_, amount in found)
    return [("Opprinnelig budsjett", f"08.12.{year - 1}", f"Budsjett {year}", opening), *found]
