import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.core.errors import DeliveryError, Finding
from pipelines.landing.inventory import take_inventory
from pipelines.landing.land import LandedSource, land_source
from pipelines.landing.schema import COLUMNS
from pipelines.settings import Settings
from pipelines.sources import SOURCES
from tests.support.deliveries import (
    OSLO_ACCOUNTS,
    OSLO_COUNTS,
    OSLO_NET,
    OSLO_POPULATION,
    TRONDHEIM_2011,
    TRONDHEIM_2012,
    add_delivery,
    copy_project,
    edit_cell,
    edit_text,
    write_bytes,
)


@pytest.fixture
def project(tmp_path: Path) -> Settings:
    return copy_project(tmp_path)


def land(settings: Settings, source_id: str) -> LandedSource:
    return land_source(source_id, settings, take_inventory(settings))


def findings(settings: Settings, delivery_id: str) -> list[Finding]:
    with pytest.raises(DeliveryError) as caught:
        land(settings, delivery_id.split("/", maxsplit=1)[0])
    assert {finding.file for finding in caught.value.findings} == {delivery_id}
    return list(caught.value.findings)


def query(landed: LandedSource, sql: str) -> list[tuple[Any, ...]]:
    return duckdb.connect().execute(sql.replace("landed", f"'{landed.parquet}'")).fetchall()


@pytest.mark.parametrize("source_id", SOURCES)
def test_every_source_lands_with_the_agreed_columns(project: Settings, source_id: str) -> None:
    landed = land(project, source_id)
    described = query(landed, "describe select * from landed")
    assert [(name, kind) for name, kind, *_ in described] == [(c.name, c.data_type) for c in COLUMNS]
    assert query(landed, "select count(*) from landed") == [(landed.rows,)]
    assert json.loads(landed.parquet.with_suffix(".json").read_text(encoding="utf-8")) == landed.record
    assert sorted(p.name for p in project.landed.iterdir()) == [f"{source_id}.json", f"{source_id}.parquet"]


@pytest.mark.parametrize("source_id", SOURCES)
def test_landing_twice_gives_the_same_files(project: Settings, source_id: str) -> None:
    landed = land(project, source_id)
    first = landed.parquet.read_bytes(), landed.parquet.with_suffix(".json").read_bytes()
    landed = land(project, source_id)
    assert (landed.parquet.read_bytes(), landed.parquet.with_suffix(".json").read_bytes()) == first


def test_rows_carry_their_place_and_their_origin(project: Settings) -> None:
    landed = land(project, "trondheim_criterion_counts")
    where = f"where delivery_id = '{TRONDHEIM_2012}' and area_label = 'Heimdal' and measure = '0-21 år'"
    assert query(
        landed,
        "select synthetic, for_budget_year, sheet, file_row, file_column, table_year, source_year, "
        f'value::varchar, status, "precision" from landed {where}',
    ) == [(False, 2013, None, 5, "Antall personer", 2012, 2012, "9383.000000", "observed", "exact")]


def test_the_record_accounts_for_every_row(project: Settings) -> None:
    [delivery] = land(project, "oslo_net_social_assistance").record["deliveries"]
    assert delivery["delivery_id"] == OSLO_NET
    assert (delivery["rows_delivered"], delivery["rows_landed"], delivery["rows_not_data"]) == (17, 16, 1)
    assert delivery["state"] == "used"
    assert delivery["received_on"] == "2026-11-02"


def test_a_superseded_delivery_is_recorded_and_not_landed(project: Settings) -> None:
    text = (project.data_raw / OSLO_COUNTS).read_bytes().replace(b"12;Alna;340\r\n", b"12;Alna;341\r\n")
    later = add_delivery(
        project, "oslo_criterion_counts", "2024", "v2.csv", text, like=OSLO_COUNTS, supersedes=OSLO_COUNTS
    )
    landed = land(project, "oslo_criterion_counts")
    assert query(landed, "select distinct delivery_id from landed") == [(later,)]
    assert query(
        landed, "select value::int from landed where area_label = 'Alna' and measure = 'tsb_patients'"
    ) == [(341,)]
    states = {one["delivery_id"]: (one["state"], one["rows_landed"]) for one in landed.record["deliveries"]}
    assert states == {OSLO_COUNTS: ("superseded", None), later: ("used", 270)}


