"""Reads an account export: amounts partly typed as text, a total row without a number, year in the title."""

import re
from pathlib import Path

from pipelines.core.origins import Origin
from pipelines.core.readings import ReadResult
from pipelines.core.source import Source
from pipelines.core.table_reading import TableReading

_TOTAL = "sum bydeler"


def read(file: Path, origin: Origin, source: Source) -> ReadResult:
    """Read one accounting year; the export names the year nowhere but in its title."""
    reading = TableReading(file, origin, source)
    year = int(origin.period)
    titles = " ".join(reading.table.titles)
    named = re.findall(r"\b(?:19|20)\d\d\b", titles)
    if named and str(year) not in named:
        reading.report("wrong_year", found=titles, expected=str(year))
    for row in reading.data_rows():
        area = reading.text(row, "district")
        is_total = area is not None and area.lower() == _TOTAL
        reading.add(
            row,
            "net_expenditure",
            area=area,
            area_code=None if is_total else reading.text(row, "district_number"),
            measure=source.measure,
            source_year=year,
        )
    return reading.result()
