"""Reads the published tables and the warehouse's keys in the same shape."""

import csv
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import duckdb

PUBLISHED = Path(__file__).parent / "published"


def published_column(table: str, column: str, *, by: str = "district") -> dict[str, Decimal]:
    """One column of a published table by district name, without the total row."""
    with (PUBLISHED / table).open(encoding="utf-8", newline="") as file:
        return {row[by]: Decimal(row[column]) for row in csv.DictReader(file) if row[by] != "I alt"}


def key_percent(
    warehouse: duckdb.DuckDBPyConnection, system: str, key: str, budget_year: int, share: str, decimals: int
) -> dict[str, Decimal]:
    """A key of one budget year in percent by district name, rounded half up."""
    rows = warehouse.execute(
        f"""
        select a.name, k.{share}
        from keys.allocation_keys as k
        inner join geography.areas as a using (district_id)
        where k.allocation_system = $system and k.key_id = $key and k.budget_year = $year
        """,
        {"system": system, "key": key, "year": budget_year},
    ).fetchall()
    step = Decimal(1).scaleb(-decimals)
    return {name: (value * 100).quantize(step, ROUND_HALF_UP) for name, value in rows}
