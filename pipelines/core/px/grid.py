"""Cells that each say where they belong, put in the order of a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any

from pipelines.core.encodings import cut
from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.px.table import NO_MARK, PxTable, PxVariable, place, sizes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class PxColumn:
    """One variable of a list of cells: its categories, and per cell the place of its category."""

    variable: PxVariable
    categories: "NDArray[np.int64]"


def column_of(code: str, texts: Sequence[str]) -> PxColumn:
    """A variable from its text in each cell; the format knows codes or labels, not both."""
    import numpy as np

    index: dict[str, int] = {}
    categories = np.fromiter((index.setdefault(text, len(index)) for text in texts), np.int64, len(texts))
    return PxColumn(PxVariable(code, tuple(index), tuple(index)), categories)


def grid(
    columns: Sequence[PxColumn],
    values: "NDArray[Any]",
    marks: "NDArray[np.int8]",
    mark_names: tuple[str, ...],
    about: Finding,
) -> PxTable:
    """The table; every combination of categories must be there once.

    Raises:
        DeliveryError: repeated_cell, wrong_cell_total, or truncated_file when there is no cell.
    """
    import numpy as np

    variables = tuple(column.variable for column in columns)
    shape = tuple(len(variable.codes) for variable in variables)
    if not len(values):
        nb, en = "det er ingen rader under overskriften", "there are no rows below the header"
        raise DeliveryError([cut(about, None, nb, en)])
    cells = np.ravel_multi_index([column.categories for column in columns], shape)
    times = np.bincount(cells, minlength=prod(shape))

    def report(code: str, cell: int, found: str, expected: str | None = None) -> Finding:
        column = place(variables, cell)
        return Finding(code, about.source_id, about.file, column=column, found=found, expected=expected)

    if findings := [
        report("repeated_cell", int(cell), str(times[cell])) for cell in np.flatnonzero(times > 1)
    ]:
        raise DeliveryError(findings)
    if len(values) != prod(shape):
        gap = int(np.flatnonzero(times == 0)[0])
        raise DeliveryError([report("wrong_cell_total", gap, str(len(values)), sizes(variables))])
    in_order = np.empty_like(values)
    in_order[cells] = values
    marks_in_order = np.full(len(values), NO_MARK, dtype=np.int8)
    marks_in_order[cells] = marks
    return PxTable(variables, in_order, marks_in_order, mark_names, states_units=False)
