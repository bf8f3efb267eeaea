"""One pass over a file of lines before DuckDB reads it: character set, cells per line, and how it ends.

Cells are counted by the block: if a block has as many delimiters as its lines should have, its lines are not
looked at one by one. Lines that are no row (a cell too many or too few, an open quotation mark, no content)
are told with their row and left out of the copy, so that every other line can still be checked.
"""

import csv
import re
from dataclasses import dataclass, replace
from os import SEEK_END
from pathlib import Path
from typing import BinaryIO

from pipelines.core.column_map import tidy
from pipelines.core.encodings import cut
from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.line_blocks import Block, as_utf8, blocks, count
from pipelines.core.line_faults import LineFaults
from pipelines.core.lines_shape import LinesEncoding, LinesShape
from pipelines.core.records_shape import RecordsShape

TextShape = LinesShape | RecordsShape
"""Files read this way; the last line of posting lines is a control line, records have none."""

_CODECS: dict[LinesEncoding, str] = {"cp1252": "cp1252", "utf-8": "utf-8-sig"}
_UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_ABOVE_ASCII = re.compile(rb"[\x80-\xff]")


@dataclass(frozen=True)
class Survey:
    """What a file holds besides the values of its lines.

    Attributes:
        delivered: Lines below the header, up to the last one with content.
        last_row: Row of the last line with content.
        control: Its cells when it is the control line; None when there is none or the file was cut off.
        findings: What is wrong with single lines, those of a kind up to a limit, then their number.
        left_out: Rows that are no row of the table and not in the copy, ascending.
    """

    delivered: int
    last_row: int
    control: list[str] | None
    findings: list[Finding]
    left_out: list[int]


def cells_of(line: bytes, shape: TextShape) -> list[str]:
    """The cells of one line as text, quotation marks taken off."""
    text = line.decode(_CODECS[shape.encoding], errors="replace").rstrip("\r\n")
    return next(csv.reader([text], delimiter=shape.delimiter), [""])


def read_header(file: Path, shape: TextShape, about: Finding) -> list[str]:
    """The delivered headers.

    Raises:
        DeliveryError: The file is empty, or its first line is not in the agreed character set.
    """
    with file.open("rb") as stream:
        line = stream.readline()
    if not line.strip():
        raise DeliveryError([cut(about, None, "fila er tom", "the file is empty")])
    as_utf8(Block(1, 1, line.removesuffix(b"\n") + b"\n"), shape.encoding, about)
    return [tidy(cell) for cell in cells_of(line, shape)]


def survey_lines(
    file: Path, shape: TextShape, about: Finding, copy: BinaryIO | None, *, every_line: bool = False
) -> Survey:
    """Survey a file, and copy it in UTF-8.

    Args:
        file: The delivered file.
        shape: What its source declares.
        about: A finding that names source and file; those reported are made from it.
        copy: Where to write the header and every line that is a row, in UTF-8; None writes nothing.
        every_line: Look at every line, also in blocks that seem right, and make all line ends the same:
            DuckDB found fault with the file.

    Raises:
        DeliveryError: The file is empty or not in the agreed character set.
    """
    header = read_header(file, shape, about)
    faults = LineFaults(about, len(header))
    last_row, last_line = 0, b""
    for block in blocks(file):
        try:
            text = as_utf8(block, shape.encoding, about, thorough=every_line)
        except DeliveryError as error:
            raise DeliveryError(_with_column(one, block, header, shape) for one in error.findings) from error
        right = not every_line and _seems_right(block, header, shape)
        left_out = set() if right else _faulty_places(block, shape, faults)
        if copy is not None:
            text = _without(text, left_out)
            copy.write(text.replace(b"\r\n", b"\n") if every_line else text)
        content = block.data.rstrip(b"\r\n")
        if content:
            last_row = block.first_row + block.lines - block.data.count(b"\n", len(content))
            last_line = content[content.rfind(b"\n") + 1 :]
    cells = cells_of(last_line, shape)
    faults.forget_blank_after(last_row)
    if isinstance(shape, RecordsShape):
        faults.cut_short(last_row, len(cells), ends=_ends_with_line_end(file))
        return Survey(last_row - 1, last_row, None, faults.findings(), faults.rows())
    control = cells if cells[0] == shape.control and len(cells) == len(header) else None
    if control is None:
        faults.cut_off(last_row, cells, shape.control)
    return Survey(last_row - 1, last_row, control, faults.findings(), faults.rows())


def _ends_with_line_end(file: Path) -> bool:
    with file.open("rb") as stream:
        stream.seek(-1, SEEK_END)
        return stream.read() == b"\n"


def rows_that_begin_with(file: Path, text: bytes) -> list[int]:
    """Rows whose line begins with the text."""
    return [
        block.first_row + place
        for block in blocks(file)
        if text in block.data
        for place, line in enumerate(block.data.split(b"\n"))
        if line.startswith(text)
    ]


def _seems_right(block: Block, header: list[str], shape: TextShape) -> bool:
    delimiter = ord(shape.delimiter)
    return b'"' not in block.data and count(block.data, delimiter) == block.lines * (len(header) - 1)


def _faulty_places(block: Block, shape: TextShape, faults: LineFaults) -> set[int]:
    """Report each line that is no row; gives their places in the block, from 0."""
    delimiter = shape.delimiter.encode()
    # a cell is quoted as a whole, or begins with no quotation mark
    mark = re.escape(delimiter)
    cell = re.compile(rb'"(?:[^"]|"")*"(?=%s|$)|(?!")[^%s]*' % (mark, mark))
    places = set()
    for place, end in enumerate(block.data.split(b"\n")[:-1]):
        marks = end.count(delimiter)
        if marks + 1 == faults.width and b'"' not in end and end.find(b"\r", 0, -1) < 0:
            continue
        line, row = end.removesuffix(b"\r"), block.first_row + place
        cells = _quoted_cells(line, cell) if b'"' in line else marks + 1
        if not line.strip():
            faults.report("blank_line", row)
        elif cells is None:
            faults.report("open_quotation", row)
        elif cells != faults.width:
            faults.report("wrong_cell_count", row, cells)
        elif b"\r" in line:
            faults.report("line_end_inside", row)
        else:
            continue
        places.add(place)
    return places


def _quoted_cells(line: bytes, pattern: re.Pattern[bytes]) -> int | None:
    """Number of cells of a line with quotation marks; None when one is never closed."""
    cells, place = 0, 0
    while place <= len(line):
        cell = pattern.match(line, place)
        if cell is None:
            return None
        cells += 1
        place = cell.end() + 1
    return cells


def _without(text: bytes, places: set[int]) -> bytes:
    """The text without the lines at the given places, counted from 0."""
    if not places:
        return text
    lines = text.split(b"\n")[:-1]
    return b"".join(line + b"\n" for place, line in enumerate(lines) if place not in places)


def _with_column(finding: Finding, block: Block, header: list[str], shape: TextShape) -> Finding:
    """A finding about the bytes of a line, with the column they stand in."""
    line = block.data.split(b"\n")[(finding.row or 1) - block.first_row]
    strange = _UNDEFINED.search(line) or _ABOVE_ASCII.search(line)
    place = line.count(shape.delimiter.encode(), 0, strange.start()) if strange else len(header)
    return replace(finding, column=header[place]) if place < len(header) else finding
