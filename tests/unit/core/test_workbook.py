from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.raw_table import RawRow, RawTable
from pipelines.core.source import WorkbookShape
from pipelines.core.workbook import as_text, read_workbook
from tests.support.odd_files import Rows, write_workbook

ABOUT = Finding("", "kilde", "kilde/2024/f.xlsx")
SHAPE = WorkbookShape(kind="workbook", sheet="Tall")


def book(tmp_path: Path, rows: list[list[str | float | None]], sheet: str = "Tall") -> Path:
    workbook = Workbook()
    workbook.active.title = sheet  # type: ignore[union-attr]
    for row in rows:
        workbook[sheet].append(row)
    path = tmp_path / "f.xlsx"
    workbook.save(path)
    return path


def read(path: Path) -> RawTable:
    return read_workbook(path, SHAPE, ["Nr", "Bydel", "2022"], ABOUT)


def test_titles_above_the_header_are_kept_apart(tmp_path: Path) -> None:
    rows: list[list[str | float | None]] = [
        ["Tabell 1 Bydel"],
        [],
        ["Nr", "Bydel", 2022],
        ["01", "Sagene", 1234.5],
        [],
        ["Kilde: regnskap"],
    ]
    table = read(book(tmp_path, rows))
    assert table.titles == ["Tabell 1 Bydel"]
    assert table.sheet == "Tall"
    assert table.header == ["Nr", "Bydel", "2022"]
    assert table.rows == [RawRow(4, ["01", "Sagene", "1234,5"]), RawRow(6, ["Kilde: regnskap", "", ""])]


def test_a_column_with_a_new_name_does_not_hide_the_header(tmp_path: Path) -> None:
    assert read(book(tmp_path, [["Nr", "Bydelsnavn", 2022], ["01", "Alna", 1]])).header[1] == "Bydelsnavn"


def test_cells_beside_the_table_are_not_lost(tmp_path: Path) -> None:
    table = read(book(tmp_path, [["Nr", "Bydel", 2022], ["01", "Alna", 1, "NB!"]]))
    assert table.rows[0].cells == ["01", "Alna", "1", "NB!"]


def test_a_sheet_without_the_header_is_refused_with_every_column(tmp_path: Path) -> None:
    with pytest.raises(DeliveryError) as caught:
        read(book(tmp_path, [["noe", "annet"], ["helt", 1]]))
    assert [(f.code, f.expected) for f in caught.value.findings] == [
        ("missing_header", "Nr"),
        ("missing_header", "Bydel"),
        ("missing_header", "2022"),
    ]


def test_a_missing_sheet_is_named_with_those_there(tmp_path: Path) -> None:
    with pytest.raises(DeliveryError) as caught:
        read(book(tmp_path, [["x"]], sheet="Ark1"))
    [finding] = caught.value.findings
    assert (finding.code, finding.found, finding.expected) == ("missing_sheet", "Ark1", "Tall")


@pytest.mark.parametrize("kept", [0, 100, 0.5, 0.99])
def test_a_workbook_that_was_cut_off_is_named(tmp_path: Path, kept: float) -> None:
    path = book(tmp_path, [["Nr", "Bydel", 2022], ["01", "Alna", 1]])
    data = path.read_bytes()
    path.write_bytes(data[: int(kept if kept >= 1 else kept * len(data))])
    with pytest.raises(DeliveryError) as caught:
        read(path)
    [finding] = caught.value.findings
    assert finding.code == "truncated_file"
    assert "the workbook cannot be opened" in finding.text("en")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("01", "01"),
        (" Alna ", "Alna"),
        (2022.0, "2022"),
        (1234.5, "1234,5"),
        # 0.30000000000000004 in binary; Excel keeps fifteen digits
        (0.1 + 0.2, "0,3"),
        (1e16, "10000000000000000"),
        (12345678901234567, "12345678901234567"),
        (-0.5, "-0,5"),
        (True, "TRUE"),
        (False, "FALSE"),
        (date(2024, 1, 2), "2024-01-02"),
        (datetime(2024, 1, 2, 3, 4, tzinfo=None), "2024-01-02T03:04:00"),  # noqa: DTZ001, Excel has no zones
        # a day typed as a date is no point of time
        (datetime(2024, 1, 2), "2024-01-02"),  # noqa: DTZ001, Excel has no zones
        (0.035, "0,035"),
        (" Østensjø ", "Østensjø"),
        ("", ""),
    ],
)
def test_a_cell_is_text_as_excel_shows_it(cell: object, text: str) -> None:
    assert as_text(cell) == text


WIDE: Rows = [
    ["Rammer 2024-2025, hele kroner"],
    ["Område", "2024", 2025],
    ["A", "1\u00a0300\u00a0000", 5],
    [None, 1, 2],
    [None, 3, 4],
    [None, None, None],
    ["B", 6, 7],
    [None, "Kilde: byrådet", None],
]


