"""The published file describes itself: meta.columns and DuckDB comments cover all its tables and columns."""

import duckdb

ColumnKey = tuple[str, str, str]


def columns(connection: duckdb.DuckDBPyConnection) -> dict[ColumnKey, tuple[str, str, int]]:
    """Type, comment and position of every column that is in the file."""
    rows = connection.execute(
        """
        select schema_name, table_name, column_name, data_type, coalesce(comment, ''), column_index
        from duckdb_columns()
        where database_name = current_database() and not internal
        """
    ).fetchall()
    return {
        (schema, table, column): (data_type, comment, position)
        for schema, table, column, data_type, comment, position in rows
    }


def declared(connection: duckdb.DuckDBPyConnection) -> dict[ColumnKey, tuple[str, str, str, int]]:
    """Type, unit, description and position of every column as meta.columns says."""
    rows = connection.execute(
        """
        select schema_name, table_name, column_name, data_type, unit, description, position
        from meta.columns
        """
    ).fetchall()
    return {tuple(row[:3]): tuple(row[3:]) for row in rows}


def plain_type(data_type: str) -> str:
    names = {"INT": "INTEGER", "STRING": "VARCHAR", "TEXT": "VARCHAR", "BOOL": "BOOLEAN"}
    plain = data_type.upper().replace(" ", "")
    return names.get(plain, plain)


def test_every_column_is_declared_and_every_declared_column_is_there(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    assert set(columns(warehouse)) == set(declared(warehouse))


def test_declared_types_and_positions_are_the_real_ones(warehouse: duckdb.DuckDBPyConnection) -> None:
    said = declared(warehouse)
    wrong = [
        f"{'.'.join(key)}: {data_type} at {position}, declared {said[key][0]} at {said[key][3]}"
        for key, (data_type, _, position) in columns(warehouse).items()
        if (plain_type(data_type), position) != (plain_type(said[key][0]), said[key][3])
    ]
    assert wrong == []


def test_every_column_carries_its_description_and_unit(warehouse: duckdb.DuckDBPyConnection) -> None:
    said = declared(warehouse)
    assert [".".join(key) for key, value in said.items() if not value[1] or not value[2]] == []
    # a reader without our tables sees the same text as a comment
    different = [
        ".".join(key)
        for key, (_, comment, _) in columns(warehouse).items()
        if " ".join(comment.split()) != said[key][2]
    ]
    assert different == []


def test_every_table_carries_its_description(warehouse: duckdb.DuckDBPyConnection) -> None:
    silent = warehouse.execute(
        """
        select schema_name || '.' || name
        from (
            select schema_name, table_name as name, comment from duckdb_tables()
            where database_name = current_database() and not internal
            union all
            select schema_name, view_name, comment from duckdb_views()
            where database_name = current_database() and not internal
        )
        where coalesce(comment, '') = ''
        """
    ).fetchall()
    assert silent == []
