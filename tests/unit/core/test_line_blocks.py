from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.line_blocks import BLOCK_BYTES, Block, as_utf8, blocks, lines_at

ABOUT = Finding("", "unit4_ledger", "unit4_ledger/2024/f.csv")
# every character Windows-1252 has, but for the two that begin well-formed UTF-8, which would be taken for it
CP1252 = [bytes([byte]).decode("cp1252", "ignore") for byte in range(1, 256) if byte not in (0xC2, 0xC3)]


def block(data: bytes) -> Block:
    return Block(7, data.count(b"\n"), data)


@given(st.text(st.sampled_from([one for one in CP1252 if one])))
def test_windows_1252_becomes_the_same_text_in_utf8(text: str) -> None:
    assert as_utf8(block(text.encode("cp1252")), "cp1252", ABOUT).decode() == text


def test_it_becomes_the_same_text_also_when_no_byte_is_free_to_stand_in() -> None:
    text = "".join(chr(byte) for byte in range(1, 32)) + "–’…€"
    assert as_utf8(block(text.encode("cp1252")), "cp1252", ABOUT).decode() == text


@pytest.mark.parametrize(
    ("data", "row", "found"),
    [
        (b"a\nb\x8f\n", 8, "byte 0x8F"),
        ("a\nb\nø\n".encode(), 9, "UTF-8"),
        (b"a\nb\x00\n", 8, "UTF-16"),
    ],
)
def test_other_bytes_are_refused_on_their_row(data: bytes, row: int, found: str) -> None:
    with pytest.raises(DeliveryError) as caught:
        as_utf8(block(data), "cp1252", ABOUT)
    [finding] = caught.value.findings
    assert (finding.code, finding.row, finding.found) == ("wrong_encoding", row, found)


def test_what_looks_like_utf8_in_parts_is_windows_1252() -> None:
    text = "Ã¥ i et ord og ø i et annet"
    assert as_utf8(block(text.encode("cp1252")), "cp1252", ABOUT).decode() == text


def test_utf8_is_looked_at_when_asked_to() -> None:
    data = "a;ø\n".encode("cp1252")
    assert as_utf8(block(data), "utf-8", ABOUT, thorough=False) == data
    with pytest.raises(DeliveryError):
        as_utf8(block(data), "utf-8", ABOUT)


@settings(max_examples=30)
@given(st.lists(st.integers(0, 3 * BLOCK_BYTES // 2), min_size=1, max_size=5), st.booleans())
def test_blocks_are_the_file_and_know_their_rows(
    tmp_path_factory: pytest.TempPathFactory, lengths: list[int], ended: bool
) -> None:
    file = tmp_path_factory.mktemp("blocks") / "f.csv"
    lines = [b"x" * length + b"%d" % number for number, length in enumerate(lengths)]
    file.write_bytes(b"\n".join(lines) + (b"\n" if ended else b""))
    found = list(blocks(file))
    assert b"".join(one.data for one in found) == b"".join(line + b"\n" for line in lines)
    assert [one.lines for one in found] == [one.data.count(b"\n") for one in found]
    assert [one.first_row for one in found] == [
        1 + sum(o.lines for o in found[:n]) for n in range(len(found))
    ]
    rows = range(1, len(lines) + 1)
    assert lines_at(file, rows) == dict(zip(rows, lines, strict=True))


def test_lines_at_gives_only_the_rows_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "f.csv"
    file.write_bytes(b"".join(b"line %d\r\n" % row for row in range(1, 20001)))
    assert lines_at(file, {1, 9999, 20000}) == {1: b"line 1", 9999: b"line 9999", 20000: b"line 20000"}
