"""Workbooks and text tables as bytes, the same on every run."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import xlsxwriter

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

CREATED = datetime(2026, 11, 22)  # noqa: DTZ001 - xlsxwriter stores the time as it is
SYNTHETIC_LINE = "SYNTETISKE TALL / SYNTHETIC FIGURES"

Cell = str | int | float


class Book:
    """A workbook in memory; it begins with one sheet."""

    def __init__(self, sheet: str) -> None:
        self._content = io.BytesIO()
        self.workbook: Workbook = xlsxwriter.Workbook(self._content, {"in_memory": True})
        self.workbook.set_properties({"created": CREATED})
        self.bold = self.workbook.add_format({"bold": True})
        self.sheet: Worksheet = self.workbook.add_worksheet(sheet)

    def rows(self, first_row: int, rows: Iterable[Sequence[Cell]]) -> int:
        """Write rows from a 0-based row on; gives the row after the last."""
        row = first_row
        for cells in rows:
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    self.sheet.write_string(row, column, cell)
                else:
                    self.sheet.write_number(row, column, cell)
            row += 1
        return row

    def to_bytes(self) -> bytes:
        """Close the workbook and give its bytes."""
        self.workbook.close()
        return self._content.getvalue()


def table_book(
    sheet: str,
    titles: Sequence[str],
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    footnotes: Sequence[str] = (),
) -> bytes:
    """A workbook of one table: title rows, header, data, an empty row, footnotes."""
    book = Book(sheet)
    for row, title in enumerate(titles):
        book.sheet.write_string(row, 0, title, book.bold)
    head = len(titles)
    book.sheet.write_row(head, 0, header, book.bold)
    end = book.rows(head + 1, rows)
    book.rows(end + 1, [[note] for note in footnotes])
    return book.to_bytes()


def text_table(rows: Iterable[Sequence[object]], encoding: str, line_end: str = "\r\n") -> bytes:
    """Semicolon-separated lines; no cell may need quotation marks."""
    return "".join(";".join(map(str, cells)) + line_end for cells in rows).encode(encoding)


def grouped(number: int, mark: str = " ") -> str:
    """A whole number with a mark between thousands."""
    return f"{number:,}".replace(",", mark)
