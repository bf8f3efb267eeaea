from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.raw_table import RawRow, RawTable
from pipelines.core.source import WorkbookShape
from pipelines.core.workbook import as_text, read_workbook

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
        ("", ""),
    ],
)
def test_a_cell_is_text_as_excel_shows_it(cell: object, text: str) -> None:
    assert as_text(cell) == text
