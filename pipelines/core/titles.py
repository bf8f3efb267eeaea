"""What the titles above a table say of its year and unit, checked where no cell says it."""

import re

from pipelines.core.raw_table import RawRow
from pipelines.core.table_reading import TableReading
from pipelines.core.units import unit_in

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def check_title_year(reading: TableReading, year: int, *, required: bool = False) -> None:
    """Report wrong_year when the titles name years and not this one, or, if required, when they name none."""
    naming = [row for row in reading.table.above if _YEAR.search(_text(row))]
    years = {year for row in naming for year in _YEAR.findall(_text(row))}
    if str(year) not in years and (years or required):
        row = naming[0] if naming else RawRow(1, [])
        reading.report("wrong_year", row, found=_text(row), expected=str(year))


def check_title_unit(reading: TableReading, unit: str) -> None:
    """Report wrong_unit for every title that names another unit than the agreed one ("kr", "1000 kr")."""
    for row in reading.table.above:
        if unit_in(_text(row)) not in (None, unit):
            reading.report("wrong_unit", row, found=_text(row), expected=unit)


def _text(row: RawRow) -> str:
    return " ".join(cell for cell in row.cells if cell)
