"""Which landed cells differ between two vintages, on deliveries that are really landed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipelines.landing.inventory import take_inventory
from pipelines.landing.land import land_source
from pipelines.landing.received import decision_days
from pipelines.refresh import as_of_settings
from pipelines.settings import Settings
from pipelines.warehouse.comparison import WarehouseRows
from pipelines.warehouse.landed_comparison import CountPair, LandedDifferences, read_landed_differences
from tests.support.deliveries import (
    ALNA_PATIENTS,
    HELSEDATA_TSB,
    PATIENTS,
    add_delivery,
    copy_project,
    drop_rows,
    edit_origin,
    edit_row,
)
from tests.support.ledger import FILE, ledger, line, project_with

TSB = "helsedata_tsb"
LEDGER = "unit4_ledger"
EARLIER = date(2026, 11, 22)
SECOND = "helsedata_tsb/2022/andre.xlsx"


@pytest.fixture
def project(tmp_path: Path) -> Settings:
    """A copy of the project in which TSB has a second vintage, so far with the same cells."""
    settings = copy_project(tmp_path)
    content = (settings.data_raw / HELSEDATA_TSB).read_bytes()
    add_delivery(
        settings,
        TSB,
        "2022",
        "andre.xlsx",
        content,
        like=HELSEDATA_TSB,
        supersedes=HELSEDATA_TSB,
        received_on="2026-12-05",
    )
    return settings


CORRECTION = """
- correction_id: tsb-2022-alna
  delivery: helsedata_tsb/2022/tsb_pasienter_2022.xlsx
  select: {area: Alna, source_year: 2022, sex: both, age_group: all}
  action: set
  value: 330
  expect: {value: 340}
  reason_nb: Ti pasienter er talt to ganger.
  reason_en: Ten patients are counted twice.
  decided_by: Kari Analytiker
  decided_on: 2026-11-23
