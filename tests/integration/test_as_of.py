"""Two vintages of one table: what was known before the revision is built again, and what it moved shown.

The table is pulled from a statbank on this machine, before and after three of its cells are revised. FO4A
gets a criterion that is counted from them. Two refreshes, and the state before the revision built beside:
by another process in another folder, so that the same input is seen to give the same tables.
"""

import hashlib
import json
import shutil
import subprocess
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.fetching import World, fetch_source
from pipelines.refresh import as_of_settings, run_refresh
from pipelines.settings import Settings
from pipelines.warehouse.access import open_warehouse
from pipelines.warehouse.state import read_state
from tests.support.deliveries import POPULATION, copy_project, edit_seed
from tests.support.environment import KRITERIER, environment_of
from tests.support.statbank_server import statbank
from tests.support.tables import rows_that_differ, table_contents

pytestmark = [pytest.mark.slow, pytest.mark.integration, pytest.mark.xdist_group("as_of")]

SOURCE = "ssb_population"
EARLIER, LATER = date(2026, 11, 22), date(2026, 12, 5)
REVISED = {"Alna": 100, "Bjerke": -60, "Frogner": -40}
"""What is added to the men of 34 in 2023; the city stays what it was."""
DISTRICTS = {"Alna": "030112", "Bjerke": "030109", "Frogner": "030105"}
KEY = ("fo4_gh2024", "fo4a", 2024)


@dataclass(frozen=True)
class Vintages:
    """A project with two vintages: the release of then, the one with the revision, the state before it."""

    settings: Settings
    then: Path
    second: str
    release_sha256: str

    @property
    def earlier(self) -> Settings:
        return as_of_settings(self.settings, EARLIER)


@pytest.fixture(scope="module")
def vintages(tmp_path_factory: pytest.TempPathFactory) -> Vintages:
    root = tmp_path_factory.mktemp("vintages")
    settings = copy_project(root)
    edit_seed(settings, "weights", "fo4_gh2024_fo4a,municipal_dwellings,", "fo4_gh2024_fo4a,age_30_59,")
    outcome = run_refresh(settings)
    assert outcome.status == "published", outcome.errors
    then = root / "then.duckdb"
    shutil.copyfile(settings.published_db, then)
    second = pull_twice(settings)
    outcome = run_refresh(settings)
    assert outcome.status == "published", outcome.errors
    return Vintages(settings, then, second, sha256(settings.published_db))


def pull_twice(settings: Settings) -> str:
    """Pull before and after the revision; gives the delivery the second pull made."""
    with statbank() as bank, pytest.MonkeyPatch.context() as patch:
        patch.setenv("no_proxy", "*")
        reached = settings.model_copy(update={"fetch_base_urls": bank.settings_urls})
        first = fetch_source(SOURCE, reached, pulled_on(EARLIER))
        assert first.status == "unchanged", first
        table = bank.tables[SOURCE]
        men = {name: (name, "Menn", "34 år", "Personer", "2023") for name in REVISED}
        counted = {name: int(table.cell(table.key(cell))[0] or 0) for name, cell in men.items()}
        bank.revise(SOURCE, {cell: counted[name] + REVISED[name] for name, cell in men.items()})
        second = fetch_source(SOURCE, reached, pulled_on(LATER))
        assert second.status == "new", second
    [delivery_id] = second.delivery_ids
    return delivery_id


def pulled_on(day: date) -> World:
    return World(now=lambda: datetime(day.year, day.month, day.day, 11, tzinfo=UTC))


@pytest.fixture(scope="module")
def found(vintages: Vintages) -> dict[str, Any]:
    """What the installed command says of the two, as JSON; it builds the earlier one first."""
    said = kriterier(vintages, "compare", "--as-of", EARLIER.isoformat(), "--json")
    assert said.returncode == 0, said.stderr
    comparison: dict[str, Any] = json.loads(said.stdout, parse_float=Decimal)
    return comparison


