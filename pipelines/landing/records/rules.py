"""Rules on rows together: no row twice, no adult in two households in a month."""

from dataclasses import dataclass

import duckdb

from pipelines.core.source import Source
from pipelines.core.sql_text import literal


@dataclass(frozen=True)
class Clashes:
    """Rows that cannot stand beside others.

    Attributes:
        code: Code of the finding.
        columns: Our names of the columns the rule is about.
        total: How many rows clash with one before them.
        rows: The first of them, each with the first row it clashes with.
    """

    code: str
    columns: tuple[str, ...]
    total: int
    rows: list[tuple[int, int]]


def find_clashes(connection: duckdb.DuckDBPyConnection, source: Source, limit: int) -> list[Clashes]:
    """Every rule of the source on rows together that the table `extract` breaks."""
    found = []
    for columns in source.rules.unique:
        if not _any(connection, columns, "true", "count(*) > 1"):
            continue
        names = ", ".join(f'"{name}"' for name in columns)
        there = " and ".join(f'"{name}" is not null' for name in columns)
        same = " and ".join(f'extract."{name}" = twice."{name}"' for name in columns)
        twice = (
            f"select {names}, min(file_row) as first_row from extract where {there} "
            f"group by {names} having count(*) > 1"
        )
        later = f"from extract join twice on {same} where extract.file_row > twice.first_row"
        found += _clashes(connection, "repeated_record", columns, twice, later, limit)
    adults = f"role_code in ({', '.join(map(literal, source.rules.adults))})"
    several = "min(hash(main_person_pid)) != max(hash(main_person_pid))"
    if source.rules.one_household and _any(connection, ("month", "member_pid"), adults, several):
        twice = (
            "select month, member_pid, min_by(main_person_pid, file_row) as first_household, "
            f"min(file_row) as first_row from extract where {adults} "
            "and member_pid is not null and month is not null "
            "group by month, member_pid having min(main_person_pid) != max(main_person_pid)"
        )
        later = (
            "from extract join twice on extract.month = twice.month "
            "and extract.member_pid = twice.member_pid "
            f"where extract.{adults} and extract.main_person_pid != twice.first_household"
        )
        found += _clashes(connection, "two_households", ("member_pid",), twice, later, limit)
    return found


def _any(connection: duckdb.DuckDBPyConnection, columns: tuple[str, ...], where: str, having: str) -> bool:
    """Whether any rows may clash: hashes are compared first, as that takes half the time."""
    together = f"hash({', '.join(columns)})"
    sql = f"select 1 from extract where {where} group by {together} having {having} limit 1"
    return bool(connection.execute(sql).fetchall())


def _clashes(
    connection: duckdb.DuckDBPyConnection,
    code: str,
    columns: tuple[str, ...],
    twice: str,
    later: str,
    limit: int,
) -> list[Clashes]:
    connection.execute(f"create or replace temp table twice as {twice}")
    [(total,)] = connection.execute(f"select count(*) {later}").fetchall()
    if not total:
        return []
    rows = connection.execute(
        f"select extract.file_row, twice.first_row {later} order by extract.file_row limit {limit}"
    ).fetchall()
    return [Clashes(code, columns, int(total), rows)]
