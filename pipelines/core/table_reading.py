"""From a delivered table as text to readings; gathers findings instead of stopping at the first."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from pipelines.core.errors import Finding
from pipelines.core.numbers import fits, is_whole, parse_number
from pipelines.core.open_table import open_table
from pipelines.core.origins import Origin
from pipelines.core.raw_table import RawRow
from pipelines.core.readings import Reading, ReadResult
from pipelines.core.source import Source, Status


class TableReading:
    """One file on its way to readings.

    Columns are called by our names (`column_map.csv`); headers that are the same in name and file, such
    as the years of a wide table, are called by their header. Cells repeat, so what a text means is kept.

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
        self._readings: list[Reading] = []
        self._delivered = 0
        self._not_data = 0
        self._numbers: dict[tuple[str, bool], Decimal] = {}
        self._codes: dict[str, dict[str, str]] = {name: {} for name in source.dimensions}
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
        for row in self.table.rows:
            self._delivered += 1
            if any(declared.matches(row.first_text) for declared in self.source.not_data):
                self._not_data += 1
            elif len(row.cells) == width:
                yield row
            elif len(row.cells) < width and row is self.table.rows[-1]:
                self._report_cut(row, width)
            else:
                self.report("wrong_cell_count", row, found=str(len(row.cells)), expected=str(width))

    def _report_cut(self, row: RawRow, width: int) -> None:
        self.report(
            "truncated_file",
            row,
            found=str(len(row.cells)),
            expected=str(width),
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
        number = self.number(row, column, whole=True)
        if number is None:
            return None
        if must_be is not None:
            first, _, last = str(must_be).partition("-")
            if not int(first) <= number <= int(last or first):
                self.report("wrong_year", row, column, found=str(number), expected=str(must_be))
                return None
        return int(number)

    def codes(self, row: RawRow) -> tuple[str, ...] | None:
        """The row's codes, one per dimension of the source; None, and findings, when one is unknown.

        Each dimension is a column of the same name in the column map.
        """
        found = [
            known.get(row.cells[self._index[name]]) or self.code(row, name)
            for name, known in self._codes.items()
        ]
        codes = tuple(code for code in found if code is not None)
        return codes if len(codes) == len(found) else None

    def code(self, row: RawRow, name: str, text: str | None = None) -> str | None:
        """The code of one dimension; None, and a finding, when the list does not have it.

        Args:
            row: The row.
            name: The dimension, and its column.
            text: What is looked up, when it is not the cell as it stands; the finding shows the cell.
        """
        cell = self.text(row, name)
        if cell is None:
            return None
        dimension = self.source.dimensions[name]
        code = dimension.code(cell if text is None else text)
        if code is None:
            self.report("unknown_code", row, name, found=cell, expected=dimension.expected)
        elif text is None:
            self._codes[name][cell] = code
        return code

    def measure(self, row: RawRow) -> str | None:
        """The measure the column `measure` names by the source's texts; None, and a finding, when unknown."""
        text = self.text(row, "measure")
        measure = self.source.measure_texts.get(text or "")
        if text is not None and measure is None:
            expected = ", ".join(self.source.measure_texts)
            self.report("unknown_code", row, "measure", found=text, expected=expected)
        return measure

    def value(self, row: RawRow, column: str) -> tuple[Decimal | None, Status] | None:
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
        value = self.value(row, column)
        if area is None or measure is None or source_year is None or value is None or codes is None:
            return None
        lowest, highest = self.source.bounds(*value, measure)
        reading = Reading(
            sheet=self.table.sheet,
            file_row=row.file_row,
            file_column=self._headers[column],
            area_label=area,
            measure=measure,
            source_year=source_year,
            value=value[0],
            status=value[1],
            precision=self.source.precision,
            table_year=table_year,
            area_code=area_code,
            area_column=self._headers.get("district"),
            measure_column=self._headers.get("measure"),
            lowest=lowest,
            highest=highest,
            codes=codes,
        )
        self._readings.append(reading)
        return value[0]

    def result(self) -> ReadResult:
        """Everything read and found so far, with the row account."""
        if not self._delivered:
            self.report(
                "truncated_file",
                problem_nb="det er ingen rader under overskriften",
                problem_en="there are no rows below the header",
            )
        landed = {reading.file_row for reading in self._readings}
        return ReadResult(
            tuple(self._readings), tuple(self.findings), self._delivered, len(landed), self._not_data
        )
