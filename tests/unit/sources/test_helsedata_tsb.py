from pathlib import Path

import pytest

from tests.support.odd_files import Cell, Rows, findings_in, place_of, read_delivery, whole, write_workbook

SOURCE = "helsedata_tsb"
HEADER = ["År", "Bydel", "Kjønn", "Alder", "Antall unike pasienter"]
ROWS: list[list[Cell]] = [
    [2022, "Oslo", "Begge kjønn", "I alt", "4\u202f321"],
    [2022, "Bydel Alna", "Begge kjønn", "I alt", 340],
    [2022, "Bydel Alna", "Kvinne", "50-67 år", "<5"],
    [2022, "Uoppgitt", "Mann", "18-29 år", "< 5"],
]


def book(tmp_path: Path, rows: list[list[Cell]], header: list[str] | None = None) -> Path:
    sheet: Rows = [
        ["Tabell 1 Unike pasienter i TSB, Oslo 2022"],
        [],
        header or HEADER,
        *rows,
        [],
        ["<5 betyr færre enn fem pasienter"],
        ["Kilde: Norsk pasientregister"],
    ]
    return write_workbook(tmp_path / "tsb.xlsx", {"Tabell 1": sheet, "Om tabellen": [["NPR"]]})


@pytest.mark.parametrize("year", ["År", "år", "aar"])
def test_an_order_lands_with_its_dimensions(tmp_path: Path, year: str) -> None:
    result = read_delivery(book(tmp_path, ROWS, [year, *HEADER[1:]]), SOURCE, "2022")
    assert (result.rows_delivered, result.rows_landed, result.rows_not_data) == (6, 4, 2)
    assert [(r.area_label, r.codes, whole(r.value)) for r in result.readings[:2]] == [
        ("Oslo", ("both", "all"), 4321),
        ("Bydel Alna", ("both", "all"), 340),
    ]
    assert {(r.measure, r.source_year) for r in result.readings} == {("patients", 2022)}


def test_fewer_than_five_is_one_to_four_and_never_zero(tmp_path: Path) -> None:
    hidden = read_delivery(book(tmp_path, ROWS), SOURCE, "2022").readings[2:]
    assert [
        (r.area_label, r.codes, whole(r.value), r.status, whole(r.lowest), whole(r.highest)) for r in hidden
    ] == [
        ("Bydel Alna", ("female", "50_67"), None, "suppressed", 1, 4),
        ("Uoppgitt", ("male", "18_29"), None, "suppressed", 1, 4),
    ]


@pytest.mark.parametrize(
    ("place", "value", "code", "expected"),
    [
        (0, 2021, "wrong_year", "2022"),
        (2, "Alle", "unknown_code", "Begge kjønn, Mann, Kvinne"),
        (3, "68 år og over", "unknown_code", "I alt, 18-29 år, 30-49 år, 50-67 år"),
        (4, "<10", "not_a_number", "et tall, for eksempel 12 320"),
        (4, "12,5", "decimal_in_count", "et helt tall"),
    ],
)
def test_a_faulty_cell_is_named(tmp_path: Path, place: int, value: Cell, code: str, expected: str) -> None:
    rows = [list(row) for row in ROWS]
    rows[1][place] = value
    [finding] = findings_in(book(tmp_path, rows), SOURCE, "2022")
    assert finding.code == code
    assert place_of(finding) == ("Tabell 1", 5, HEADER[place], str(value), expected)


def test_an_order_for_another_year_is_refused_by_title_and_rows(tmp_path: Path) -> None:
    found = findings_in(book(tmp_path, ROWS), SOURCE, "2023")
    assert {f.code for f in found} == {"wrong_year"}
    assert [f.row for f in found] == [1, 4, 5, 6, 7]
    assert place_of(found[0]) == ("Tabell 1", 1, None, "Tabell 1 Unike pasienter i TSB, Oslo 2022", "2023")