def read_wide(path: Path) -> RawTable:
    return read_workbook(path, SHAPE, ["Område", "2024", "2025"], ABOUT, ["Område"])


def test_a_merged_cell_holds_for_every_row_it_spans(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "f.xlsx", {"Tall": WIDE}, merged={"Tall": ["A3:A5"]})
    table = read_wide(path)
    assert table.header == ["Område", "2024", "2025"]
    assert [row.cells for row in table.rows] == [
        ["A", "1\u00a0300\u00a0000", "5"],
        ["A", "1", "2"],
        ["A", "3", "4"],
        ["B", "6", "7"],
        ["", "Kilde: byrådet", ""],
    ]
    assert [row.file_row for row in table.rows] == [3, 4, 5, 7, 8]
    # which row a footnote is on is told by what stands on the row itself
    assert [row.first_text for row in table.rows] == ["A", "1", "3", "B", "Kilde: byrådet"]


def test_an_empty_cell_that_is_not_merged_stays_empty(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "f.xlsx", {"Tall": WIDE}, merged={"Tall": ["A3:A4"]})
    assert [row.cells[0] for row in read_wide(path).rows] == ["A", "A", "", "B", ""]


def test_a_merge_of_another_column_or_above_the_header_fills_nothing(tmp_path: Path) -> None:
    merged = {"Tall": ["A1:C1", "B4:B5"]}
    rows = [
        row.cells
        for row in read_wide(write_workbook(tmp_path / "f.xlsx", {"Tall": WIDE}, merged=merged)).rows
    ]
    assert rows[1:3] == [["", "1", "2"], ["", "", "4"]]


def test_an_empty_row_within_a_merge_is_no_row(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "f.xlsx", {"Tall": WIDE}, merged={"Tall": ["A3:A6"]})
    assert [row.file_row for row in read_wide(path).rows] == [3, 4, 5, 7, 8]


HEAD: Rows = [["Nr", "Bydel", "2022"], ["01", "Gamle Oslo", 1]]
OTHER: Rows = [["Nr", "Bydel", "2022"], ["01", "Gamle Oslo", 2]]


@pytest.mark.parametrize(
    ("sheets", "hidden", "read_name"),
    [
        # hidden sheets are somebody's working; the agreed one may be hidden too
        ({"Grunnlag": OTHER, "Tall": HEAD}, ["Grunnlag"], "Tall"),
        ({"Forside": [["Les meg"]], "Tall": HEAD}, ["Tall"], "Tall"),
        ({"Tall": HEAD, "Tall (2)": OTHER}, ["Tall (2)"], "Tall"),
        # nobody sees these differences
        ({"TALL": HEAD}, [], "TALL"),
        ({"Tall ": HEAD}, [], "Tall "),
    ],
)
def test_the_agreed_sheet_is_read_whatever_is_hidden(
    tmp_path: Path, sheets: dict[str, Rows], hidden: list[str], read_name: str
) -> None:
    table = read(write_workbook(tmp_path / "f.xlsx", sheets, hidden=hidden))
    assert table.sheet == read_name
    assert table.rows[0].cells[2] == "1"


@pytest.mark.parametrize(
    ("sheets", "hidden", "code", "found"),
    [
        ({"Tall": HEAD, "Tall (2)": OTHER}, [], "ambiguous_sheet", "Tall, Tall (2)"),
        # the copy is shown, the original hidden: which one is meant?
        ({"Tall": HEAD, "Tall (2)": OTHER}, ["Tall"], "ambiguous_sheet", "Tall, Tall (2)"),
        ({"Tall ": HEAD, "tall": OTHER}, [], "ambiguous_sheet", "Tall , tall"),
        ({"Tall ": HEAD, "tall": OTHER, "Ark1": []}, ["Tall ", "tall"], "ambiguous_sheet", "Tall , tall"),
        ({"Tall (2)": OTHER, "Ark1": []}, [], "missing_sheet", "Tall (2), Ark1"),
        ({"Ark1": HEAD, "Ark2": OTHER}, ["Ark2"], "missing_sheet", "Ark1, Ark2"),
    ],
)
def test_two_sheets_that_could_be_meant_are_named(
    tmp_path: Path, sheets: dict[str, Rows], hidden: list[str], code: str, found: str
) -> None:
    with pytest.raises(DeliveryError) as caught:
        read(write_workbook(tmp_path / "f.xlsx", sheets, hidden=hidden))
    [finding] = caught.value.findings
    assert (finding.code, finding.file, finding.sheet) == (code, "kilde/2024/f.xlsx", "Tall")
    assert (finding.found, finding.expected) == (found, "Tall")
