"""11F: what is landed, whom it is about, files that are faulty as a whole, and that no number leaves it."""

import dataclasses
import json
import logging
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from pipelines.core.errors import DeliveryError
from pipelines.core.person_records.read import PersonFile
from pipelines.core.pseudonyms import Pseudonymiser
from pipelines.sources import load_source
from pipelines.sources.kostra_11f.read import reader
from tests.support.person_files import (
    ANNA,
    BERIT,
    KEY,
    columns,
    content,
    duf_number,
    national_id,
    places,
    read_records,
    recipient,
)
from tests.support.px_tables import origin

MINOR = national_id(date(2009, 6, 1))


def told(
    folder: Path,
    *records: Mapping[str, str],
    year: int = 2025,
    data: bytes | None = None,
    key: str | None = KEY,
) -> PersonFile:
    return read_records(reader(), "kostra_11f", folder, *records, year=year, data=data, key=key)


def test_a_mover_stands_in_two_districts(tmp_path: Path) -> None:
    found = told(
        tmp_path, recipient(2025), recipient(2025, BYDELSNR="07", STMND_3="", BIDRAG="12000", BIDRAG_MARS="")
    )
    assert (found.findings, found.warnings) == ((), ())
    first, second = columns("kostra_11f", found)
    assert first["person_pid"] == second["person_pid"] is not None
    assert (first["district_code"], second["district_code"]) == ("01", "07")
    assert (first["months_with_support"], second["months_with_support"]) == (2, 1)


def test_a_number_twice_in_a_district_is_refused_at_both_records(tmp_path: Path) -> None:
    found = told(
        tmp_path,
        recipient(2025),
        recipient(2025, BYDELSNR="02"),
        recipient(2025, PERSON_JOURNALNR="J9"),
        recipient(2025, BYDELSNR="03"),
    )
    assert places(found.findings) == {("005A", 1, "PERSON_FODSELSNR"), ("005A", 3, "PERSON_FODSELSNR")}


def test_a_placeholder_may_stand_twice(tmp_path: Path) -> None:
    placeholders = [
        recipient(2025, PERSON_FODSELSNR="17858000100", PERSON_JOURNALNR=f"J{number}") for number in range(2)
    ]
    found = told(tmp_path, *placeholders)
    assert found.findings == ()
    assert [(one["person_pid"], one["age"]) for one in columns("kostra_11f", found)] == [
        (None, 45),
        (None, 45),
    ]


def test_a_journal_twice_in_a_district_is_refused(tmp_path: Path) -> None:
    found = told(
        tmp_path, recipient(2025), recipient(2025, PERSON_FODSELSNR=BERIT), recipient(2025, BYDELSNR="02")
    )
    assert places(found.findings) == {("005B", 1, "PERSON_JOURNALNR"), ("005B", 2, "PERSON_JOURNALNR")}


def test_elsewhere_than_in_oslo_no_district_is_given(tmp_path: Path) -> None:
    """The form can be another municipality's; then a blank district is right."""
    elsewhere = dataclasses.replace(reader(), form=dataclasses.replace(reader().form, municipality="4601"))
    file = tmp_path / "Sosial_460100.dat"
    file.write_bytes(content(elsewhere, 2025, recipient(2025, KOMMUNE_NR="4601", BYDELSNR="")))
    found = elsewhere.read(file, origin("kostra_11f", "2025"), load_source("kostra_11f"), None)
    assert found.findings == ()


def test_what_is_landed_of_a_record(tmp_path: Path) -> None:
    [row] = columns(
        "kostra_11f",
        told(
            tmp_path,
            recipient(2025, BU18="1", ANTBU18="03", LAAN="500", BIDRAG_DES="7", PERSON_FODSELSNR=BERIT),
        ),
    )
    pid = row.pop("person_pid")
    assert pid == Pseudonymiser(KEY.encode()).pseudonyms([BERIT])[BERIT]
    assert row == {
        "file_row": 1,
        "reporting_year": 2025,
        "district_code": "01",
        "age": 35,
        "sex_code": "female",
        "marital_status_code": "unmarried",
        "children_under_18": 3,
        "subsistence_code": "5",
        "benefit_code": "12",
        "work_code": "07",
        "housing_code": "1",
        "months_with_support": 2,
        "grant_nok": 20000,
        "loan_nok": 500,
        "grant_months_nok": 20007,
        "loan_months_nok": 0,
    }


def test_a_duf_number_stands_where_the_national_id_is_blank(tmp_path: Path) -> None:
    duf = duf_number(7)
    found = told(tmp_path, recipient(2025, PERSON_FODSELSNR="", PERSON_DUF=duf))
    assert (places(found.findings), places(found.warnings)) == (set(), {("006", 1, "PERSON_FODSELSNR")})
    [row] = columns("kostra_11f", found)
    assert (row["person_pid"], row["age"]) == (Pseudonymiser(KEY.encode()).pseudonyms([duf])[duf], 45)


@pytest.mark.parametrize(("year", "age"), [(2024, None), (2025, 45)])
def test_the_age_behind_a_placeholder_is_known_from_2025(tmp_path: Path, year: int, age: int | None) -> None:
    """Its century is not: 00100 is no individual number."""
    found = told(tmp_path, recipient(year, PERSON_FODSELSNR="17858000100"), year=year)
    assert [row["age"] for row in columns("kostra_11f", found)] == [age]


