"""Reads the frames: one column per budget year of the period, whole kroner, for the city as a whole."""

from pathlib import Path

from pipelines.core.origins import Origin
from pipelines.core.readings import ReadResult
from pipelines.core.source import Source
from pipelines.core.table_reading import TableReading
from pipelines.core.titles import check_title_unit

_CITY = "Oslo"
_UNIT = "kr"


def read(file: Path, origin: Origin, source: Source) -> ReadResult:
    """Read the sheet; its years must be those of the period, and its titles may name no other unit."""
    first, _, last = origin.period.partition("-")
    years = [str(year) for year in range(int(first), int(last) + 1)]
    reading = TableReading(file, origin, source, year_headers=years)
    check_title_unit(reading, _UNIT)
    for row in reading.data_rows():
        codes = reading.codes(row)
        for year in years:
            reading.add(row, year, area=_CITY, measure=source.measure, source_year=int(year), codes=codes)
    return reading.result()
