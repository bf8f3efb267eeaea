"""Reads the cells of one income year; persons and households of a cell land as two rows."""

from pathlib import Path

from pipelines.core.origins import Origin
from pipelines.core.readings import ReadResult
from pipelines.core.source import Source
from pipelines.core.table_reading import TableReading
from pipelines.core.titles import check_title_year


def read(file: Path, origin: Origin, source: Source) -> ReadResult:
    """Read one income year; it must be the period's."""
    reading = TableReading(file, origin, source)
    year = int(origin.period)
    check_title_year(reading, year)
    for row in reading.data_rows():
        area = reading.text(row, "district")
        area_code = reading.text(row, "district_number")
        source_year = reading.year(row, "source_year", must_be=year)
        codes = reading.codes(row)
        for measure in source.measures:
            reading.add(
                row,
                measure,
                area=area,
                area_code=area_code,
                measure=measure,
                source_year=source_year,
                codes=codes,
            )
    return reading.result()
