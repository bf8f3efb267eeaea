from pathlib import Path

import pytest

from pipelines.settings import Settings
from tests.support.deliveries import copy_project


@pytest.fixture
def project(tmp_path: Path) -> Settings:
    """A copy of the project to break."""
    return copy_project(tmp_path)
