"""A delivered table as cells under headers, for finding the cell to change by what stands around it."""

import io
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell

from pipelines.core.encodings import detected
from pipelines.core.source import DelimitedShape, PastedShape, Shape


class Grid(Protocol):
    """A table that can be searched, changed and written back; rows are numbered from 1 as in the file."""

    def rows_where(self, where: Mapping[str, str]) -> list[int]:
        """The rows whose cells read as said, by header."""

    def row_where(self, where: Mapping[str, str]) -> int:
        """The one row whose cells read as said."""

    def put(self, row: int, column: str, value: str | float | None) -> None:
        """Change one cell."""

    def drop(self, rows: Iterable[int]) -> None:
        """Take rows out."""

    def content(self) -> bytes:
        """The file as it is now."""


class _Cells:
    """The texts of a table and where its header stands: the first row that holds all the headers."""

    def __init__(self, texts: list[list[str]], headers: Iterable[str], file: Path) -> None:
        wanted = list(headers)
        found = [at for at, cells in enumerate(texts) if all(one in cells for one in wanted)]
        assert found, f"no row of {file} has the headers {wanted}"
        self.file = file
        self.texts = texts
        self.header_at = found[0]
        self.header = texts[found[0]]

    def rows_where(self, where: Mapping[str, str]) -> list[int]:
        places = {self.header.index(column): text for column, text in where.items()}
        return [
            at + 1
            for at, cells in enumerate(self.texts)
            if at > self.header_at
            and all(cells[place : place + 1] == [text] for place, text in places.items())
        ]

    def row_where(self, where: Mapping[str, str]) -> int:
        rows = self.rows_where(where)
        assert len(rows) == 1, f"{len(rows)} rows of {self.file} have {dict(where)}"
        return rows[0]


class WorkbookGrid(_Cells):
    """One sheet of a workbook; a merged cell counts for every row it spans."""

    def __init__(self, file: Path, sheet: str, headers: Iterable[str]) -> None:
        self.workbook = load_workbook(file)
        self.sheet = self.workbook[sheet]
        texts = [[_tidy(value) for value in row] for row in self.sheet.iter_rows(values_only=True)]
        for span in self.sheet.merged_cells.ranges:
            for row in range(span.min_row, span.max_row):
                texts[row][span.min_col - 1] = texts[span.min_row - 1][span.min_col - 1]
        super().__init__(texts, headers, file)

    def put(self, row: int, column: str, value: str | float | None) -> None:
        cell = self.sheet.cell(row, self.header.index(column) + 1)
        assert isinstance(cell, Cell), f"row {row} has its {column!r} from a merged cell"
        cell.value = value

    def drop(self, rows: Iterable[int]) -> None:
        assert not self.sheet.merged_cells.ranges, "merged cells would stay where they were"
        for row in sorted(rows, reverse=True):
            self.sheet.delete_rows(row)

    def content(self) -> bytes:
        stream = io.BytesIO()
        self.workbook.save(stream)
        return stream.getvalue()


class TextGrid(_Cells):
    """A delimited or pasted text without quotes."""

    def __init__(self, file: Path, shape: Shape, headers: Iterable[str]) -> None:
        assert isinstance(shape, DelimitedShape | PastedShape), f"{file} is not a text table"
        self.encoding = text_encoding(file, shape)
        self.delimiter = shape.delimiter
        with file.open(encoding=self.encoding, newline="") as stream:
            self.lines = stream.readlines()
        texts = [line.rstrip("\r\n").split(self.delimiter) for line in self.lines]
        super().__init__([[_tidy(cell) for cell in cells] for cells in texts], headers, file)

    def put(self, row: int, column: str, value: str | float | None) -> None:
        line = self.lines[row - 1]
        body = line.rstrip("\r\n")
        cells = body.split(self.delimiter)
        cells[self.header.index(column)] = "" if value is None else str(value)
        self.lines[row - 1] = self.delimiter.join(cells) + line[len(body) :]

    def drop(self, rows: Iterable[int]) -> None:
        gone = set(rows)
        self.lines = [line for at, line in enumerate(self.lines, start=1) if at not in gone]

    def content(self) -> bytes:
        return "".join(self.lines).encode(self.encoding)


def text_encoding(file: Path, shape: Shape) -> str:
    """The character set of a text delivery: the one agreed on, or the one it turns out to have."""
    assert isinstance(shape, DelimitedShape | PastedShape), f"{file} is not a text table"
    return detected(file.read_bytes()) if shape.encoding == "detect" else shape.encoding


def _tidy(value: object) -> str:
    return "" if value is None else re.sub(r"\s+", " ", str(value)).strip()
