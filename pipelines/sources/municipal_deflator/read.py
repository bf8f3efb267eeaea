"""Reads the deflator: one row per year with the change from the year before, in per cent."""

from pathlib import Path

from pipelines.core.origins import Origin
from pipelines.core.readings import ReadResult
from pipelines.core.source import Source
from pipelines.core.table_reading import TableReading

_COUNTRY = "Norge"


def read(file: Path, origin: Origin, source: Source) -> ReadResult:
    """Read all years; they must lie in the period."""
    reading = TableReading(file, origin, source)
    for row in reading.data_rows():
        reading.add(
            row,
            "change",
            area=_COUNTRY,
            measure=source.measure,
            source_year=reading.year(row, "source_year", must_be=origin.period),
        )
    return reading.result()
