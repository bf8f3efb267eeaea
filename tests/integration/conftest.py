"""Projects to break: each a copy with the same release published, refreshed in this process."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.refresh import RefreshOutcome, run_refresh
from pipelines.settings import Settings
from tests.support.deliveries import copy_project


@pytest.fixture
def project(tmp_path: Path, published: Settings) -> Settings:
    """A copy of the project in which the shared release is published."""
    settings = copy_project(tmp_path)
    settings.published_db.parent.mkdir(parents=True)
    shutil.copyfile(published.published_db, settings.published_db)
    return settings


@pytest.fixture
def refuse(project: Settings) -> Callable[[], str]:
    """Refresh and expect a refusal; returns its text and proves that the release was left alone."""

    def refresh_and_expect_refusal() -> str:
        before = project.published_db.read_bytes()
        outcome: RefreshOutcome = run_refresh(project)
        assert outcome.status == "failed"
        assert project.published_db.read_bytes() == before
        text = "\n".join(outcome.errors)
        assert "Traceback" not in text
        return text

    return refresh_and_expect_refusal
