"""Writes build/landed/<source_id>.parquet and .json; a reader sees the old files or the new, never half."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb

from pipelines.core.readings import Reading
from pipelines.landing.inventory import Delivery
from pipelines.landing.schema import LandedColumn, landed_columns
from pipelines.settings import Settings
from pipelines.sources import load_source


def write_landed(
    settings: Settings,
    source_id: str,
    landed: Iterable[tuple[Delivery, Reading]],
    record: dict[str, Any],
) -> Path:
    """Write the landed rows, sorted, and the record; gives the path of the Parquet file.

    Values pass as text and are cast to DECIMAL, so they are exact; the same rows give the same file.
    """
    settings.landed.mkdir(parents=True, exist_ok=True)
    rows = sorted((_row(delivery, reading) for delivery, reading in landed), key=_order)
    parquet = settings.landed / f"{source_id}.parquet"
    unfinished = parquet.with_name(f".{source_id}.parquet.new")
    _write_parquet(settings, landed_columns(load_source(source_id)), rows, unfinished)
    unfinished.replace(parquet)
    text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    unfinished = parquet.with_name(f".{source_id}.json.new")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(parquet.with_suffix(".json"))
    return parquet


def _row(delivery: Delivery, reading: Reading) -> tuple[str | None, ...]:
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
    return tuple(None if value is None else str(value) for value in values)


def _order(row: tuple[str | None, ...]) -> tuple[str, str, int, str]:
    delivery_id, sheet, file_row, file_column = row[0], row[3], row[4], row[5]
    return delivery_id or "", sheet or "", int(file_row or 0), file_column or ""


def _write_parquet(
    settings: Settings, schema: tuple[LandedColumn, ...], rows: list[tuple[str | None, ...]], target: Path
) -> None:
    columns = [[row[index] for row in rows] for index in range(len(schema))]
    definition = ", ".join(f"{column.name} {column.data_type}" for column in schema)
    values = ", ".join(f"cast(unnest(?::varchar[]) as {column.data_type})" for column in schema)
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": settings.memory_limit,
        "threads": 1,
        "autoinstall_known_extensions": False,
    }
    with duckdb.connect(":memory:", config=config) as connection:
        connection.execute(f"create table landed ({definition})")
        connection.execute(f"insert into landed select {values}", columns)
        connection.execute("copy landed to $1 (format parquet)", [str(target)])
