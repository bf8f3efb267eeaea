"""A delivered table as text, before anything is read into it."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class RawRow:
    """One row with content. `file_row` is 1-based and counts titles, header and empty rows."""

    file_row: int
    cells: list[str]

    @property
    def first_text(self) -> str:
        """The first filled cell."""
        return next((cell for cell in self.cells if cell), "")


@dataclass(frozen=True)
class RawTable:
    """Header and rows of one file or sheet; cells are trimmed text, empty rows are left out.

    `titles` are the filled cells above the header; `sheet` is None for text files.
    """

    sheet: str | None
    header: list[str]
    rows: list[RawRow]
    titles: list[str] = field(default_factory=list)
