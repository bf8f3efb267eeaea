"""Connections to the candidate warehouse, and the environment dbt needs to find it.

DuckDB lets a process open one file twice only with equal configuration, so the configuration here and
`config_options` in dbt_project/profiles.yml are the same; a contract test compares them.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from pipelines.landing.records.store import FILE_MODE, personal_folder
from pipelines.settings import Settings
from pipelines.warehouse.kept import has_build

STORAGE_VERSION = "v1.5.0"
"""Files are written so that the 1.5 line can read them (tools of analysts lag behind)."""


def candidate_config(settings: Settings) -> dict[str, str | bool | int | float | list[str]]:
    """DuckDB configuration of everything that writes the candidate."""
    return {
        "memory_limit": settings.memory_limit,
        "autoinstall_known_extensions": False,
        "storage_compatibility_version": STORAGE_VERSION,
        # what does not fit in memory may be personal rows
        "temp_directory": str(settings.personal_spill),
    }


@contextmanager
def candidate_connection(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the candidate for writing; closes, and thereby checkpoints, in every case."""
    connection = duckdb.connect(str(settings.candidate_db), config=candidate_config(settings))
    try:
        yield connection
    finally:
        connection.close()


def start_candidate(settings: Settings) -> None:
    """Make an empty folder for a new candidate; what a killed run left behind is thrown away.

    The database of personal rows lies beside their landed files, for the owner alone. That of the last build
    is taken up again when any of it can still hold; `dbt build` then makes what does not.
    """
    folder = settings.candidate_db.parent
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if has_build(settings):
        return
    for path in personal_folder(settings).glob(f"{settings.personal_db.name}*"):
        path.unlink()
    with duckdb.connect(str(settings.personal_db)):
        settings.personal_db.chmod(FILE_MODE)


def export_dbt_environment(settings: Settings) -> None:
    """Tell dbt where landed files and candidate lie, by the variables profiles.yml and sources.yml read."""
    os.environ.update(
        KRITERIER_LANDED=str(settings.landed),
        KRITERIER_CANDIDATE=str(settings.candidate_db),
        KRITERIER_PERSONAL=str(settings.personal_db),
        KRITERIER_SPILL=str(settings.personal_spill),
        KRITERIER_MEMORY_LIMIT=settings.memory_limit,
        KRITERIER_THREADS=str(settings.threads),
    )