"""


@dataclass(frozen=True)
class Landed:
    """A landed source, with as much of a warehouse as the comparison looks at."""

    settings: Settings
    rows: WarehouseRows


def land(settings: Settings, source_id: str) -> Landed:
    record = land_source(source_id, settings, take_inventory(settings, [source_id])).record
    return Landed(settings, warehouse(record["deliveries"]))


def warehouse(deliveries: list[dict[str, Any]]) -> WarehouseRows:
    known = frozenset((one["delivery_id"], one["sha256"], one["state"]) for one in deliveries)
    at = datetime(2026, 11, 22, tzinfo=UTC)
    return WarehouseRows(Path("w"), "run", at, None, False, known, {}, {}, frozenset(), (), ())


def differences(before: Landed, after: Landed) -> LandedDifferences:
    sides = ((before.settings.landed, before.rows), (after.settings.landed, after.rows))
    return read_landed_differences(before.settings, sides)


def between_vintages(settings: Settings, source_id: str = TSB) -> LandedDifferences:
    return differences(land(as_of_settings(settings, EARLIER), source_id), land(settings, source_id))


def test_the_same_cells_in_another_file_are_no_difference(project: Settings) -> None:
    assert between_vintages(project) == LandedDifferences()


def test_a_changed_cell_with_both_values_and_both_places(project: Settings) -> None:
    row = edit_row(project, SECOND, PATIENTS, 330, where=ALNA_PATIENTS)
    [pair] = between_vintages(project).cells
    assert (pair.source_id, pair.area_label, pair.source_year) == (TSB, "Alna", 2022)
    assert dict(pair.codes) == {"sex": "both", "age_group": "all"}
    assert pair.before is not None
    assert pair.after is not None
    assert (pair.before.value, pair.after.value, pair.difference) == (
        Decimal(340),
        Decimal(330),
        Decimal(-10),
    )
    assert (pair.before.delivery_id, pair.before.file_row) == (HELSEDATA_TSB, row)
    assert (pair.after.delivery_id, pair.after.file_row) == (SECOND, row)


def test_a_cell_that_became_suppressed(project: Settings) -> None:
    edit_row(project, SECOND, PATIENTS, "<5", where=ALNA_PATIENTS)
    [pair] = between_vintages(project).cells
    assert pair.after is not None
    assert (pair.after.value, pair.after.status, pair.after.value_max) == (None, "suppressed", Decimal(4))
    assert pair.difference is None


def test_a_cell_that_is_no_longer_there_is_the_only_one_though_all_below_it_moved(project: Settings) -> None:
    drop_rows(project, SECOND, where=ALNA_PATIENTS)
    [pair] = between_vintages(project).cells
    assert (pair.area_label, pair.after) == ("Alna", None)
    assert pair.before is not None


def test_cells_come_in_the_same_order_whichever_way_the_file_was_read(project: Settings) -> None:
    for district in ("Vestre Aker", "Bjerke", "Alna"):
        edit_row(project, SECOND, PATIENTS, 99, where={**ALNA_PATIENTS, "Bydel": district})
    first = [pair.area_label for pair in between_vintages(project).cells]
    assert first == sorted(first)
    assert len(first) == 3


def test_landed_files_that_are_not_the_warehouses_are_not_compared(project: Settings) -> None:
    before = land(as_of_settings(project, EARLIER), TSB)
    edit_row(project, SECOND, PATIENTS, 330, where=ALNA_PATIENTS)
    after = land(project, TSB)
    other = Landed(after.settings, before.rows)
    assert differences(before, other) == LandedDifferences(not_compared=(TSB,))


def test_personal_data_is_counted_and_not_shown(project: Settings) -> None:
    edit_row(project, SECOND, PATIENTS, 330, where=ALNA_PATIENTS)
    edit_origin(project, SECOND, personal_data="pseudonymised")
    found = between_vintages(project)
    assert found.cells == ()
    [count] = found.counts
    assert (count.source_id, count.only_before, count.only_after) == (TSB, 1, 1)
    assert count.rows_before == count.rows_after


def test_posting_lines_are_counted(tmp_path: Path) -> None:
    one, two, three = (line(Bilagsnr=str(number), Beløp="1,00") for number in (1, 2, 3))
    changed = line(Bilagsnr="2", Beløp="4,00")
    # the same line twice is two lines
    sides = {"before": ([one, two, three, three], "4,00"), "after": ([three, changed, one], "6,00")}
    before, after = (
        land(project_with(tmp_path / name, {f"2024/{FILE}": ledger(lines, total)}), LEDGER)
        for name, (lines, total) in sides.items()
    )
    found = differences(before, after)
    assert found.cells == ()
    assert found.counts == (CountPair(LEDGER, 4, 3, only_before=2, only_after=1),)


def test_the_same_posting_lines_in_another_order_are_no_difference(tmp_path: Path) -> None:
    lines = [line(Bilagsnr=str(number), Beløp="1,00") for number in (1, 2, 3)]
    before, after = (
        land(project_with(tmp_path / name, {f"2024/{FILE}": ledger(order, "3,00")}), LEDGER)
        for name, order in (("before", lines), ("after", lines[::-1]))
    )
    assert differences(before, after) == LandedDifferences()


def test_a_cell_that_was_corrected_meanwhile_differs_though_the_deliveries_are_the_same(
    tmp_path: Path,
) -> None:
    project = copy_project(tmp_path)
    overlay = tmp_path / "overlay" / TSB / "corrections.yml"
    overlay.parent.mkdir(parents=True)
    overlay.write_text(CORRECTION, encoding="utf-8")
    corrected = project.model_copy(update={"sources_overlay": tmp_path / "overlay"})
    [pair] = between_vintages(corrected).cells
    assert (pair.area_label, pair.difference) == ("Alna", Decimal(-10))
    assert {cell and cell.delivery_id for cell in (pair.before, pair.after)} == {HELSEDATA_TSB}


def test_the_day_of_a_decision_is_a_day_on_which_something_became_known(tmp_path: Path) -> None:
    overlay = tmp_path / TSB / "corrections.yml"
    overlay.parent.mkdir(parents=True)
    overlay.write_text(f"{CORRECTION}  withdrawn_on: 2026-12-01\n", encoding="utf-8")
    settings = Settings(root=tmp_path, sources_overlay=tmp_path)
    decided, withdrawn = date(2026, 11, 23), date(2026, 12, 1)
    assert decision_days(settings) == [decided, withdrawn]
    assert decision_days(as_of_settings(settings, date(2026, 11, 30))) == [decided]
    assert decision_days(as_of_settings(settings, EARLIER)) == []
