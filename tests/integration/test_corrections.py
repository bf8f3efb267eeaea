"""The kroner a correction moved are those that a whole refresh without it, or with it done by hand, gives."""

import json
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.allocation.assets import READ_FROM
from pipelines.allocation.reading import read_input
from pipelines.refresh import run_refresh
from pipelines.settings import Settings
from pipelines.warehouse.counterfactual import counterfactual
from tests.support.corrections import ALNA, entry, with_corrections
from tests.support.deliveries import (
    ALNA_PATIENTS,
    FRAMES,
    HELSEDATA_TSB,
    PATIENTS,
    add_delivery,
    copy_project,
    edit_row,
)

# in one process with the shared release, so that each of the two projects here is refreshed once
pytestmark = [pytest.mark.integration, pytest.mark.slow, pytest.mark.xdist_group("published")]

Amounts = dict[tuple[str, str, int, str], int]
SOURCE = "helsedata_tsb"
BY_HAND = f"{SOURCE}/2022/tsb_pasienter_2022_rettet.xlsx"
FRAME = entry(
    correction_id="frame-fo4c-2025",
    delivery=FRAMES,
    select={"area": "Oslo", "source_year": "2025", "functional_area": "fo4c"},
    value="1752000000",
    expect={"value": "1742000000"},
)
HIDDEN = entry(
    correction_id="tsb-2022-ullern-hidden",
    period="2022",
    delivery=None,
    select=ALNA["select"] | {"area": "Bydel Ullern"},
    action="suppress",
    value=None,
    expect={"value": "176"},
)


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The shipped deliveries with one count corrected from 340 to 330."""
    settings = with_corrections(copy_project(tmp_path_factory.mktemp("corrected")), SOURCE, ALNA)
    outcome = run_refresh(settings)
    assert outcome.status == "published", "\n".join(outcome.errors)
    return settings


@pytest.fixture(scope="module")
def by_hand(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The same count put right in a new delivery; another one hidden, and a frame corrected."""
    settings = copy_project(tmp_path_factory.mktemp("by_hand"))
    content = (settings.data_raw / HELSEDATA_TSB).read_bytes()
    name = Path(BY_HAND).name
    add_delivery(settings, SOURCE, "2022", name, content, like=HELSEDATA_TSB, supersedes=HELSEDATA_TSB)
    edit_row(settings, BY_HAND, PATIENTS, 330, where=ALNA_PATIENTS)
    settings = with_corrections(settings, SOURCE, HIDDEN)
    settings = with_corrections(settings, "budget_frames", FRAME)
    outcome = run_refresh(settings)
    assert outcome.status == "published", "\n".join(outcome.errors)
    return settings


