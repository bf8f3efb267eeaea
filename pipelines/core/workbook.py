"""Text-first reader of one sheet of an Excel workbook."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any, cast

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from pipelines.core.column_map import spellings, tidy
from pipelines.core.encodings import cut
from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.headers import holds_most
from pipelines.core.raw_table import RawRow, RawTable
from pipelines.core.source import WorkbookShape

# titles above the header; a table that starts lower down is not the agreed one
_SEARCH_ROWS = 20

# whole numbers below this have no more than the 15 digits Excel keeps
_EXACT = 1e15

# what Excel appends to the name of a copied sheet
_COPY = re.compile(r" \(\d+\)$")


def read_workbook(
    file: Path, shape: WorkbookShape, headers: Sequence[str], about: Finding, merged: Sequence[str] = ()
) -> RawTable:
    """Read the agreed sheet; the header is the first row that holds most of the agreed headers.

    Other sheets are ignored, hidden ones too, unless a visible one is a copy of the agreed sheet. The agreed
    sheet may itself be hidden.

    Args:
        file: The delivered workbook.
        shape: The sheet agreed on.
        headers: Headers that belong to the table.
        about: A finding that names source and file; the ones raised are made from it.
        merged: Headers of columns whose merged cells hold for every row they span.

    Raises:
        DeliveryError: truncated_file, missing_sheet, ambiguous_sheet, or missing_header when no row is one.
    """
    sheet = _sheet(file, shape, about)
    grid = _as_texts(sheet.to_python(skip_empty_area=False))
    for index, cells in enumerate(grid[:_SEARCH_ROWS]):
        header = [tidy(cell) for cell in cells]
        if holds_most(header, headers):
            while header and not header[-1]:
                header.pop()
            names = {one for name in merged for one in spellings(name)}
            places = {place for place, column in enumerate(header) if column in names}
            taken_over = _fill(grid, sheet, places, index + 1)
            above = _rows(grid[:index], 0, 0, {})
            rows = _rows(grid, index + 1, len(header), taken_over)
            return RawTable(sheet.name, header, rows, above, index + 1)
    raise DeliveryError(
        Finding("missing_header", about.source_id, about.file, shape.sheet, found="", expected=header)
        for header in headers
    )


class _Texts(dict[object, str]):
    """Cell -> text; cells repeat, and most of them are converted by a look-up."""

    def __missing__(self, cell: object) -> str:
        text = self[cell] = cell.strip() if isinstance(cell, str) else as_text(cell)
        return text


def _as_texts(grid: list[Any]) -> list[list[str]]:
    """The cells as text, put in their own place: a large sheet does not stand in memory twice."""
    kinds = set(map(type, chain.from_iterable(grid)))
    # a look-up takes 1, 1.0 and TRUE for the same
    convert = as_text if bool in kinds or {int, float} <= kinds else _Texts().__getitem__
    for row in grid:
        row[:] = map(convert, row)
    return cast("list[list[str]]", grid)


def _sheet(file: Path, shape: WorkbookShape, about: Finding) -> CalamineSheet:
    try:
        workbook = CalamineWorkbook.from_path(str(file))
        alike = [one for one in workbook.sheets_metadata if _plain(one.name) == _plain(shape.sheet)]
        visible = [one for one in alike if one.visible == SheetVisibleEnum.Visible]
        exact = [one for one in alike if one.name == shape.sheet]
        meant = {one.name for one in (exact + visible if exact else visible or alike)}
        if len(meant) == 1 and not _COPY.search(name := meant.pop()):
            return workbook.get_sheet_by_name(name)
        every = ", ".join(workbook.sheet_names)
    except (CalamineError, OSError) as error:
        nb, en = f"arbeidsboka kan ikke åpnes ({error})", f"the workbook cannot be opened ({error})"
        raise DeliveryError([cut(about, None, nb, en)]) from error
    where = (about.source_id, about.file, shape.sheet)
    if len(alike) > 1:
        names = ", ".join(one.name for one in alike)
        raise DeliveryError([Finding("ambiguous_sheet", *where, found=names, expected=shape.sheet)])
    raise DeliveryError([Finding("missing_sheet", *where, found=every, expected=shape.sheet)])


def _plain(name: str) -> str:
    """A sheet's name without what people do not see in it, or get from copying it."""
    return _COPY.sub("", tidy(name)).lower()


def _fill(
    grid: list[list[str]], sheet: CalamineSheet, places: set[int], first: int
) -> dict[int, frozenset[int]]:
    """Write what stands in a merged cell into every row of it; gives the places filled, by row."""
    taken_over: dict[int, frozenset[int]] = {}
    for (top, left), (bottom, _) in (sheet.merged_cell_ranges or []) if places else []:
        if left in places and top >= first:
            for row in range(top + 1, min(bottom + 1, len(grid))):
                grid[row][left] = grid[top][left]
                taken_over[row] = taken_over.get(row, frozenset()) | {left}
    return taken_over


def _rows(
    grid: list[list[str]], first: int, width: int, taken_over: dict[int, frozenset[int]]
) -> list[RawRow]:
    rows = []
    nothing: frozenset[int] = frozenset()
    for index, cells in enumerate(grid[first:], start=first):
        # cells right of the header belong to the row only when something stands in them
        used = len(cells)
        while used and not cells[used - 1]:
            used -= 1
        if used:
            kept = cells if len(cells) <= max(width, used) else cells[: max(width, used)]
            row = RawRow(index + 1, kept, taken_over.get(index, nothing))
            # a row of nothing but merged cells from above is an empty one
            if not row.taken_over or row.first_text:
                rows.append(row)
    return rows


def as_text(cell: object) -> str:
    """A cell as a Norwegian Excel shows it in full: decimal comma, no thousands mark, ISO dates.

    Numbers are rounded to the 15 digits Excel keeps, so that 0.1 + 0.2 reads "0,3".
    """
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        whole = cell.is_integer() and abs(cell) < _EXACT
        return str(int(cell)) if whole else f"{Decimal(format(cell, '.15g')):f}".replace(".", ",")
    if isinstance(cell, datetime) and cell.time() == time():
        cell = cell.date()
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return str(cell).strip()
