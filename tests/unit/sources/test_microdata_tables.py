from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.core.errors import Finding
from pipelines.core.readings import ReadResult
from tests.support.odd_files import findings_in, place_of, read_delivery

SOURCE = "microdata_tables"
TABLE = "low_income_renters"
HEADER = "Bydel;I målgruppen;Ikke i målgruppen;Total"
PASTED = f"""{HEADER}
Bydel Gamle Oslo;6 123;44 121;50 251
Bydel St.Hanshaugen;2 400;30 010;32 405
Ukjent;12;95;110
Total;8 531;74 230;82 761"""


def write(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    file = tmp_path / "leietakere.txt"
    file.write_bytes(text.encode(encoding))
    return file


def read(tmp_path: Path, text: str, encoding: str = "utf-8") -> ReadResult:
    return read_delivery(write(tmp_path, text, encoding), SOURCE, "2021", TABLE)


def findings(tmp_path: Path, text: str) -> list[Finding]:
    return findings_in(write(tmp_path, text), SOURCE, "2021", TABLE)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "iso-8859-1"])
@pytest.mark.parametrize("above", ["", "tabulate bydel maalgruppe if alder >= 18\n\n"])
def test_a_total_that_is_not_the_sum_lands_as_the_city(tmp_path: Path, encoding: str, above: str) -> None:
    result = read(tmp_path, above + PASTED, encoding)
    assert (result.rows_delivered, result.rows_landed, result.rows_not_data) == (4, 4, 0)
    city = [r for r in result.readings if r.area_label == "Oslo i alt"]
    # 6 123 + 2 400 + 12 = 8 535, and 8 531 was delivered
    assert [(r.codes, r.value, r.file_column) for r in city] == [
        (("in",), Decimal(8531), "I målgruppen"),
        (("out",), Decimal(74230), "Ikke i målgruppen"),
    ]
    assert {(r.measure, r.source_year, r.precision, r.sheet) for r in result.readings} == {
        (TABLE, 2021, "noisy", None)
    }
    assert result.readings[2].area_label == "Bydel St.Hanshaugen"
    assert result.readings[0].file_row == (2 if not above else 4)


def test_a_blank_cell_is_missing_and_not_zero(tmp_path: Path) -> None:
    result = read(tmp_path, PASTED.replace("Ukjent;12;95;110", "Ukjent;;95;"))
    blank = result.readings[4]
    assert (blank.area_label, blank.codes, blank.value, blank.status) == ("Ukjent", ("in",), None, "missing")
    assert (blank.lowest, blank.highest) == (None, None)
    assert result.rows_landed == 4


@pytest.mark.parametrize(
    ("old", "new", "row", "column", "found", "expected", "tolerance"),
    [
        # three noisy cells: 5 x root of 3 is at most 9
        ("44 121;50 251", "44 121;50 254", 2, "Total", "50254", "50244", "9"),
        # three districts and the total: 5 x root of 4
        ("Total;8 531;", "Total;8 524;", 5, "I målgruppen", "8524", "8535", "10"),
        ("74 230;82 761", "74 230;92 761", 5, "Total", "92761", "82761", "9"),
    ],
)
def test_a_total_that_noise_does_not_explain_is_refused(
    tmp_path: Path, old: str, new: str, row: int, column: str, found: str, expected: str, tolerance: str
) -> None:
    finding = findings(tmp_path, PASTED.replace(old, new))[0]
    assert finding.code == "noisy_total_mismatch"
    assert place_of(finding) == (None, row, column, found, expected)
    assert f"at most {tolerance}" in finding.text("en")


@pytest.mark.parametrize("total", ["8 525", "8 545"])
def test_the_tolerance_is_met_at_its_edge(tmp_path: Path, total: str) -> None:
    read(tmp_path, PASTED.replace("Total;8 531", f"Total;{total}").replace(";82 761", ";"))


def test_a_paste_without_its_last_part_is_refused(tmp_path: Path) -> None:
    [finding] = findings(tmp_path, PASTED.rpartition("\n")[0])
    assert finding.code == "missing_total"
    assert place_of(finding) == (None, 4, "Bydel", None, "en rad «Total»")


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("I målgruppen;Ikke", "I gruppen;Ikke", "undeclared_column", (None, 1, "I gruppen", "I gruppen")),
        ("2 400;30", "2 4oo;30", "not_a_number", (None, 3, "I målgruppen", "2 4oo")),
        ("2 400;30", "2 400,5;30", "decimal_in_count", (None, 3, "I målgruppen", "2 400,5")),
        (";110\n", "\n", "wrong_cell_count", (None, 4, None, "3")),
        ("Ukjent;", ";", "missing_value", (None, 4, "Bydel", "")),
    ],
)
def test_a_faulty_paste_is_named(
    tmp_path: Path, old: str, new: str, code: str, place: tuple[str | None, int, str | None, str]
) -> None:
    assert old in PASTED
    finding = findings(tmp_path, PASTED.replace(old, new))[0]
    assert finding.code == code
    assert place_of(finding)[:4] == place


def test_a_last_line_cut_short_is_a_cut_file(tmp_path: Path) -> None:
    found = findings(tmp_path, PASTED.removesuffix(";82 761"))
    assert [(f.code, f.row, f.found, f.expected) for f in found] == [
        ("truncated_file", 5, "3", "4"),
        ("missing_total", 5, None, None),
    ]