def test_a_refused_landing_leaves_the_last_one_as_it_was(project: Settings) -> None:
    landed = land(project, "oslo_criterion_counts")
    before = landed.parquet.read_bytes()
    edit_text(project, OSLO_COUNTS, "12;Alna;340\r\n", "12;Alna;mange\r\n")
    findings(project, OSLO_COUNTS)
    assert landed.parquet.read_bytes() == before
    assert len(list(project.landed.iterdir())) == 2


ALNA = "fo4_proposal_2024;tsb_patients;2022;12;Alna;340\r\n"


def test_the_row_used_below_stands_where_the_tests_say(project: Settings) -> None:
    landed = land(project, "oslo_criterion_counts")
    where = "where area_label = 'Alna' and measure = 'tsb_patients'"
    [(row,)] = query(landed, f"select file_row from landed {where}")
    text = (project.data_raw / OSLO_COUNTS).read_bytes().decode("cp1252")
    assert text.splitlines(keepends=True)[row - 1] == ALNA


@pytest.mark.parametrize(
    ("new", "code", "column", "found", "expected"),
    [
        (ALNA.replace("340", "ca. 340"), "not_a_number", "Verdi", "ca. 340", "a number, for example 12 320"),
        (ALNA.replace("340", "340,5"), "decimal_in_count", "Verdi", "340,5", "a whole number"),
        (ALNA.replace("340", "3.400"), "not_a_number", "Verdi", "3.400", "a number, for example 12 320"),
        (ALNA.replace("340", ""), "missing_value", "Verdi", "", "a value"),
        (
            ALNA.replace("340", "1" * 15),
            "out_of_range",
            "Verdi",
            "1" * 15,
            "at most 14 digits before the decimal mark and 6 after",
        ),
        (ALNA.replace("Alna", ""), "missing_value", "Bydel", "", "a value"),
        (ALNA.replace(";12;", ";;"), "missing_value", "Bydelsnr", "", "a value"),
        (ALNA.replace("2022", "2o22"), "not_a_number", "Årgang", "2o22", "a number, for example 12 320"),
        (ALNA.replace("2022", "2024"), "wrong_year", "Årgang", "2024", "< 2024"),
        (ALNA.replace(";12;", ";11;"), "area_code_mismatch", "Bydel", "11 (Stovner), Alna", "12, Alna"),
        (ALNA.replace("340\r\n", "340;1\r\n"), "wrong_cell_count", None, "7", "6"),
        (ALNA.replace(";340", ""), "wrong_cell_count", None, "5", "6"),
    ],
)
def test_a_broken_cell_is_named_with_file_row_and_column(
    project: Settings, new: str, code: str, column: str | None, found: str, expected: str
) -> None:
    text = (project.data_raw / OSLO_COUNTS).read_bytes().decode("cp1252")
    row = text.splitlines(keepends=True).index(ALNA) + 1
    edit_text(project, OSLO_COUNTS, ALNA, new)
    [finding] = findings(project, OSLO_COUNTS)
    assert (finding.code, finding.row, finding.column, finding.found) == (code, row, column, found)
    assert finding.expected_text("en") == expected


def test_an_extra_district_is_named_with_the_known_ones(project: Settings) -> None:
    extra = "fo4_proposal_2024;tsb_patients;2022;01;Bydel Gamle Olso;5\r\n"
    edit_text(project, OSLO_COUNTS, ALNA, ALNA + extra)
    [finding] = findings(project, OSLO_COUNTS)
    assert (finding.code, finding.column, finding.found) == ("unknown_area", "Bydel", "Bydel Gamle Olso")
    assert finding.expected
    assert finding.expected.startswith("Gamle Oslo, Grünerløkka")
    assert "looks like «Bydel Gamle Oslo»" in finding.text("en")
    assert "ligner «Bydel Gamle Oslo»" in finding.text("nb")


def test_an_unknown_criterion_is_named_with_the_known_ones(project: Settings) -> None:
    edit_text(project, OSLO_COUNTS, ALNA, ALNA.replace("tsb_patients", "tsb_pasients"))
    [finding] = findings(project, OSLO_COUNTS)
    assert (finding.code, finding.column) == ("unknown_measure", "Kriterium")
    assert "looks like «tsb_patients»" in finding.text("en")


