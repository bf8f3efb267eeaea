"""`kriterier refresh --as-of` and `compare --as-of` with days of which nothing can be built."""

from pathlib import Path

import pytest

from pipelines.settings import Settings
from tests.support.deliveries import copy_project
from tests.unit.cli.conftest import Run


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A whole project that the commands see, with nothing built in it."""
    monkeypatch.setenv("KRITERIER_ROOT", str(tmp_path))
    return copy_project(tmp_path)


@pytest.mark.parametrize("command", ["refresh", "compare"])
@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2020-01-01", "had been received by 2020-01-01; the first came on 2026-11-02"),
        ("9998-01-01", "9998-01-01 has not come yet"),
        ("01.02.2026", "does not match the format"),
    ],
)
def test_a_day_of_which_nothing_can_be_said(
    project: Settings, kriterier: Run, command: str, day: str, said: str
) -> None:
    found = kriterier(command, "--as-of", day)
    assert found.exit_code == 2
    assert said in " ".join(found.output.split())
    assert not project.build.exists()


def test_the_environment_says_it_too(
    project: Settings, kriterier: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KRITERIER_AS_OF", "2020-01-01")
    found = kriterier("refresh")
    assert found.exit_code == 2
    assert "had been received by 2020-01-01" in found.output


def test_a_folder_that_is_no_project(tmp_path: Path, kriterier: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KRITERIER_ROOT", str(tmp_path))
    found = kriterier("compare", "--as-of", "2026-11-22")
    assert found.exit_code == 2
    assert "is not a kriterier project" in found.output
