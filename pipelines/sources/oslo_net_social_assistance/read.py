"""Reads Table 3.1: one column per year of the period, the years are the headers."""

from pathlib import Path

from pipelines.core.origins import Origin
from pipelines.core.readings import ReadResult
from pipelines.core.source import Source
from pipelines.core.table_reading import TableReading


def read(file: Path, origin: Origin, source: Source) -> ReadResult:
    """Read the sheet; the years must be those of the period, no more and no fewer."""
    first, _, last = origin.period.partition("-")
    years = [str(year) for year in range(int(first), int(last) + 1)]
    reading = TableReading(file, origin, source, year_headers=years)
    for row in reading.data_rows():
        area = reading.text(row, "district")
        for year in years:
            reading.add(row, year, area=area, measure=source.measure, source_year=int(year))
    return reading.result()
