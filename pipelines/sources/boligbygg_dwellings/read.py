"""Reads municipal dwellings by sub-district; numbers that lost a zero get it back by the row's district."""

from pathlib import Path

from pipelines.core.origins import Origin
from pipelines.core.raw_table import RawRow
from pipelines.core.readings import ReadResult
from pipelines.core.source import Source
from pipelines.core.table_reading import TableReading
from pipelines.core.titles import check_title_year

_DIGITS = 4


def read(file: Path, origin: Origin, source: Source) -> ReadResult:
    """Read one year's stock; every row carries its year, which must be the period's."""
    reading = TableReading(file, origin, source)
    year = int(origin.period)
    check_title_year(reading, year)
    for row in reading.data_rows():
        number = reading.text(row, "district_number")
        sub_district = _sub_district(reading, row, number)
        name = reading.code(row, "sub_district_name")
        reading.add(
            row,
            "dwellings",
            area=reading.text(row, "district"),
            area_code=number,
            measure=source.measure,
            source_year=reading.year(row, "source_year", must_be=year),
            codes=(sub_district, name) if sub_district and name else None,
        )
    return reading.result()


def _sub_district(reading: TableReading, row: RawRow, number: str | None) -> str | None:
    delivered = reading.text(row, "sub_district")
    if delivered is None or number is None:
        return None
    district = number.zfill(2)
    code = reading.code(row, "sub_district", text=four_digits(delivered, district))
    if code is not None and not code.startswith(district):
        expected = f"{district}01-{district}99"
        reading.report("sub_district_mismatch", row, "sub_district", found=delivered, expected=expected)
        return None
    return code


def four_digits(delivered: str, district: str) -> str:
    """A sub-district's number with the zero that an export or an older form left out.

    `011` is the first of district 01 in the older form (0101); `102` is 0102 typed as a number. Which one it
    is follows from the district: only one of the two readings begins with it.
    """
    if len(delivered) != _DIGITS - 1 or not delivered.isdigit():
        return delivered
    readings = ("0" + delivered, f"{delivered[:2]}0{delivered[2]}")
    return next((one for one in readings if one.startswith(district)), delivered)
