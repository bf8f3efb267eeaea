"""A column of a source's column map for a new period: where next year's renamed headers go."""

import csv
import io
from importlib.resources import files
from pathlib import Path

from pipelines.core.replacing import write_whole
from pipelines.settings import Settings
from pipelines.sources import COLUMN_MAP, source_file


def map_to_write(settings: Settings, source_id: str) -> Path:
    """Where a change of the column map belongs: in the overlay of an installation that has one."""
    if settings.sources_overlay is not None:
        return settings.sources_overlay / source_id / COLUMN_MAP
    return Path(str(files(f"pipelines.sources.{source_id}") / COLUMN_MAP))


def has_column(settings: Settings, source_id: str, period: str) -> bool:
    """Whether the map has a column of its own for the period."""
    return period in _rows(settings, source_id)[0][1:]


def add_column(settings: Settings, source_id: str, period: str) -> Path | None:
    """Give the period a column with the headers it has without one, so that nothing is read otherwise.

    Returns:
        The map that was written; None when the period has a column already.
    """
    rows = _rows(settings, source_id)
    if period in rows[0][1:]:
        return None
    target = map_to_write(settings, source_id)
    write_whole(target, with_column(rows, period))
    return target


def with_column(rows: list[list[str]], period: str) -> str:
    """The map as CSV text with a column for the period, in its place among the periods."""
    known = rows[0][1:]
    before = [one for one in known if one <= period]
    template = rows[0].index(max(before) if before else min(known))
    place = 1 + len(before)
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    for number, row in enumerate(rows):
        cell = period if number == 0 else row[template]
        writer.writerow([*row[:place], cell, *row[place:]])
    return written.getvalue()


def _rows(settings: Settings, source_id: str) -> list[list[str]]:
    found = source_file(source_id, COLUMN_MAP, settings.sources_overlay)
    if found is None:
        raise LookupError(f"{source_id} has no {COLUMN_MAP}")
    return [row for row in csv.reader(io.StringIO(found.read_text(encoding="utf-8"), newline="")) if row]
