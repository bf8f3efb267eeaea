"""`kriterier sql`: one read-only query on the published warehouse."""

import io
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.cli.session import WRONG_USE, fail, load_settings, one_line, published

if TYPE_CHECKING:
    import duckdb

    from pipelines.settings import Settings

READING = {"SELECT", "EXPLAIN", "MULTI"}
"""Statement types that read; MULTI is what PIVOT is parsed to."""


class Format(StrEnum):
    """How a result is written."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"


def sql(
    query: Annotated[
        str, typer.Argument(help="One SELECT; also FROM, WITH, DESCRIBE, SHOW, SUMMARIZE, EXPLAIN.")
    ],
    output_format: Annotated[
        Format, typer.Option("--format", "-f", help="csv and json keep every digit of a decimal.")
    ] = Format.table,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="File to write instead of the screen; parquet needs one."),
    ] = None,
) -> None:
    """Query the published warehouse, read-only; no other file can be read or written by the query."""
    settings = load_settings()
    if output_format is Format.parquet and output is None:
        fail("--format parquet needs --output FILE", WRONG_USE)
    if output is not None:
        output = _checked_output(settings, output)

    import duckdb

    with published(settings) as connection:
        try:
            _refuse_statement(connection, query)
            if output_format is Format.parquet and output is not None:
                _write_parquet(connection, query, output)
            else:
                _write_rows(connection, query, output_format, output)
        except duckdb.Error as error:
            fail(one_line(error), WRONG_USE)
        except OSError as error:
            fail(f"cannot write {output}: {error.strerror or error}", WRONG_USE)


def _refuse_statement(connection: "duckdb.DuckDBPyConnection", query: str) -> None:
    statements = connection.extract_statements(query)
    if len(statements) != 1:
        found = "an empty query" if not statements else f"{len(statements)} statements"
        fail(f"one statement at a time, found {found}", WRONG_USE)
    kind = statements[0].type.name
    if kind not in READING:
        fail(f"{kind} is refused: only queries that read are allowed, such as SELECT", WRONG_USE)


def _checked_output(settings: "Settings", output: Path) -> Path:
    target = output.expanduser().resolve()
    for folder in (
        settings.published_db.parent,
        settings.candidate_db.parent,
        settings.landed,
        settings.data_raw,
    ):
        if target.is_relative_to(folder):
            fail(f"--output may not lie in {folder}: only deliveries and the refresh write there", WRONG_USE)
    if target.exists() and not target.is_file():
        fail(f"--output {output} is not a file", WRONG_USE)
    if not target.parent.is_dir():
        fail(f"--output {output}: the folder {target.parent} does not exist", WRONG_USE)
    return target


def _write_parquet(connection: "duckdb.DuckDBPyConnection", query: str, output: Path) -> None:
    import pyarrow as pa

    from pipelines.cli.output import write_parquet

    try:
        write_parquet(connection.sql(query).to_arrow_table(), output)
    except pa.ArrowException as error:
        fail(f"the result cannot be written as parquet: {one_line(error)}", WRONG_USE)


def _write_rows(
    connection: "duckdb.DuckDBPyConnection", query: str, output_format: Format, output: Path | None
) -> None:
    from pipelines.cli import output as out

    cursor = connection.execute(query)
    columns = [column[0] for column in cursor.description or []]
    rows = cursor.fetchall()
    if output_format is Format.table:
        stream = io.StringIO()
        console = out.make_console(None if output is None else stream)
        out.print_whole(console, out.make_result_table(columns, rows))
        console.print(f"({len(rows)} {'row' if len(rows) == 1 else 'rows'})")
        text = stream.getvalue()
    else:
        text = out.to_csv(columns, rows) if output_format is Format.csv else out.to_json_rows(columns, rows)
    if output is not None:
        out.write_text(text, output)
    elif text:
        typer.echo(text, nl=False)
