"""11CF: a record for each control rule that should fire, Oslo's exceptions, every year's layout."""

import dataclasses
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from pipelines.core.person_records.read import PersonFile
from pipelines.core.pseudonyms import Pseudonymiser
from pipelines.sources.kostra_11cf.read import reader
from tests.support.person_files import (
    ANNA,
    BERIT,
    KEY,
    columns,
    content,
    fired,
    national_id,
    participant,
    read_records,
)

LENGTHS = {2022: 139, 2023: 138, 2024: 136, 2025: 152, 2026: 152}
MINOR = national_id(date(2008, 1, 1))
NO_MONTHS = {"STMND_1": "", "STMND_2": ""}
COMPLETED = {
    "STATUS": "3",
    "AVSL_DATO": "30062025",
    "AVSL_SKOLE": "04",
    "AVSL_VIKTIGSTE_INNTEKT": "04",
}


def told(
    folder: Path, *records: Mapping[str, str], year: int = 2025, municipality: str = "0301"
) -> PersonFile:
    """Reads records as the file of a reporting year, in Oslo or in another municipality."""
    form = dataclasses.replace(reader().form, municipality=municipality)
    of_municipality = dataclasses.replace(reader(), form=form)
    return read_records(of_municipality, "kostra_11cf", folder, *records, year=year)


# changes to a clean record of 2025; rules of severity ERROR or FATAL that fire; those of WARNING
BROKEN: dict[str, tuple[dict[str, str], set[str], set[str]]] = {
    "001": ({"SAKSBEHANDLER": "A\x0bB"}, {"001"}, set()),
    "L3": ({"SAKSBEHANDLER": "B\u00c3\u00b8E"}, {"L3"}, set()),
    "003": ({"KOMMUNE_NR": "4601", "BYDELSNR": ""}, {"003"}, set()),
    "003B": ({"BYDELSNR": "17"}, {"003B"}, set()),
    "003B, blank": ({"BYDELSNR": ""}, {"003B"}, set()),
    "004": ({"VERSION": "24"}, {"004"}, set()),
    "004A": ({"FODSELSDATO": ""}, {"004A"}, set()),
    "005": ({"PERSON_FODSELSNR": "01819000048"}, {"005"}, set()),
    "005, blank": ({"PERSON_FODSELSNR": ""}, {"005"}, set()),
    "006": ({"PERSON_FODSELSNR": MINOR}, {"006"}, set()),
    "007": ({"PERSON_FODSELSNR": national_id(date(1956, 12, 31))}, set(), {"007"}),
    "008": ({"KJONN": ""}, {"008"}, set()),
    "009": ({"EKTSTAT": "0"}, {"009"}, set()),
    "010": ({"BU18": ""}, {"010", "012"}, set()),
    "011": ({"ANTBU18": ""}, {"011"}, set()),
    "012": ({"BU18": "2"}, {"012"}, set()),
    "013": ({"ANTBU18": "15"}, {"013"}, set()),
    "019": ({"KVP_KOMM": ""}, {"019"}, set()),
    "020": ({"KVP_KOMM": "1", "KOMMNR_KVP_KOMM": "46"}, {"020"}, set()),
    "021": ({"YTELSE_SOSHJELP": "1", "YTELSE_TYPE_SOSHJ": "1"}, {"021"}, set()),
    "026": ({"KVP_MED_ASTONAD": ""}, {"026"}, set()),
    "027, none": ({"KVP_MED_ASTONAD": "1"}, {"027"}, set()),
    "027, one after all": ({"KVP_MED_HUSBANKBOS": "5"}, {"027"}, set()),
    "028 and 031": (NO_MONTHS, set(), {"028", "031"}),
    "029": ({"KVP_STONAD": "0000000"}, set(), {"029"}),
    "029 and 030": ({"KVP_STONAD": ""}, set(), {"029", "030"}),
    "032": ({"KVP_STONAD": "600001"}, set(), {"032"}),
    "036": ({"STATUS": "8"}, {"036"}, set()),
    "037, missing": (COMPLETED | {"AVSL_DATO": ""}, {"037"}, set()),
    "037, another year": (COMPLETED | {"AVSL_DATO": "31122024"}, {"037"}, set()),
    "038": (COMPLETED | {"AVSL_SKOLE": ""}, {"038"}, set()),
    "039": (COMPLETED | {"AVSL_VIKTIGSTE_INNTEKT": "02"}, {"039"}, set()),
    "L1, children": ({"ANTBU18": "to"}, {"L1", "011"}, set()),
    "L1, benefit": ({"KVP_STONAD": "12,5"}, {"L1"}, {"029"}),
    "L2, begun": ({"BEGYNT_DATO": "00012025"}, {"L2"}, set()),
    "L2, ended": ({"AVSL_DATO": "1.6.2025"}, {"L2"}, set()),
}

