"""The compiled dbt project, made once for the tests that run the recipient statistics on made-up rows."""

import pytest

from tests.support.models import Node, compile_project


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Node]:
    """Every model and data test of the dbt project with its compiled SQL, by name."""
    return compile_project(tmp_path_factory.mktemp("compiled"))
