"""Reads the number of fully unemployed: one row per month, for the city as a whole."""

from pathlib import Path

from pipelines.core.origins import Origin
from pipelines.core.readings import ReadResult
from pipelines.core.source import Source
from pipelines.core.table_reading import TableReading

_CITY = "Oslo"


def read(file: Path, origin: Origin, source: Source) -> ReadResult:
    """Read all months; their years must lie in the period."""
    reading = TableReading(file, origin, source)
    for row in reading.data_rows():
        reading.add(
            row,
            "unemployed",
            area=_CITY,
            measure=source.measure,
            source_year=reading.year(row, "source_year", must_be=origin.period),
            codes=reading.codes(row),
        )
    return reading.result()
