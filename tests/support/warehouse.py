"""A small published warehouse made by hand, for tests of what reads it."""

import tempfile
from functools import cache
from pathlib import Path

import duckdb

from pipelines.settings import Settings

SCRIPT = Path(__file__).with_suffix(".sql")


def publish_by_hand(root: Path, *statements: str) -> Settings:
    """Put the hand-made warehouse where the published one lies below `root`.

    Args:
        root: A folder without a build folder.
        *statements: SQL to run on it before it counts as published.
    """
    settings = Settings(root=root)
    settings.published_db.parent.mkdir(parents=True)
    settings.published_db.write_bytes(_made_once())
    if statements:
        _execute(settings.published_db, statements)
    return settings


@cache
def _made_once() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "warehouse.duckdb"
        _execute(path, [SCRIPT.read_text(encoding="utf-8")])
        return path.read_bytes()


def _execute(path: Path, statements: tuple[str, ...] | list[str]) -> None:
    connection = duckdb.connect(str(path), config={"memory_limit": "500MB"})
    try:
        for statement in statements:
            connection.execute(statement)
    finally:
        connection.close()
