"""Reads a commissioned table: one row per district and count, the column `Tabell` says which count."""

from pathlib import Path

from pipelines.core.origins import Origin
from pipelines.core.readings import ReadResult
from pipelines.core.source import Source
from pipelines.core.table_reading import TableReading
from pipelines.core.titles import check_title_year


def read(file: Path, origin: Origin, source: Source) -> ReadResult:
    """Read one year; every row carries it, and it must be the period's."""
    reading = TableReading(file, origin, source)
    year = int(origin.period)
    check_title_year(reading, year)
    for row in reading.data_rows():
        reading.add(
            row,
            "count",
            area=reading.text(row, "district"),
            measure=reading.measure(row),
            source_year=reading.year(row, "source_year", must_be=year),
        )
    return reading.result()
