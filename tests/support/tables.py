"""Contents of a warehouse file, for comparing two of them."""

from pathlib import Path

import duckdb

ABOUT_THE_RUN = {"meta.runs"}
"""The one table that tells runs apart by design: when, and by which run id."""


def table_contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Sorted rows of every table and view, by schema.name, without what is about the run itself."""
    connection = duckdb.connect(str(path), read_only=True)
    try:
        names = connection.execute(
            """
            select table_schema || '.' || table_name from information_schema.tables
            where table_schema <> 'information_schema' order by all
            """
        ).fetchall()
        return {
            name: sorted(connection.execute(f"select * from {name}").fetchall(), key=repr)
            for (name,) in names
            if name not in ABOUT_THE_RUN
        }
    finally:
        connection.close()


def rows_that_differ(
    before: dict[str, list[tuple[object, ...]]], after: dict[str, list[tuple[object, ...]]]
) -> dict[str, set[tuple[object, ...]]]:
    """Rows that stand in only one of the two, by table; tables without a difference are left out."""
    assert before.keys() == after.keys()
    differences = {name: set(before[name]) ^ set(after[name]) for name in before}
    return {name: rows for name, rows in differences.items() if rows}
