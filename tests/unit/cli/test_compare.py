"""`kriterier compare` on two hand-made warehouses."""

import json
import shutil
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from pipelines.settings import Settings
from tests.support.warehouse import publish_by_hand
from tests.unit.cli.conftest import Run

BOUNDS = "alter table criteria.criterion_values add column {} decimal(20,6)"
BOUND_COLUMNS = (BOUNDS.format("value_min"), BOUNDS.format("value_max"))
"""What the comparison reads beyond the other commands."""


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("KRITERIER_ROOT", str(tmp_path))
    return publish_by_hand(tmp_path, *BOUND_COLUMNS)


@pytest.fixture
def sides(settings: Settings) -> tuple[str, str]:
    """Before and after; 20 NOK go from Gamle Oslo to Alna because Alna has 10 dwellings more."""
    before, after = settings.published_db, settings.root / "after.duckdb"
    shutil.copyfile(before, after)
    with duckdb.connect(str(after)) as connection:
        connection.execute(
            """
            update criteria.criterion_values set value = 110.5
                where criterion_id = 'municipal_dwellings' and district_id = '030112';
            update allocations.allocations set amount_nok = 519981 where district_id = '030101';
            update allocations.allocations set amount_nok = 480020 where district_id = '030112';
            """
        )
    return str(before), str(after)


def test_before_after_and_difference(sides: tuple[str, str], kriterier: Run) -> None:
    found = kriterier("compare", "--before", sides[0], "--after", sides[1])
    assert found.exit_code == 0, found.output
    lines = [" ".join(line.split()) for line in found.output.splitlines()]
    assert lines[0].startswith("*** SYNTHETIC")
    assert f"Before {sides[0]} (as known on 2024-01-02, built 2024-02-01 01:02 UTC, run run-1)" in lines
    assert "Criterion values that differ (1; 5 equal)" in lines
    assert "municipal_dwellings 2024 030112 Alna 100 110.5 +10.5 dwellings" in lines
    assert "fo4_gh2024/fo4c 2024 1 000 001 2 / 2 0 20" in lines
    assert "Allocations that differ, NOK (2; 0 equal)" in lines
    assert "fo4_gh2024/fo4c 2024 030101 Gamle Oslo 520 001 519 981 -20" in lines
    assert "fo4_gh2024/fo4c 2024 030112 Alna 480 000 480 020 +20" in lines
    assert any(line.startswith("Note: Landed cells are not compared") for line in lines)


def test_in_norwegian(sides: tuple[str, str], kriterier: Run) -> None:
    output = kriterier("compare", "--before", sides[0], "--after", sides[1], "--lang", "nb").output
    assert "*** SYNTETISK" in output
    assert "Kriterieverdier som er ulike (1; 5 like)" in output
    assert "110,5" in output


def test_json_is_exact(sides: tuple[str, str], kriterier: Run) -> None:
    output = kriterier("compare", "--before", sides[0], "--after", sides[1], "--json").output
    found = json.loads(output, parse_float=Decimal)
    assert found["synthetic"] is True
    assert found["landed"] is None
    assert found["before"]["as_of"] == "2024-01-02"
    [value] = found["criterion_values"]
    assert (value["before"]["value"], value["after"]["value"]) == (
        Decimal("100.000000"),
        Decimal("110.500000"),
    )
    assert value["difference"] == Decimal("10.500000")
    assert [row["difference_nok"] for row in found["allocations"]] == [-20, 20]
    assert [row["moved_nok"] for row in found["keys"]] == [20]


def test_a_file_beside_itself_has_no_difference(sides: tuple[str, str], kriterier: Run) -> None:
    output = kriterier("compare", "--before", sides[1], "--after", sides[1]).output
    assert "Criterion values that differ (none; 6 equal)" in output
    assert "Allocations that differ, NOK (none; 2 equal)" in output


def test_one_key(sides: tuple[str, str], kriterier: Run) -> None:
    words = ("compare", "--before", sides[0], "--after", sides[1], "--json", "--key")
    found = json.loads(kriterier(*words, "trondheim_2014_proposal/f232").output)
    assert (found["criterion_values"], found["allocations"]) == ([], [])
    assert found["criterion_values_equal"] == 2


def test_another_year(sides: tuple[str, str], kriterier: Run) -> None:
    words = ("compare", "--before", sides[0], "--after", sides[1], "--json", "--budget-year", "2013")
    assert json.loads(kriterier(*words).output)["criterion_values_equal"] == 2


def test_the_published_one_is_what_comes_after(sides: tuple[str, str], kriterier: Run) -> None:
    found = kriterier("compare", "--before", sides[1])
    assert found.exit_code == 0, found.output
    assert "-10.5" in found.output
    assert "Note: The published warehouse is not up to date with data_raw and the project" in found.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "either --as-of DATE or --before FILE"),
        (("--as-of", "2024-01-02", "--before", "a"), "either --as-of DATE or --before FILE"),
        (("--before", "a", "--with", "2024-01-02", "--after", "b"), "--with and --after"),
        (("--before", "no_such_file.duckdb"), "there is no warehouse file no_such_file.duckdb"),
        (("--as-of", "yesterday"), "does not match the format"),
    ],
)
def test_wrong_use(settings: Settings, kriterier: Run, words: tuple[str, ...], said: str) -> None:
    found = kriterier("compare", *words)
    assert found.exit_code == 2
    assert said in found.output


def test_an_unknown_key_lists_those_there_are(sides: tuple[str, str], kriterier: Run) -> None:
    found = kriterier("compare", "--before", sides[0], "--after", sides[1], "--key", "fo4x")
    assert found.exit_code == 2
    assert "unknown key: 'fo4x'; valid: f232, fo4_gh2024/fo4c, fo4c" in found.output


def test_a_file_that_is_no_warehouse(sides: tuple[str, str], kriterier: Run, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("no database\n", encoding="utf-8")
    found = kriterier("compare", "--before", str(other), "--after", sides[1])
    assert found.exit_code == 1
    assert f"cannot open {other}" in found.output


def test_a_warehouse_without_the_tables(tmp_path: Path, sides: tuple[str, str], kriterier: Run) -> None:
    other = tmp_path / "other.duckdb"
    with duckdb.connect(str(other)) as connection:
        connection.execute(
            "create schema meta; create table meta.runs as select 'r' as run_id, now() as finished_at"
        )
    found = kriterier("compare", "--before", str(other), "--after", sides[1])
    assert found.exit_code == 1
    assert "has not the tables this version compares" in found.output


def test_nothing_published(
    tmp_path: Path, sides: tuple[str, str], kriterier: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KRITERIER_ROOT", str(tmp_path / "elsewhere"))
    found = kriterier("compare", "--before", sides[1])
    assert found.exit_code == 1
    assert "Nothing is published yet" in found.output
