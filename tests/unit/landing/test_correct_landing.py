"""Corrections of real deliveries: where they are found, what lands, and what is left beside it."""

import json
from datetime import date
from decimal import Decimal

import pytest

from pipelines.core.errors import DeliveryError
from pipelines.landing.inventory import take_inventory
from pipelines.landing.store import landed_without
from pipelines.settings import Settings
from pipelines.sources import load_source, source_file
from pipelines.warehouse.fingerprint import input_fingerprint
from tests.support.corrections import ALNA, entry, with_corrections
from tests.support.deliveries import ALNA_PATIENTS, BOLIGBYGG_2022, HELSEDATA_TSB, PATIENTS, edit_row
from tests.support.landing import land, query

SOURCE = "helsedata_tsb"
ALNA_ROW = "where source_year = 2022 and area_label = 'Alna' and sex = 'both' and age_group = 'all'"


def test_one_cell_lands_corrected_and_the_record_says_so(project: Settings) -> None:
    plain = land(project, SOURCE)
    before = query(plain, "from landed")
    assert plain.record["corrections"] == []

    corrected = land(with_corrections(project, SOURCE, ALNA), SOURCE)
    assert query(corrected, f"select value, value_min, value_max, status from landed {ALNA_ROW}") == [
        (Decimal(330), Decimal(330), Decimal(330), "observed")
    ]
    after = query(corrected, "from landed")
    assert len(set(before) ^ set(after)) == 2
    written = json.loads(corrected.parquet.with_suffix(".json").read_text(encoding="utf-8"))
    [record] = written["corrections"]
    assert (record["delivered_value"], record["corrected_value"]) == ("340", "330")
    assert record["file_column"] == PATIENTS
    assert written["deliveries"] == plain.record["deliveries"]


def test_beside_it_lies_what_would_have_landed_without_each(project: Settings) -> None:
    plain = land(project, SOURCE).parquet.read_bytes()
    other = entry(correction_id="other", select=ALNA["select"] | {"age_group": "30_49"}, action="missing")
    del other["value"]
    [[value]] = query(
        land(project, SOURCE), "select value::int from landed " + ALNA_ROW.replace("'all'", "'30_49'")
    )
    other["expect"] = {"value": str(value)}
    settings = with_corrections(project, SOURCE, ALNA, other)
    land(settings, SOURCE)
    alone = with_corrections(project, SOURCE, other)
    without_alna = landed_without(settings, SOURCE, "tsb-2022-alna").read_bytes()
    without_other = landed_without(settings, SOURCE, "other").read_bytes()
    assert land(alone, SOURCE).parquet.read_bytes() == without_alna
    assert land(with_corrections(project, SOURCE, ALNA), SOURCE).parquet.read_bytes() == without_other
    assert landed_without(settings, SOURCE, "tsb-2022-alna").read_bytes() == plain
    # gone with the correction
    assert not landed_without(settings, SOURCE, "other").exists()
    land(project, SOURCE)
    assert sorted(path.name for path in project.landed.iterdir()) == [f"{SOURCE}.json", f"{SOURCE}.parquet"]


def test_a_correction_that_has_had_its_day_stops_the_source(project: Settings) -> None:
    row = edit_row(project, HELSEDATA_TSB, PATIENTS, 331, where=ALNA_PATIENTS)
    with pytest.raises(DeliveryError) as caught:
        land(with_corrections(project, SOURCE, ALNA), SOURCE)
    [finding] = caught.value.findings
    assert (finding.code, finding.file, finding.row, finding.column) == (
        "correction_expired",
        HELSEDATA_TSB,
        row,
        PATIENTS,
    )
    assert (finding.found, finding.expected) == ("331", "340")


def test_a_file_that_cannot_be_read_is_not_blamed_on_its_corrections(project: Settings) -> None:
    edit_row(project, HELSEDATA_TSB, PATIENTS, "mange", where=ALNA_PATIENTS)
    with pytest.raises(DeliveryError) as caught:
        land(with_corrections(project, SOURCE, ALNA), SOURCE)
    assert [one.code for one in caught.value.findings] == ["not_a_number"]