def test_a_row_delivered_twice_names_both_rows(project: Settings) -> None:
    edit_text(project, OSLO_COUNTS, ALNA, ALNA + ALNA)
    [finding] = findings(project, OSLO_COUNTS)
    assert finding.code == "duplicate_row"
    assert finding.row is not None
    assert finding.params["first_row"] == str(finding.row - 1)
    assert finding.found == "tsb_patients, 2022, Alna"


def test_the_same_district_under_two_names_is_delivered_twice(project: Settings) -> None:
    edit_text(project, OSLO_COUNTS, ALNA, ALNA + ALNA.replace("Alna", "BYDEL ALNA"))
    assert [f.code for f in findings(project, OSLO_COUNTS)] == ["duplicate_row"]


def test_the_index_product_may_have_decimals(project: Settings) -> None:
    row = "unmarried_20_49_x_low_education_x_outmigration;2022;12;Alna;1739"
    edit_text(project, OSLO_COUNTS, row, f"{row},25")
    landed = land(project, "oslo_criterion_counts")
    assert query(
        landed, "select value::varchar from landed where measure like 'unmarried%' and area_label = 'Alna'"
    ) == [("1739.250000",)]


@pytest.mark.parametrize(
    ("symbol", "status"), [(":", "suppressed"), ("..", "missing"), (".", "not_applicable")]
)
def test_a_figure_that_is_not_given_is_no_zero(project: Settings, symbol: str, status: str) -> None:
    edit_text(project, OSLO_COUNTS, ALNA, ALNA.replace("340", symbol))
    landed = land(project, "oslo_criterion_counts")
    where = "where area_label = 'Alna' and measure = 'tsb_patients'"
    assert query(landed, f"select value, status from landed {where}") == [(None, status)]


def test_all_faults_of_a_file_come_at_once_in_the_order_of_its_rows(project: Settings) -> None:
    edit_text(project, OSLO_COUNTS, ALNA, ALNA.replace("340", "mange") + ALNA.replace("12;Alna", "xx;Olna"))
    edit_text(project, OSLO_COUNTS, "municipal_dwellings;2022;01;", "municipal_dwelings;2023;01;")
    codes = [(f.code, f.row) for f in findings(project, OSLO_COUNTS)]
    assert [code for code, _ in codes] == ["not_a_number", "unknown_area", "unknown_measure"]
    assert [row for _, row in codes] == sorted(row for _, row in codes if row)


def test_faults_of_all_deliveries_of_a_source_come_at_once(project: Settings) -> None:
    edit_text(project, TRONDHEIM_2011, "0-21 år;Midtbyen;", "0-21 år;Midtbyn;")
    edit_text(project, TRONDHEIM_2012, "0-21 år;Midtbyen;", "0-21 år;Midtbyn;")
    with pytest.raises(DeliveryError) as caught:
        land(project, "trondheim_criterion_counts")
    assert [f.file for f in caught.value.findings] == [TRONDHEIM_2011, TRONDHEIM_2012]


def _reencode(settings: Settings, delivery_id: str, old: str, new: str) -> None:
    text = (settings.data_raw / delivery_id).read_bytes().decode(old)
    write_bytes(settings, delivery_id, text.encode(new))


def _cut(settings: Settings, delivery_id: str, kept: int) -> None:
    write_bytes(settings, delivery_id, (settings.data_raw / delivery_id).read_bytes()[:kept])


