"""kill -9 at random moments: the published file is always whole, and either the old or the new release."""

import os
import random
import signal
import time
from contextlib import suppress
from pathlib import Path
from threading import Timer

import duckdb
import pytest

from pipelines.settings import Settings
from tests.support.deliveries import ALNA_PATIENTS, HELSEDATA_TSB, PATIENTS, copy_project, edit_row
from tests.support.tables import table_contents
from tests.support.warm_refresh import WarmRefresh

KILLS = 20


def deliver(settings: Settings, patients: int) -> None:
    edit_row(settings, HELSEDATA_TSB, PATIENTS, patients, where=ALNA_PATIENTS)


def kill(process: int) -> None:
    """kill -9; a process that has just ended needs none."""
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


def alna_tsb_patients(published: Path) -> int:
    """The one value that tells the releases apart, after reading every table of the file."""
    table_contents(published)
    connection = duckdb.connect(str(published), read_only=True)
    try:
        row = connection.execute(
            """
            select value from criteria.criterion_values
            where criterion_id = 'tsb_patients' and district_id = '030112' and budget_year = 2024
            """
        ).fetchone()
        assert row is not None
        return int(row[0])
    finally:
        connection.close()


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_published_file_survives_kills(tmp_path: Path) -> None:
    settings = copy_project(tmp_path)
    published = settings.published_db
    warm = WarmRefresh(settings)
    begun = time.monotonic()
    warm.start()
    assert warm.wait() == 0
    # the first run also parses the dbt project, which takes about a fifth of it
    duration = 0.8 * (time.monotonic() - begun)
    assert alna_tsb_patients(published) == 340

    chance = random.Random(20240101)  # noqa: S311  (moments to kill at, the same in every run)
    released, killed = 340, 0
    while killed < KILLS:
        # each try has something to publish, so that a kill near the end can hit the rename
        wanted = 339 if released == 340 else 340
        deliver(settings, wanted)
        # anywhere from the first look at the deliveries to around the publishing
        process = warm.start()
        moment = Timer(chance.uniform(0.0, 1.0) * duration, kill, [process])
        moment.start()
        ended = warm.wait()
        moment.cancel()
        assert ended in {0, -signal.SIGKILL}
        killed += ended == -signal.SIGKILL
        found = alna_tsb_patients(published)
        assert found in {released, wanted}
        assert not published.with_name("warehouse.duckdb.wal").exists()
        if found == released:
            deliver(settings, released)
        released = found

    # what the kills left behind does not stop the next refresh
    deliver(settings, 338)
    warm.start()
    assert warm.wait() == 0
    warm.close()
    assert alna_tsb_patients(published) == 338
