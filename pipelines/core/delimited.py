"""Text-first reader of delimited files that knows when the bytes are not what was agreed."""

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from pipelines.core.column_map import tidy
from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.raw_table import RawRow, RawTable
from pipelines.core.source import DelimitedShape, Encoding

_NAMES: dict[str, str] = {"cp1252": "Windows-1252", "utf-8": "UTF-8", "utf-8-sig": "UTF-8 with BOM"}
_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# bytes Windows-1252 does not define
_UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


@dataclass(frozen=True)
class _Misfit:
    row: int
    found: str
    truncated: bool = False


def read_delimited(file: Path, shape: DelimitedShape, about: Finding) -> RawTable:
    """Read a delimited file; the first line with content is the header.

    Args:
        file: The delivered file.
        shape: Encoding and delimiter agreed on.
        about: A finding that names source and file; the ones raised are made from it.

    Raises:
        DeliveryError: wrong_encoding or truncated_file.
    """
    data = file.read_bytes()
    if misfit := _misfit(data, shape.encoding):
        raise DeliveryError([_explained(misfit, shape.encoding, about)])
    # a byte order mark is no part of the first header, agreed on or not
    codec = "cp1252" if shape.encoding == "cp1252" else "utf-8-sig"
    lines = _rows(data.decode(codec), shape.delimiter, about)
    if not lines:
        raise DeliveryError([_cut(about, None, "fila er tom", "the file is empty")])
    header, *rows = lines
    if shape.ends_with_line_end and not data.endswith((b"\n", b"\r")):
        nb, en = "siste linje har ingen linjeslutt", "the last line has no line end"
        raise DeliveryError([_cut(about, lines[-1].file_row, nb, en)])
    return RawTable(sheet=None, header=[tidy(cell) for cell in header.cells], rows=rows)


def _rows(text: str, delimiter: str, about: Finding) -> list[RawRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows = []
    start = 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                rows.append(RawRow(start, stripped))
            start = reader.line_num + 1
    except csv.Error as error:
        nb, en = "et anførselstegn blir aldri lukket", "a quotation mark is never closed"
        raise DeliveryError([_cut(about, start, nb, en)]) from error
    return rows


def _misfit(data: bytes, encoding: Encoding) -> _Misfit | None:
    if data.startswith(_UTF16) or b"\x00" in data:
        return _Misfit(1, "UTF-16")
    return _not_cp1252(data) if encoding == "cp1252" else _not_utf8(data)


def _not_utf8(data: bytes) -> _Misfit | None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        if error.reason == "unexpected end of data":
            return _Misfit(row, "", truncated=True)
        return _Misfit(row, f"{_NAMES['cp1252']} (byte 0x{data[error.start]:02X})")
    return None


def _not_cp1252(data: bytes) -> _Misfit | None:
    if data.startswith(_BOM):
        return _Misfit(1, _NAMES["utf-8-sig"])
    for row, line in enumerate(data.split(b"\n"), start=1):
        if line.isascii():
            continue
        if undefined := _UNDEFINED.search(line):
            return _Misfit(row, f"byte 0x{undefined[0][0]:02X}")
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            continue
        # no Norwegian text in Windows-1252 happens to be well-formed UTF-8
        return _Misfit(row, _NAMES["utf-8"])
    return None


def _explained(misfit: _Misfit, encoding: Encoding, about: Finding) -> Finding:
    if misfit.truncated:
        return _cut(about, misfit.row, "siste tegn er delt i to", "the last character is cut in two")
    return Finding(
        "wrong_encoding",
        about.source_id,
        about.file,
        row=misfit.row,
        found=misfit.found,
        expected=_NAMES[encoding],
    )


def _cut(about: Finding, row: int | None, problem_nb: str, problem_en: str) -> Finding:
    params = {"problem_nb": problem_nb, "problem_en": problem_en}
    return Finding("truncated_file", about.source_id, about.file, row=row, params=params)
