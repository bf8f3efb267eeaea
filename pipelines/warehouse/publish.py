"""Puts a finished candidate in place by one atomic rename."""

import os
from pathlib import Path

import duckdb

from pipelines.settings import Settings
from pipelines.warehouse.candidate import candidate_config


class CandidateNotWholeError(Exception):
    """The candidate lacks something a published warehouse must have; nothing was published."""


def publish_candidate(settings: Settings) -> Path:
    """Rename the candidate over the published file.

    Readers that have the old file open keep reading it; who opens next sees the new one. The data is on
    disk before the rename, and the rename before this returns, so that a power cut leaves one or the other.

    Raises:
        CandidateNotWholeError: A write-ahead log is left, or meta.runs is not there.
    """
    candidate, published = settings.candidate_db, settings.published_db
    if candidate.with_name(f"{candidate.name}.wal").exists():
        raise CandidateNotWholeError(f"{candidate} has a write-ahead log: somebody still writes to it")
    connection = duckdb.connect(str(candidate), config=candidate_config(settings))
    try:
        runs = connection.execute("select count(*) from meta.runs").fetchone()
    except duckdb.CatalogException as error:
        raise CandidateNotWholeError(f"{candidate} has no meta.runs: {error}") from error
    finally:
        connection.close()
    if runs != (1,):
        raise CandidateNotWholeError(f"{candidate} holds {runs} runs, expected one")

    published.parent.mkdir(parents=True, exist_ok=True)
    _sync(candidate)
    candidate.replace(published)
    _sync(published.parent)
    return published


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
