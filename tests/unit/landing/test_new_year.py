"""Preparing a budget year: what is made, what is left alone, and what is to be decided."""

import csv
from datetime import date
from pathlib import Path

import pytest

from pipelines.core.origins import STUB_SUFFIX
from pipelines.landing.checklist import checklist
from pipelines.landing.expected import expected_deliveries
from pipelines.landing.inventory import take_inventory
from pipelines.landing.new_year import NewYear, prepare
from pipelines.landing.overview import look_over
from pipelines.landing.year_decisions import needed_decisions
from pipelines.settings import Settings
from tests.support.deliveries import HELSEDATA_TSB, copy_project, edit_origin
from tests.support.next_year import drop_most_deliveries

TODAY = date(2026, 4, 1)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    copied = copy_project(tmp_path)
    drop_most_deliveries(copied)
    return Settings(root=copied.root, sources_overlay=tmp_path / "own_sources")


def files_of(settings: Settings) -> dict[str, bytes]:
    return {
        path.relative_to(settings.root).as_posix(): path.read_bytes()
        for path in settings.root.rglob("*")
        if path.is_file()
    }


def states(year: NewYear) -> dict[str, str]:
    return {
        f"{one.need.source.source_id}/{one.need.period}/{one.need.entry.vintage}": one.state
        for one in year.preparations
    }


def test_everything_a_year_needs_is_expected(settings: Settings) -> None:
    year = prepare(settings, 2027)
    made = states(year)
    assert made["ssb_accounts/2025/unrevised"] == made["ssb_accounts/2025/revised"] == "made"
    assert made["ssb_population/2022-2026/first"] == "delivered"
    expected = {one.stub for one in expected_deliveries(settings)}
    assert expected == {one.stub for one in year.preparations if one.state == "made"}
    assert all(one.stub.name.endswith(STUB_SUFFIX) for one in year.preparations)


def test_the_inventory_does_not_see_what_is_expected(settings: Settings) -> None:
    before = take_inventory(settings).fingerprint()
    prepare(settings, 2027)
    assert take_inventory(settings).fingerprint() == before


def test_twice_changes_nothing(settings: Settings) -> None:
    prepare(settings, 2027)
    before = files_of(settings)
    again = prepare(settings, 2027)
    assert files_of(settings) == before
    assert {one.state for one in again.preparations} == {"there", "delivered"}
    assert {one.state for one in again.columns} == {"there"}


def test_a_stub_edited_or_renamed_by_hand_is_left_alone(settings: Settings) -> None:
    year = prepare(settings, 2027)
    stub = next(one.stub for one in year.preparations if one.need.source.source_id == "helsedata_tsb")
    renamed = stub.with_name(f"bestilling.xlsx{STUB_SUFFIX}")
    stub.rename(renamed)
    renamed.write_text(renamed.read_text(encoding="utf-8") + "note: ring i mai\n", encoding="utf-8")
    prepare(settings, 2027)
    assert not stub.exists()
    assert renamed.read_text(encoding="utf-8").endswith("note: ring i mai\n")


def test_a_dry_run_writes_nothing_and_says_the_same(settings: Settings) -> None:
    before = files_of(settings)
    dry = prepare(settings, 2027, dry_run=True)
    assert files_of(settings) == before
    assert states(dry) == states(prepare(settings, 2027))


def test_columns_are_made_where_renamed_headers_go(settings: Settings) -> None:
    year = prepare(settings, 2027)
    column = next(one for one in year.columns if one.source_id == "helsedata_tsb")
    assert settings.sources_overlay is not None
    assert column.path == settings.sources_overlay / "helsedata_tsb" / "column_map.csv"
    header = column.path.read_text(encoding="utf-8").splitlines()[0]
    assert header == "column,2022,2025"


def test_a_fault_of_data_raw_stops_nothing(settings: Settings) -> None:
    edit_origin(settings, HELSEDATA_TSB, sha256="0" * 64)
    (settings.data_raw / "stranger").mkdir()
    (settings.data_raw / "stranger" / "file.csv").write_bytes(b"x")
    assert states(prepare(settings, 2027))["helsedata_tsb/2025/first"] == "made"


@pytest.mark.parametrize("year", [27, 20270])
def test_a_year_that_is_none_is_refused(settings: Settings, year: int) -> None:
    with pytest.raises(ValueError, match="no budget year"):
        prepare(settings, year)


