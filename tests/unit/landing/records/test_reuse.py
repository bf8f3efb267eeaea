"""Files that did not change are used again; one that replaces another tells what it moved."""

import os
from pathlib import Path

from pipelines.landing.land import LandedSource
from pipelines.settings import Settings
from tests.support.extracts import deliver, land, landed_rows, payments, project

OLD, NEW = "fasit_payments/2024/a.csv", "fasit_payments/2024/b.csv"


def stamps(landed: LandedSource) -> dict[str, int]:
    return {path.name[:4]: path.stat().st_ino for path in landed.parquet.iterdir()}


def test_only_what_is_new_is_read_again(empty: Settings) -> None:
    deliver(empty, OLD, payments({}))
    first = stamps(land(empty, "fasit_payments"))
    deliver(empty, "fasit_payments/2025/c.csv", payments({"payment_date": "2025-01-02"}))
    second = land(empty, "fasit_payments")
    assert stamps(second)["2024"] == first["2024"]
    assert second.rows == 2
    assert [one["rows_landed"] for one in second.record["deliveries"]] == [1, 1]


def test_another_column_map_is_another_recipe(tmp_path: Path) -> None:
    overlay = tmp_path / "overlay" / "fasit_payments"
    overlay.mkdir(parents=True)
    settings = project(tmp_path)
    deliver(settings, OLD, payments({}))
    first = stamps(land(settings, "fasit_payments"))
    names = [f"{name},{name}\n" for name in payments({})[0]]
    (overlay / "column_map.csv").write_text("column,2017\n" + "".join(reversed(names)), encoding="utf-8")
    own = settings.model_copy(update={"sources_overlay": overlay.parent})
    assert stamps(land(own, "fasit_payments")) == first, "the same map in another order"
    swapped = "".join(names).replace("extracted_on,extracted_on", "extracted_on,payment_date")
    swapped = swapped.replace("payment_date,payment_date", "payment_date,extracted_on")
    (overlay / "column_map.csv").write_text("column,2017\n" + swapped, encoding="utf-8")
    deliver(own, OLD, payments({"extracted_on": "2024-05-06"}))
    changed = land(own, "fasit_payments")
    assert landed_rows(changed, "payment_date::varchar") == [("2024-05-06",)]


def test_a_landed_file_that_is_gone_is_made_again(empty: Settings) -> None:
    deliver(empty, OLD, payments({}))
    [path] = land(empty, "fasit_payments").parquet.iterdir()
    path.unlink()
    assert landed_rows(land(empty, "fasit_payments"), "payment_line_id") == [("L1",)]


def test_a_correction_of_a_file_tells_what_moved(empty: Settings) -> None:
    deliver(empty, OLD, payments({}, {"main_person_pid": "p2"}, {"main_person_pid": "p3"}))
    land(empty, "fasit_payments")
    deliver(empty, NEW, payments({}, {"main_person_pid": "p2"}), supersedes=OLD)
    landed = land(empty, "fasit_payments")
    assert {one for (one,) in landed_rows(landed, "delivery_id")} == {NEW}
    assert len(list(landed.parquet.iterdir())) == 1
    moved = {one["measure"]: (one["before"], one["after"]) for one in landed.record["drift"]}
    assert moved == {
        "rows": (3, 2),
        "persons": (3, 2),
        "gross_amount_nok 2024": ("37036.80", "24691.20"),
    }
    assert {(one["period"], one["delivery_id"], one["supersedes"]) for one in landed.record["drift"]} == {
        ("2024", NEW, OLD)
    }
    old = next(one for one in landed.record["deliveries"] if one["delivery_id"] == OLD)
    assert (old["state"], old["rows_landed"], old["profile"]["rows"]) == ("superseded", None, 3)


def test_the_drift_is_the_same_when_the_old_file_was_never_landed(tmp_path: Path) -> None:
    drifts = []
    for name in ("warm", "cold"):
        settings = project(tmp_path / name)
        deliver(settings, OLD, payments({}, {"main_person_pid": "p2"}))
        if name == "warm":
            land(settings, "fasit_payments")
        deliver(settings, NEW, payments({}), supersedes=OLD)
        drifts.append(land(settings, "fasit_payments").record["drift"])
    assert drifts[0] == drifts[1] != []


def test_a_superseded_file_that_cannot_be_read_stops_nothing(empty: Settings) -> None:
    deliver(empty, OLD, payments({"district_code": "99"}))
    deliver(empty, NEW, payments({}), supersedes=OLD)
    landed = land(empty, "fasit_payments")
    assert (landed.rows, landed.record["drift"]) == (1, [])


def test_what_a_killed_process_left_is_removed(empty: Settings) -> None:
    gone, own = empty.personal / ".work-999999999-x", empty.personal / f".work-{os.getpid()}-x"
    for folder in (gone, own):
        folder.mkdir(parents=True)
        (folder / "spill.tmp").write_text("01818010000", encoding="utf-8")
    deliver(empty, OLD, payments({}))
    land(empty, "fasit_payments")
    assert (gone.exists(), own.exists()) == (False, True)
