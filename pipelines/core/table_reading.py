"""From a delivered table as text to readings; gathers findings instead of stopping at the first."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import cast

from pipelines.core.origins import Origin
from pipelines.core.raw_table import RawRow
from pipelines.core.readings import Reading, ReadResult
from pipelines.core.source import Source, Status
from pipelines.core.table_cells import TableCells

_Value = tuple[Decimal | None, Status]
_Bounds = tuple[Decimal | None, Decimal | None]


class TableReading(TableCells):
    """One file on its way to readings; see `TableCells` for its arguments and errors."""

    def __init__(self, file: Path, origin: Origin, source: Source, year_headers: Sequence[str] = ()) -> None:
        super().__init__(file, origin, source, year_headers)
        self._readings: list[Reading] = []
        self._values: dict[tuple[str, str], tuple[_Value, _Bounds]] = {}
        self._codes: dict[str, dict[str, str]] = {name: {} for name in source.dimensions}
        self._precision = source.precision
        self._area_column = self._headers.get("district")
        self._measure_column = self._headers.get("measure")

    def codes(self, row: RawRow) -> tuple[str, ...] | None:
        """The row's codes, one per dimension of the source; None, and findings, when one is unknown.

        Each dimension is a column of the same name in the column map.
        """
        cells, index = row.cells, self._index
        found = [known.get(cells[index[name]]) or self.code(row, name) for name, known in self._codes.items()]
        # the tuple is made of texts alone, or the row is left out
        return None if None in found else cast("tuple[str, ...]", tuple(found))

    def code(self, row: RawRow, name: str, text: str | None = None) -> str | None:
        """The code of one dimension; None, and a finding, when the list does not have it.

        Args:
            row: The row.
            name: The dimension, and its column.
            text: What is looked up, when it is not the cell as it stands; the finding shows the cell.
        """
        cell = row.cells[self._index[name]]
        if not cell:
            return self.text(row, name)
        looked_up = cell if text is None else text
        known = self._codes[name]
        code = known.get(looked_up)
        if code is not None:
            return code
        dimension = self.source.dimensions[name]
        code = dimension.code(looked_up)
        if code is None:
            self.report("unknown_code", row, name, found=cell, expected=dimension.expected)
        else:
            known[looked_up] = code
        return code

    def measure(self, row: RawRow) -> str | None:
        """The measure the column `measure` names by the source's texts; None, and a finding, when unknown."""
        text = self.text(row, "measure")
        measure = self.source.measure_texts.get(text or "")
        if text is not None and measure is None:
            expected = ", ".join(self.source.measure_texts)
            self.report("unknown_code", row, "measure", found=text, expected=expected)
        return measure

    def value(self, row: RawRow, column: str) -> _Value | None:
        """The cell as value and status, by the source's symbols and marks and its rule for counts."""
        text = row.cells[self._index[column]]
        if text in self.source.symbols:
            return None, self.source.symbols[text]
        status: Status = "observed"
        if text[-1:] in self.source.marks:
            status, text = self.source.marks[text[-1]], text[:-1].rstrip()
        if not text:
            self.report("missing_value", row, column, found=row.cells[self._index[column]])
            return None
        number = self._number(row, column, text, whole=self.source.whole_numbers)
        return None if number is None else (number, status)

    def add(
        self,
        row: RawRow,
        column: str,
        *,
        area: str | None,
        measure: str | None,
        source_year: int | None,
        table_year: int | None = None,
        area_code: str | None = None,
        codes: tuple[str, ...] | None = (),
    ) -> Decimal | None:
        """Add the value of one cell unless one of its parts has a finding; gives the value.

        A part that has a finding is None: area, measure, source_year, codes.
        """
        text = row.cells[self._index[column]]
        known = self._values.get((text, measure or ""))
        if known is None:
            value = self.value(row, column)
            if value is not None:
                known = value, self.source.bounds(*value, measure or "")
                self._values[text, measure or ""] = known
        if area is None or measure is None or source_year is None or known is None or codes is None:
            self._lost_areas.add(area)
            return None
        (number, status), (lowest, highest) = known
        # by position: names cost time, and this runs for every cell of a large table
        self._readings.append(
            Reading(
                self.table.sheet,
                row.file_row,
                self._headers[column],
                area,
                measure,
                source_year,
                number,
                status,
                self._precision,
                table_year,
                area_code,
                self._area_column,
                self._measure_column,
                lowest,
                highest,
                codes,
            )
        )
        return number

    def of_one_area(self, column: str, area: str) -> ReadResult:
        """Read a table that is about one area, which no cell names: its value in one column of every row.

        Each row says its year, which must lie in the period, and a code for each dimension of the source.

        Args:
            column: Column of the values, as the column map names it.
            area: The area's label.
        """
        for row in self.data_rows():
            year = self.year(row, "source_year", must_be=self.origin.period)
            codes = self.codes(row)
            self.add(row, column, area=area, measure=self.source.measure, source_year=year, codes=codes)
        return self.result()

    def result(self) -> ReadResult:
        """Everything read and found so far, with the row account."""
        if not self._delivered:
            self.report(
                "truncated_file",
                problem_nb="det er ingen rader under overskriften",
                problem_en="there are no rows below the header",
            )
        landed = {reading.file_row for reading in self._readings}
        known = frozenset(area for area in self._lost_areas if area is not None)
        return ReadResult(
            tuple(self._readings),
            tuple(self.findings),
            self._delivered,
            len(landed),
            self._not_data,
            known if len(known) == len(self._lost_areas) else None,
        )
