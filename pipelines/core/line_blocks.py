"""A large text file as blocks of whole lines: read as bytes, checked for its character set, given as UTF-8.

Nothing here looks at a single line unless its block is suspect. Windows-1252 becomes UTF-8 by way of Latin-1,
which Python does at the speed of memory; the few bytes in which the two differ (0x80 to 0x9F: dashes,
typographic quotes, the euro sign) are replaced afterwards, only where a block has them.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipelines.core.encodings import NAMES, cut, misfit_of
from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.lines_shape import LinesEncoding

# small enough that the copies made of a block stay in the processor's cache and in memory already at hand;
# with a megabyte most of the time goes to the operating system, which fetches and clears pages
BLOCK_BYTES = 1 << 16
_LINE_END = ord("\n")
_UNDEFINED = {b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d"}
# every Norwegian text in UTF-8 has one of these bytes: they begin æ, ø, å and the no-break space
_UTF8_LEADS = (b"\xc2", b"\xc3")
_UTF8_PAIR = re.compile(rb"[\xc2\xc3][\x80-\xbf]")
_C1 = range(0x80, 0xA0)
_STAND_INS = [bytes([byte]) for byte in (*range(0x01, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20))]


@dataclass(frozen=True)
class Block:
    """Whole lines with their line ends; `first_row` is the row of the first one in the file, from 1."""

    first_row: int
    lines: int
    data: bytes


def blocks(file: Path) -> Iterator[Block]:
    """The file in small blocks; a last line without a line end gets one."""
    row, rest = 1, b""
    with file.open("rb", buffering=0) as stream:
        while data := stream.read(BLOCK_BYTES):
            end = data.rfind(b"\n") + 1
            whole, rest = rest + data[:end], data[end:] if end else rest + data
            if end:
                block = Block(row, count(whole, _LINE_END), whole)
                row += block.lines
                yield block
    if rest:
        yield Block(row, 1, rest + b"\n")


def count(data: bytes, byte: int) -> int:
    """How often a byte stands in the data; several times as fast as `bytes.count` when it is frequent."""
    return int(np.count_nonzero(np.frombuffer(data, np.uint8) == byte))


def lines_at(file: Path, rows: Collection[int]) -> dict[int, bytes]:
    """The lines on the given rows, without their line ends."""
    wanted = sorted(rows)
    found: dict[int, bytes] = {}
    for block in blocks(file):
        inside = [row for row in wanted if block.first_row <= row < block.first_row + block.lines]
        lines = block.data.split(b"\n") if inside else []
        found |= {row: lines[row - block.first_row].removesuffix(b"\r") for row in inside}
    return found


def as_utf8(block: Block, encoding: LinesEncoding, about: Finding, *, thorough: bool = True) -> bytes:
    """The block in UTF-8.

    Args:
        block: The block.
        encoding: What was agreed on.
        about: A finding that names source and file.
        thorough: Whether to look at every byte of a file that should be UTF-8 already; DuckDB looks at those
            it lands. In Windows-1252 every byte is looked at anyway.

    Raises:
        DeliveryError: wrong_encoding, made from `about`: the bytes are not what was agreed on.
    """
    data = block.data
    if block.first_row == 1:
        _refuse_misfit(data[: data.index(b"\n") + 1], block, encoding, about)
    if b"\x00" in data or (thorough and encoding == "utf-8" and not _is_utf8(data)):
        _refuse_misfit(data, block, encoding, about)
    if encoding == "utf-8" or data.isascii():
        return data
    strange = _strange_bytes(data)
    might_be_utf8 = any(byte in data for byte in _UTF8_LEADS) and _UTF8_PAIR.search(data)
    if might_be_utf8 or not _UNDEFINED.isdisjoint(strange):
        _refuse_misfit(data, block, encoding, about)
    return _from_cp1252(data, strange)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _strange_bytes(data: bytes) -> list[bytes]:
    """The bytes of the block in which Windows-1252 differs from Latin-1, each once."""
    # unsigned bytes come round below zero, so 0x80 to 0x9F are the lowest there are
    content = np.frombuffer(data, np.uint8) - np.uint8(_C1.start)
    if content.min() >= len(_C1):
        return []
    return [bytes([byte + _C1.start]) for byte in np.unique(content[content < len(_C1)]).tolist()]


def _from_cp1252(data: bytes, strange: list[bytes]) -> bytes:
    # a stand-in of one byte, because replacing one byte is several times as fast as replacing two
    stand_ins = dict(zip(strange, (byte for byte in _STAND_INS if byte not in data), strict=False))
    if len(stand_ins) < len(strange):
        return data.decode("cp1252").encode()
    for byte, stand_in in stand_ins.items():
        data = data.replace(byte, stand_in)
    text = data.decode("latin-1").encode()
    for byte, stand_in in stand_ins.items():
        text = text.replace(stand_in, byte.decode("cp1252").encode())
    return text


def _refuse_misfit(data: bytes, block: Block, encoding: LinesEncoding, about: Finding) -> None:
    misfit = misfit_of(data, encoding)
    if misfit is None:
        return
    # a zero byte speaks against the file as a whole; it is told where it stands
    inside = data.count(b"\n", 0, max(data.find(b"\x00"), 0)) + misfit.row - 1
    row = block.first_row + inside
    if misfit.truncated:
        raise DeliveryError([cut(about, row, "siste tegn er delt i to", "the last character is cut in two")])
    raise DeliveryError(
        [
            Finding(
                "wrong_encoding",
                about.source_id,
                about.file,
                row=row,
                found=misfit.found,
                expected=NAMES[encoding],
            )
        ]
    )
