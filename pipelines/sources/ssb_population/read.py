"""Reads table 10826; regions are matched by code, because the name of one has changed and will again."""

from pathlib import Path

from pipelines.core.origins import Origin
from pipelines.core.px.reading import read_px_delivery
from pipelines.core.readings import ReadResult
from pipelines.core.source import Source


def read(file: Path, origin: Origin, source: Source) -> ReadResult:
    """Read the population of the years the period spans."""
    return read_px_delivery(file, origin, source)
