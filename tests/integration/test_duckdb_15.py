"""The other DuckDB line: a refresh under 1.5 gives the same tables as under the locked version."""

import subprocess
from pathlib import Path

import duckdb
import pytest

from pipelines.settings import Settings
from tests.contract.project import ROOT
from tests.support.deliveries import copy_project
from tests.support.environment import KRITERIER, environment_of
from tests.support.tables import table_contents

DUCKDB_15 = ROOT / "build" / "duckdb-1.5"
"""`make duckdb-1.5` installs it there, beside the locked version and not instead of it."""


@pytest.mark.slow
def test_a_refresh_under_duckdb_15_gives_the_same_tables(published: Settings, tmp_path: Path) -> None:
    assert (DUCKDB_15 / "duckdb").is_dir(), f"{DUCKDB_15} is not there: run `make duckdb-1.5`"
    settings = copy_project(tmp_path)
    environment = environment_of(settings) | {"PYTHONPATH": str(DUCKDB_15)}
    result = subprocess.run(
        [KRITERIER, "refresh"], env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr

    connection = duckdb.connect(str(settings.published_db), read_only=True)
    [(used,)] = connection.execute("select duckdb_version from meta.runs").fetchall()
    connection.close()
    assert used.startswith("1.5.")
    assert table_contents(settings.published_db) == table_contents(published.published_db)
