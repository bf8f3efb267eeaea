"""Reads an order from helsedata.no; every row carries its year, which must be the period's."""

from pathlib import Path

from pipelines.core.origins import Origin
from pipelines.core.readings import ReadResult
from pipelines.core.source import Source
from pipelines.core.table_reading import TableReading
from pipelines.core.titles import check_title_year


def read(file: Path, origin: Origin, source: Source) -> ReadResult:
    """Read one year's order."""
    reading = TableReading(file, origin, source)
    year = int(origin.period)
    check_title_year(reading, year)
    for row in reading.data_rows():
        reading.add(
            row,
            "patients",
            area=reading.text(row, "district"),
            measure=source.measure,
            source_year=reading.year(row, "source_year", must_be=year),
            codes=reading.codes(row),
        )
    return reading.result()
