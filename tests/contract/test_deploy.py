"""The files for a server agree with the code, with each other, and with the tools that read them."""

import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipelines.schedules import NIGHTLY_CRON, TIME_ZONE
from pipelines.settings import Settings
from tests.contract.project import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
INSTALLED = Path(sys.executable).parent
IN_VENV = re.compile(r"/srv/kriterier/\.venv/bin/([\w-]+)")


def text_of(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def unit(path: Path) -> configparser.RawConfigParser:
    # ini files as systemd has them: names keep their case, `%` and `#` in values mean themselves
    parser = configparser.RawConfigParser(strict=False, comment_prefixes=("#",), delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(path.read_text(encoding="utf-8"))
    return parser


def verify(folder: Path, units: list[Path]) -> str:
    """What systemd says of copies of the units whose programs are there."""
    for path in units:
        text = IN_VENV.sub(shutil.which("true") or "true", path.read_text(encoding="utf-8"))
        (folder / path.name).write_text(text, encoding="utf-8")
    copies = [str(folder / path.name) for path in units]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *copies],
        check=False,
        capture_output=True,
        text=True,
        env={"SYSTEMD_LOG_LEVEL": "warning", "PATH": "/usr/bin:/bin"},
    )
    said = f"{done.stdout}{done.stderr}".splitlines()
    # other units of this machine are not ours to judge
    return "\n".join(line for line in said if "kriterier" in line) + ("failed" if done.returncode else "")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    assert verify(tmp_path, UNITS) == ""


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_would_say_what_it_does_not_understand(tmp_path: Path) -> None:
    wrong = tmp_path / "kriterier-wrong.service"
    wrong.write_text("[Service]\nExecStart=/srv/kriterier/.venv/bin/kriterier\nRestrat=always\n")
    folder = tmp_path / "copies"
    folder.mkdir()
    assert "Restrat" in verify(folder, [wrong])


@pytest.mark.parametrize("path", [path for path in UNITS if path.suffix == ".service"], ids=lambda p: p.stem)
def test_a_unit_starts_a_program_that_is_installed(path: Path) -> None:
    service = unit(path)["Service"]
    command = service["ExecStart"].split()
    match = IN_VENV.fullmatch(command[0])
    assert match is not None
    assert (INSTALLED / match.group(1)).is_file()
    if "--workspace" in command:
        assert (ROOT / command[command.index("--workspace") + 1]).is_file()
    assert service["User"] == "kriterier"


def test_the_timer_and_the_schedule_are_the_same_hour_and_exclude_each_other() -> None:
    timer = unit(DEPLOY / "systemd" / "kriterier-nightly.timer")
    minute, hour, *_ = NIGHTLY_CRON.split()
    assert timer["Timer"]["OnCalendar"] == f"*-*-* {int(hour):02}:{int(minute):02}:00 {TIME_ZONE}"
    assert timer["Unit"]["Conflicts"] == "kriterier-daemon.service"


def test_the_example_names_only_settings_that_exist() -> None:
    names = re.findall(r"^#?(KRITERIER_\w+)=", text_of("kriterier.env.example"), re.MULTILINE)
    assert len(names) > 8
    assert {name.removeprefix("KRITERIER_").lower() for name in names} <= set(Settings.model_fields)


def test_postgres_changes_the_storage_and_nothing_else() -> None:
    plain: dict[str, Any] = yaml.safe_load((ROOT / "dagster.yaml").read_text(encoding="utf-8"))
    postgres: dict[str, Any] = yaml.safe_load(text_of("dagster-postgres.yaml"))
    storage = postgres.pop("storage")
    assert postgres == plain
    settings = storage["postgres"]["postgres_db"].values()
    named = {value["env"] for value in settings if isinstance(value, dict)}
    assert named == set(re.findall(r"^#(DAGSTER_PG_\w+)=", text_of("kriterier.env.example"), re.MULTILINE))


def test_the_container_gets_what_it_copies_and_the_locked_uv() -> None:
    containerfile = text_of("Containerfile")
    copied = [
        name
        for line in re.findall(r"^COPY --chown=\S+ (.+)$", containerfile, re.MULTILINE)
        for name in line.split()[:-1]
    ]
    assert {"pyproject.toml", "uv.lock", "pipelines", "dbt_project", "expectations"} <= set(copied)
    assert [name for name in copied if not (ROOT / name).exists()] == []
    kept = re.findall(r"^!(\S+)$", text_of("containerignore"), re.MULTILINE)
    assert {name for name in copied if name not in {path.split("/")[0] for path in kept}} == set()
    [expression] = re.findall(r"sed -n '(.+?)' uv\.lock", containerfile)
    found = subprocess.run(
        ["sed", "-n", expression, str(ROOT / "uv.lock")], check=True, capture_output=True, text=True
    )
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", found.stdout)
    assert f'"uv=={found.stdout.strip()}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_the_container_starts_with_a_dagster_folder(tmp_path: Path) -> None:
    home = tmp_path / "build" / "dagster"
    done = subprocess.run(
        ["sh", str(DEPLOY / "entrypoint.sh"), "echo", "started"],
        cwd=ROOT,
        env={"DAGSTER_HOME": str(home), "PATH": "/usr/bin:/bin"},
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout == "started\n"
    assert (home / "dagster.yaml").read_bytes() == (ROOT / "dagster.yaml").read_bytes()
