"""Records of fixed width: the length comes first, and says when the character set is wrong."""

from pathlib import Path

import pytest

from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.fixed_width import (
    Field,
    Layout,
    Record,
    layout_for,
    read_fixed_width,
    read_layouts,
)

ABOUT = Finding("", "kilde", "kilde/2022/f.dat")
LAYOUT = Layout((Field("kode", 0, 3), Field("navn", 3, 10), Field("beløp", 10, 14)))


def read(tmp_path: Path, content: bytes) -> tuple[list[Record], list[Finding]]:
    file = tmp_path / "f.dat"
    file.write_bytes(content)
    return read_fixed_width(file, LAYOUT, ABOUT)


def test_fields_are_trimmed_text_with_their_line(tmp_path: Path) -> None:
    text = "010Bjørn   -12\r\n 10Åse       5\r\n"
    records, findings = read(tmp_path, text.encode("iso-8859-1"))
    assert findings == []
    assert [record.file_row for record in records] == [1, 2]
    assert records[0].fields == {"kode": "010", "navn": "Bjørn", "beløp": "-12"}
    assert records[1].fields["kode"] == "10"


@pytest.mark.parametrize("content", [b"010Ola      12\n011Kari     13", b"010Ola      12\n011Kari     13\n"])
def test_the_last_line_may_go_without_a_line_end(tmp_path: Path, content: bytes) -> None:
    records, findings = read(tmp_path, content)
    assert (len(records), findings) == (2, [])


@pytest.mark.parametrize(
    ("line", "found"), [(b"010Ola     12", "13"), (b"010Ola       12", "15"), (b"", "0")]
)
def test_a_record_of_wrong_length_is_named_with_row_and_lengths(
    tmp_path: Path, line: bytes, found: str
) -> None:
    records, [finding] = read(tmp_path, b"010Ola      12\n" + line + b"\n011Kari     13\n")
    assert [record.file_row for record in records] == [1, 3]
    assert (finding.code, finding.row, finding.found, finding.expected) == (
        *("wrong_record_length", 2, found, "14"),
    )
    assert finding.message("nb") == "Posten har feil lengde."


def test_utf8_by_mistake_is_named_by_the_length_check(tmp_path: Path) -> None:
    records, [finding] = read(tmp_path, "010Ola      12\n010Bjørn   -12\n".encode())
    assert len(records) == 1
    assert (finding.code, finding.row, finding.found, finding.expected) == (
        *("wrong_record_length", 2, "15", "14"),
    )
    assert "skrevet i UTF-8" in finding.text("nb")
    assert "written in UTF-8" in finding.text("en")


def test_a_byte_order_mark_is_utf8_too(tmp_path: Path) -> None:
    _, [finding] = read(tmp_path, "010Ola      12\n".encode("utf-8-sig"))
    assert (finding.code, finding.found) == ("wrong_record_length", "17")
    assert "UTF-8" in finding.message("en")


def test_utf16_is_named(tmp_path: Path) -> None:
    _, findings = read(tmp_path, "010Ola      12\n".encode("utf-16-le"))
    assert "UTF-16" in findings[0].message("nb")


def test_a_tab_is_named_with_its_place_even_at_the_right_length(tmp_path: Path) -> None:
    records, [finding] = read(tmp_path, b"010Ola\t     12\n")
    assert records == []
    assert (finding.code, finding.row, finding.found) == ("tab_in_record", 1, "tab, 7")


def test_a_file_of_one_space_has_nothing_to_report(tmp_path: Path) -> None:
    assert read(tmp_path, b" ") == ([], [])


@pytest.mark.parametrize("content", [b"", b"\n"])
def test_an_empty_file_was_cut(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(DeliveryError) as caught:
        read(tmp_path, content)
    assert [finding.code for finding in caught.value.findings] == ["truncated_file"]


def layouts(tmp_path: Path, *rows: str) -> dict[int, Layout]:
    file = tmp_path / "layout.csv"
    lines = ["reporting_year,name,from,to,description", *rows]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_layouts(file)


def test_the_layout_is_that_of_the_reporting_year(tmp_path: Path) -> None:
    found = layouts(tmp_path, "2020,a,1,2,x", "2020,b,3,10,x", "2025,a,1,4,x", "2025,b,5,12,x")
    assert layout_for(found, 2020).length == 10
    assert layout_for(found, 2024).length == 10
    assert layout_for(found, 2025).fields == (Field("a", 0, 4), Field("b", 4, 12))
    assert layout_for(found, 2031).length == 12
    with pytest.raises(LookupError, match="no layout for 2019; the first is for 2020"):
        layout_for(found, 2019)


@pytest.mark.parametrize("second", ["2020,b,4,10,x", "2020,b,2,10,x", "2020,b,3,2,x"])
def test_a_layout_has_no_gap_and_no_overlap(tmp_path: Path, second: str) -> None:
    with pytest.raises(ValueError, match="b does not begin where the field before it ends"):
        layouts(tmp_path, "2020,a,1,2,x", second)
