from pathlib import Path

import pytest

from pipelines.settings import Settings
from tests.support.extracts import project


@pytest.fixture
def empty(tmp_path: Path) -> Settings:
    """A project without deliveries."""
    return project(tmp_path)
