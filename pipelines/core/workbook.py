"""Text-first reader of one sheet of an Excel workbook."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, WorksheetNotFound

from pipelines.core.column_map import tidy
from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.raw_table import RawRow, RawTable
from pipelines.core.source import WorkbookShape

# titles above the header; a table that starts lower down is not the agreed one
_SEARCH_ROWS = 20


def read_workbook(file: Path, shape: WorkbookShape, headers: Sequence[str], about: Finding) -> RawTable:
    """Read the agreed sheet; the header is the first row that holds most of the agreed headers.

    Args:
        file: The delivered workbook.
        shape: The sheet agreed on.
        headers: Headers that belong to the table.
        about: A finding that names source and file; the ones raised are made from it.

    Raises:
        DeliveryError: truncated_file, missing_sheet, or missing_header when no row is a header.
    """
    grid = _grid(file, shape, about)
    wanted = set(headers)
    for index, cells in enumerate(grid[:_SEARCH_ROWS]):
        header = [tidy(cell) for cell in cells]
        if 2 * len(wanted.intersection(header)) >= len(wanted):
            titles = [cell for row in grid[:index] for cell in row if cell]
            while header and not header[-1]:
                header.pop()
            return RawTable(shape.sheet, header, _rows(grid, index + 1, len(header)), titles)
    findings = [
        Finding("missing_header", about.source_id, about.file, shape.sheet, found="", expected=header)
        for header in headers
    ]
    raise DeliveryError(findings)


def _grid(file: Path, shape: WorkbookShape, about: Finding) -> list[list[str]]:
    try:
        workbook = CalamineWorkbook.from_path(str(file))
        cells = workbook.get_sheet_by_name(shape.sheet).to_python(skip_empty_area=False)
    except WorksheetNotFound as error:
        names = ", ".join(CalamineWorkbook.from_path(str(file)).sheet_names)
        missing = Finding("missing_sheet", about.source_id, about.file, found=names, expected=shape.sheet)
        raise DeliveryError([missing]) from error
    except (CalamineError, OSError) as error:
        params = {
            "problem_nb": f"arbeidsboka kan ikke åpnes ({error})",
            "problem_en": f"the workbook cannot be opened ({error})",
        }
        raise DeliveryError(
            [Finding("truncated_file", about.source_id, about.file, params=params)]
        ) from error
    return [[as_text(cell) for cell in row] for row in cells]


def _rows(grid: list[list[str]], first: int, width: int) -> list[RawRow]:
    rows = []
    for file_row, cells in enumerate(grid[first:], start=first + 1):
        # cells right of the header belong to the row only when something stands in them
        used = max((index + 1 for index, cell in enumerate(cells) if cell), default=0)
        if used:
            rows.append(RawRow(file_row, cells[: max(width, used)]))
    return rows


def as_text(cell: object) -> str:
    """A cell as a Norwegian Excel shows it in full: decimal comma, no thousands mark, ISO dates.

    Numbers are rounded to the 15 digits Excel keeps, so that 0.1 + 0.2 reads "0,3".
    """
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, float):
        return f"{Decimal(format(cell, '.15g')):f}".replace(".", ",")
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return str(cell).strip()
