"""`kriterier add`: a sidecar for a file that is what it is said to be, and for no other."""

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipelines.core.origins import SIDECAR_SUFFIX, read_origin
from pipelines.settings import Settings
from tests.support.deliveries import copy_project
from tests.support.next_year import BUDGET_2027, RENAMED, put_in_place
from tests.unit.cli.conftest import Run

TSB, DWELLINGS = BUDGET_2027[:2]
REAL = (
    *("--real", "--title", "Pasienter i TSB 2025", "--producer", "FHI", "--contact", "helsedata@example.org"),
    *("--licence", "avtale", "--personal-data", "aggregate", "--received-on", "2026-06-10"),
)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    copied = copy_project(tmp_path)
    monkeypatch.setenv("KRITERIER_ROOT", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for new in (TSB, DWELLINGS):
        (copied.data_raw / new.delivery_id).parent.mkdir()
    return copied


def words(file: Path, source_id: str = "helsedata_tsb", period: str = "2025") -> tuple[str, ...]:
    return ("add", str(file), "--source", source_id, "--period", period)


def test_a_good_file_gets_its_sidecar(settings: Settings, kriterier: Run) -> None:
    file = put_in_place(settings, DWELLINGS)
    relative = file.relative_to(settings.root)
    found = kriterier(*words(relative, "boligbygg_dwellings"), "--synthetic")
    assert found.exit_code == 0, found.output
    origin = read_origin(file.with_name(file.name + SIDECAR_SUFFIX))
    assert origin.title.endswith("2025")
    assert origin.bytes == file.stat().st_size
    assert "warning" not in found.output
    assert origin.sha256 in found.output


def test_a_renamed_column_is_told_and_does_not_stop_it(settings: Settings, kriterier: Run) -> None:
    file = put_in_place(settings, TSB)
    found = kriterier(*words(file), *REAL)
    assert found.exit_code == 0, found.output
    assert RENAMED in found.output
    assert f"kriterier check {file}" in found.output
    origin = read_origin(file.with_name(file.name + SIDECAR_SUFFIX))
    assert (origin.producer, origin.synthetic, str(origin.received_on)) == ("FHI", False, "2026-06-10")


def test_a_file_of_another_source_is_refused(settings: Settings, kriterier: Run) -> None:
    file = put_in_place(settings, TSB)
    shutil.copyfile(settings.data_raw / "boligbygg_dwellings" / "2024" / "kommunale_boliger_2024.xlsx", file)
    found = kriterier(*words(file), *REAL)
    assert found.exit_code == 1
    assert "does not look like helsedata_tsb; nothing was written" in found.output
    assert sorted(file.parent.iterdir()) == [file]


def test_last_years_file_in_this_years_folder_is_refused(settings: Settings, kriterier: Run) -> None:
    file = put_in_place(settings, TSB)
    shutil.copyfile(settings.data_raw / "helsedata_tsb" / "2024" / "tsb_pasienter_2024.xlsx", file)
    found = kriterier(*words(file), *REAL)
    assert found.exit_code == 1
    assert "2024" in found.output
    assert sorted(file.parent.iterdir()) == [file]


def test_one_bad_cell_is_a_broken_delivery_and_still_one(settings: Settings, kriterier: Run) -> None:
    file = put_in_place(settings, DWELLINGS)
    book = load_workbook(file)
    book.worksheets[0]["F8"] = "mange"
    book.save(file)
    found = kriterier(*words(file, "boligbygg_dwellings"), "--synthetic")
    assert found.exit_code == 0, found.output
    assert "mange" in found.output
    assert "row 8" in found.output
    assert file.with_name(file.name + SIDECAR_SUFFIX).is_file()


def test_without_a_terminal_the_options_that_are_missing_are_named(
    settings: Settings, kriterier: Run
) -> None:
    file = put_in_place(settings, TSB)
    found = kriterier(*words(file))
    assert found.exit_code == 2
    for option in ("--producer", "--contact", "--licence", "--personal-data", "--synthetic or --real"):
        assert option in found.output


@pytest.mark.parametrize(
    ("source_id", "period", "text"),
    [
        ("helsedata", "2025", "unknown source 'helsedata'"),
        ("helsedata_tsb", "2024", "data_raw/helsedata_tsb/2024/tsb_pasienter_2025.xlsx"),
        ("helsedata_tsb", "25", "does not deliver for such a period"),
    ],
)
def test_wrong_use(settings: Settings, kriterier: Run, source_id: str, period: str, text: str) -> None:
    file = put_in_place(settings, TSB)
    found = kriterier(*words(file, source_id, period), *REAL)
    assert found.exit_code == 2
    assert text in found.output
    assert sorted(file.parent.iterdir()) == [file]


def test_a_value_the_sidecar_cannot_hold_is_named(settings: Settings, kriterier: Run) -> None:
    file = put_in_place(settings, TSB)
    found = kriterier(*words(file), *REAL, "--personal-data", "much")
    assert found.exit_code == 2
    assert "personal_data" in found.output


def test_a_second_time_is_refused(settings: Settings, kriterier: Run) -> None:
    file = put_in_place(settings, DWELLINGS)
    assert kriterier(*words(file, "boligbygg_dwellings"), "--synthetic").exit_code == 0
    before = file.with_name(file.name + SIDECAR_SUFFIX).read_bytes()
    again = kriterier(*words(file, "boligbygg_dwellings"), "--synthetic")
    assert again.exit_code == 2
    assert "is not overwritten" in again.output
    assert file.with_name(file.name + SIDECAR_SUFFIX).read_bytes() == before
