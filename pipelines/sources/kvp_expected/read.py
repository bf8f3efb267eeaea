"""Reads the expected number of participants; the file has one row, for the city as a whole."""

from pathlib import Path

from pipelines.core.origins import Origin
from pipelines.core.readings import ReadResult
from pipelines.core.source import Source
from pipelines.core.table_reading import TableReading

_CITY = "Oslo"


def read(file: Path, origin: Origin, source: Source) -> ReadResult:
    """Read one budget year."""
    reading = TableReading(file, origin, source)
    for row in reading.data_rows():
        reading.add(
            row,
            "participants",
            area=_CITY,
            measure=source.measure,
            source_year=reading.year(row, "source_year", must_be=int(origin.period)),
        )
    return reading.result()