def test_a_file_of_one_space_says_that_nobody_was_helped(tmp_path: Path) -> None:
    found = told(tmp_path, data=b" ")
    assert (found.rows, found.findings, found.warnings, found.rows_delivered) == ((), (), (), 0)


def test_an_empty_file_was_cut_off(tmp_path: Path) -> None:
    with pytest.raises(DeliveryError) as caught:
        told(tmp_path, data=b"")
    assert [one.code for one in caught.value.findings] == ["truncated_file"]


def test_a_record_one_character_short_is_named_and_the_others_judged(tmp_path: Path) -> None:
    good = content(reader(), 2025, recipient(2025))
    bad = content(reader(), 2025, recipient(2025, KJONN="9", BYDELSNR="02"))
    found = told(tmp_path, data=good + good[:-3] + b"\r\n" + bad)
    assert {(one.code, one.row, one.found, one.expected) for one in found.findings[:1]} == {
        ("wrong_record_length", 2, "337", "338")
    }
    assert places(found.findings[1:]) == {("002", 3, "KJONN"), ("008", 3, "KJONN")}
    assert found.rows_delivered == 3


def test_the_layout_of_the_year_before_is_named(tmp_path: Path) -> None:
    found = told(tmp_path, data=content(reader(), 2024, recipient(2024)))
    assert [(one.code, one.found, one.expected) for one in found.findings] == [
        ("wrong_record_length", "324", "338")
    ]


def test_a_tab_is_named(tmp_path: Path) -> None:
    data = content(reader(), 2025, recipient(2025)).replace(b"S-ANSATT", b"S\tANSATT")
    assert [(one.code, one.row) for one in told(tmp_path, data=data).findings] == [("tab_in_record", 1)]


def test_utf_8_by_mistake_is_named(tmp_path: Path) -> None:
    data = content(reader(), 2025, recipient(2025, SAKSBEHANDLER="BØE"))
    [finding] = told(tmp_path, data=data.decode("iso-8859-1").encode()).findings
    assert (finding.code, finding.found) == ("wrong_record_length", "339")
    assert "UTF-8" in finding.message("nb")


def test_a_year_before_the_first_layout_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DeliveryError) as caught:
        told(tmp_path, year=2021, data=b"x")
    assert [(one.code, one.found) for one in caught.value.findings] == [("wrong_year", "2021")]


def test_a_year_to_come_is_laid_out_like_the_last(tmp_path: Path) -> None:
    assert told(tmp_path, recipient(2027), year=2027).findings == ()


def test_the_lists_that_2022_lacks_are_those_of_the_year_after(tmp_path: Path) -> None:
    assert places(told(tmp_path, recipient(2022, ARBSIT="11"), year=2022).findings) >= {("025", 1, "ARBSIT")}
    assert places(
        told(tmp_path, recipient(2022, TRYGDESIT="13", BU18="1", ANTBU18="1"), year=2022).findings
    ) >= {("022", 1, "TRYGDESIT")}


def test_without_a_key_everything_is_judged_and_nothing_given(tmp_path: Path) -> None:
    found = told(tmp_path, recipient(2025), recipient(2025, KJONN="3", BYDELSNR="02"), key=None)
    assert places(found.findings) == {("002", 2, "KJONN"), ("008", 2, "KJONN")}
    assert told(tmp_path, recipient(2025), key=None).rows == ()


def test_many_records_with_a_fault_are_counted(tmp_path: Path) -> None:
    records = [
        recipient(
            2025,
            PERSON_FODSELSNR=national_id(date(1980, 1, 1), number),
            PERSON_JOURNALNR=f"J{number}",
            BOSIT="9",
        )
        for number in range(130)
    ]
    found = told(tmp_path, *records).findings
    assert len(found) == 2 * 101
    counted = [one for one in found if one.code == "more_records"]
    assert {(one.params["rule_id"], one.params["total"]) for one in counted} == {
        ("002", "130"),
        ("035", "130"),
    }


def test_no_number_of_a_person_is_in_what_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    wrong = ANNA[:-1] + str((int(ANNA[-1]) + 1) % 10)
    given = [ANNA, wrong, MINOR, "209900000104", duf_number(3)]
    with caplog.at_level(logging.DEBUG):
        found = told(
            tmp_path,
            recipient(2025),
            recipient(2025, PERSON_FODSELSNR=wrong, PERSON_JOURNALNR="J2"),
            recipient(2025, PERSON_FODSELSNR=MINOR, PERSON_JOURNALNR="J3"),
            recipient(2025, PERSON_FODSELSNR="", PERSON_DUF="209900000104", PERSON_JOURNALNR="J4"),
            recipient(2025, PERSON_JOURNALNR="J5"),
            # a record that slipped one place to the left
            recipient(2025, PERSON_JOURNALNR="J6" + ANNA[:6], PERSON_FODSELSNR=duf_number(3)[:11]),
        )
    assert found.findings
    assert found.warnings
    said = json.dumps([one.as_dict() for one in (*found.findings, *found.warnings)], ensure_ascii=False)
    written = capfd.readouterr()
    for text in (said, caplog.text, written.out, written.err, repr(found)):
        assert [number for number in given if number in text or number[6:] in text] == []
    for one in (*found.findings, *found.warnings):
        for lang in ("nb", "en"):
            assert "{" not in one.text(lang)
            assert one.why(lang)
