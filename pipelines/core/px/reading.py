"""From a table of a statbank to readings: the same for every format, order of variables and spelling."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any, cast

from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.numbers import fits, is_whole
from pipelines.core.origins import Origin
from pipelines.core.px.categories import AREA, CONTENTS, YEAR, Categories, Category
from pipelines.core.px.files import read_px
from pipelines.core.px.shape import PxShape
from pipelines.core.px.table import NO_MARK, PxTable, PxVariable, as_decimal
from pipelines.core.readings import Reading, ReadResult
from pipelines.core.source import Source, Status

_Value = tuple[Decimal | None, Status]


def read_px_delivery(file: Path, origin: Origin, source: Source) -> ReadResult:
    """Read a delivery of a source of kind `px`; a cell is a row.

    The row number of a cell is its place when the cells are sorted by area, the declared dimensions and the
    year, each by what it is matched by; so the same content gives the same readings in any format and order.
    Cells of several contents have the same row and differ in column.

    Raises:
        DeliveryError: The file is no table, or not the agreed one.
    """
    return _PxReading(file, origin, source).result()


class _PxReading:
    def __init__(self, file: Path, origin: Origin, source: Source) -> None:
        assert isinstance(source.file, PxShape), f"{source.source_id} is not of kind px"
        self.source = source
        self.about = Finding("", source.source_id, f"{origin.source_id}/{origin.period}/{file.name}")
        self.findings: list[Finding] = []
        # our names in the order in which cells are counted, and the table's names for them
        self.order = [AREA, *source.dimensions, YEAR, CONTENTS]
        headers = source.columns.for_period(origin.period)
        self.names = {name: str(headers[name]) for name in self.order}
        self.table = self._read(file, source.file)
        self.variables = self._locate()
        first, *last = map(int, origin.period.split("-"))
        years = range(first, (last[0] if last else first) + 1)
        categories = Categories(source, source.file, self.about, years, self.table.states_units)
        self.categories = [categories.of(name, self.variables[name]) for name in self.order]
        self.findings += categories.findings

    def _read(self, file: Path, shape: PxShape) -> PxTable:
        variables = [self.names[name] for name in self.order if name != CONTENTS]
        contents = {self.names[CONTENTS]: list(shape.contents)}
        return read_px(file, variables, contents, self.about, tuple(self.source.symbols))

    def _locate(self) -> dict[str, PxVariable]:
        found = {variable.code: variable for variable in self.table.variables}
        expected = {header: name for name, header in self.names.items()}
        for code in expected:
            if code not in found:
                self._report("missing_variable", found=", ".join(found), expected=code)
        for code, variable in found.items():
            # several categories would give several figures for one cell
            ignored = any(one.matches(code) for one in self.source.ignored_columns)
            if code not in expected and not (ignored and len(variable.codes) == 1):
                self._report("undeclared_variable", code, found=code, expected=", ".join(expected))
        if self.findings:
            raise DeliveryError(self.findings)
        return {name: found[code] for code, name in expected.items()}

    def result(self) -> ReadResult:
        """Everything read and found, with the account of cells."""
        readings = tuple(self._readings())
        return ReadResult(readings, tuple(self.findings), int(self.table.values.size), len(readings), 0)

    def _cells(self) -> Iterator[int]:
        """The places of the cells in the order in which they are counted, the contents fastest."""
        import numpy as np

        codes = [variable.code for variable in self.table.variables]
        axes = [codes.index(self.names[name]) for name in self.order]
        ignored = [axis for axis in range(len(codes)) if axis not in axes]
        cells = np.arange(self.table.values.size).reshape(self.table.shape).transpose(*axes, *ignored)
        cells = cells.reshape([len(categories) for categories in self.categories])
        sorted_places = [[category.place for category in categories] for categories in self.categories]
        places: list[int] = cells[np.ix_(*sorted_places)].ravel().tolist()
        return iter(places)

    def _readings(self) -> Iterator[Reading]:
        cells = self._cells()
        values, marks = self.table.values.tolist(), self.table.marks.tolist()
        *rows, contents = self.categories
        for row, categories in enumerate(product(*rows), start=1):
            for content in contents:
                cell = next(cells)
                value = self._value(cell, values[cell], marks[cell])
                if value and not any(one.meaning is None for one in (*categories, content)):
                    yield self._reading(row, categories, content, value)

    def _reading(self, row: int, categories: Sequence[Category], content: Category, value: _Value) -> Reading:
        area, *dimensions, year = categories
        lowest, highest = self.source.bounds(*value, str(content.meaning))
        return Reading(
            sheet=None,
            file_row=row,
            file_column=content.text,
            area_label=area.text,
            measure=cast("str", content.meaning),
            source_year=cast("int", year.meaning),
            value=value[0],
            status=value[1],
            precision=self.source.precision,
            area_column=f"{self.names[AREA]}={area.text}",
            measure_column=self.names[CONTENTS],
            lowest=lowest,
            highest=highest,
            codes=tuple(cast("str", one.meaning) for one in dimensions),
        )

    def _value(self, cell: int, number: Any, mark: int) -> _Value | None:  # noqa: ANN401
        """The cell as value and status; None, and a finding, when it is neither."""
        value = as_decimal(number)
        if mark != NO_MARK:
            return self._marked(cell, value, self.table.mark_names[mark])
        if value is None:
            return None, "missing"
        if self.source.whole_numbers and not is_whole(value):
            self._report("decimal_in_count", self.table.place(cell), str(value))
            return None
        if not fits(value):
            self._report("out_of_range", self.table.place(cell), str(value))
            return None
        return value, "observed"

    def _marked(self, cell: int, value: Decimal | None, mark: str) -> _Value | None:
        """A marked cell: a mark for `observed` stands for nil, one for `estimated` beside a figure."""
        status = self.source.symbols[mark]
        if status == "estimated":
            if value is None:
                self._report("missing_value", self.table.place(cell), mark)
                return None
            return value, status
        if value or (value is not None and status != "observed"):
            self._report("figure_despite_mark", self.table.place(cell), f"{value} {mark}")
            return None
        return (Decimal(0) if status == "observed" else None), status

    def _report(
        self, code: str, column: str | None = None, found: str | None = None, expected: str | None = None
    ) -> None:
        about = self.about
        self.findings.append(
            Finding(code, about.source_id, about.file, column=column, found=found, expected=expected)
        )
