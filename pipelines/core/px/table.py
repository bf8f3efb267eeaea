"""A table of a statbank: variables with their categories, and the cells as columns.

The cells lie row by row, the last variable changing fastest, whatever the order of the variables is. Numbers
are exact: `values` holds floating numbers only if each of them gives back the decimal it was written as (see
`exact_array`), and Python integers and decimals otherwise.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import prod
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

MARKS = (".", "..", "...", ":", "-", "*")
"""Marks in place of a figure, or beside one; what they mean is for the source to say."""

NO_MARK = -1

# any number with at most 6 decimals below this has at most 15 digits, and then no other such number
# has the same floating number
_EXACT_BELOW = 1e9
_DECIMALS = 1e6

Number = int | float | Decimal


@dataclass(frozen=True)
class PxVariable:
    """One variable; `codes` and `labels` of its categories in the order of the cells, `units` by code."""

    code: str
    codes: tuple[str, ...]
    labels: tuple[str, ...]
    units: Mapping[str, str] = field(default_factory=dict)

    def texts(self, by: str) -> tuple[str, ...]:
        """What the categories are matched by: their `codes` or their `labels`."""
        return self.labels if by == "labels" else self.codes


@dataclass(frozen=True)
class PxTable:
    """Variables and cells.

    Attributes:
        variables: In the order of the cells.
        values: One number per cell; NaN (or None, in an array of objects) where there is none.
        marks: Per cell the place of its mark in `mark_names`, `NO_MARK` where there is none.
        mark_names: The marks that may occur.
        states_units: Whether the file's format says the unit of the contents.
    """

    variables: tuple[PxVariable, ...]
    values: "NDArray[Any]"
    marks: "NDArray[np.int8]"
    mark_names: tuple[str, ...]
    states_units: bool

    @property
    def shape(self) -> tuple[int, ...]:
        """Number of categories of each variable."""
        return tuple(len(variable.codes) for variable in self.variables)

    def place(self, cell: int) -> str:
        """The cell in words, such as `Region=030101a, Kjonn=1, Tid=2022`."""
        return place(self.variables, cell)

    def frame(self) -> "pd.DataFrame":
        """One row per cell: a categorical column of codes per variable, `value`, and `status` (the mark)."""
        import numpy as np
        import pandas as pd

        columns: dict[str, Any] = {}
        cells, inner = self.values.size, self.values.size
        for variable in self.variables:
            size = len(variable.codes)
            inner = inner // size if size else 0
            narrow: type[np.signedinteger] = np.int16 if size < 1 << 15 else np.int32
            codes = np.tile(np.repeat(np.arange(size, dtype=narrow), inner), cells // (size * inner or 1))
            names = pd.Index(variable.codes)
            columns[variable.code] = pd.Categorical.from_codes(codes, names, validate=False)
        columns["value"] = self.values
        names = pd.Index(self.mark_names)
        columns["status"] = pd.Categorical.from_codes(self.marks, names, validate=False)
        return pd.DataFrame(columns, copy=False)


def place(variables: Sequence[PxVariable], cell: int) -> str:
    """The cell in words, from its place in the row of all cells."""
    parts = []
    for variable in reversed(variables):
        cell, category = divmod(cell, len(variable.codes))
        parts.append(f"{variable.code}={variable.codes[category]}")
    return ", ".join(reversed(parts))


def sizes(variables: Sequence[PxVariable]) -> str:
    """The number of cells as people check it: `19 x 2 x 106 = 4028`."""
    each = [len(variable.codes) for variable in variables]
    return " x ".join(map(str, each)) + f" = {prod(each)}"


def exact_array(numbers: Sequence[Number | None]) -> "NDArray[Any]":
    """Numbers as floating numbers if those give every number back, as they are otherwise."""
    import numpy as np

    floats = np.array([None if n is None else float(n) for n in numbers], dtype=np.float64)
    if gives_back(floats):
        return floats
    exact = np.empty(len(numbers), dtype=object)
    exact[:] = [as_decimal(n) if isinstance(n, float) else n for n in numbers]
    return exact


def gives_back(floats: "NDArray[np.float64]") -> bool:
    """Whether each floating number is the only one a number of at most six decimals can have become.

    Then `Decimal(repr(x))` is the number as it was written. A number that is too large or has more decimals
    fails this, and the reader keeps the text's digits instead.
    """
    import numpy as np

    with np.errstate(over="ignore", invalid="ignore"):
        rounded = floats * _DECIMALS
        np.rint(rounded, out=rounded)
        rounded /= _DECIMALS
        alike = (rounded == floats) | np.isnan(floats)
        np.abs(rounded, out=rounded)
        return bool(alike.all()) and not bool((rounded >= _EXACT_BELOW).any())


def as_decimal(number: Any) -> Decimal | None:  # noqa: ANN401, an element of `PxTable.values`
    """One number of a table, exactly; None for no number."""
    if number is None or number != number:  # noqa: PLR0124, NaN is the number unlike itself
        return None
    if isinstance(number, float):
        # the shortest decimal that means it; NumPy's own repr adds the type
        return Decimal(int(number)) if number.is_integer() else Decimal(float.__repr__(number))
    return Decimal(number)