def test_faults_of_files_and_of_corrections_come_together(project: Settings) -> None:
    with pytest.raises(DeliveryError) as caught:
        land(
            with_corrections(
                project,
                SOURCE,
                entry(reason_nb=None),
                entry(correction_id="x", delivery="helsedata_tsb/2022/x.xlsx"),
            ),
            SOURCE,
        )
    assert [one.code for one in caught.value.findings] == [
        "correction_invalid",
        "correction_unknown_delivery",
    ]


def test_an_id_names_one_correction_in_all_sources(project: Settings) -> None:
    settings = with_corrections(project, "boligbygg_dwellings", entry(delivery=BOLIGBYGG_2022))
    settings = with_corrections(settings, SOURCE, ALNA, ALNA)
    with pytest.raises(DeliveryError) as caught:
        land(settings, SOURCE)
    codes = [one.code for one in caught.value.findings]
    assert codes.count("correction_repeated_id") == 2
    assert "boligbygg_dwellings/corrections.yml" in str(caught.value)


def test_posting_lines_are_not_corrected(project: Settings) -> None:
    with pytest.raises(DeliveryError) as caught:
        land(with_corrections(project, "unit4_ledger", ALNA), "unit4_ledger")
    assert [one.code for one in caught.value.findings] == ["correction_of_lines"]


def test_only_corrections_decided_by_the_day_count(project: Settings) -> None:
    settings = with_corrections(project, SOURCE, entry(decided_on="2026-12-20"))
    for as_of, value in ((date(2026, 12, 19), 340), (date(2026, 12, 20), 330), (None, 330)):
        landed = land(settings.model_copy(update={"as_of": as_of}), SOURCE)
        assert query(landed, f"select value::int from landed {ALNA_ROW}") == [(value,)]


def test_a_correction_is_part_of_what_a_warehouse_is_built_from(project: Settings) -> None:
    settings = with_corrections(project, SOURCE, ALNA)
    first = input_fingerprint(settings, "deliveries")
    assert first != input_fingerprint(project, "deliveries")
    with_corrections(project, SOURCE, entry(value="331"))
    assert input_fingerprint(settings, "deliveries") != first


def test_a_misspelt_overlay_is_told(project: Settings) -> None:
    settings = with_corrections(project, "helsdata_tsb", ALNA)
    (project.root / "overlay" / "helsedata_tsb").mkdir()
    (project.root / "overlay" / "helsedata_tsb" / "correction.yml").write_text("[]", encoding="utf-8")
    (project.root / "overlay" / "README.md").write_text("Our own maps.", encoding="utf-8")
    found = [one.found for one in take_inventory(settings).problems if one.code == "unknown_overlay"]
    assert found == ["helsdata_tsb/corrections.yml", "helsedata_tsb/correction.yml"]
    gone = project.model_copy(update={"sources_overlay": project.root / "nowhere"})
    assert [one.code for one in take_inventory(gone).problems] == ["unknown_overlay"]


def test_an_installation_has_its_own_column_map(project: Settings) -> None:
    settings = with_corrections(project, SOURCE)
    overlay = project.root / "overlay"
    packaged = source_file(SOURCE, "column_map.csv")
    assert packaged is not None
    own = overlay / SOURCE / "column_map.csv"
    own.write_text(packaged.read_text(encoding="utf-8").replace(PATIENTS, "Pasienter"), encoding="utf-8")
    assert "Pasienter" in load_source(SOURCE, overlay).columns.for_period("2022").values()
    assert "Pasienter" not in load_source(SOURCE).columns.for_period("2022").values()
    with pytest.raises(DeliveryError) as caught:
        land(settings, SOURCE)
    assert {one.code for one in caught.value.findings} == {"undeclared_column", "missing_header"}

    # a process that stays up sees the map edited
    own.write_text(packaged.read_text(encoding="utf-8"), encoding="utf-8")
    assert land(settings, SOURCE).rows == land(project, SOURCE).rows
    own.write_text("kolonne,2022\n", encoding="utf-8")
    with pytest.raises(DeliveryError) as caught:
        land(settings, SOURCE)
    [finding] = caught.value.findings
    assert (finding.code, finding.file) == ("faulty_column_map", str(own))
