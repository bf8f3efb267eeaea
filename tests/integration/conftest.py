"""Projects to break: each a copy with the same release published, refreshed in this process."""

import shutil
from pathlib import Path

import pytest

from pipelines.settings import Settings
from tests.support.deliveries import copy_project


@pytest.fixture
def project(tmp_path: Path, published: Settings) -> Settings:
    """A copy of the project in which the shared release is published."""
    settings = copy_project(tmp_path)
    settings.published_db.parent.mkdir(parents=True)
    shutil.copyfile(published.published_db, settings.published_db)
    return settings