def rows(settings: Settings, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(settings.published_db), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def allocated(settings: Settings) -> Amounts:
    sql = (
        "select allocation_system, key_id, budget_year, district_id, amount_nok from allocations.allocations"
    )
    return {row[:4]: row[4] for row in rows(settings, sql)}


def side(settings: Settings, column: str, correction_id: str) -> Amounts:
    """One side of a correction's effects, where there is an amount."""
    sql = (
        f"select allocation_system, key_id, budget_year, district_id, {column} "
        "from allocations.correction_effects "
        f"where correction_id = '{correction_id}' and {column} is not null"
    )
    return {row[:4]: row[4] for row in rows(settings, sql)}


def test_removing_the_correction_gives_the_side_without_it(corrected: Settings, published: Settings) -> None:
    with_it, without = allocated(corrected), allocated(published)
    moved = {key[:3] for key in with_it if with_it[key] != without[key]}
    assert moved == {("fo4_proposal_2024", "fo4ab", 2024), ("fo4_proposal_2024", "fo4c", 2024)}
    assert side(corrected, "amount_without_nok", "tsb-2022-alna") == {
        key: amount for key, amount in without.items() if key[:3] in moved
    }
    assert side(corrected, "amount_nok", "tsb-2022-alna") == {
        key: amount for key, amount in with_it.items() if key[:3] in moved
    }


def test_the_same_count_in_a_new_delivery_gives_the_corrected_side(
    corrected: Settings, by_hand: Settings
) -> None:
    # without the correction that hides another count, the new delivery holds what the corrected one did
    assert side(by_hand, "amount_without_nok", "tsb-2022-ullern-hidden") == side(
        corrected, "amount_nok", "tsb-2022-alna"
    )


def test_a_key_that_cannot_be_computed_with_the_correction_has_nothing_on_that_side(
    by_hand: Settings,
) -> None:
    assert side(by_hand, "amount_nok", "tsb-2022-ullern-hidden") == {}
    assert not any(key[0] == "fo4_proposal_2024" and key[2] == 2024 for key in allocated(by_hand))
    [(moved,)] = rows(
        by_hand, "select moved_nok from meta.corrections where correction_id = 'tsb-2022-ullern-hidden'"
    )
    assert moved is None


def test_each_correction_is_seen_alone_and_a_frame_grows_by_what_it_was_corrected(
    by_hand: Settings, published: Settings
) -> None:
    without, with_it = (
        side(by_hand, column, "frame-fo4c-2025") for column in ("amount_without_nok", "amount_nok")
    )
    before = allocated(published)
    assert without == {key: before[key] for key in without}
    assert with_it == {key: amount for key, amount in allocated(by_hand).items() if key in with_it}
    assert {key[:3] for key in without} == {
        ("fo4_gh2024", "fo4c", 2025),
        ("fo4_proposal_2024", "fo4c", 2025),
    }
    grown = rows(
        by_hand,
        "select distinct sum(change_nok) from allocations.correction_effects"
        " where correction_id = 'frame-fo4c-2025' group by allocation_system, key_id",
    )
    assert grown == [(10_000_000,)]


def test_the_changes_of_a_key_sum_to_zero_and_half_of_them_moved(corrected: Settings) -> None:
    sums = rows(
        corrected,
        "select sum(change_nok), sum(abs(change_nok)) from allocations.correction_effects group by key_id",
    )
    assert [total for total, _ in sums] == [0, 0]
    [(moved,)] = rows(corrected, "select moved_nok from meta.corrections")
    assert moved == Decimal(sum(gross for _, gross in sums)) / 2 > 0


def test_what_was_corrected_is_published(corrected: Settings) -> None:
    [row] = rows(
        corrected,
        "select correction_id, delivery_id, file_column, area_label, measure, source_year, codes, action,"
        " delivered_value, delivered_status, corrected_value, corrected_status, reason_nb, decided_by,"
        " decided_on::varchar from meta.corrections",
    )
    assert row == (
        *("tsb-2022-alna", HELSEDATA_TSB, PATIENTS, "Alna", "patients", 2022, "sex=both, age_group=all"),
        *("set", Decimal(340), "observed", Decimal(330), "observed"),
        *("Ti pasienter er talt to ganger.", "Kari Analytiker", "2026-11-05"),
    )


@pytest.mark.parametrize("source_id", ["stp_households", "ssb_population", "unit4_ledger"])
def test_a_source_that_lands_as_it_did_gives_the_same_keys(
    corrected: Settings, tmp_path: Path, source_id: str
) -> None:
    # the three that have views, the longest way to the keys, and landed columns of their own
    corrected.candidate_db.parent.mkdir(exist_ok=True)
    shutil.copyfile(corrected.published_db, corrected.candidate_db)
    landed = shutil.copyfile(corrected.landed / f"{source_id}.parquet", tmp_path / "again.parquet")
    manifest = json.loads((corrected.dbt_target / "manifest.json").read_text(encoding="utf-8"))
    with duckdb.connect(str(corrected.candidate_db)) as connection:
        before = read_input(connection)
    with counterfactual(corrected, manifest, source_id, landed, READ_FROM) as connection:
        assert connection.execute("select count(*) > 5 from duckdb_tables()").fetchall() == [(True,)]
        again = read_input(connection)
    assert (again.frames, again.inhabitants) == (before.frames, before.inhabitants)
    assert sorted(again.shares, key=repr) == sorted(before.shares, key=repr)


def test_nothing_is_left_of_the_work(corrected: Settings) -> None:
    assert [path.name for path in corrected.build.iterdir() if path.name.startswith(".without")] == []
    record = json.loads((corrected.landed / f"{SOURCE}.json").read_text(encoding="utf-8"))
    assert [one["correction_id"] for one in record["corrections"]] == ["tsb-2022-alna"]


def test_the_same_corrections_are_no_reason_to_refresh_again(corrected: Settings) -> None:
    assert run_refresh(corrected).status == "unchanged"


def test_without_corrections_the_tables_are_there_and_empty(published: Settings) -> None:
    for table in ("meta.corrections", "allocations.correction_effects"):
        assert rows(published, f"select count(*) from {table}") == [(0,)]
