"""The real command in a fresh process: a broken delivery of every source in one run, then a clean one."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.support.broken import BROKEN
from tests.support.deliveries import HELSEDATA_TSB, copy_project
from tests.support.environment import KRITERIER, environment_of

pytestmark = [pytest.mark.integration, pytest.mark.slow]


def test_the_command_names_every_fault_in_one_run_and_none_in_a_clean_delivery(tmp_path: Path) -> None:
    settings = copy_project(tmp_path)
    environment = environment_of(settings)

    def check(*words: str) -> subprocess.CompletedProcess[str]:
        command = [KRITERIER, "check", *words]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    clean = check(str(settings.data_raw / HELSEDATA_TSB))
    assert clean.returncode == 0, clean.stderr
    rows = {one.delivery_id: one.break_it(settings) for one in BROKEN}
    broken = check(str(settings.data_raw), "--json")
    assert broken.returncode == 1, broken.stderr
    content = json.loads(broken.stdout)
    told = {
        (delivery["delivery_id"], finding["code"], finding["row"], finding["column"], finding["found"])
        for delivery in content["deliveries"]
        for finding in delivery["findings"]
    }
    assert told >= {
        (one.delivery_id, one.code, rows[one.delivery_id], one.column, one.found) for one in BROKEN
    }
    assert {delivery["delivery_id"] for delivery in content["deliveries"] if delivery["refused"]} == set(rows)
    assert content["problems"] == []
    assert [Path(one).name for one in content["reports"]] == ["data_raw_report.xlsx", "data_raw_report.html"]
