"""The main job as a whole: unchanged input, equal builds, readers, a second refresh, a history."""

import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipelines.refresh import run_refresh
from pipelines.settings import Settings
from pipelines.warehouse.lock import refresh_lock
from tests.support.deliveries import ALNA_PATIENTS, HELSEDATA_TSB, PATIENTS, edit_row
from tests.support.environment import KRITERIER, environment_of


def kriterier(settings: Settings, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [KRITERIER, *arguments]
    return subprocess.run(command, env=environment_of(settings), capture_output=True, text=True, check=False)


def test_an_unchanged_project_is_recognised_and_nothing_is_rebuilt(project: Settings) -> None:
    before = project.published_db.stat()
    result = kriterier(project, "refresh", "--json")
    assert result.returncode == 0, result.stderr
    outcome = json.loads(result.stdout)
    assert outcome["status"] == "unchanged"
    assert project.published_db.stat().st_ino == before.st_ino
    assert not project.candidate_db.parent.exists()


@pytest.mark.parametrize(
    "touched",
    ["dbt_project/seeds/decisions/mixes.csv", "expectations/helsedata_tsb.json"],
)
def test_a_changed_decision_or_expectation_is_not_unchanged(project: Settings, touched: str) -> None:
    from pipelines.landing.inventory import take_inventory
    from pipelines.refresh import published_run
    from pipelines.warehouse.fingerprint import input_fingerprint

    path = project.root / touched
    path.write_bytes(path.read_bytes() + b"\n")
    published = published_run(project)
    assert published is not None
    assert published[0] != input_fingerprint(project, take_inventory(project).fingerprint())


def test_a_second_refresh_is_refused_in_one_line(project: Settings) -> None:
    with refresh_lock(project):
        result = kriterier(project, "refresh")
    assert result.returncode == 1
    [line] = result.stderr.strip().splitlines()
    assert "Another refresh" in line
    assert "Traceback" not in result.stderr


def test_a_folder_that_is_no_project_is_refused_in_words(tmp_path: Path) -> None:
    result = kriterier(Settings(root=tmp_path), "refresh")
    assert result.returncode == 2
    assert "dbt_project.yml" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_failed_refresh_leaves_a_notice_and_exits_with_one(project: Settings) -> None:
    edit_row(project, HELSEDATA_TSB, PATIENTS, "mange", where=ALNA_PATIENTS)
    result = kriterier(project, "refresh")
    assert result.returncode == 1
    assert "mange" in result.stderr
    assert "untouched" in result.stderr
    [notice] = list(project.notices.glob("*.txt"))
    assert "mange" in notice.read_text(encoding="utf-8")
    assert kriterier(project, "nightly", "--no-fetch").returncode == 1
    assert list(project.notices.glob("*.txt")) == [notice], "by hand and at night it is one cause"


def test_who_delivers_is_told_in_norwegian_when_that_is_set(project: Settings) -> None:
    edit_row(project, HELSEDATA_TSB, PATIENTS, "mange", where=ALNA_PATIENTS)
    [text] = run_refresh(project.model_copy(update={"language": "nb"})).errors
    assert "Funnet: mange" in text
    assert "Forventet: " in text


def test_readers_never_see_an_error_while_a_refresh_publishes(project: Settings) -> None:
    """One reader holds the file open all the time, another opens and queries it in a loop."""
    held = duckdb.connect(str(project.published_db), read_only=True)
    held_before = held.execute("select sum(amount_nok), count(*) from allocations.allocations").fetchall()
    polling = subprocess.Popen(
        [sys.executable, "-c", POLL, str(project.published_db), ALNA_TSB_PATIENTS],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    edit_row(project, HELSEDATA_TSB, PATIENTS, 330, where=ALNA_PATIENTS)
    result = kriterier(project, "refresh")
    output, _ = polling.communicate("stop\n", timeout=60)
    assert result.returncode == 0, result.stderr
    # the open reader still has its own, whole, release
    assert (
        held.execute("select sum(amount_nok), count(*) from allocations.allocations").fetchall()
        == held_before
    )
    assert held.execute(ALNA_TSB_PATIENTS).fetchall() == [(340,)]
    held.close()
    report = json.loads(output)
    assert report["errors"] == []
    assert report["reads"] > 20
    assert report["seen"] == [340, 330]


ALNA_TSB_PATIENTS = """
    select value::int from criteria.criterion_values
    where criterion_id = 'tsb_patients' and district_id = '030112' and budget_year = 2024
"""

POLL = """
import duckdb, json, sys, threading, time
stop = threading.Event()
threading.Thread(target=lambda: (sys.stdin.readline(), stop.set()), daemon=True).start()
reads, seen, errors, last = 0, [], [], False
while True:
    last = stop.is_set()
    try:
        con = duckdb.connect(sys.argv[1], read_only=True)
        total, value = con.execute(
            "select sum(amount_nok), (" + sys.argv[2] + ") from allocations.allocations "
            "where key_id = 'fo4c' and budget_year = 2024"
        ).fetchone()
        con.close()
        assert total == 2 * 1678000000, total
        reads += 1
        if value not in seen:
            seen.append(value)
    except Exception as error:
        errors.append(repr(error))
    if last:
        break
    time.sleep(0.02)
print(json.dumps({"reads": reads, "seen": seen, "errors": errors}))
"""
