"""Writes build/landed/<source_id>.parquet and .json; a reader sees the old files or the new, never half."""

import csv
import json
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import duckdb

from pipelines.core.readings import Reading
from pipelines.landing.schema import LandedColumn, landed_columns
from pipelines.landing.source_folder import Delivery
from pipelines.settings import Settings
from pipelines.sources import load_source

# what stands for null on the way to DuckDB, where an empty text is an empty text
_NULL = "\\N"


def write_landed(
    settings: Settings,
    source_id: str,
    landed: Iterable[tuple[Delivery, Reading]],
    record: dict[str, Any],
) -> Path:
    """Write the landed rows, sorted, and the record; gives the path of the Parquet file.

    Values pass as text and are cast to DECIMAL, so they are exact; the same rows give the same file.
    """
    unfinished = _write_unfinished(settings, source_id, landed)
    return put_in_place(settings, source_id, unfinished, record)


def landed_without(settings: Settings, source_id: str, correction_id: str) -> Path:
    """Where a source lies landed as if one of its corrections had not been made."""
    return settings.landed / "without" / source_id / f"{correction_id}.parquet"


def write_without(
    settings: Settings, source_id: str, correction_id: str, landed: Iterable[tuple[Delivery, Reading]]
) -> Path:
    """Write the rows as they are without one correction; gives the path of the Parquet file."""
    target = landed_without(settings, source_id, correction_id)
    unfinished = _write_unfinished(settings, source_id, landed)
    target.parent.mkdir(parents=True, exist_ok=True)
    return unfinished.replace(target)


def forget_without(settings: Settings, source_id: str) -> None:
    """Remove what an earlier landing left of corrections that may be gone."""
    folder = settings.landed / "without"
    shutil.rmtree(folder / source_id, ignore_errors=True)
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _write_unfinished(settings: Settings, source_id: str, landed: Iterable[tuple[Delivery, Reading]]) -> Path:
    settings.landed.mkdir(parents=True, exist_ok=True)
    rows = [_row(delivery, reading) for delivery, reading in sorted(landed, key=_order)]
    unfinished = settings.landed / f".{source_id}.parquet.new"
    _write_parquet(settings, landed_columns(load_source(source_id)), rows, unfinished)
    return unfinished


def put_in_place(settings: Settings, source_id: str, unfinished: Path, record: dict[str, Any]) -> Path:
    """Let a finished Parquet file take the place of the last one, and write its record; gives its path."""
    parquet = unfinished.replace(settings.landed / f"{source_id}.parquet")
    write_record(settings, source_id, record)
    return parquet


def write_record(settings: Settings, source_id: str, record: dict[str, Any]) -> None:
    """Write the landing record of a source, whole."""
    text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    unfinished = settings.landed / f".{source_id}.json.new"
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(settings.landed / f"{source_id}.json")


def landing_records(settings: Settings) -> Iterator[dict[str, Any]]:
    """The landing record of every source that has landed, ordered by source."""
    for path in sorted(settings.landed.glob("*.json")):
        yield json.loads(path.read_text(encoding="utf-8"))


def _order(landed: tuple[Delivery, Reading]) -> tuple[str, str, int, str]:
    delivery, reading = landed
    return delivery.delivery_id, reading.sheet or "", reading.file_row, reading.file_column


def _row(delivery: Delivery, reading: Reading) -> tuple[object, ...]:
    values = (
        delivery.delivery_id,
        delivery.origin.synthetic,
        delivery.origin.for_budget_year,
        reading.sheet,
        reading.file_row,
        reading.file_column,
        reading.area_label,
        reading.measure,
        reading.table_year,
        reading.source_year,
        reading.value,
        reading.lowest,
        reading.highest,
        reading.status,
        reading.precision,
        *reading.codes,
    )
    return tuple(_NULL if value is None else value for value in values)


def _write_parquet(
    settings: Settings, schema: tuple[LandedColumn, ...], rows: list[tuple[object, ...]], target: Path
) -> None:
    # DuckDB reads a file several times faster than it takes lists from Python
    passed = target.with_suffix(".csv")
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": settings.memory_limit,
        "threads": 1,
        "autoinstall_known_extensions": False,
    }
    # a dimension may be called what SQL reserves, such as group
    casts = ", ".join(f'cast("{one.name}" as {one.data_type}) as "{one.name}"' for one in schema)
    texts = ", ".join(f"'{one.name}': 'varchar'" for one in schema)
    form = """auto_detect = false, header = false, delim = ',', quote = '"', escape = '"', new_line = '\\n'"""
    source = f"read_csv($1, {form}, nullstr = '{_NULL}', columns = {{{texts}}})"
    try:
        with passed.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(rows)
        with duckdb.connect(":memory:", config=config) as connection:
            connection.execute(
                f"copy (select {casts} from {source}) to $2 (format parquet)", [str(passed), str(target)]
            )
    finally:
        passed.unlink(missing_ok=True)
