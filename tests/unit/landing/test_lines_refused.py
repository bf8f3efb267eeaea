"""Ledger files that are refused: each fault is told with its row, column, what was found and expected."""

from pathlib import Path

import pytest

from tests.support.ledger import (
    DELIVERY,
    FILE,
    GOOD,
    HEADER,
    control,
    findings,
    findings_2024,
    ledger,
    line,
    project_with,
    told,
    with_line,
)

CUT_LINE = "the last line has fewer cells than the header"
AMOUNT = "an amount such as 1 234,50 or 1 234,50-"


@pytest.mark.parametrize(
    ("broken", "code", "found", "expected"),
    [
        (line() + ";", "wrong_cell_count", "16", "15"),
        (line() + ";x", "wrong_cell_count", "16", "15"),
        (line().replace("202403;", "202403"), "wrong_cell_count", "14", "15"),
        (line(Tekst="Strøm; nett"), "wrong_cell_count", "16", "15"),
        (line(Tekst='"Strøm; nett"; leie'), "wrong_cell_count", "16", "15"),
        ("", "blank_line", "0", "15"),
        ("   ", "blank_line", "0", "15"),
        (
            line(Tekst='"Rør 5 tommer'),
            "open_quotation",
            None,
            "the cell closed by a quotation mark and followed by the delimiter",
        ),
        (
            line(Tekst='"Rør" 5 tommer'),
            "open_quotation",
            None,
            "the cell closed by a quotation mark and followed by the delimiter",
        ),
        (line(Tekst="Husleie\rmars"), "line_end_inside", None, "one posting on one line"),
    ],
)
def test_a_line_that_is_no_row_is_named_and_the_others_are_still_checked(
    tmp_path: Path, broken: str, code: str, found: str | None, expected: str
) -> None:
    content = ledger([*GOOD[:4], broken, GOOD[4], line(Koststed="999999"), *GOOD[5:]], "10,00")
    first, second = findings_2024(tmp_path, content)
    assert told(first) == (code, 6, None, found, expected)
    assert told(second)[:4] == ("cost_centre_without_district", 8, "Koststed", "999999")


def test_a_text_broken_over_two_lines_is_named(tmp_path: Path) -> None:
    found = findings_2024(tmp_path, with_line(line(Tekst='"Husleie\r\nmars"')))
    assert [told(one)[:2] for one in found] == [("open_quotation", 6), ("wrong_cell_count", 7)]


def test_all_faults_of_all_files_come_at_once_by_row(tmp_path: Path) -> None:
    broken = ledger([line(Konto="9", Koststed="1", Beløp="x"), line(), line(Periode="x")], "1,00")
    settings = project_with(
        tmp_path, {"2023/hovedbok_2023.csv": ledger([line()], "1 234,50"), f"2024/{FILE}": broken}
    )
    assert [(one.file, one.row, one.column) for one in findings(settings)] == [
        ("unit4_ledger/2023/hovedbok_2023.csv", 2, "Periode"),
        (DELIVERY, 2, "Konto"),
        (DELIVERY, 2, "Koststed"),
        (DELIVERY, 2, "Beløp"),
        (DELIVERY, 4, "Periode"),
    ]


def test_a_sum_that_differs_by_an_ore_is_told_with_both_amounts(tmp_path: Path) -> None:
    content = ledger([line(Beløp="1 234,50"), line(Beløp="2 000,01-")], "765,50-")
    [finding] = findings_2024(tmp_path, content)
    assert told(finding) == ("control_sum_mismatch", 4, "Beløp", "765,50-", "765,51-")


def test_a_control_sum_that_is_no_amount_is_named(tmp_path: Path) -> None:
    [finding] = findings_2024(tmp_path, ledger([line()], "mye"))
    assert told(finding) == ("not_an_amount", 3, "Beløp", "mye", AMOUNT)


@pytest.mark.parametrize(
    ("content", "row", "found", "expected", "problem"),
    [
        (ledger([line(), line()], None), 3, "10", "Sum", "the control line is missing"),
        (ledger([], None), 1, "Firma", "Sum", "the control line is missing"),
        # cut inside the third cell of row 3
        (ledger([line()], None) + line()[:10].encode(), 3, "3", "15", CUT_LINE),
        (ledger([line()], "1 234,50").removesuffix(b",50;\r\n"), 3, "14", "15", CUT_LINE),
    ],
)
def test_a_file_that_was_cut_off_is_told(
    tmp_path: Path, content: bytes, row: int, found: str, expected: str, problem: str
) -> None:
    [finding] = findings_2024(tmp_path, content)
    assert told(finding) == ("truncated_file", row, None, found, expected)
    assert finding.params["problem_en"] == problem


