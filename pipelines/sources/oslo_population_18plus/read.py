"""Reads the population table; every row carries its year, which must be the period's."""

from pathlib import Path

from pipelines.core.origins import Origin
from pipelines.core.readings import ReadResult
from pipelines.core.source import Source
from pipelines.core.table_reading import TableReading


def read(file: Path, origin: Origin, source: Source) -> ReadResult:
    """Read one year's table."""
    reading = TableReading(file, origin, source)
    for row in reading.data_rows():
        reading.add(
            row,
            "inhabitants",
            area=reading.text(row, "district"),
            area_code=reading.text(row, "district_number"),
            measure=source.measure,
            source_year=reading.year(row, "source_year", must_be=int(origin.period)),
        )
    return reading.result()
