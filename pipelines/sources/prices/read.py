"""Reads the price series: one row per series and year, for the country as a whole."""

from pathlib import Path

from pipelines.core.origins import Origin
from pipelines.core.readings import ReadResult
from pipelines.core.source import Source
from pipelines.core.table_reading import TableReading


def read(file: Path, origin: Origin, source: Source) -> ReadResult:
    """Read all series; their years must lie in the period."""
    return TableReading(file, origin, source).of_one_area("value", "Norge")
