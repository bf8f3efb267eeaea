"""Reads table 12369, which comes as csv or as parquet; EAB is all districts together."""

from pathlib import Path

from pipelines.core.origins import Origin
from pipelines.core.px.reading import read_px_delivery
from pipelines.core.readings import ReadResult
from pipelines.core.source import Source


def read(file: Path, origin: Origin, source: Source) -> ReadResult:
    """Read one accounting year."""
    return read_px_delivery(file, origin, source)
