"""Text-first reader of records of fixed width, laid out as a file says for the reporting year.

The length of every record is checked before any field is read: a record of the wrong length has all its
fields in the wrong places, and in a file written as UTF-8 each letter like ø makes its record too long.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from pipelines.core.encodings import cut
from pipelines.core.errors import DeliveryError, Finding

_ENCODING = "iso-8859-1"
_BOM = b"\xef\xbb\xbf"
_NOTHING_TO_REPORT = b" "


@dataclass(frozen=True)
class Field:
    """One field of a record: its name, and the places it takes, counted from 0, the end left out."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Layout:
    """The fields of a record; `length` is where the last one ends."""

    fields: tuple[Field, ...]

    @property
    def length(self) -> int:
        """Number of characters of a record."""
        return max(field.end for field in self.fields)


@dataclass(frozen=True)
class Record:
    """One record: its line in the file from 1, the whole of it, and its fields as trimmed text by name."""

    file_row: int
    text: str
    fields: dict[str, str]


def read_layouts(path: Path) -> dict[int, Layout]:
    """Layouts by the reporting year they hold from.

    The CSV has `reporting_year, name, from, to, description`; places are counted from 1, both ends included.

    Raises:
        ValueError: Fields of a year overlap or leave a gap.
    """
    layouts: dict[int, list[Field]] = {}
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            field = Field(row["name"], int(row["from"]) - 1, int(row["to"]))
            fields = layouts.setdefault(int(row["reporting_year"]), [])
            if field.start != (fields[-1].end if fields else 0) or field.end <= field.start:
                raise ValueError(f"{path}: {field.name} does not begin where the field before it ends")
            fields.append(field)
    return {year: Layout(tuple(fields)) for year, fields in layouts.items()}


def layout_for(layouts: dict[int, Layout], year: int) -> Layout:
    """The layout that holds for a reporting year: the latest one from then or before.

    Raises:
        LookupError: No layout reaches back to the year.
    """
    before = [first for first in layouts if first <= year]
    if not before:
        raise LookupError(f"no layout for {year}; the first is for {min(layouts)}")
    return layouts[max(before)]


def read_fixed_width(file: Path, layout: Layout, about: Finding) -> tuple[list[Record], list[Finding]]:
    """Read the records; those that cannot be read are findings.

    A file of exactly one space says that there is nothing to report: no records, no finding.

    Args:
        file: The delivered file, ISO-8859-1.
        layout: What stands where.
        about: A finding that names source and file; the ones raised are made from it.

    Returns:
        The records of the right length, and a finding for each of the others: wrong_record_length or
        tab_in_record.

    Raises:
        DeliveryError: truncated_file, when the file is empty.
    """
    data = file.read_bytes()
    if data == _NOTHING_TO_REPORT:
        return [], []
    lines = data.replace(b"\r\n", b"\n").removesuffix(b"\n").split(b"\n") if data else []
    if not lines or lines == [b""]:
        raise DeliveryError([cut(about, None, "fila er tom", "the file is empty")])
    records, findings = [], []
    for row, line in enumerate(lines, start=1):
        if finding := _fault(row, line, layout.length, about):
            findings.append(finding)
        else:
            text = line.decode(_ENCODING)
            fields = {field.name: text[field.start : field.end].strip() for field in layout.fields}
            records.append(Record(row, text, fields))
    return records, findings


def _fault(row: int, line: bytes, length: int, about: Finding) -> Finding | None:
    if b"\t" in line:
        found = f"tab, {line.index(b'	') + 1}"
        return Finding("tab_in_record", about.source_id, about.file, row=row, found=found)
    if len(line) == length:
        return None
    nb, en = _cause(line)
    return Finding(
        "wrong_record_length",
        about.source_id,
        about.file,
        row=row,
        found=str(len(line)),
        expected=str(length),
        params={"cause_nb": nb, "cause_en": en},
    )


def _cause(line: bytes) -> tuple[str, str]:
    """Why a record may be too long, as far as its bytes tell."""
    if line.startswith(_BOM) or (not line.isascii() and _is_utf8(line)):
        return "; den er skrevet i UTF-8, ikke ISO-8859-1", "; it is written in UTF-8, not ISO-8859-1"
    if b"\x00" in line:
        return "; den er skrevet i UTF-16, ikke ISO-8859-1", "; it is written in UTF-16, not ISO-8859-1"
    return "", ""


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
