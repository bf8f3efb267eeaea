"""Reads the criterion values; a source year after the period it is delivered for cannot be right."""

from pathlib import Path

from pipelines.core.origins import Origin
from pipelines.core.raw_table import RawRow
from pipelines.core.readings import ReadResult
from pipelines.core.source import Source
from pipelines.core.table_reading import TableReading


def read(file: Path, origin: Origin, source: Source) -> ReadResult:
    """Read the values delivered for one budget year."""
    reading = TableReading(file, origin, source)
    for row in reading.data_rows():
        reading.add(
            row,
            "value",
            area=reading.text(row, "district"),
            area_code=reading.text(row, "district_number"),
            measure=reading.text(row, "measure"),
            source_year=_source_year(reading, row, int(origin.period)),
        )
    return reading.result()


def _source_year(reading: TableReading, row: RawRow, budget_year: int) -> int | None:
    year = reading.year(row, "source_year")
    if year is not None and year >= budget_year:
        reading.report("wrong_year", row, "source_year", found=str(year), expected=f"< {budget_year}")
        return None
    return year
