"""`kriterier fetch` against a statbank on this machine."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import Result

from pipelines.fetching import FETCHABLE
from pipelines.settings import Settings
from tests.support.deliveries import ROOT
from tests.support.environment import KRITERIER, environment_of
from tests.support.statbank_server import OSLO, SSB, Statbank, statbank
from tests.unit.cli.conftest import Run

NOWHERE = {SSB: "http://127.0.0.1:9", OSLO: "http://127.0.0.1:9"}
ONE_LINE = f"offline: {SSB}, {OSLO} cannot be reached; going on with what has been landed"
REVISED = "oslo_low_income/2020-2022/OK-INN007_2026-09-15.json"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    for source_id in FETCHABLE:
        shutil.copytree(ROOT / "data_raw" / source_id, tmp_path / "data_raw" / source_id)
    shutil.copytree(ROOT / "dbt_project" / "seeds", tmp_path / "dbt_project" / "seeds")
    return Settings(root=tmp_path)


@pytest.fixture
def bank() -> Iterator[Statbank]:
    with statbank() as running:
        yield running


@pytest.fixture
def run(settings: Settings, monkeypatch: pytest.MonkeyPatch, kriterier: Run) -> Callable[..., Result]:
    """Runs the command with these addresses in place of the services'."""
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setenv("KRITERIER_ROOT", str(settings.root))

    def fetch(urls: dict[str, str], *words: str) -> Result:
        monkeypatch.setenv("KRITERIER_FETCH_BASE_URLS", json.dumps(urls))
        return kriterier("fetch", *words)

    return fetch


def test_a_change_is_a_delivery_and_no_change_is_none(settings: Settings, bank: Statbank, run: Run) -> None:
    sources = ("klass_districts", "oslo_low_income")
    bank.revise(
        "oslo_low_income",
        {("12 Alna", "Enslige", "Uten formueskorreksjon", "Husholdninger med lavinntekt", "2022"): 999},
    )
    done = run(bank.settings_urls, *sources)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.splitlines() == [
        "klass_districts: unchanged; the delivery in use says the same",
        f"oslo_low_income: new delivery {REVISED}",
    ]
    assert (settings.data_raw / REVISED).is_file()

    again = run(bank.settings_urls, "--json", *sources)
    outcomes = json.loads(again.stdout)
    assert [(one["source_id"], one["status"], one["delivery_ids"], one["findings"]) for one in outcomes] == [
        (source_id, "unchanged", [], []) for source_id in sources
    ]


def test_a_finding_is_told_and_the_exit_code_says_so(settings: Settings, bank: Statbank, run: Run) -> None:
    bank.tables["oslo_low_income"].relabel("husholdningstype", "Enslige", "Aleneboende")
    done = run(bank.settings_urls, "oslo_low_income")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "there is no category «Enslige»" in done.stderr
    outcomes = json.loads(run(bank.settings_urls, "oslo_low_income", "--json").stdout)
    assert outcomes[0]["findings"][0]["code"] == "fetch_missing_category"
    assert "Enslige" in outcomes[0]["findings"][0]["text_nb"]


@pytest.mark.parametrize(("words", "code"), [(("--all",), 0), (("ssb_population", "oslo_low_income"), 1)])
def test_offline_is_one_line(run: Run, words: tuple[str, ...], code: int) -> None:
    done = run(NOWHERE, *words)
    assert (done.exit_code, done.stdout, done.stderr.splitlines()) == (code, "", [ONE_LINE])


def test_the_installed_command_is_offline_in_one_line(settings: Settings) -> None:
    environment = environment_of(settings) | {
        "KRITERIER_FETCH_BASE_URLS": json.dumps(NOWHERE),
        "no_proxy": "*",
    }
    done = subprocess.run(
        [KRITERIER, "fetch", "--all"],
        env=environment,
        cwd=settings.root,
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (done.returncode, done.stdout, done.stderr.splitlines()) == (0, "", [ONE_LINE])


@pytest.mark.parametrize("arguments", [(), ("--all", "ssb_population"), ("prices",), ("nothing",)])
def test_wrong_use_names_what_can_be_fetched(run: Run, arguments: tuple[str, ...]) -> None:
    done = run(NOWHERE, *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert ", ".join(FETCHABLE) in done.stderr
