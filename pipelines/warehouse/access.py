"""How everyone but the refresh opens the warehouse: read-only, and shut in with the published file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipelines.settings import Settings


class NotPublishedError(Exception):
    """No warehouse has been published in this build folder yet."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"Nothing is published yet at {path}: run `kriterier refresh` first.")
        self.path = path


@contextmanager
def open_published(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the published warehouse for reading; nothing is written, not even a spill file.

    The connection reads no other file, loads no extension, and none of this can be switched back on by a
    query. It keeps the release it was opened on, also when a refresh publishes the next one meanwhile.

    Args:
        settings: Where the published file lies, and the memory and threads a query may use.

    Raises:
        NotPublishedError: There is no published file.
        duckdb.Error: The file cannot be read by this version of DuckDB.
    """
    if not settings.published_db.is_file():
        raise NotPublishedError(settings.published_db)
    with open_warehouse(settings, settings.published_db) as connection:
        yield connection


@contextmanager
def open_warehouse(settings: Settings, path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open any finished warehouse file as the published one is opened: a release, a copy, an earlier state.

    Raises:
        duckdb.Error: The file cannot be read by this version of DuckDB.
    """
    connection = duckdb.connect(str(path), read_only=True, config=_reading_config(settings))
    try:
        yield connection
    finally:
        connection.close()


def _reading_config(settings: Settings) -> dict[str, str | bool | int | float | list[str]]:
    return {
        "memory_limit": settings.memory_limit,
        "threads": settings.threads,
        "enable_external_access": False,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        # a name in a query must mean a table, never a variable of the calling Python code
        "python_enable_replacements": False,
        "lock_configuration": True,
        # Spilling would put a folder beside the published file; a query too large for memory fails instead.
        # DuckDB accepts this only after external access has been switched off, so it stands last.
        "temp_directory": "",
    }
