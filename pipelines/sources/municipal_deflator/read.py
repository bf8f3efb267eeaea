"""Reads the deflator: one row per year with the change from the year before, in per cent."""

from pathlib import Path

from pipelines.core.origins import Origin
from pipelines.core.readings import ReadResult
from pipelines.core.source import Source
from pipelines.core.table_reading import TableReading


def read(file: Path, origin: Origin, source: Source) -> ReadResult:
    """Read all years; they must lie in the period."""
    return TableReading(file, origin, source).of_one_area("change", "Norge")