@pytest.mark.parametrize(("lang", "words"), [("nb", ("FO4", "bestilling")), ("en", ("order of TSB",))])
def test_the_checklist_goes_by_date_and_names_the_commands(
    settings: Settings, lang: str, words: tuple[str, ...]
) -> None:
    year = prepare(settings, 2027)
    text = checklist(settings, year, lang)  # type: ignore[arg-type]
    days = [line[2:12] for line in text.splitlines() if line.startswith("| 20")]
    assert days == sorted(days)
    assert len(days) == len(year.preparations)
    assert "`kriterier fetch ssb_accounts`" in text
    file = "data_raw/microdata_tables/2026/refugees_over_5_years_2026.txt"
    assert (
        f"`kriterier add {file} --source microdata_tables --period 2026 --table refugees_over_5_years`"
        in text
    )
    assert f"`kriterier check {file}`" in text
    assert "dbt_project/seeds/decisions/weights.csv" in text
    assert any(word in text for word in words)


def test_rows_that_go_on_are_to_be_confirmed_and_missing_ones_named(settings: Settings) -> None:
    found = needed_decisions(settings, 2027)
    assert not [one for one in found if one.kind == "missing"]
    assert {one.file.rsplit("/")[-1] for one in found if one.kind == "confirm"} == {
        "weights.csv",
        "mixes.csv",
        "lags.csv",
    }
    end(settings, "weights", "criterion_set_id", "fo4_gh2024_fo4c")
    end(settings, "mixes", "key_id", "fo4a")
    missing = [one for one in needed_decisions(settings, 2027) if one.kind == "missing"]
    assert [one.what_en for one in missing] == [
        "fo4_gh2024/fo4a has no row that holds for 2027",
        "fo4_gh2024/fo4b: set fo4_gh2024_fo4c has no weights for 2027",
        "fo4_gh2024/fo4c: set fo4_gh2024_fo4c has no weights for 2027",
    ]


def end(settings: Settings, seed: str, column: str, value: str) -> None:
    """Let the rows of a seed with the value end with budget year 2026."""
    path = settings.seeds / "decisions" / f"{seed}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        if row[column] == value:
            row["valid_to_budget_year"] = "2026"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_what_is_used_superseded_refused_and_missing(settings: Settings) -> None:
    prepare(settings, 2027)
    edit_origin(settings, "helsedata_tsb/2023/tsb_pasienter_2023.xlsx", sha256="0" * 64)
    edit_origin(settings, "helsedata_tsb/2024/tsb_pasienter_2024.xlsx", supersedes=HELSEDATA_TSB)
    loose = settings.data_raw / "helsedata_tsb" / "2024" / "uten_opphav.xlsx"
    loose.write_bytes(b"x")
    found = look_over(settings, None, TODAY)
    assert found.budget_year == 2027
    lines = {
        (one.period, one.delivery_id and one.delivery_id.split("/")[-1]): (one.state, one.overdue, one.due_on)
        for one in found.lines
        if one.source_id == "helsedata_tsb"
    }
    assert lines == {
        ("2022", "tsb_pasienter_2022.xlsx"): ("superseded", False, None),
        ("2023", "tsb_pasienter_2023.xlsx"): ("refused", False, None),
        ("2024", "tsb_pasienter_2024.xlsx"): ("used", False, None),
        ("2024", "uten_opphav.xlsx"): ("refused", False, None),
        ("2025", None): ("missing", False, date(2026, 6, 15)),
    }
    overdue = {(one.source_id, one.vintage) for one in found.lines if one.overdue}
    assert ("ssb_accounts", "unrevised") in overdue
    assert ("ssb_accounts", "revised") not in overdue


def test_a_year_nobody_prepared_is_told_by_the_calendar(settings: Settings) -> None:
    found = look_over(settings, 2027, TODAY)
    (line,) = [one for one in found.lines if one.source_id == "helsedata_tsb" and one.state == "missing"]
    assert (line.period, line.prepared, line.owner) == ("2025", False, "Oslo kommune")
    prepare(settings, 2027)
    again = look_over(settings, 2027, TODAY)
    assert all(one.prepared for one in again.lines)
    assert len(again.lines) == len(found.lines)


def test_what_a_release_left_out_is_refused(settings: Settings) -> None:
    found = look_over(settings, 2026, TODAY, {HELSEDATA_TSB})
    assert [one.delivery_id for one in found.lines if one.state == "refused"] == [HELSEDATA_TSB]
