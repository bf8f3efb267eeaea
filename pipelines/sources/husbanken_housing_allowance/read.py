"""Reads housing allowance; Husbanken numbers Oslo's districts as if they were municipalities."""

from pathlib import Path

from pipelines.core.origins import Origin
from pipelines.core.raw_table import RawRow
from pipelines.core.readings import ReadResult
from pipelines.core.source import Source
from pipelines.core.table_reading import TableReading

_CITY = "0301"

# 0311 Gamle Oslo to 0325 Søndre Nordstrand; NAV uses some of the numbers for other districts
_DISTRICTS = {f"{310 + number:04}": f"{number:02}" for number in range(1, 16)}


def read(file: Path, origin: Origin, source: Source) -> ReadResult:
    """Read one year; every row carries it, and it must be the period's."""
    reading = TableReading(file, origin, source)
    for row in reading.data_rows():
        area = reading.text(row, "district")
        number = _district_number(reading, row)
        year = reading.year(row, "source_year", must_be=int(origin.period))
        for measure in source.measures:
            reading.add(
                row,
                measure,
                area=area if number else None,
                area_code=number,
                measure=measure,
                source_year=year,
            )
    return reading.result()


def _district_number(reading: TableReading, row: RawRow) -> str | None:
    text = reading.text(row, "district_number")
    number = None if text is None else text.zfill(4)
    if number is None or number == _CITY:
        return number
    if number not in _DISTRICTS:
        expected = f"{_CITY}, {min(_DISTRICTS)}-{max(_DISTRICTS)}"
        reading.report("unknown_code", row, "district_number", found=text, expected=expected)
        return None
    return _DISTRICTS[number]
