"""`kriterier new-year` and `kriterier status --deliveries` on a copied project."""

import json
from pathlib import Path

import pytest

from pipelines.settings import Settings
from tests.support.deliveries import HELSEDATA_TSB, copy_project, edit_origin
from tests.support.next_year import drop_most_deliveries
from tests.unit.cli.conftest import Run


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    copied = copy_project(tmp_path)
    drop_most_deliveries(copied)
    monkeypatch.setenv("KRITERIER_ROOT", str(tmp_path))
    monkeypatch.setenv("KRITERIER_SOURCES_OVERLAY", "own_sources")
    (tmp_path / "own_sources").mkdir()
    return copied


def test_what_was_made_and_the_checklist(settings: Settings, kriterier: Run) -> None:
    found = kriterier("new-year", "2027")
    assert found.exit_code == 0, found.output
    written = settings.build / "reports" / "new_year_2027.md"
    text = written.read_text(encoding="utf-8")
    assert text.startswith("# Budsjettår 2027")
    assert text in found.output
    assert str(settings.data_raw / "helsedata_tsb" / "2025") in found.output
    assert str(written) in found.output
    again = kriterier("new-year", "2027", "--lang", "en")
    assert "made: 0" in again.output
    assert written.read_text(encoding="utf-8").startswith("# Budget year 2027")


def test_a_dry_run_makes_nothing(settings: Settings, kriterier: Run) -> None:
    found = kriterier("new-year", "2027", "--dry-run")
    assert found.exit_code == 0
    assert "would be made: " in found.output
    assert not settings.build.exists()
    assert not (settings.data_raw / "helsedata_tsb" / "2025").exists()


def test_json_for_machines(settings: Settings, kriterier: Run) -> None:
    found = json.loads(kriterier("new-year", "2027", "--json").output)
    assert found["budget_year"] == 2027
    tsb = next(one for one in found["deliveries"] if one["source_id"] == "helsedata_tsb")
    assert (tsb["period"], tsb["due_on"], tsb["how"], tsb["state"]) == ("2025", "2026-06-15", "order", "made")
    assert {one["kind"] for one in found["decisions"]} == {"confirm", "optional"}


@pytest.mark.parametrize("words", [("twenty",), ("20270",), ()])
def test_wrong_use(settings: Settings, kriterier: Run, words: tuple[str, ...]) -> None:
    assert kriterier("new-year", *words).exit_code == 2


def test_a_map_that_cannot_be_written_names_the_setting(
    settings: Settings, kriterier: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    # a file where the folder should be: what a folder nobody may write to gives, also for root
    (settings.root / "own_sources" / "helsedata_tsb").write_bytes(b"")
    found = kriterier("new-year", "2027")
    assert found.exit_code == 1
    assert "KRITERIER_SOURCES_OVERLAY" in found.output


def test_deliveries_without_a_published_warehouse(settings: Settings, kriterier: Run) -> None:
    kriterier("new-year", "2027")
    found = kriterier("status", "--deliveries")
    assert found.exit_code == 0, found.output
    lines = [line.split() for line in found.output.splitlines() if line.startswith("helsedata_tsb")]
    assert [line[:3] for line in lines] == [
        ["helsedata_tsb", "2022", "used"],
        ["helsedata_tsb", "2023", "used"],
        ["helsedata_tsb", "2024", "used"],
        ["helsedata_tsb", "2025", "missing,"]
        if "OVERDUE" in lines[3]
        else ["helsedata_tsb", "2025", "missing"],
    ]
    assert "2026-06-15" in lines[3]
    assert "budget year 2027" in found.output


def test_deliveries_in_norwegian(settings: Settings, kriterier: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KRITERIER_LANGUAGE", "nb")
    found = kriterier("status", "--deliveries", "--budget-year", "2030")
    assert "mangler" in found.output
    assert "bestilling av TSB-pasienter" in found.output
    assert "ikke forberedt" in found.output


def test_a_refused_delivery_is_told_and_counted(settings: Settings, kriterier: Run) -> None:
    edit_origin(settings, HELSEDATA_TSB, sha256="0" * 64)
    found = kriterier("status", "--deliveries")
    assert found.exit_code == 1
    assert "Faults in data_raw (1)" in found.output
    facts = json.loads(kriterier("status", "--deliveries", "--json").output)
    (refused,) = [one for one in facts["deliveries"] if one["state"] == "refused"]
    assert refused["delivery_id"] == HELSEDATA_TSB


def test_a_budget_year_belongs_to_the_deliveries(settings: Settings, kriterier: Run) -> None:
    assert kriterier("status", "--budget-year", "2027").exit_code == 2
