"""PxWeb's csv: columns of the stub variables, then a column for each combination of the heading variables.

The heading's categories stand in one header, a space between: `KOSbelop0000 2022`. The file has codes or
texts (`UseCodes`, `UseTexts`), never both, and no units.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from pipelines.core.delimited import read_delimited
from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.json_text import refuse_web_page
from pipelines.core.px.grid import PxColumn, column_of, grid
from pipelines.core.px.table import MARKS, NO_MARK, PxTable, exact_array
from pipelines.core.raw_table import RawRow, RawTable
from pipelines.core.source import DelimitedShape

_SHAPE = DelimitedShape(kind="delimited", encoding="iso-8859-1", delimiter=",", decimal=".")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_START = 200


def read_px_csv(
    file: Path, variables: Sequence[str], about: Finding, marks: Sequence[str] = MARKS
) -> PxTable:
    """Read a table.

    Args:
        file: The delivered file, ISO-8859-1 with commas.
        variables: Variables the table has; those that are no column of the file make up its headings, in this
            order.
        about: A finding that names source and file; the ones raised are made from it.
        marks: The marks that may stand in place of a figure.

    Raises:
        DeliveryError: With everything that is wrong, or the first fault that hides the rest.
    """
    with file.open("rb") as stream:
        refuse_web_page(stream.read(_START), about)
    reading = _Reading(read_delimited(file, _SHAPE, about), variables, about, tuple(marks))
    return reading.table()


class _Reading:
    def __init__(
        self, raw: RawTable, variables: Sequence[str], about: Finding, marks: tuple[str, ...]
    ) -> None:
        self.raw = raw
        self.about = about
        self.mark_names = marks
        self.stub = [name for name in raw.header if name in variables]
        self.headed = [name for name in variables if name not in raw.header]
        self.findings: list[Finding] = []

    def table(self) -> PxTable:
        import numpy as np

        rows = self._whole_rows()
        places = [place for place, name in enumerate(self.raw.header) if name not in self.stub]
        headings = self._headings([self.raw.header[place] for place in places])
        self._refuse_faulty()
        cells = [self._cell(row, place) for row in rows for place in places]
        self._refuse_faulty()
        return grid(
            [*self._stub_columns(rows, len(places)), *self._headed_columns(headings, len(rows))],
            exact_array([value for value, _ in cells]),
            np.array([mark for _, mark in cells], dtype=np.int8),
            self.mark_names,
            self.about,
        )

    def _refuse_faulty(self) -> None:
        if self.findings:
            raise DeliveryError(self.findings)

    def _whole_rows(self) -> list[RawRow]:
        width = len(self.raw.header)
        for row in self.raw.rows:
            if len(row.cells) != width:
                found, expected = str(len(row.cells)), str(width)
                self._report("wrong_cell_count", row=row.file_row, found=found, expected=expected)
        return self.raw.rows

    def _headings(self, headers: list[str]) -> list[list[str]]:
        """The categories each header names, one per heading variable; only the first may hold spaces."""
        split = [header.rsplit(" ", max(len(self.headed) - 1, 0)) for header in headers]
        for header, parts in zip(headers, split, strict=True):
            if not self.headed or len(parts) != len(self.headed):
                found, missing = ", ".join(self.raw.header), ", ".join(self.headed)
                self._report("missing_variable", column=header, found=found, expected=missing)
                break
        return split

    def _cell(self, row: RawRow, place: int) -> tuple[Decimal | None, int]:
        text = row.cells[place]
        if _NUMBER.fullmatch(text):
            return Decimal(text), NO_MARK
        if not text:
            return None, NO_MARK
        if text in self.mark_names:
            return None, self.mark_names.index(text)
        column = self.raw.header[place]
        self._report(
            "unknown_mark", row=row.file_row, column=column, found=text, expected=" ".join(self.mark_names)
        )
        return None, NO_MARK

    def _stub_columns(self, rows: list[RawRow], repeats: int) -> list[PxColumn]:
        columns = []
        for name in self.stub:
            place = self.raw.header.index(name)
            columns.append(column_of(name, [row.cells[place] for row in rows for _ in range(repeats)]))
        return columns

    def _headed_columns(self, headings: list[list[str]], rows: int) -> list[PxColumn]:
        each = zip(self.headed, zip(*headings, strict=True), strict=True) if headings else []
        return [column_of(name, list(texts) * rows) for name, texts in each]

    def _report(
        self,
        code: str,
        row: int | None = None,
        column: str | None = None,
        found: str | None = None,
        expected: str | None = None,
    ) -> None:
        about = self.about
        self.findings.append(
            Finding(code, about.source_id, about.file, row=row, column=column, found=found, expected=expected)
        )