def kriterier(vintages: Vintages, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [KRITERIER, *words],
        env=environment_of(vintages.settings),
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_state_before_it_came_is_the_release_of_then_table_by_table(
    vintages: Vintages, found: dict[str, Any]
) -> None:
    assert found["before"]["path"] == str(vintages.earlier.published_db)
    then, rebuilt = (table_contents(path) for path in (vintages.then, vintages.earlier.published_db))
    assert len(then) > 50
    assert rows_that_differ(then, rebuilt) == {}


@pytest.mark.usefixtures("found")
def test_each_release_says_until_when_it_knew(vintages: Vintages) -> None:
    days = []
    for path in (vintages.then, vintages.earlier.published_db, vintages.settings.published_db):
        with open_warehouse(vintages.settings, path) as connection:
            days.append(read_state(connection).run.as_of)
    assert days == [EARLIER, EARLIER, LATER]


def test_the_published_one_is_untouched(vintages: Vintages, found: dict[str, Any]) -> None:
    assert sha256(vintages.settings.published_db) == vintages.release_sha256
    assert found["after"]["path"] == str(vintages.settings.published_db)
    assert found["notes"] == []


def test_exactly_the_revised_cells_are_shown(vintages: Vintages, found: dict[str, Any]) -> None:
    cells = found["landed"]["cells"]
    assert {cell["area_label"]: cell["difference"] for cell in cells} == {
        f"{number}a": REVISED[name] for name, number in DISTRICTS.items()
    }
    for cell in cells:
        assert (cell["source_id"], cell["source_year"]) == (SOURCE, 2023)
        assert cell["codes"] == {"sex": "male", "age": "034"}
        deliveries = (cell["before"]["delivery_id"], cell["after"]["delivery_id"])
        assert deliveries == (POPULATION, vintages.second)
    assert (found["landed"]["counts"], found["landed"]["not_compared"]) == ([], [])


def test_the_criterion_values_they_move(vintages: Vintages, found: dict[str, Any]) -> None:
    values = [row for row in found["criterion_values"] if row["budget_year"] == KEY[2]]
    assert {(row["criterion_id"], row["district_id"]): row["difference"] for row in values} == {
        ("age_30_59", DISTRICTS[name]): added for name, added in REVISED.items()
    }
    with open_warehouse(vintages.settings, vintages.settings.published_db) as connection:
        total = connection.execute("select count(*) from criteria.criterion_values").fetchone()
    assert total == (len(found["criterion_values"]) + found["criterion_values_equal"],)


def test_the_kroner_they_move_are_those_of_the_two_files(vintages: Vintages, found: dict[str, Any]) -> None:
    before, after = (amounts(path) for path in (vintages.then, vintages.settings.published_db))
    assert before.keys() == after.keys()
    expected = {place: after[place] - nok for place, nok in before.items() if after[place] != nok}
    names = ("allocation_system", "key_id", "budget_year", "district_id")
    shown = {tuple(row[name] for name in names): row["difference_nok"] for row in found["allocations"]}
    assert shown == expected
    assert {place[:3] for place in expected} == {KEY}
    assert found["allocations_equal"] == len(before) - len(expected)
    # the city's count is the same, so the others' shares are too
    assert {place[3] for place in expected} == set(DISTRICTS.values())
    assert expected[*KEY, DISTRICTS["Alna"]] > 0


def test_what_one_district_gets_the_others_lose(found: dict[str, Any]) -> None:
    differences: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for row in found["allocations"]:
        differences[row["allocation_system"], row["key_id"], row["budget_year"]].append(row["difference_nok"])
    assert {key: sum(nok) for key, nok in differences.items()} == {KEY: 0}
    [key] = [row for row in found["keys"] if row["moved_nok"]]
    assert key["moved_nok"] == sum(each for each in differences[KEY] if each > 0)
    assert key["frame_before_nok"] == key["frame_after_nok"]


def test_on_screen_it_is_synthetic_and_names_districts(vintages: Vintages) -> None:
    said = kriterier(vintages, "compare", "--as-of", EARLIER.isoformat(), "--key", "fo4a")
    assert said.returncode == 0, said.stderr
    lines = [" ".join(line.split()) for line in said.stdout.splitlines()]
    assert lines[0].startswith("*** SYNTHETIC")
    assert "Landed cells that differ (3)" in lines
    assert any(
        line.startswith("age_30_59 2024 030112 Alna") and line.endswith("+100 persons") for line in lines
    )


@pytest.mark.usefixtures("found")
def test_a_second_build_of_the_same_day_says_at_once_that_nothing_changed(vintages: Vintages) -> None:
    built = sha256(vintages.earlier.published_db)
    said = kriterier(vintages, "refresh", "--as-of", EARLIER.isoformat())
    assert said.returncode == 0, said.stderr
    assert f"Nothing changed: {vintages.earlier.published_db} is what was known on {EARLIER}" in said.stdout
    assert sha256(vintages.earlier.published_db) == built


def amounts(path: Path) -> dict[tuple[str, str, int, str], int]:
    """NOK by system, key, year and district, read past everything that compares."""
    with duckdb.connect(str(path), read_only=True) as connection:
        rows = connection.execute(
            """
            select allocation_system, key_id, budget_year, district_id, amount_nok
            from allocations.allocations
            """
        ).fetchall()
    return {tuple(row[:4]): row[4] for row in rows}
