"""Reads table INN007; its codes are sequence numbers that differ from table to table, so labels count."""

from pathlib import Path

from pipelines.core.origins import Origin
from pipelines.core.px.reading import read_px_delivery
from pipelines.core.readings import ReadResult
from pipelines.core.source import Source


def read(file: Path, origin: Origin, source: Source) -> ReadResult:
    """Read the years the period spans."""
    return read_px_delivery(file, origin, source)
