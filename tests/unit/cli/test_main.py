"""The command as a whole: help, exit codes, and how fast it starts."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.cli.main import COMMANDS
from pipelines.settings import Settings
from tests.support.environment import environment_of
from tests.support.warehouse import publish_by_hand
from tests.unit.cli.conftest import Run

HEAVY = {"dagster", "dbt", "pandas", "pyarrow", "great_expectations", "duckdb", "pydantic"}


def run_process(settings: Settings, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from pipelines.cli.main import main; main()", *words],
        env=environment_of(settings),
        check=False,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


def test_help_gives_each_command_one_line(kriterier: Run) -> None:
    found = kriterier("--help")
    assert found.exit_code == 0
    lines = [line.split() for line in found.output.splitlines()]
    for name, (_, summary) in COMMANDS.items():
        assert [name, *summary.split()] in lines, "a longer summary is cut"


@pytest.mark.parametrize("name", ["status", "explain", "sql"])
def test_each_command_has_help_of_its_own(kriterier: Run, name: str) -> None:
    found = kriterier(name, "--help")
    assert found.exit_code == 0
    assert f"Usage: kriterier {name}" in found.output


@pytest.mark.parametrize(
    "words", [["nonsense"], ["sql"], ["sql", "select 1", "--format", "xml"], ["status", "--nonsense"]]
)
def test_wrong_use_is_2(settings: Settings, kriterier: Run, words: list[str]) -> None:
    assert kriterier(*words).exit_code == 2


@pytest.mark.parametrize(
    "words",
    [["status"], ["sql", "select 1"], ["explain", "--system", "s", "--key", "k", "--district", "d"]],
    ids=["status", "sql", "explain"],
)
def test_nothing_published_is_1_and_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kriterier: Run, words: list[str]
) -> None:
    monkeypatch.setenv("KRITERIER_ROOT", str(tmp_path))
    found = kriterier(*words)
    assert (found.exit_code, found.stdout) == (1, "")
    assert found.stderr.startswith("error: Nothing is published yet")
    assert "kriterier refresh" in found.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_warehouse_is_said_in_one_line(settings: Settings, kriterier: Run) -> None:
    settings.published_db.write_text("not a database", encoding="utf-8")
    found = kriterier("status")
    assert found.exit_code == 1
    assert found.stderr.startswith("error: cannot open")
    assert len(found.stderr.splitlines()) == 1


@pytest.mark.parametrize("name", ["status", "explain"])
def test_a_warehouse_of_another_version_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kriterier: Run, name: str
) -> None:
    monkeypatch.setenv("KRITERIER_ROOT", str(tmp_path))
    publish_by_hand(tmp_path, "drop table meta.runs", "drop table decisions.criteria_keys")
    words = ["--system", "fo4_gh2024", "--key", "fo4c", "--district", "Alna"] if name == "explain" else []
    found = kriterier(name, *words)
    assert found.exit_code == 1
    assert "has not the tables this version reads" in found.stderr
    assert len(found.stderr.splitlines()) == 1


def test_a_wrong_setting_is_2_and_its_value_stays_hidden(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, kriterier: Run
) -> None:
    monkeypatch.setenv("KRITERIER_MEMORY_LIMIT", "hunter2")
    found = kriterier("status")
    assert found.exit_code == 2
    assert "KRITERIER_MEMORY_LIMIT" in found.stderr
    assert "hunter2" not in found.stderr


def test_help_imports_nothing_heavy() -> None:
    code = "import sys, pipelines.cli.main; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8")
    assert HEAVY.intersection(done.stdout.split()) == set()


def test_in_a_process_of_its_own(settings: Settings) -> None:
    good = run_process(settings, "sql", "select run_id from meta.runs", "--format", "json")
    assert (good.returncode, good.stderr) == (0, "")
    assert json.loads(good.stdout) == [{"run_id": "run-1"}]
    bad = run_process(settings, "sql", "select * from read_csv('/etc/passwd')")
    assert (bad.returncode, bad.stdout) == (2, "")
    assert len(bad.stderr.splitlines()) == 1, "one clear line and no trace"
    explained = run_process(
        settings, "explain", "--system", "fo4_gh2024", "--key", "fo4c", "--district", "Alna", "--lang", "nb"
    )
    assert explained.returncode == 0, explained.stderr
    assert "SYNTETISK" in explained.stdout
