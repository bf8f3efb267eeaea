"""Text-first reader of delimited files that knows when the bytes are not what was agreed."""

import csv
import io
from pathlib import Path

from pipelines.core.column_map import tidy
from pipelines.core.encodings import cut, decoded
from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.raw_table import RawRow, RawTable
from pipelines.core.source import DelimitedShape


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
    lines = split_rows(decoded(data, shape.encoding, about), shape.delimiter, about)
    header, *rows = lines
    if shape.ends_with_line_end and not data.endswith((b"\n", b"\r")):
        nb, en = "siste linje har ingen linjeslutt", "the last line has no line end"
        raise DeliveryError([cut(about, lines[-1].file_row, nb, en)])
    names = [tidy(cell) for cell in header.cells]
    return RawTable(sheet=None, header=names, rows=rows, header_row=header.file_row)


def split_rows(text: str, delimiter: str, about: Finding) -> list[RawRow]:
    """The rows with content; cells are trimmed, row numbers are those of the file.

    Raises:
        DeliveryError: truncated_file, when there is no row or a quotation mark is never closed.
    """
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
        raise DeliveryError([cut(about, start, nb, en)]) from error
    if not rows:
        raise DeliveryError([cut(about, None, "fila er tom", "the file is empty")])
    return rows
