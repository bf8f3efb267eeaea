"""A night on a whole project: nothing new, a change, a bad file that the keys need, and one they do not."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
import pytest

from pipelines.schedules import TOLD, build_nightly_job, nightly_config
from pipelines.settings import Settings
from pipelines.warehouse.lock import refresh_lock
from tests.support.deliveries import (
    ALNA_PATIENTS,
    HELSEDATA_TSB,
    PATIENTS,
    add_delivery,
    edit_origin,
    edit_row,
    sidecar_of,
)
from tests.support.environment import KRITERIER, environment_of
from tests.support.servers import Hook, free_port, running_hook
from tests.support.statbank_server import statbank
from tests.support.statbank_tables import LOW_INCOME, Key

PRICES = "prices/2015-2026/priser.csv"
STUB = """\
source_id: ssb_population
period: 2022-2027
label_nb: Befolkningen
label_en: The population
budget_year: 2027
due_on: 2024-03-01
how: fetch
owner: Kari Nordmann
"""
LOW_INCOME_STUB = """\
source_id: oslo_low_income
period: 2020-2022
vintage: revised
label_nb: Lavinntekt, revidert
label_en: Low income, revised
budget_year: 2027
due_on: 2024-03-01
not_before: 2024-03-01
how: fetch
owner: Oslo kommune
"""
SINGLE = ("Enslige", "Uten formueskorreksjon", "Husholdninger med lavinntekt", "2022")
REVISED: dict[Key, int | None] = {("12 Alna", *SINGLE): 1286, ("Oslo i alt", *SINGLE): 22916}
"""One household less than in the sample, in the district and in the city."""

pytestmark = [pytest.mark.integration, pytest.mark.slow]


@pytest.fixture
def hook() -> Iterator[Hook]:
    with running_hook() as running:
        yield running


class Nights:
    """Nights of one project, each a process as the timer starts it."""

    def __init__(self, project: Settings, hook: Hook) -> None:
        self.project = project
        self.hook = hook
        self.more: dict[str, str] = {}

    def night(self, *options: str) -> tuple[int, dict[str, Any]]:
        environment = {
            **environment_of(self.project),
            "KRITERIER_NOTICE_WEBHOOK_URL": self.hook.url,
            "NO_PROXY": "127.0.0.1",
            **self.more,
        }
        command = [KRITERIER, "nightly", "--json", *options]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.stdout, done.stderr
        outcome: dict[str, Any] = json.loads(done.stdout)
        return done.returncode, outcome

    @property
    def told(self) -> list[str]:
        """Causes that were posted, without the bytes of the file."""
        return [posted["cause"].split("@")[0] for posted in self.hook.posted]

    @property
    def notices(self) -> list[Path]:
        return sorted(self.project.notices.glob("*.txt"))


@pytest.fixture
def nights(project: Settings, published: Settings, hook: Hook) -> Nights:
    # an installation that has refreshed has its manifest too; parsing takes longer than most nights
    project.dbt_target.mkdir()
    for name in ("manifest.json", "manifest.fingerprint"):
        shutil.copy2(published.dbt_target / name, project.dbt_target / name)
    return Nights(project, hook)


def rows(published: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(published), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_a_night_with_nothing_new_does_not_rebuild(nights: Nights) -> None:
    before = nights.project.published_db.stat()
    code, outcome = nights.night()
    assert (code, outcome["status"], outcome["held_back"]) == (0, "unchanged", [])
    assert nights.project.published_db.stat().st_ino == before.st_ino
    assert not nights.project.candidate_db.parent.exists()
    # warnings that stood before the first night are known, and no news
    assert any(cause.startswith("warning/qc.") for cause in outcome["alarms"]["open"])
    assert (outcome["alarms"]["new"], nights.told, nights.notices) == ([], [], [])


def test_a_bad_file_that_the_keys_need_keeps_the_release_and_is_told_once(
    nights: Nights, tmp_path: Path
) -> None:
    file, sidecar = nights.project.data_raw / HELSEDATA_TSB, sidecar_of(nights.project, HELSEDATA_TSB)
    kept = [shutil.copy2(path, tmp_path / path.name) for path in (file, sidecar)]
    release = nights.project.published_db.read_bytes()
    edit_row(nights.project, HELSEDATA_TSB, PATIENTS, "mange", where=ALNA_PATIENTS)

    code, outcome = nights.night()
    assert (code, outcome["status"]) == (1, "refused")
    assert "mange" in outcome["errors"][0]
    assert nights.project.published_db.read_bytes() == release
    [notice] = nights.notices
    assert "mange" in notice.read_text(encoding="utf-8")
    assert nights.told == [f"refused/{HELSEDATA_TSB}"]

    code, outcome = nights.night()
    assert (code, outcome["alarms"]["new"], len(nights.told)) == (1, [], 1)
    listed = subprocess.run(
        [KRITERIER, "status", "--json"], env=environment_of(nights.project), capture_output=True, check=False
    )
    assert json.loads(listed.stdout)["newer_notices"] == [str(notice)]

    for path, copy in zip((file, sidecar), kept, strict=True):
        shutil.copy2(copy, path)
    code, outcome = nights.night()
    assert (code, outcome["status"]) == (0, "unchanged")
    assert [cause.split("@")[0] for cause in outcome["alarms"]["closed"]] == [f"refused/{HELSEDATA_TSB}"]
    assert nights.notices == []
    assert nights.project.published_db.read_bytes() == release
    assert len(nights.told) == 1


def test_what_is_due_is_fetched_and_published_past_a_bad_file_that_no_key_needs(nights: Nights) -> None:
    before = nights.project.published_db.stat()
    edit_row(nights.project, HELSEDATA_TSB, PATIENTS, 339, where=ALNA_PATIENTS)
    stub = nights.project.data_raw / "oslo_low_income" / "2020-2022" / "revidert.json.origin.stub.yml"
    stub.write_text(LOW_INCOME_STUB, encoding="utf-8")
    edit_origin(nights.project, LOW_INCOME, received_on="2023-12-01")
    content = (nights.project.data_raw / PRICES).read_bytes().replace(b"103,6", b"mange")
    bad = add_delivery(
        nights.project, "prices", "2015-2026", "ny.csv", content, like=PRICES, supersedes=PRICES
    )

    with statbank() as bank:
        nights.more["KRITERIER_FETCH_BASE_URLS"] = json.dumps(bank.settings_urls)
        bank.revise("oslo_low_income", REVISED)
        code, outcome = nights.night()
    assert (code, outcome["status"], outcome["held_back"]) == (0, "published", [bad])
    [fetched] = outcome["fetched"]
    assert (fetched["source_id"], fetched["status"]) == ("oslo_low_income", "new")
    assert nights.project.published_db.stat().st_ino != before.st_ino
    published = nights.project.published_db
    assert rows(published, ALNA_TSB_PATIENTS) == [(339,)]
    states = rows(
        published, "select delivery_id, state from meta.deliveries where source_id = 'prices' order by 1"
    )
    assert states == [(bad, "refused"), (PRICES, "used")]
    assert rows(published, ALNA_SINGLE_LOW_INCOME) == [(1286,)]
    assert nights.told == [f"refused/{bad}"]
    assert "held back" in nights.hook.posted[0]["title"]

    inode = published.stat().st_ino
    code, outcome = nights.night()
    assert (code, outcome["status"], outcome["held_back"]) == (0, "unchanged", [bad])
    assert (outcome["alarms"]["new"], len(nights.told), published.stat().st_ino) == ([], 1, inode)


def test_a_night_beside_another_refresh_does_nothing_and_tells_nobody(nights: Nights) -> None:
    with refresh_lock(nights.project):
        code, outcome = nights.night()
    assert (code, outcome["status"]) == (1, "busy")
    assert "Another refresh" in outcome["errors"][0]
    assert (nights.told, nights.notices) == ([], [])


def test_a_night_without_a_way_out_goes_on(nights: Nights) -> None:
    stub = nights.project.data_raw / "ssb_population" / "2022-2027" / "befolkning.json.origin.stub.yml"
    stub.parent.mkdir()
    stub.write_text(STUB, encoding="utf-8")
    nobody = f"http://127.0.0.1:{free_port()}"
    nights.more["KRITERIER_FETCH_BASE_URLS"] = json.dumps({"data.ssb.no": nobody})
    code, outcome = nights.night()
    assert (code, outcome["status"]) == (0, "unchanged")
    [fetched] = outcome["fetched"]
    assert (fetched["source_id"], fetched["status"]) == ("ssb_population", "offline")
    assert "\n" not in fetched["message"]
    # the first night offline is no news, but what was due in 2024 is
    assert outcome["alarms"]["new"] == ["overdue/ssb_population/2022-2027/-/first"]
    assert "fetch_offline" in outcome["alarms"]["open"]

    _, outcome = nights.night("--no-fetch")
    assert (outcome["fetched"], outcome["alarms"]["new"]) == ([], [])
    assert "fetch_offline" in outcome["alarms"]["open"], "who did not look cannot say that it is over"


def test_dagster_shows_a_night_and_its_failure(nights: Nights) -> None:
    project = nights.project
    job = build_nightly_job(project)
    config = nightly_config(fetch=False)
    with dg.DagsterInstance.ephemeral() as instance:
        result = job.execute_in_process(instance=instance, run_config=config)
        [event] = [one for one in result.all_events if one.event_type is dg.DagsterEventType.STEP_OUTPUT]
        metadata = event.step_output_data.metadata
        assert metadata["status"].value == "unchanged"

        edit_row(project, HELSEDATA_TSB, PATIENTS, "mange", where=ALNA_PATIENTS)
        result = job.execute_in_process(instance=instance, run_config=config, raise_on_error=False)
        [event] = [one for one in result.all_events if one.event_type is dg.DagsterEventType.STEP_FAILURE]
        failure = event.step_failure_data.user_failure_data
    assert failure is not None
    assert "mange" in (failure.description or "")
    assert TOLD in failure.metadata
    assert len(list(project.notices.glob("*.txt"))) == 1


ALNA_TSB_PATIENTS = """
    select value::int from criteria.criterion_values
    where criterion_id = 'tsb_patients' and district_id = '030112' and budget_year = 2024
"""
ALNA_SINGLE_LOW_INCOME = """
    select value::int from staging.stg_oslo_low_income__households
    where
        district_id = '030112' and source_year = 2022
        and household_type = 'single' and wealth_corrected = 'no'
"""