@pytest.mark.parametrize(
    ("delivery_id", "break_it", "code", "said"),
    [
        (
            OSLO_COUNTS,
            lambda s: _reencode(s, OSLO_COUNTS, "cp1252", "utf-8"),
            "wrong_encoding",
            "Found: UTF-8. Expected: Windows-1252",
        ),
        (
            OSLO_POPULATION,
            lambda s: _reencode(s, OSLO_POPULATION, "utf-8-sig", "cp1252"),
            "wrong_encoding",
            "Found: Windows-1252",
        ),
        (OSLO_COUNTS, lambda s: _cut(s, OSLO_COUNTS, -20), "truncated_file", "no line end"),
        (OSLO_COUNTS, lambda s: _cut(s, OSLO_COUNTS, 0), "truncated_file", "the file is empty"),
        (OSLO_POPULATION, lambda s: _cut(s, OSLO_POPULATION, 46), "truncated_file", "no line end"),
        (OSLO_ACCOUNTS, lambda s: _cut(s, OSLO_ACCOUNTS, 3000), "truncated_file", "cannot be opened"),
        (
            OSLO_COUNTS,
            lambda s: write_bytes(
                s, OSLO_COUNTS, b"Kriteriesett;Kriterium;\xc5rgang;Bydelsnr;Bydel;Verdi\r\n"
            ),
            "truncated_file",
            "no rows below the header",
        ),
        (
            OSLO_COUNTS,
            lambda s: edit_text(s, OSLO_COUNTS, "Bydel;Verdi\r\n", "Bydel;Antall\r\n"),
            "undeclared_column",
            "Antall",
        ),
        (
            OSLO_COUNTS,
            lambda s: edit_text(s, OSLO_COUNTS, "Bydelsnr;Bydel;Verdi", "Bydel;Bydel;Verdi"),
            "duplicate_header",
            "Bydel",
        ),
        (OSLO_NET, lambda s: edit_cell(s, OSLO_NET, "C4", "2025"), "undeclared_column", "2025"),
        (OSLO_ACCOUNTS, lambda s: edit_cell(s, OSLO_ACCOUNTS, "A1", "Regnskap 2021"), "wrong_year", "2021"),
        (
            OSLO_ACCOUNTS,
            lambda s: edit_cell(s, OSLO_ACCOUNTS, "C6", 185731.5),
            "decimal_in_count",
            "sheet «Regnskap», row 6, column «Netto utgift (1000 kr)»",
        ),
        (
            OSLO_NET,
            lambda s: edit_cell(s, OSLO_NET, "D7", "ukjent"),
            "not_a_number",
            "sheet «Tabell 3.1», row 7, column «2024»",
        ),
        (OSLO_NET, lambda s: edit_cell(s, OSLO_NET, "A6", "Bydel Løkka"), "unknown_area", "row 6"),
        (
            OSLO_POPULATION,
            lambda s: edit_text(s, OSLO_POPULATION, "2022,12,Alna", "2021,12,Alna"),
            "wrong_year",
            "Found: 2021. Expected: 2022",
        ),
        (
            OSLO_POPULATION,
            lambda s: edit_text(s, OSLO_POPULATION, "Alna,38708", "Alna,38708.5"),
            "decimal_in_count",
            "38708.5",
        ),
        (
            TRONDHEIM_2011,
            lambda s: edit_text(s, TRONDHEIM_2011, "2011;2011;0-21 år;Heimdal", "2012;2011;0-21 år;Heimdal"),
            "wrong_year",
            "column «Tabellår»",
        ),
        (
            TRONDHEIM_2011,
            lambda s: edit_text(s, TRONDHEIM_2011, "Antall;Andel", "Antall personer;Andel"),
            "undeclared_column",
            "Antall personer",
        ),
        (
            TRONDHEIM_2012,
            lambda s: edit_text(
                s, TRONDHEIM_2012, "0-21 år;Heimdal;9\u00a0383", "0-21 år;Heimdal;9\u00a0833"
            ),
            "share_mismatch",
            "9833 of 47032 is 20.907 per cent. Found: 20,0. Expected: 20,9",
        ),
    ],
)
def test_a_broken_file_has_an_error_of_its_own(
    project: Settings, delivery_id: str, break_it: Callable[[Settings], None], code: str, said: str
) -> None:
    break_it(project)
    found = findings(project, delivery_id)
    assert found[0].code == code
    assert said in found[0].text("en")
    # a renamed column is both one too many and one too few; nothing else follows from one fault
    assert len(found) == 1 or [f.code for f in found[1:]] == ["missing_header"]


def test_a_renamed_column_says_what_it_was_called(project: Settings) -> None:
    edit_text(project, OSLO_COUNTS, "Bydel;Verdi\r\n", "Bydel;Antall\r\n")
    missing = findings(project, OSLO_COUNTS)[1]
    assert (missing.code, missing.expected) == ("missing_header", "Verdi")
    assert missing.found == "Kriteriesett, Kriterium, Årgang, Bydelsnr, Bydel, Antall"


def test_last_line_cut_short_before_its_line_end(project: Settings) -> None:
    text = (project.data_raw / OSLO_COUNTS).read_bytes()
    write_bytes(project, OSLO_COUNTS, text.rsplit(b";", maxsplit=1)[0] + b"\r\n")
    [finding] = findings(project, OSLO_COUNTS)
    assert (finding.code, finding.row, finding.found, finding.expected) == ("truncated_file", 271, "5", "6")
