"""Reads the central budget; the year stands in the title, the district in a cell merged over its rows."""

import re
from datetime import date
from pathlib import Path

from pipelines.core.origins import Origin
from pipelines.core.raw_table import RawRow
from pipelines.core.readings import ReadResult
from pipelines.core.source import Source
from pipelines.core.table_reading import TableReading
from pipelines.core.titles import check_title_year

_NORWEGIAN_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


def read(file: Path, origin: Origin, source: Source) -> ReadResult:
    """Read one budget year."""
    reading = TableReading(file, origin, source)
    year = int(origin.period)
    check_title_year(reading, year, required=True)
    for row in reading.data_rows():
        codes = (
            reading.code(row, "functional_area"),
            reading.code(row, "budget_step"),
            _decided_on(reading, row, year),
            reading.code(row, "case_ref"),
        )
        reading.add(
            row,
            "amount",
            area=reading.text(row, "district"),
            measure=source.measure,
            source_year=year,
            codes=tuple(code for code in codes if code) if all(codes) else None,
        )
    return reading.result()


def _decided_on(reading: TableReading, row: RawRow, year: int) -> str | None:
    """The day as an ISO date; a budget is decided on in its year or the year before."""
    text = reading.text(row, "decided_on")
    if text is None:
        return None
    code = reading.code(row, "decided_on", text=iso_date(text))
    if code is not None and not year - 1 <= int(code[:4]) <= year:
        reading.report("wrong_year", row, "decided_on", found=text, expected=f"{year - 1}-{year}")
        return None
    return code


def iso_date(text: str) -> str:
    """A date written 15.12.2021 or 2021-12-15 as the latter; an empty text when it is no date."""
    if match := _NORWEGIAN_DATE.fullmatch(text):
        text = f"{match[3]}-{match[2]:0>2}-{match[1]:0>2}"
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""
