"""Tables of the neutral contract as files: Parquet, or CSV as Norwegian systems write it."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa


def save_parquet(table: "pa.Table", path: Path) -> None:
    """Write DATE, DECIMAL, VARCHAR, INTEGER and BOOLEAN columns; the same table gives the same bytes."""
    import pyarrow.parquet as pq

    pq.write_table(table, path, compression="zstd", store_schema=False)


def save_csv(table: "pa.Table", path: Path) -> None:
    """Write UTF-8 with semicolons, a header, decimal comma, ISO dates, Ja and Nei."""
    with _connected() as connection:
        connection.register("delivered", table)
        columns = ", ".join(f'{_text(name, kind)} as "{name}"' for name, kind in _kinds(connection))
        connection.execute(
            f"copy (select {columns} from delivered) to '{path}' (format csv, delimiter ';', header true)"
        )


def months_of(table: "pa.Table", column: str, year: int, month: int) -> "pa.Table":
    """Rows whose date lies in a month."""
    with _connected() as connection:
        connection.register("delivered", table)
        sql = f"from delivered where date_trunc('month', \"{column}\") = make_date({year}, {month}, 1)"
        return connection.sql(sql).to_arrow_table()


def facts_of(persons: "pa.Table", payments: "pa.Table", year: int, month: int) -> "pa.Table":
    """Facts of those with a payment line in the month, clipped to it."""
    with _connected() as connection:
        connection.register("persons", persons)
        connection.register("payments", payments)
        return connection.sql(
            f"""
            select * replace (
                greatest(valid_from, make_date({year}, {month}, 1)) as valid_from,
                least(valid_to, last_day(make_date({year}, {month}, 1))) as valid_to
            )
            from persons
            where person_pid in (select main_person_pid from payments where month(payment_date) = {month})
                and valid_from <= last_day(make_date({year}, {month}, 1))
                and valid_to >= make_date({year}, {month}, 1)
            """
        ).to_arrow_table()


def _connected() -> "duckdb.DuckDBPyConnection":
    import duckdb

    return duckdb.connect(config={"threads": 2, "autoinstall_known_extensions": "false"})


def _kinds(connection: "duckdb.DuckDBPyConnection") -> list[tuple[str, str]]:
    return [(str(row[0]), str(row[1])) for row in connection.execute("describe delivered").fetchall()]


def _text(name: str, kind: str) -> str:
    if kind == "BOOLEAN":
        return f"case \"{name}\" when true then 'Ja' when false then 'Nei' end"
    if kind.startswith("DECIMAL"):
        return f"replace(cast(\"{name}\" as varchar), '.', ',')"
    return f'"{name}"'
