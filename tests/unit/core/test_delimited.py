from pathlib import Path

import pytest

from pipelines.core.delimited import read_delimited
from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.raw_table import RawRow, RawTable
from pipelines.core.source import DelimitedShape, Encoding

ABOUT = Finding("", "kilde", "kilde/2024/f.csv")
TEXT = "Bydel;Antall\r\nGrünerløkka;5\r\nØstensjø;12 320\r\n"


def read(tmp_path: Path, data: bytes, encoding: Encoding = "cp1252", *, line_end: bool = True) -> RawTable:
    file = tmp_path / "f.csv"
    file.write_bytes(data)
    shape = DelimitedShape(kind="delimited", encoding=encoding, delimiter=";", ends_with_line_end=line_end)
    return read_delimited(file, shape, ABOUT)


def refused(tmp_path: Path, data: bytes, encoding: Encoding = "cp1252") -> Finding:
    with pytest.raises(DeliveryError) as caught:
        read(tmp_path, data, encoding)
    [finding] = caught.value.findings
    assert finding.source_id == "kilde"
    assert finding.file == "kilde/2024/f.csv"
    return finding


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
def test_cells_are_text_with_their_place(tmp_path: Path, encoding: Encoding) -> None:
    table = read(tmp_path, TEXT.encode(encoding), encoding)
    assert table.header == ["Bydel", "Antall"]
    assert table.rows == [RawRow(2, ["Grünerløkka", "5"]), RawRow(3, ["Østensjø", "12 320"])]
    assert table.sheet is None


def test_codes_keep_their_leading_zeros(tmp_path: Path) -> None:
    assert read(tmp_path, b"nr\r\n0301\r\n").rows[0].cells == ["0301"]


def test_empty_rows_are_left_out_and_counted_in_the_row_number(tmp_path: Path) -> None:
    table = read(tmp_path, b"\r\na;b\r\n\r\n;\r\n1;2\r\n\r\n")
    assert table.header == ["a", "b"]
    assert table.rows == [RawRow(5, ["1", "2"])]


def test_a_quoted_cell_over_two_lines_is_one_row(tmp_path: Path) -> None:
    table = read(tmp_path, b'a;b\r\n"x\r\ny";1\r\nz;2\r\n')
    assert [row.file_row for row in table.rows] == [2, 4]


@pytest.mark.parametrize(("written", "agreed"), [("utf-8", "utf-8-sig"), ("utf-8-sig", "utf-8")])
def test_a_byte_order_mark_more_or_less_changes_nothing(
    tmp_path: Path, written: str, agreed: Encoding
) -> None:
    assert read(tmp_path, TEXT.encode(written), agreed).header == ["Bydel", "Antall"]


@pytest.mark.parametrize(
    ("data", "declared", "row", "found", "expected"),
    [
        # would have been landed as mojibake: every byte of UTF-8 is a character of Windows-1252
        (TEXT.encode(), "cp1252", 2, "UTF-8", "Windows-1252"),
        (TEXT.encode("utf-8-sig"), "cp1252", 1, "UTF-8 with BOM", "Windows-1252"),
        # only one line of the file in UTF-8
        (b"a;b\r\n\xf8;1\r\n" + "å;2\r\n".encode(), "cp1252", 3, "UTF-8", "Windows-1252"),
        (b"a;b\r\n\x9d;1\r\n", "cp1252", 2, "byte 0x9D", "Windows-1252"),
        (TEXT.encode("cp1252"), "utf-8", 2, "Windows-1252 (byte 0xFC)", "UTF-8"),
        (TEXT.encode("cp1252"), "utf-8-sig", 2, "Windows-1252 (byte 0xFC)", "UTF-8 with BOM"),
        (TEXT.encode("utf-16"), "cp1252", 1, "UTF-16", "Windows-1252"),
        (TEXT.encode("utf-16-le"), "utf-8", 1, "UTF-16", "UTF-8"),
    ],
)
def test_another_character_set_is_named(
    tmp_path: Path, data: bytes, declared: Encoding, row: int, found: str, expected: str
) -> None:
    finding = refused(tmp_path, data, declared)
    assert finding.code == "wrong_encoding"
    assert (finding.row, finding.found, finding.expected) == (row, found, expected)


def test_plain_ascii_is_right_in_every_character_set(tmp_path: Path) -> None:
    assert read(tmp_path, b"a\r\n1\r\n", "cp1252").rows == read(tmp_path, b"a\r\n1\r\n", "utf-8").rows


@pytest.mark.parametrize(
    ("data", "encoding", "row", "problem"),
    [
        (b"", "cp1252", None, "the file is empty"),
        (b"a;b\r\n1;2\r\n3;4", "cp1252", 3, "the last line has no line end"),
        (b'a;b\r\n1;2\r\n"3;4\r\n', "cp1252", 3, "a quotation mark is never closed"),
        ("a;b\r\n1;ø".encode()[:-1], "utf-8", 2, "the last character is cut in two"),
    ],
)
def test_a_file_that_was_cut_off_is_named(
    tmp_path: Path, data: bytes, encoding: Encoding, row: int | None, problem: str
) -> None:
    finding = refused(tmp_path, data, encoding)
    assert finding.code == "truncated_file"
    assert finding.row == row
    assert problem in finding.text("en")


def test_a_provider_that_never_ends_its_last_line_can_be_declared(tmp_path: Path) -> None:
    assert read(tmp_path, b"a;b\r\n1;2", line_end=False).rows == [RawRow(2, ["1", "2"])]
