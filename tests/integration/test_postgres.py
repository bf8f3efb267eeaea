"""Dagster's history in PostgreSQL, as deploy/dagster-postgres.yaml sets it up, on a real server."""

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import dagster as dg
import pytest

from pipelines.schedules import NIGHTLY_JOB
from pipelines.settings import Settings
from tests.contract.project import ROOT
from tests.support.environment import environment_of
from tests.support.servers import free_port

SERVERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
NOBODY = "nobody"
PASSWORD = "invented"  # noqa: S105  (of a server that lives for one test)

pytestmark = [
    pytest.mark.integration,
    pytest.mark.slow,
    pytest.mark.skipif(not SERVERS, reason="PostgreSQL is not installed"),
]


def as_nobody(*command: str) -> list[str]:
    """PostgreSQL refuses to run as root."""
    return ["runuser", "-u", NOBODY, "--", *command] if os.geteuid() == 0 else list(command)


@pytest.fixture(scope="module")
def server() -> Iterator[dict[str, str]]:
    """A database of its own; gives the environment variables that deploy/dagster-postgres.yaml reads."""
    port = free_port()
    # not below pytest's folder, which other users may not enter
    with TemporaryDirectory(prefix="kriterier_pg_", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "password").write_text(PASSWORD, encoding="ascii")
        if os.geteuid() == 0:
            nobody = pwd.getpwnam(NOBODY)
            for path in (folder, folder / "password"):
                os.chown(path, nobody.pw_uid, nobody.pw_gid)
        programs, data = SERVERS[-1], str(folder / "data")
        ctl = as_nobody(str(programs / "pg_ctl"), "-D", data, "-w", "-l", str(folder / "log"))
        options = ["--auth=scram-sha-256", "--username=dagster", f"--pwfile={folder / 'password'}"]
        run(as_nobody(str(programs / "initdb"), "-D", data, *options, "--no-sync"), folder)
        run(
            [*ctl, "-o", f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off", "start"], folder
        )
        try:
            yield {
                "DAGSTER_PG_HOST": "127.0.0.1",
                "DAGSTER_PG_PORT": str(port),
                "DAGSTER_PG_DB": "postgres",
                "DAGSTER_PG_USERNAME": "dagster",
                "DAGSTER_PG_PASSWORD": PASSWORD,
            }
        finally:
            run([*ctl, "-m", "immediate", "stop"], folder)


def run(command: list[str], folder: Path) -> None:
    # the server inherits standard output; nobody reads it to the end
    with (folder / "out").open("ab") as out:
        done = subprocess.run(command, cwd=folder, stdout=out, stderr=out, check=False)
    assert done.returncode == 0, (folder / "out").read_text(encoding="utf-8", errors="replace")


def test_a_night_is_recorded_in_postgresql(
    server: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The nightly job as Dagster runs it; the folder is no project, so the run fails and is recorded so."""
    home = tmp_path / "dagster"
    home.mkdir()
    shutil.copyfile(ROOT / "deploy" / "dagster-postgres.yaml", home / "dagster.yaml")
    environment = {**environment_of(Settings(root=tmp_path)), **server, "DAGSTER_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", EXECUTE],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    run_id = done.stdout.split()[-1]
    for name, value in server.items():
        monkeypatch.setenv(name, value)
    with dg.DagsterInstance.from_config(str(home)) as instance:
        assert type(instance.run_storage).__name__ == "PostgresRunStorage"
        found = instance.get_run_by_id(run_id)
        assert found is not None
        assert (found.job_name, found.status) == (NIGHTLY_JOB, dg.DagsterRunStatus.FAILURE)
        assert any(
            "not a kriterier project" in str(entry.dagster_event) for entry in instance.all_logs(run_id)
        )
    assert [path.name for path in home.rglob("*.db")] == [], "nothing is left to SQLite"


EXECUTE = """
import dagster as dg
from pipelines.schedules import build_nightly_job, nightly_config
from pipelines.settings import Settings
with dg.DagsterInstance.get() as instance:
    result = build_nightly_job(Settings()).execute_in_process(
        instance=instance, raise_on_error=False, run_config=nightly_config(fetch=False)
    )
    print(result.run_id)
"""
