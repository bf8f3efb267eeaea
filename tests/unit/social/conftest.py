"""The compiled dbt project and the models of recipients, for tests that run them on made-up rows."""

from collections.abc import Iterator

import pytest

from tests.support.models import ModelRun, Node, compile_project
from tests.support.social_cases import social_models


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Node]:
    """Every model and data test of the dbt project with its compiled SQL, by name."""
    return compile_project(tmp_path_factory.mktemp("compiled"))


@pytest.fixture(scope="module")
def models(compiled: dict[str, Node]) -> Iterator[ModelRun]:
    """The models between the extracts of Fasit and Socio and the statistics, to be filled by each test."""
    with social_models(compiled) as run:
        yield run