KEPT: dict[str, dict[str, str]] = {
    "005, a placeholder": {"PERSON_FODSELSNR": "17858000200"},
    "006, 18 in the year": {"PERSON_FODSELSNR": national_id(date(2007, 12, 31))},
    "007, 68 in the year": {"PERSON_FODSELSNR": national_id(date(1957, 1, 1))},
    "014 to 016, in Oslo": {"REG_DATO": "", "VEDTAK_DATO": "01011999", "BEGYNT_DATO": ""},
    "020": {"KVP_KOMM": "1", "KOMMNR_KVP_KOMM": "4601"},
    "021": {"YTELSE_SOSHJELP": "1", "YTELSE_TYPE_SOSHJ": "3"},
    "027": {"KVP_MED_ASTONAD": "1", "KVP_MED_KOMMBOS": "4"},
    "028 to 031, on leave": NO_MONTHS | {"STATUS": "2", "KVP_STONAD": ""},
    "032, the maximum": {"KVP_STONAD": "600000"},
    "037 to 039": COMPLETED,
    "038 and 039, broken off": {"STATUS": "4", "AVSL_DATO": "01012025"},
    "036, moved to another district": {"STATUS": "6"},
}


@pytest.mark.parametrize("year", LENGTHS)
def test_a_clean_record_breaks_no_rule_in_any_year(tmp_path: Path, year: int) -> None:
    found = told(tmp_path, participant(year), year=year)
    assert (found.findings, found.warnings, len(found.rows)) == ((), (), 1)
    assert len(content(reader(), year, participant(year))) == LENGTHS[year] + 2


@pytest.mark.parametrize("name", BROKEN)
def test_each_rule_fires_on_the_record_that_breaks_it_and_on_no_other(tmp_path: Path, name: str) -> None:
    changes, errors, warnings = BROKEN[name]
    found = told(
        tmp_path,
        participant(2025, PERSON_FODSELSNR=BERIT, PERSON_JOURNALNR="J2"),
        participant(2025, **changes),
    )
    assert (fired(found.findings), fired(found.warnings)) == (errors, warnings)
    assert {one.row for one in (*found.findings, *found.warnings)} == {2}


@pytest.mark.parametrize("name", KEPT)
def test_a_record_at_the_edge_breaks_no_rule(tmp_path: Path, name: str) -> None:
    found = told(tmp_path, participant(2025, **KEPT[name]))
    assert (fired(found.findings), fired(found.warnings)) == (set(), set())


def test_every_rule_has_a_record_that_breaks_it() -> None:
    """Duplicates and dates are not judged in Oslo; they have tests of their own."""
    shown = {rule for _, errors, warnings in BROKEN.values() for rule in errors | warnings}
    assert {rule.rule_id for rule in reader().form.rules} - shown == {"005A", "005B", "014", "015", "016"}


def test_every_rule_of_the_control_program_is_there() -> None:
    """The numbers of kostra_rules.csv for 11CF; 002 is not run for it, so ours (L) see to what is landed."""
    published = {
        *(
            "001",
            "003",
            "004",
            "004A",
            "005",
            "008",
            "009",
            "010",
            "011",
            "012",
            "013",
            "005A",
            "005B",
            "006",
        ),
        *("007", "014", "015", "016", "019", "020", "021", "026", "027", "028", "029", "030", "031", "032"),
        *("036", "037", "038", "039"),
    }
    assert {rule.rule_id for rule in reader().form.rules} == {*published, "003B", "L1", "L2", "L3"}
    severities = {rule.rule_id: rule.severity for rule in reader().form.rules}
    warnings = {rule for rule, severity in severities.items() if severity == "WARNING"}
    assert warnings == {"007", "028", "029", "030", "031", "032"}