@pytest.mark.parametrize("content", [b"", b"\r\n"])
def test_an_empty_file_is_told(tmp_path: Path, content: bytes) -> None:
    [finding] = findings_2024(tmp_path, content)
    assert (finding.code, finding.params["problem_en"]) == ("truncated_file", "the file is empty")


def test_two_exports_in_one_file_are_told(tmp_path: Path) -> None:
    lines = [line(), control("1 234,50"), line(), line(Koststed="1")]
    first, second = findings_2024(tmp_path, ledger(lines, "2 469,00"))
    assert told(first)[:4] == ("control_line_inside", 3, None, "Sum")
    assert told(second)[:4] == ("cost_centre_without_district", 5, "Koststed", "1")


@pytest.mark.parametrize(
    ("content", "row", "column", "found"),
    [
        (ledger([line()], "1 234,50").decode("cp1252").encode(), 1, None, "UTF-8"),
        (b"\xef\xbb\xbf" + ledger([line()], "1 234,50"), 1, None, "UTF-8 with BOM"),
        (ledger([line()], "1 234,50").decode("cp1252").encode("utf-16"), 1, None, "UTF-16"),
        (with_line(line(Tekst="@@")).replace(b"@@", b"Kj\x81p"), 6, "Tekst", "byte 0x81"),
        (with_line(line(Prosjekt="@@")).replace(b"@@", b"P\x9d"), 6, "Prosjekt", "byte 0x9D"),
        # one line in UTF-8 among others in Windows-1252
        (
            with_line(line(**{"Konto(T)": "", "Tekst": "@@"})).replace(b"@@", "Kjøp".encode()),
            6,
            "Tekst",
            "UTF-8",
        ),
    ],
)
def test_bytes_that_are_not_windows_1252_are_named(
    tmp_path: Path, content: bytes, row: int, column: str | None, found: str
) -> None:
    [finding] = findings_2024(tmp_path, content)
    assert told(finding) == ("wrong_encoding", row, column, found, "Windows-1252")


@pytest.mark.parametrize(
    ("header", "code", "column", "found", "expected"),
    [
        (HEADER.replace("Koststed;", "Ansvar;"), "undeclared_column", "Ansvar", "Ansvar", None),
        (HEADER.replace("Konto(T)", "Konto"), "duplicate_header", "Konto", "Konto", "each column name once"),
        (HEADER.replace(";", ","), "undeclared_column", None, None, None),
    ],
)
def test_another_header_is_told_before_any_line(
    tmp_path: Path, header: str, code: str, column: str | None, found: str | None, expected: str | None
) -> None:
    first, *_ = findings_2024(tmp_path, ledger([line()], "1 234,50", header=header))
    assert (first.code, first.row) == (code, 1)
    if column is not None:
        assert (first.column, first.found) == (column, found)
    if expected is not None:
        assert first.expected_text("en") == expected


def test_of_many_faults_the_first_are_listed_and_all_are_counted(tmp_path: Path) -> None:
    lines = [line(Koststed="999999", Beløp="x") if number % 2 else line() for number in range(600)]
    lines[5:5] = [line() + ";"] * 150
    found = findings_2024(tmp_path, ledger(lines, "1,00"))
    counts: dict[tuple[str, str | None], int] = {}
    for one in found:
        counts[one.code, one.column] = counts.get((one.code, one.column), 0) + 1
    assert counts == {
        ("wrong_cell_count", None): 100,
        ("more_lines", None): 1,
        ("cost_centre_without_district", "Koststed"): 50,
        ("not_an_amount", "Beløp"): 50,
        ("more_cells", "Koststed"): 1,
        ("more_cells", "Beløp"): 1,
    }
    more = {one.column: one.params["total"] for one in found if one.code.startswith("more_")}
    assert more == {None: "150", "Koststed": "300", "Beløp": "300"}
    # 150 broken lines stand on rows 7 to 156
    rows = [one.row for one in found if one.column == "Beløp" and one.row]
    assert rows[:4] == [3, 5, 157, 159]


def test_a_line_that_duckdb_cannot_read_is_told_with_what_it_says(tmp_path: Path) -> None:
    [finding] = findings_2024(tmp_path, with_line(line(Tekst="x" * 3_000_000)))
    assert (finding.code, finding.file) == ("unreadable_lines", DELIVERY)
    assert "line" in finding.params["problem"].lower()
