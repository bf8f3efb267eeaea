"""A published warehouse made by hand, and the command line on it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pipelines.cli.main import app
from pipelines.settings import Settings
from tests.support.warehouse import publish_by_hand

Run = Callable[..., Result]


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The installation the commands see: an empty folder with the hand-made warehouse published in it."""
    monkeypatch.setenv("KRITERIER_ROOT", str(tmp_path))
    return publish_by_hand(tmp_path)


@pytest.fixture
def kriterier(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `kriterier` with the given words."""
    monkeypatch.setenv("NO_COLOR", "1")

    def run(*words: str) -> Result:
        return CliRunner().invoke(app, list(words))

    return run
