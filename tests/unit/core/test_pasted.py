from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.pasted import beyond_noise, noise_tolerance, read_pasted
from pipelines.core.raw_table import RawRow, RawTable
from pipelines.core.source import Encoding, PastedShape

ABOUT = Finding("", "kilde", "kilde/2024/f.txt")
HEADERS = ["Bydel | BEFOLKNING_BYDEL", "I målgruppen", "Total"]
TABLE = "Bydel;I målgruppen;Total\nBydel Østensjø;6 123;50 251\nTotal;6 125;50 250"


def read(tmp_path: Path, text: str, written: str = "utf-8", encoding: Encoding = "detect") -> RawTable:
    file = tmp_path / "f.txt"
    file.write_bytes(text.encode(written))
    return read_pasted(file, PastedShape(kind="pasted", encoding=encoding), HEADERS, ABOUT)


@pytest.mark.parametrize("written", ["utf-8", "utf-8-sig", "cp1252", "iso-8859-1"])
def test_whoever_saved_it_chose_the_character_set(tmp_path: Path, written: str) -> None:
    table = read(tmp_path, TABLE, written)
    assert table.header == ["Bydel", "I målgruppen", "Total"]
    assert table.rows == [
        RawRow(2, ["Bydel Østensjø", "6 123", "50 251"]),
        RawRow(3, ["Total", "6 125", "50 250"]),
    ]


def test_the_command_may_be_pasted_with_its_output(tmp_path: Path) -> None:
    table = read(tmp_path, "tabulate bydel gruppe, freq\n\n" + TABLE + "\n")
    assert table.titles == ["tabulate bydel gruppe, freq"]
    assert (table.header_row, table.rows[0].file_row) == (3, 4)


def test_a_blank_cell_stays_a_cell(tmp_path: Path) -> None:
    assert read(tmp_path, TABLE.replace("6 123", "")).rows[0].cells == ["Bydel Østensjø", "", "50 251"]


def test_a_text_without_the_table_names_every_header_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(DeliveryError) as caught:
        read(tmp_path, "tabulate bydel gruppe\n")
    assert [(f.code, f.found, f.expected) for f in caught.value.findings] == [
        ("missing_header", "tabulate bydel gruppe", header) for header in HEADERS
    ]


def test_an_empty_paste_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DeliveryError, match="the file is empty"):
        read(tmp_path, "\n\n")


@pytest.mark.parametrize(("cells", "tolerance"), [(1, 5), (4, 10), (3, 9), (16, 20), (17, 21)])
def test_the_tolerance_grows_with_the_square_root(cells: int, tolerance: int) -> None:
    assert noise_tolerance(cells) == tolerance


@pytest.mark.parametrize(
    ("total", "beyond"), [(1000, False), (1010, False), (990, False), (1011, True), (989, True)]
)
def test_a_total_need_not_be_the_sum_but_near_it(total: int, beyond: bool) -> None:
    """Three parts and the total are four noisy cells: five times the root of four."""
    assert beyond_noise(Decimal(total), [Decimal(500), Decimal(300), Decimal(200)]) is beyond
