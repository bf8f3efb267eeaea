"""Corrections applied to readings made by hand."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import pytest
import yaml

from pipelines.core.correction_reading import read_corrections
from pipelines.core.errors import Finding
from pipelines.core.origins import read_origin
from pipelines.core.readings import Reading
from pipelines.landing.correct import Applied, Corrections, apply_corrections
from pipelines.landing.seeds import load_areas
from pipelines.landing.source_folder import Delivery
from pipelines.settings import Settings
from pipelines.sources import load_source
from tests.contract.project import ROOT
from tests.support.corrections import entry
from tests.support.deliveries import HELSEDATA_TSB

SOURCE = load_source("helsedata_tsb")
SETTINGS = Settings(root=ROOT)
FILE = "overlay/helsedata_tsb/corrections.yml"


def reading(row: int, area: str, value: int | None, age_group: str = "all", year: int = 2022) -> Reading:
    number = None if value is None else Decimal(value)
    lowest, highest = (number, number) if number is not None else (Decimal(1), Decimal(4))
    return Reading(
        sheet="Tabell 1",
        file_row=row,
        file_column="Antall unike pasienter",
        area_label=area,
        measure="patients",
        source_year=year,
        value=number,
        status="suppressed" if value is None else "observed",
        precision="exact",
        lowest=lowest,
        highest=highest,
        codes=("both", age_group),
    )


READINGS = (
    reading(5, "Gamle Oslo", 410),
    reading(6, "Alna", 340),
    reading(7, "Alna", None, "18_29"),
    reading(8, "Bydel Østensjø", 120),
)


def delivery(
    state: Literal["used", "superseded", "refused"] = "used", delivery_id: str = HELSEDATA_TSB
) -> Delivery:
    path = ROOT / "data_raw" / HELSEDATA_TSB
    origin = read_origin(Path(f"{path}.origin.yml"))
    return Delivery(delivery_id, "helsedata_tsb", "2022", path, origin, origin.sha256, state)


def corrections(*entries: dict[str, Any]) -> Corrections:
    active, findings = read_corrections(yaml.safe_dump(list(entries)), SOURCE, FILE)
    assert findings == []
    return Corrections(SOURCE, load_areas(SETTINGS, SOURCE.area_system), FILE, tuple(active))


def apply(*entries: dict[str, Any]) -> tuple[Sequence[Reading], Sequence[Applied], Sequence[Finding]]:
    return apply_corrections(READINGS, delivery(), corrections(*entries))


def select(**changes: str) -> dict[str, str]:
    return {"area": "Alna", "source_year": "2022", "sex": "both", "age_group": "all"} | changes


def test_set_puts_a_value_in_one_cell_and_leaves_the_others() -> None:
    readings, [applied], findings = apply(entry())
    assert findings == ()
    changed = replace(READINGS[1], value=Decimal(330), lowest=Decimal(330), highest=Decimal(330))
    assert readings == (READINGS[0], changed, READINGS[2], READINGS[3])
    assert applied.record(SOURCE, HELSEDATA_TSB) == {
        "correction_id": "tsb-2022-alna",
        "source_id": "helsedata_tsb",
        "delivery_id": HELSEDATA_TSB,
        "sheet": "Tabell 1",
        "file_row": 6,
        "file_column": "Antall unike pasienter",
        "area_label": "Alna",
        "measure": "patients",
        "source_year": 2022,
        "codes": {"sex": "both", "age_group": "all"},
        "action": "set",
        "delivered_value": "340",
        "delivered_status": "observed",
        "corrected_value": "330",
        "corrected_status": "observed",
        "reason_nb": "Ti pasienter er talt to ganger.",
        "reason_en": "Ten patients are counted twice.",
        "decided_by": "Kari Analytiker",
        "decided_on": "2026-11-05",
    }


def test_suppress_hides_what_the_source_hides() -> None:
    readings, _, _ = apply(entry(action="suppress", value=None))
    cell = readings[1]
    assert (cell.value, cell.status) == (None, "suppressed")
    assert (cell.lowest, cell.highest) == (Decimal(1), Decimal(4))


def test_missing_knows_no_bounds() -> None:
    readings, _, _ = apply(entry(action="missing", value=None))
    cell = readings[1]
    assert (cell.value, cell.status, cell.lowest, cell.highest) == (None, "missing", None, None)


def test_drop_takes_the_cell_out() -> None:
    readings, [applied], _ = apply(entry(action="drop", value=None))
    assert readings == (READINGS[0], READINGS[2], READINGS[3])
    record = applied.record(SOURCE, HELSEDATA_TSB)
    assert (record["delivered_value"], record["corrected_value"], record["corrected_status"]) == (
        "340",
        None,
        None,
    )


def test_a_suppressed_cell_gets_a_value() -> None:
    held = {"status": "suppressed"}
    readings, [applied], _ = apply(entry(select=select(age_group="18_29"), value="3", expect=held))
    assert readings[2].status == "observed"
    assert (readings[2].value, readings[2].highest) == (Decimal(3), Decimal(3))
    assert applied.record(SOURCE, HELSEDATA_TSB)["delivered_value"] is None


@pytest.mark.parametrize("area", ["Alna", "alna", "Bydel Alna", "030112", " ALNA "])
def test_any_spelling_of_the_area_will_do(area: str) -> None:
    readings, _, findings = apply(entry(select=select(area=area)))
    assert findings == ()
    assert readings[1].value == 330


def test_without_findings_two_corrections_of_two_cells_are_both_applied() -> None:
    other = entry(correction_id="other", select=select(area="Østensjø"), value="121", expect={"value": "120"})
    readings, applied, findings = apply(entry(), other)
    assert findings == ()
    assert [one.value for one in readings] == [410, 330, None, 121]
    assert [one.correction.correction_id for one in applied] == ["tsb-2022-alna", "other"]
    # taking one away leaves the other
    both = corrections(entry(), other)
    readings, _, _ = apply_corrections(READINGS, delivery(), both.without("tsb-2022-alna"))
    assert [one.value for one in readings] == [410, 340, None, 121]


def test_a_correction_of_another_delivery_or_period_is_passed_over() -> None:
    for elsewhere in ({"delivery": "helsedata_tsb/2021/x.xlsx"}, {"delivery": None, "period": "2021"}):
        assert apply(entry(**elsewhere)) == (READINGS, (), ())
    readings, _, _ = apply(entry(delivery=None, period="2022"))
    assert readings[1].value == 330


@pytest.mark.parametrize(
    ("changes", "column", "found", "expected"),
    [
        ({"source_year": "2021"}, "select.source_year", "2021", "2022"),
        ({"area": "Frogner"}, "select.area", "Frogner", "Alna, Gamle Oslo, Østensjø"),
        ({"measure": "patient"}, "select.measure", "patient", "patients"),
        ({"age_group": "50_67"}, "select.age_group", "50_67", "18_29, all"),
        ({"file_row": "9"}, "select.file_row", "9", "6"),
    ],
)
def test_a_selector_that_meets_nothing_says_what_is_there(
    changes: dict[str, str], column: str, found: str, expected: str
) -> None:
    readings, applied, [finding] = apply(entry(select=select(**changes)))
    assert (readings, applied) == (READINGS, ())
    assert (finding.code, finding.file) == ("correction_matches_nothing", FILE)
    assert (finding.column, finding.found, finding.expected) == (column, found, expected)
    assert HELSEDATA_TSB in finding.text("en")


def test_a_selector_that_meets_two_cells_names_their_rows() -> None:
    _, _, [finding] = apply(entry(select={"area": "Alna", "source_year": "2022"}))
    assert finding.code == "correction_matches_several"
    assert finding.found == "6 «Antall unike pasienter», 7 «Antall unike pasienter»"
    assert "meets 2 cells" in finding.text("en")
    # the row tells them apart
    _, [applied], findings = apply(entry(select={"area": "Alna", "source_year": "2022", "file_row": "6"}))
    assert (findings, applied.delivered) == ((), READINGS[1])


def test_an_unknown_area_is_told_with_the_one_it_looks_like() -> None:
    _, _, [finding] = apply(entry(select=select(area="Bydel Alnaa")))
    assert finding.code == "correction_unknown_area"
    assert "looks like «Bydel Alna»" in finding.text("en")


def test_a_correction_has_had_its_day_when_the_cell_is_another() -> None:
    readings, applied, [finding] = apply(entry(expect={"value": "341"}))
    assert (readings, applied) == (READINGS, ())
    assert finding.text("en").startswith(
        f"{HELSEDATA_TSB}, sheet «Tabell 1», row 6, column «Antall unike pasienter»: The provider has fixed "
        "this; remove the correction «tsb-2022-alna». Found: 340. Expected: 341."
    )
    assert "Leverandøren har rettet dette; fjern korreksjonen «tsb-2022-alna»." in finding.text("nb")
    assert FILE in finding.text("nb")


def test_a_status_that_is_another_ends_a_correction_too() -> None:
    _, _, [finding] = apply(entry(expect={"status": "suppressed"}))
    assert (finding.code, finding.found, finding.expected) == ("correction_expired", "340", "suppressed")


def test_two_corrections_of_one_cell_are_refused() -> None:
    _, _, [finding] = apply(entry(), entry(correction_id="again", value="331"))
    assert (finding.code, finding.row) == ("correction_of_same_cell", 6)
    assert "«tsb-2022-alna» and «again»" in finding.text("en")


def test_all_findings_come_at_once() -> None:
    _, _, findings = apply(
        entry(expect={"value": "1"}),
        entry(correction_id="b", select=select(area="Frogner")),
        entry(correction_id="c", select=select(area="Alnabru")),
    )
    assert [one.code for one in findings] == [
        "correction_expired",
        "correction_matches_nothing",
        "correction_unknown_area",
    ]