ELSEWHERE = {"KOMMUNE_NR": "4601", "BYDELSNR": ""}


@pytest.mark.parametrize(
    ("field", "text", "rule"),
    [
        ("REG_DATO", "", "014"),
        ("REG_DATO", "31122020", "014"),
        ("VEDTAK_DATO", "31022025", "015"),
        ("VEDTAK_DATO", "31122020", "015"),
        ("BEGYNT_DATO", "01012026", "016"),
        ("BEGYNT_DATO", "31122020", "016"),
        # four years are no more than four
        ("REG_DATO", "01012021", None),
        ("VEDTAK_DATO", "01012021", None),
        ("BEGYNT_DATO", "01012021", None),
        ("BEGYNT_DATO", "31122025", None),
    ],
)
def test_dates_are_judged_outside_oslo(tmp_path: Path, field: str, text: str, rule: str | None) -> None:
    changed = participant(2025, **ELSEWHERE) | {field: text}
    assert fired(told(tmp_path, changed, municipality="4601").findings) == ({rule} if rule else set())


def test_duplicates_are_judged_outside_oslo(tmp_path: Path) -> None:
    records = [participant(2025, **ELSEWHERE), participant(2025, **ELSEWHERE, PERSON_JOURNALNR="J2")]
    assert fired(told(tmp_path, *records, municipality="4601").findings) == {"005A"}
    records[1] = participant(2025, **ELSEWHERE, PERSON_FODSELSNR=BERIT)
    assert fired(told(tmp_path, *records, municipality="4601").findings) == {"005B"}
    # one that ended and began again has two records, with a status each
    records[1] = participant(2025, **ELSEWHERE, **COMPLETED, PERSON_JOURNALNR="J2")
    assert fired(told(tmp_path, *records, municipality="4601").findings) == set()


def test_a_mover_has_a_record_in_each_district(tmp_path: Path) -> None:
    found = told(tmp_path, participant(2025, STATUS="6"), participant(2025, BYDELSNR="11"))
    assert (found.findings, found.warnings) == ((), ())
    first, second = columns("kostra_11cf", found)
    assert first["person_pid"] == second["person_pid"] is not None
    assert [(one["district_code"], one["status_code"]) for one in (first, second)] == [
        ("01", "6"),
        ("11", "1"),
    ]


@pytest.mark.parametrize("year", LENGTHS)
def test_what_is_landed_of_a_record(tmp_path: Path, year: int) -> None:
    written = "%d%m%Y" if year >= 2025 else "%d%m%y"
    ended = COMPLETED | {"AVSL_DATO": date(year, 6, 30).strftime(written)}
    [row] = columns("kostra_11cf", told(tmp_path, participant(year, **ended), year=year))
    pid = row.pop("person_pid")
    assert pid == Pseudonymiser(KEY.encode()).pseudonyms([ANNA])[ANNA]
    assert row == {
        "file_row": 1,
        "reporting_year": year,
        "district_code": "01",
        "age": year - 1980,
        "sex_code": "male",
        "marital_status_code": "married",
        "children_under_18": 2,
        "begun_on": date(year, 1, 8),
        "ended_on": date(year, 6, 30),
        "status_code": "3",
        "months_with_support": 2,
        "support_nok": 41000,
    }


def test_status_7_is_from_2023(tmp_path: Path) -> None:
    ended = {"STATUS": "7", "AVSL_SKOLE": "04"}
    assert fired(told(tmp_path, participant(2022, **ended, AVSL_DATO="300622"), year=2022).findings) == {
        "036"
    }
    assert fired(told(tmp_path, participant(2023, **ended, AVSL_DATO="300623"), year=2023).findings) == set()


def test_no_number_of_a_person_is_in_what_is_told(tmp_path: Path) -> None:
    found = told(
        tmp_path,
        participant(2025, PERSON_FODSELSNR=MINOR),
        participant(2025, PERSON_FODSELSNR="01819000048"),
        participant(2025, PERSON_JOURNALNR=ANNA[:8], PERSON_FODSELSNR=ANNA[3:]),
    )
    said = json.dumps([one.as_dict() for one in (*found.findings, *found.warnings)], ensure_ascii=False)
    assert found.findings
    for number in (MINOR, "01819000048", ANNA):
        assert number not in said
        assert number[6:] not in said
