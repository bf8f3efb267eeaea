"""A delivered table as text, before anything is read into it."""

from dataclasses import dataclass, field
from typing import NamedTuple


class RawRow(NamedTuple):
    """One row with content. `file_row` is 1-based and counts titles, header and empty rows.

    `taken_over` are the places of cells that stand in a merged cell of a row above.
    """

    file_row: int
    cells: list[str]
    taken_over: frozenset[int] = frozenset()

    @property
    def first_text(self) -> str:
        """The first cell that is filled on this row itself."""
        if not self.taken_over and self.cells and self.cells[0]:
            return self.cells[0]
        return next(
            (cell for place, cell in enumerate(self.cells) if cell and place not in self.taken_over), ""
        )


@dataclass(frozen=True)
class RawTable:
    """Header and rows of one file or sheet; cells are trimmed text, empty rows are left out.

    `above` are the rows over the header, titles mostly; `sheet` is None for text files.
    """

    sheet: str | None
    header: list[str]
    rows: list[RawRow]
    above: list[RawRow] = field(default_factory=list)
    header_row: int = 1

    @property
    def titles(self) -> list[str]:
        """The filled cells above the header."""
        return [cell for row in self.above for cell in row.cells if cell]
