"""What every command needs first: settings, the published file, one clear line per fault."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import typer

from pipelines.settings import Settings

if TYPE_CHECKING:
    import duckdb

GOOD, DATA_FAILED, WRONG_USE = 0, 1, 2
"""The exit codes of every command."""


def fail(message: str, code: int) -> NoReturn:
    """Say on standard error what is wrong, and leave with the exit code."""
    typer.echo(f"error: {message}", err=True)
    raise typer.Exit(code)


def load_settings() -> Settings:
    """Settings from the environment; a wrong value is wrong use and named, never printed."""
    from pydantic import ValidationError

    try:
        return Settings()
    except ValidationError as error:
        wrong = "; ".join(
            f"KRITERIER_{'_'.join(str(part) for part in item['loc']).upper()}: {item['msg']}"
            for item in error.errors(include_input=False, include_url=False)
        )
        fail(f"wrong settings: {wrong}", WRONG_USE)


@contextmanager
def published(settings: Settings) -> "Iterator[duckdb.DuckDBPyConnection]":
    """Open the published warehouse, or leave with one line that says why it cannot be read."""
    import duckdb

    from pipelines.warehouse.access import NotPublishedError, open_published

    try:
        opened = open_published(settings)
        connection = opened.__enter__()
    except NotPublishedError as error:
        fail(str(error), DATA_FAILED)
    except duckdb.Error as error:
        fail(f"cannot open {settings.published_db}: {one_line(error)}", DATA_FAILED)
    try:
        yield connection
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        fail(f"{settings.published_db} has not the tables this version reads: {one_line(error)}", DATA_FAILED)
    finally:
        connection.close()


def one_line(error: Exception) -> str:
    """The message of an error without the picture of the query below it."""
    lines = []
    for line in str(error).splitlines():
        if line.startswith("LINE "):
            break
        if line.strip():
            lines.append(line.strip())
    return " ".join(lines) or type(error).__name__
