"""Importing the code location does nothing: no network, process, secret, project file or dbt parse."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.contract import import_probe
from tests.contract.project import ROOT

SECRETS = {
    "KRITERIER_NOTICE_SMTP_PASSWORD": "not to be read at import",
    "KRITERIER_NOTICE_WEBHOOK_URL": "https://example.invalid/not-to-be-read-at-import",
}

HABITS_OF_LIBRARIES = {
    # urllib3 asks once whether the machine has IPv6 by binding ::1; nothing is connected or looked up
    ("socket.__new__", "urllib3/util/connection.py"),
    ("socket.bind", "urllib3/util/connection.py"),
    # a module inside Dagster asks `file` whether Python is a 64-bit program, with a copy of the environment
    ("subprocess.Popen", "dagster/_vendored/croniter/croniter.py"),
    ("os.posix_spawn", "dagster/_vendored/croniter/croniter.py"),
    ("environment", "dagster/_vendored/croniter/croniter.py"),
}
"""What libraries do when they are imported and we cannot switch off: event, and the library's file."""

HEAVY = {"great_expectations", "openpyxl", "python_calamine"}
"""Slow to import and needed by few commands: imported where they are used."""


def probe(module: str, folder: Path) -> dict[str, Any]:
    """Import a module in a fresh process that starts in `folder` and return what it did."""
    done = subprocess.run(
        [sys.executable, "-B", import_probe.__file__, module, str(ROOT), "KRITERIER_"],
        cwd=folder,
        env={**os.environ, **SECRETS},
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def deeds(result: dict[str, Any]) -> list[str]:
    """What the import did, the known habits of libraries left out."""
    return [
        f"{event['event']} {event['detail']} by {event['files'][:4]}"
        for event in result["events"]
        if not any(
            event["event"] == name and any(file.endswith(habit) for file in event["files"])
            for name, habit in HABITS_OF_LIBRARIES
        )
    ]


pytestmark = pytest.mark.xdist_group("import")  # one process imports it once


@pytest.fixture(scope="module")
def imported() -> dict[str, Any]:
    return probe("pipelines.definitions", ROOT)


def test_importing_definitions_does_nothing(imported: dict[str, Any]) -> None:
    assert deeds(imported) == []


def test_importing_definitions_connects_to_nothing(imported: dict[str, Any]) -> None:
    network = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}
    assert [event for event in imported["events"] if event["event"] in network] == []


def test_importing_definitions_leaves_slow_libraries_alone(imported: dict[str, Any]) -> None:
    assert HEAVY.intersection(imported["modules"]) == set()


@pytest.mark.parametrize(
    ("deed", "expected"),
    [
        pytest.param(
            "import socket; socket.create_connection(('127.0.0.1', 9))", "socket.connect", id="network"
        ),
        pytest.param("import subprocess; subprocess.run(['true'])", "subprocess.Popen", id="process"),
        pytest.param("import os; os.environ['KRITERIER_NOTICE_SMTP_PASSWORD']", "environment", id="secret"),
        pytest.param("import os; dict(os.environ)", "environment", id="all of the environment"),
        pytest.param(f"open({str(ROOT / 'pyproject.toml')!r})", "open", id="project file"),
        pytest.param(f"import os; os.listdir({str(ROOT / 'data_raw')!r})", "os.listdir", id="deliveries"),
    ],
)
def test_the_probe_sees_what_is_forbidden(deed: str, expected: str, tmp_path: Path) -> None:
    (tmp_path / "guilty.py").write_text(
        f"import contextlib\nwith contextlib.suppress(OSError):\n    exec({deed!r})\n", encoding="utf-8"
    )
    assert expected in {deed.split(" ", 1)[0] for deed in deeds(probe("guilty", tmp_path))}
