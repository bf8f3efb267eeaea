"""11F: a record for each control rule that should fire, one at its edge that must not."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from pipelines.core.person_records.read import PersonFile
from pipelines.sources.kostra_11f.read import reader
from tests.support.person_files import (
    ANNA,
    BERIT,
    content,
    national_id,
    places,
    read_records,
    recipient,
)

YEARS = (2022, 2023, 2024, 2025, 2026)
OLD = national_id(date(1928, 6, 1))
MINOR = national_id(date(2009, 6, 1))
MONTHS = {"STMND_1": "", "STMND_3": ""}


def told(folder: Path, *records: Mapping[str, str], year: int = 2025) -> PersonFile:
    return read_records(reader(), "kostra_11f", folder, *records, year=year)


# changes to a clean record of 2025; rules of severity ERROR or FATAL that fire; those of WARNING
BROKEN: dict[str, tuple[dict[str, str], set[str], set[str]]] = {
    "001, an invisible character": ({"SAKSBEHANDLER": "A\x0bB"}, {"001"}, set()),
    "001, a space that does not break": ({"SAKSBEHANDLER": "A\u00a0B"}, {"001"}, set()),
    "L3, UTF-8 that fits": ({"SAKSBEHANDLER": "B\u00c3\u00b8E"}, {"L3"}, set()),
    "002, a mandatory field is blank": ({"SAKSBEHANDLER": ""}, {"002"}, set()),
    "002, a number is none": ({"BIDRAG_MAI": "12,5"}, {"002"}, set()),
    "002, a date is none": ({"VEDTAKDATO": "31022025"}, {"002"}, set()),
    "002, a date of the year before": ({"VEDTAKDATO": "310125"}, {"002"}, set()),
    "002, a code outside its list": ({"VILKARKURS": "16"}, {"002"}, set()),
    "003, another municipality": ({"KOMMUNE_NR": "4601", "BYDELSNR": ""}, {"003"}, set()),
    "003B, Sentrum does not report": ({"BYDELSNR": "16"}, {"003B"}, set()),
    "003B, a district outside Oslo": ({"KOMMUNE_NR": "4601"}, {"003", "003B"}, set()),
    "004": ({"VERSION": "24"}, {"004"}, set()),
    "004A": ({"FODSELSDATO": "29022025"}, {"002", "004A"}, set()),
    "005, a digit wrong": ({"PERSON_FODSELSNR": ANNA[:-1] + str((int(ANNA[-1]) + 1) % 10)}, {"005"}, set()),
    "005, no number at all": ({"PERSON_FODSELSNR": ""}, {"005"}, {"006", "038"}),
    "006": ({"PERSON_FODSELSNR": MINOR}, set(), {"006"}),
    "007": ({"PERSON_FODSELSNR": OLD}, set(), {"007"}),
    "008": ({"KJONN": "3"}, {"002", "008"}, set()),
    "009": ({"EKTSTAT": "6"}, {"002", "009"}, set()),
    "010": ({"BU18": "3"}, {"002", "010"}, set()),
    "011": ({"BU18": "1", "ANTBU18": "0"}, {"011"}, set()),
    "011, blank": ({"BU18": "1"}, {"011"}, set()),
    "012": ({"BU18": "2", "ANTBU18": "1"}, {"012"}, set()),
    "013": ({"BU18": "1", "ANTBU18": "14"}, {"013"}, set()),
    "014": ({"VKLO": "0"}, {"002", "014"}, set()),
    "015": ({"VKLO": "1", "ARBSIT": "03"}, {"015"}, set()),
    "016": ({"VKLO": "2", "ARBSIT": "04"}, {"016"}, set()),
    "017": ({"VKLO": "4", "ARBSIT": "01"}, {"017"}, set()),
    "018": ({"VKLO": "6", "ARBSIT": "10"}, {"018"}, set()),
    "019": ({"VKLO": "8", "ARBSIT": "09"}, {"019"}, set()),
    "020B, none": ({"VKLO": "3", "TRYGDESIT": "12"}, {"020B"}, set()),
    "020B, unknown": ({"VKLO": "3", "TRYGDESIT": "03"}, {"002", "020B", "022"}, set()),
    "021": ({"ARBSIT": "01"}, set(), {"021"}),
    "022": ({"TRYGDESIT": "08"}, {"002", "022"}, set()),
    "023A": ({"TRYGDESIT": "07"}, {"023A"}, set()),
    "023B": ({"TRYGDESIT": "05"}, {"023B"}, set()),
    "023C": ({"TRYGDESIT": "13"}, {"023C"}, set()),
    "024": ({"TRYGDESIT": "04", "ARBSIT": "08"}, set(), {"024"}),
    "024B": ({"VKLO": "3", "TRYGDESIT": "11", "ARBSIT": "08"}, {"024B"}, set()),
    "025": ({"ARBSIT": "11"}, {"002", "025"}, {"021"}),
    "026": (MONTHS, {"026"}, set()),
    "026, another month's number": (MONTHS | {"STMND_1": "02"}, {"002", "026"}, set()),
    "027": ({"BIDRAG": "0", "BIDRAG_JAN": "", "BIDRAG_MARS": ""}, {"027"}, {"031"}),
    "030": ({"BIDRAG": "1000001", "BIDRAG_JAN": "992001"}, set(), {"030"}),
    "031": ({"BIDRAG": "200", "BIDRAG_JAN": "200", "BIDRAG_MARS": ""}, set(), {"031"}),
    "032": ({"GITT_OKONOMIRAD": "0"}, {"002", "032"}, set()),
    "033": ({"FAAT_INDIVIDUELL_PLAN": "0"}, {"002", "033"}, set()),
    "035": ({"BOSIT": "7"}, {"002", "035"}, set()),
    "036": ({"BIDRAG_MARS": "8001"}, set(), {"036"}),
    "037": ({"LAAN_JAN": "1"}, set(), {"037"}),
    "038": ({"PERSON_FODSELSNR": "", "PERSON_DUF": "209900000104"}, {"005"}, {"006", "038"}),
    "039": ({"VILKARSOSLOV": "3"}, {"002", "039"}, set()),
    "040": ({"VILKARSAMEKT": "3"}, {"002", "040"}, set()),
    "041": ({"UTBETDATO": ""}, {"041"}, set()),
    "042": ({"UTBETTOMDATO": "00000000"}, {"002", "042"}, set()),
    "043": ({"VILKARARBEID": ""}, {"043"}, set()),
}

# changes that come as close to a rule as they can without breaking it
KEPT: dict[str, dict[str, str]] = {
    "005, a D-number": {"PERSON_FODSELSNR": national_id(date(1980, 5, 17), d_number=True)},
    "006, 18 in the year": {"PERSON_FODSELSNR": national_id(date(2007, 12, 31))},
    "007, 95": {"PERSON_FODSELSNR": national_id(date(1930, 1, 1))},
    "013, 13 children": {"BU18": "1", "ANTBU18": "13"},
    "015": {"VKLO": "1", "ARBSIT": "02"},
    "016": {"VKLO": "2", "ARBSIT": "06"},
    "017": {"VKLO": "4", "ARBSIT": "03"},
    "018": {"VKLO": "6", "ARBSIT": "09"},
    "019": {"VKLO": "8", "ARBSIT": "10"},
    "020B": {"VKLO": "3", "TRYGDESIT": "10"},
    "021": {"ARBSIT": "08"},
    "023A, 62 in the year": {"TRYGDESIT": "07", "PERSON_FODSELSNR": national_id(date(1963, 12, 31))},
    "023B": {"TRYGDESIT": "05", "BU18": "1", "ANTBU18": "01"},
    "024B": {"VKLO": "3", "TRYGDESIT": "11", "ARBSIT": "07"},
    "027, a loan alone": {
        "BIDRAG": "0",
        "BIDRAG_JAN": "",
        "BIDRAG_MARS": "",
        "LAAN": "300",
        "LAAN_DES": "300",
    },
    "030, a million": {"BIDRAG": "1000000", "BIDRAG_JAN": "992000"},
    "031, 201 kroner": {"BIDRAG": "201", "BIDRAG_JAN": "201", "BIDRAG_MARS": ""},
    "041 to 043, no conditions": {
        "VILKARSOSLOV": "2",
        "UTBETDATO": "",
        "UTBETTOMDATO": "",
        "VILKARARBEID": "",
    },
}


@pytest.mark.parametrize("year", YEARS)
def test_a_clean_record_breaks_no_rule_in_any_year(tmp_path: Path, year: int) -> None:
    found = told(tmp_path, recipient(year), year=year)
    assert (found.findings, found.warnings, found.rows_delivered) == ((), (), 1)
    assert len(content(reader(), year, recipient(year))) == {2025: 338, 2026: 338}.get(year, 324) + 2


@pytest.mark.parametrize("name", BROKEN)
def test_each_rule_fires_on_the_record_that_breaks_it_and_on_no_other(tmp_path: Path, name: str) -> None:
    changes, errors, warnings = BROKEN[name]
    clean = recipient(2025, PERSON_FODSELSNR=BERIT, PERSON_JOURNALNR="J2")
    found = told(tmp_path, clean, recipient(2025, **changes))
    assert {rule for rule, row, _ in places(found.findings) if row == 2} == errors
    assert {rule for rule, row, _ in places(found.warnings) if row == 2} == warnings
    assert all(one.row == 2 for one in (*found.findings, *found.warnings))
    assert bool(found.rows) == (not errors)


@pytest.mark.parametrize("name", KEPT)
def test_a_record_at_the_edge_breaks_no_rule(tmp_path: Path, name: str) -> None:
    found = told(tmp_path, recipient(2025, **KEPT[name]))
    assert (places(found.findings), places(found.warnings)) == (set(), set())


def test_every_rule_has_a_record_that_breaks_it() -> None:
    """Those on several records together have tests of their own."""
    shown = {rule for _, errors, warnings in BROKEN.values() for rule in errors | warnings}
    assert {rule.rule_id for rule in reader().form.rules} - shown == {"005A", "005B"}


def test_every_rule_of_the_control_program_is_there_or_listed_as_left_out() -> None:
    """The numbers of kostra_rules.csv for 11F and for all files; 000 needs the form the file came with."""
    published = {
        *(
            "001",
            "002",
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
        ),
        *(
            "006",
            "007",
            "014",
            "015",
            "016",
            "017",
            "018",
            "019",
            "020B",
            "021",
            "022",
            "023A",
            "023B",
            "023C",
        ),
        *("024", "024B", "025", "026", "027", "030", "031", "032", "033", "035", "036", "037", "038", "039"),
        *("040", "041", "042", "043"),
    }
    assert {rule.rule_id for rule in reader().form.rules} == {*published, "003B", "L3"}


def test_severities_are_those_of_the_control_program() -> None:
    found = {rule.rule_id: rule.severity for rule in reader().form.rules}
    warnings = {rule for rule, severity in found.items() if severity == "WARNING"}
    assert warnings == {"006", "007", "021", "024", "030", "031", "036", "037", "038"}
    assert {rule for rule, severity in found.items() if severity == "FATAL"} == {"001", "L3"}
