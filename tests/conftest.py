"""Fixtures that more than one room of tests needs.

What is expensive is made once per test process. Tests that share such a fixture are put in one xdist
group, so that it is also made only once when the tests run in parallel.
"""

import json
import shutil
from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from pipelines.refresh import run_refresh
from pipelines.settings import Settings
from pipelines.warehouse.access import open_published
from tests.contract.project import ROOT
from tests.support.deliveries import copy_project

SHARED_FIXTURES = ("published", "manifest")
"""In order of cost: a test that uses both goes where the first one is made."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of one shared fixture in one process, and start the longest tests first."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
    for item in items:
        names: list[str] = getattr(item, "fixturenames", [])
        shared = next((name for name in SHARED_FIXTURES if name in names), None)
        if shared is not None and item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(shared))


@pytest.fixture(scope="session")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The dbt manifest of the project as it stands, parsed afresh."""
    from dbt.cli.main import dbtRunner

    target = tmp_path_factory.mktemp("dbt")
    project = str(ROOT / "dbt_project")
    folders = ["--project-dir", project, "--profiles-dir", project, "--target-path", str(target)]
    result = dbtRunner().invoke(
        ["--no-partial-parse", "--quiet", "--log-level-file", "none", "parse", *folders]
    )
    assert result.success, f"dbt cannot parse the project: {result.exception}"
    content: dict[str, Any] = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
    return content


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A copy of the project that was refreshed once; its warehouse and its Dagster history are only read."""
    settings = copy_project(tmp_path_factory.mktemp("published"))
    history = settings.build / "dagster"
    history.mkdir(parents=True)
    shutil.copyfile(ROOT / "dagster.yaml", history / "dagster.yaml")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DAGSTER_HOME", str(history))
        outcome = run_refresh(settings)
    assert outcome.status == "published", "\n".join(outcome.errors)
    return settings


@pytest.fixture(scope="module")
def warehouse(published: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published warehouse, as an analyst opens it.

    Closed after each module: DuckDB lets no other test of the process open it in another way meanwhile.
    """
    with open_published(published) as connection:
        yield connection
