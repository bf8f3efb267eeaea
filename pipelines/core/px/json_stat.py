"""JSON-stat 2 datasets: any order of dimensions, every legal form of value and status.

Numbers. The standard parser turns `24.8` into a floating number, which is fast and gives the decimal back as
long as it has at most 15 digits. That is checked for the whole column at once (`table.gives_back`); if one
number fails, the text is parsed once more with decimals, which takes longer and loses nothing. Integers are
exact in Python at any size.
"""

from collections.abc import Collection
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.json_text import parse_json, read_json_text
from pipelines.core.px.json_stat_dimensions import read_variables
from pipelines.core.px.table import (
    MARKS,
    NO_MARK,
    PxTable,
    PxVariable,
    exact_array,
    gives_back,
    place,
    sizes,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_VERSION = "2.0"
_JSON_NAMES = {bool: "true / false", str: "text", list: "[...]", dict: "{...}"}


def read_json_stat(file: Path, about: Finding, marks: Collection[str] = MARKS) -> PxTable:
    """Read a dataset.

    Args:
        file: The answer of a statbank, as it came.
        about: A finding that names source and file; the ones raised are made from it.
        marks: The marks that may stand in `status`.

    Raises:
        DeliveryError: With everything that is wrong: wrong_encoding, truncated_file, error_answer,
            broken_json, not_agreed_json, broken_px_table, wrong_cell_total, cell_out_of_range,
            not_a_number, unknown_mark.
    """
    text = read_json_text(file, about)
    dataset = parse_json(text, about)
    variables = read_variables(_checked(dataset, about), about)
    cells = _Cells(variables, about, tuple(marks))
    values = cells.values(dataset.get("value"), text)
    status = cells.marks(dataset.get("status"))
    if cells.findings or values is None:
        raise DeliveryError(cells.findings)
    return PxTable(tuple(variables), values, status, cells.mark_names, states_units=True)


def _checked(dataset: Any, about: Finding) -> dict[str, Any]:  # noqa: ANN401, JSON is anything
    found = dataset if isinstance(dataset, dict) else {}
    kind, version = found.get("class"), found.get("version")
    if kind != "dataset" or version != _VERSION:
        raise DeliveryError(
            [
                Finding(
                    "not_agreed_json",
                    about.source_id,
                    about.file,
                    found=f"class {kind}, version {version}",
                    expected=f"class dataset, version {_VERSION}",
                )
            ]
        )
    return found


class _Cells:
    """Value and status as columns; gathers findings."""

    def __init__(self, variables: list[PxVariable], about: Finding, mark_names: tuple[str, ...]) -> None:
        self.variables = variables
        self.about = about
        self.mark_names = mark_names
        self.total = prod(len(variable.codes) for variable in variables)
        self.findings: list[Finding] = []

    def values(self, value: Any, text: str) -> "NDArray[Any] | None":  # noqa: ANN401, JSON is anything
        """One number per cell; None when there are findings."""
        row = self._row(value)
        if row is None:
            return None
        floats = _as_floats(row)
        if floats is not None:
            return floats
        if not self._all_numbers(row):
            return None
        # floats are not enough: the same numbers once more, with every digit
        exact = self._row(parse_json(text, self.about, exact=True)["value"])
        return exact_array(exact or [])

    def _row(self, value: Any) -> list[Any] | None:  # noqa: ANN401, JSON is anything
        if isinstance(value, dict):
            places = self._places(value, "value")
            row: list[Any] = [None] * self.total
            if len(places) != len(value):
                return None
            for cell, number in zip(places, value.values(), strict=True):
                row[cell] = number
            return row
        if isinstance(value, list) and len(value) == self.total:
            return value
        found = str(len(value)) if isinstance(value, list) else str(value)
        self._report("wrong_cell_total", column="value", found=found, expected=sizes(self.variables))
        return None

    def _all_numbers(self, row: list[Any]) -> bool:
        for cell, number in enumerate(row):
            if isinstance(number, bool) or not isinstance(number, int | float | None):
                found = str(number) if isinstance(number, str) else _JSON_NAMES[type(number)]
                column = place(self.variables, cell)
                self._report("not_a_number", column=column, found=found, params={"example": "24.8"})
        return not self.findings

    def marks(self, status: Any) -> "NDArray[np.int8]":  # noqa: ANN401, JSON is anything
        """Per cell the place of its mark among `mark_names`."""
        import numpy as np

        if isinstance(status, list) and len(status) == 1:
            # one mark for all cells may stand alone or in a list of its own
            status = status[0]
        if status is None or isinstance(status, str):
            cell = self._mark(status, 0)
            return np.full(self.total, cell, dtype=np.int8)
        marks = np.full(self.total, NO_MARK, dtype=np.int8)
        if isinstance(status, dict):
            places = self._places(status, "status")
            if len(places) == len(status):
                marks[places] = self._each_mark(list(status.values()), places)
        elif isinstance(status, list) and len(status) == self.total:
            marks[:] = self._each_mark(status, range(self.total))
        else:
            found = str(len(status)) if isinstance(status, list) else str(status)
            self._report("wrong_cell_total", column="status", found=found, expected=sizes(self.variables))
        return marks

    def _each_mark(self, marks: list[Any], places: Collection[int]) -> "NDArray[np.int8]":
        import numpy as np

        known = {mark: index for index, mark in enumerate(self.mark_names)} | {None: NO_MARK, "": NO_MARK}
        try:
            return np.fromiter(map(known.__getitem__, marks), dtype=np.int8, count=len(marks))
        except (KeyError, TypeError):
            told = [self._mark(mark, cell) for mark, cell in zip(marks, places, strict=True)]
            return np.array(told, dtype=np.int8)

    def _mark(self, mark: Any, cell: int) -> int:  # noqa: ANN401, JSON is anything
        if mark is None or mark == "":
            return NO_MARK
        if isinstance(mark, str) and mark in self.mark_names:
            return self.mark_names.index(mark)
        column = place(self.variables, cell)
        self._report("unknown_mark", column=column, found=str(mark), expected=" ".join(self.mark_names))
        return NO_MARK

    def _places(self, keyed: dict[str, Any], name: str) -> list[int]:
        """The places the keys name; shorter than the keys when one of them is no place of the table."""
        digits = "".join(keyed)
        if digits.isascii() and digits.isdigit() and "" not in keyed:
            places = list(map(int, keyed))
            if max(places) < self.total:
                return places
        wrong = [key for key in keyed if not (key.isascii() and key.isdigit() and int(key) < self.total)]
        expected = f"0 - {self.total - 1}"
        for key in wrong:
            self._report("cell_out_of_range", column=name, found=key, expected=expected)
        return [int(key) for key in keyed if key not in wrong]

    def _report(self, code: str, **facts: Any) -> None:  # noqa: ANN401, fields of a finding
        self.findings.append(Finding(code, self.about.source_id, self.about.file, **facts))


def _as_floats(row: list[Any]) -> "NDArray[np.float64] | None":
    """A row of JSON numbers and nulls as floating numbers.

    None when it holds anything else, or a number that a floating number would not give back.
    """
    import numpy as np
    import pyarrow as pa

    try:
        # finds the type from the content, and so refuses text and true, which an agreed type lets through
        column = pa.array(row)
        if pa.types.is_integer(column.type):
            # refuses an integer beyond those that floating numbers count one by one
            column = column.cast(pa.float64())
            whole = True
        else:
            whole = pa.types.is_null(column.type)
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):
        return None
    if not whole and not pa.types.is_floating(column.type):
        return None
    floats: NDArray[np.float64] = column.to_numpy(zero_copy_only=False).astype(np.float64, copy=False)
    return floats if whole or gives_back(floats) else None
