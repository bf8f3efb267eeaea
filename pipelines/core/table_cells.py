"""The rows and cells of a delivered table: texts, numbers, years; what is wrong with them is gathered.

Cells repeat, so what a text means is worked out once. Large workbooks have millions of cells: what runs for
every row is kept short.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from pipelines.core.errors import Finding
from pipelines.core.numbers import fits, is_whole, parse_number
from pipelines.core.open_table import open_table
from pipelines.core.origins import Origin
from pipelines.core.raw_table import RawRow
from pipelines.core.source import Source


class TableCells:
    """One file as rows of text, with findings instead of a stop at the first fault.

    Columns are called by our names (`column_map.csv`); headers that are the same in name and file, such
    as the years of a wide table, are called by their header.

    Args:
        file: The delivered file.
        origin: Its sidecar.
        source: What its source declares.
        year_headers: Headers of the value columns of a wide table.

    Raises:
        DeliveryError: The file cannot be read as a table, or agreed columns are missing.
    """

    def __init__(self, file: Path, origin: Origin, source: Source, year_headers: Sequence[str] = ()) -> None:
        self.origin = origin
        self.source = source
        self.delivery_id = f"{origin.source_id}/{origin.period}/{file.name}"
        self.findings: list[Finding] = []
        self._delivered = 0
        self._not_data = 0
        self._lost_areas: set[str | None] = set()
        self._numbers: dict[tuple[str, bool], Decimal] = {}
        self._years: dict[tuple[str, int | str | None], int] = {}
        wanted = {name: h for name, h in source.columns.for_period(origin.period).items() if h is not None}
        wanted |= {header: header for header in year_headers}
        self.table, self._headers, self._index = open_table(file, source, wanted, self.delivery_id)

    def report(
        self,
        code: str,
        row: RawRow | None = None,
        column: str | None = None,
        found: str | None = None,
        expected: str | None = None,
        **params: str,
    ) -> None:
        """Keep a finding of this file; `column` is our name for it."""
        self.findings.append(
            Finding(
                code,
                self.source.source_id,
                self.delivery_id,
                self.table.sheet,
                row.file_row if row else None,
                self._headers.get(column, column) if column else None,
                found,
                expected,
                params,
            )
        )

    def data_rows(self) -> Iterator[RawRow]:
        """The rows that are data, counted; short, long and cut rows are reported and left out."""
        width = len(self.table.header)
        declared: dict[str, bool] = {}
        for number, row in enumerate(self.table.rows, start=1):
            self._delivered = number
            first = row.first_text
            is_declared = declared.get(first)
            if is_declared is None:
                is_declared = declared[first] = any(one.matches(first) for one in self.source.not_data)
            if is_declared:
                self._not_data += 1
            elif len(row.cells) == width:
                yield row
            else:
                self._report_width(row, width)

    def _report_width(self, row: RawRow, width: int) -> None:
        self._lost_areas.add(None)
        found, expected = str(len(row.cells)), str(width)
        if len(row.cells) > width or row is not self.table.rows[-1]:
            self.report("wrong_cell_count", row, found=found, expected=expected)
            return
        self.report(
            "truncated_file",
            row,
            found=found,
            expected=expected,
            problem_nb="siste linje har færre celler enn overskriften",
            problem_en="the last line has fewer cells than the header",
        )

    def text(self, row: RawRow, column: str) -> str | None:
        """The cell's text; an empty cell is a finding and gives None."""
        text = row.cells[self._index[column]]
        if not text:
            self.report("missing_value", row, column, found="")
        return text or None

    def number(self, row: RawRow, column: str, *, whole: bool = False) -> Decimal | None:
        """The cell as an exact number; None, and a finding, when it is none or not whole as it must be."""
        text = self.text(row, column)
        return None if text is None else self._number(row, column, text, whole=whole)

    def _number(self, row: RawRow, column: str, text: str, *, whole: bool) -> Decimal | None:
        if (known := self._numbers.get((text, whole))) is not None:
            return known
        decimal = self.source.file.decimal
        try:
            number = parse_number(text, decimal)
        except ValueError:
            number = None
        # a per cent is no count, whole or not
        if number is None or (whole and text.endswith("%")):
            example = "12 320" if whole else f"1 234{decimal}5"
            self.report("not_a_number", row, column, found=text, example=example)
        elif whole and not is_whole(number):
            self.report("decimal_in_count", row, column, found=text)
        elif not fits(number):
            self.report("out_of_range", row, column, found=text)
        else:
            self._numbers[text, whole] = number
            return number
        return None

    def year(self, row: RawRow, column: str, *, must_be: int | str | None = None) -> int | None:
        """The cell as a year; None, and a finding, when it is none or not the year it must be.

        `must_be` is a year, or a span of years such as "2015-2026" that it must lie in.
        """
        key = (row.cells[self._index[column]], must_be)
        if (known := self._years.get(key)) is not None:
            return known
        number = self.number(row, column, whole=True)
        if number is None:
            return None
        if must_be is not None:
            first, _, last = str(must_be).partition("-")
            if not int(first) <= number <= int(last or first):
                self.report("wrong_year", row, column, found=str(number), expected=str(must_be))
                return None
        self._years[key] = int(number)
        return self._years[key]
