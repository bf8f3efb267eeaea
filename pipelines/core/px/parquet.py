"""PxWeb's parquet: one row per cell, or per cell of each content.

A table with one content has `value` and `value_symbol` and no column for the contents; one with several has
`<contents>_<code>` and `<contents>_<code>_symbol` for each. A figure that is not given is NaN or null, its
mark in the symbol. Beside the time variable stands `timestamp`, which says the same. There are codes, no
labels or units.
Numbers are floating numbers in the file itself; each is taken as the shortest decimal that means it.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.core.encodings import cut
from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.json_text import refuse_web_page
from pipelines.core.px.grid import PxColumn, column_of, grid
from pipelines.core.px.table import MARKS, NO_MARK, PxTable, exact_array

if TYPE_CHECKING:
    import pyarrow as pa

_SYMBOL = "_symbol"
_ONE_CONTENT = "value"
_TIMESTAMP = "timestamp"
_START = 200


def read_px_parquet(
    file: Path,
    variables: Sequence[str],
    contents: Mapping[str, Sequence[str]],
    about: Finding,
    marks: Sequence[str] = MARKS,
) -> PxTable:
    """Read a table.

    Args:
        file: The delivered file.
        variables: Variables the table has, the contents variable left out.
        contents: The contents variable and the codes it may have; a file with one content does not name it,
            so it is the first of them.
        about: A finding that names source and file; the ones raised are made from it.
        marks: The marks that may stand in place of a figure.

    Raises:
        DeliveryError: With everything that is wrong, or the first fault that hides the rest.
    """
    [(contents_name, codes)] = contents.items()
    table = _opened(file, about)
    names = table.column_names
    values = {
        name: name.removeprefix(f"{contents_name}_") if name != _ONE_CONTENT else codes[0]
        for name in names
        if name == _ONE_CONTENT or (name.startswith(f"{contents_name}_") and not name.endswith(_SYMBOL))
    }
    known = {*variables, *values, *(name + _SYMBOL for name in values), _TIMESTAMP}
    findings = [_missing(name, names, about) for name in variables if name not in names]
    findings += [_stranger(name, variables, about) for name in names if name not in known]
    if not values:
        findings.append(_missing(_ONE_CONTENT, names, about))
    if findings:
        raise DeliveryError(findings)
    columns = [_column(name, table, len(values)) for name in variables]
    columns.append(column_of(contents_name, [code for code in values.values() for _ in range(len(table))]))
    return _Cells(table, tuple(marks), about).table(list(values), columns)


def _opened(file: Path, about: Finding) -> "pa.Table":
    import pyarrow as pa
    import pyarrow.parquet as pq

    with file.open("rb") as stream:
        refuse_web_page(stream.read(_START), about)
    try:
        return pq.read_table(file)
    except (pa.ArrowInvalid, OSError) as error:
        nb, en = f"parquet-fila kan ikke åpnes ({error})", f"the parquet file cannot be opened ({error})"
        raise DeliveryError([cut(about, None, nb, en)]) from error


def _column(name: str, table: "pa.Table", repeats: int) -> PxColumn:
    import pyarrow as pa

    texts = table[name].cast(pa.string()).to_pylist()
    return column_of(name, ["" if text is None else text for text in texts] * repeats)


def _missing(name: str, names: Sequence[str], about: Finding) -> Finding:
    found = ", ".join(names)
    return Finding("missing_variable", about.source_id, about.file, found=found, expected=name)


def _stranger(name: str, variables: Sequence[str], about: Finding) -> Finding:
    expected = ", ".join(variables)
    return Finding(
        "undeclared_variable", about.source_id, about.file, column=name, found=name, expected=expected
    )


class _Cells:
    def __init__(self, table: "pa.Table", mark_names: tuple[str, ...], about: Finding) -> None:
        self.table_ = table
        self.mark_names = mark_names
        self.about = about
        self.findings: list[Finding] = []

    def table(self, value_columns: list[str], columns: list[PxColumn]) -> PxTable:
        import numpy as np

        numbers: list[Any] = []
        marks: list[int] = []
        for name in value_columns:
            # NaN is the number unlike itself
            found = self.table_[name].to_pylist()
            numbers += [None if number is None or number != number else number for number in found]  # noqa: PLR0124
            marks += self._marks(name)
        if self.findings:
            raise DeliveryError(self.findings)
        as_int8 = np.array(marks, dtype=np.int8)
        return grid(columns, exact_array(numbers), as_int8, self.mark_names, self.about)

    def _marks(self, name: str) -> list[int]:
        if name + _SYMBOL not in self.table_.column_names:
            return [NO_MARK] * len(self.table_)
        known = {mark: index for index, mark in enumerate(self.mark_names)} | {None: NO_MARK, "": NO_MARK}
        marks = []
        for row, mark in enumerate(self.table_[name + _SYMBOL].to_pylist(), start=1):
            if mark not in known:
                self.findings.append(
                    Finding(
                        "unknown_mark",
                        self.about.source_id,
                        self.about.file,
                        row=row,
                        column=name + _SYMBOL,
                        found=str(mark),
                        expected=" ".join(self.mark_names),
                    )
                )
            marks.append(known.get(mark, NO_MARK))
        return marks
