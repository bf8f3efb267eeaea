"""Bytes to text in the character set agreed on, and what the bytes are when they are in another.

Rules, in this order, for every file: a mark of UTF-16 or a zero byte is UTF-16, which nobody agreed on. Then
UTF-8 is whatever is well-formed UTF-8, since no Norwegian text in a one-byte set happens to be that. Of the
one-byte sets, Windows-1252 differs from ISO-8859-1 only in the bytes 0x80 to 0x9F: there, ISO-8859-1 has
control characters that stand in no table, so a file with one of them is Windows-1252, and a file without
reads the same in both. Five of those bytes are undefined in Windows-1252 too; a file with one is damaged.

`detect` applies the same rules and takes what comes out: UTF-8 with or without a byte order mark if the whole
file is UTF-8, else Windows-1252 or ISO-8859-1 if no line of it is UTF-8. A file that mixes them is refused.
"""

import re
from dataclasses import dataclass
from typing import Literal

from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.source import Encoding

Found = Literal["cp1252", "iso-8859-1", "utf-8", "utf-8-sig"]

NAMES: dict[str, str] = {
    "cp1252": "Windows-1252",
    "iso-8859-1": "ISO-8859-1",
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 with BOM",
    "detect": "UTF-8 / Windows-1252 / ISO-8859-1",
}
_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ABOVE_ASCII = re.compile(rb"[\x80-\xff]")
_NOT_ISO = re.compile(rb"[\x80-\x9f]")
_UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


@dataclass(frozen=True)
class Misfit:
    """Where the bytes stop being what they should, and what they are instead."""

    row: int
    found: str
    truncated: bool = False


def decoded(data: bytes, encoding: Encoding, about: Finding) -> str:
    """The text of a file; a byte order mark is no part of it, agreed on or not.

    Raises:
        DeliveryError: wrong_encoding or truncated_file, made from `about`.
    """
    if misfit := misfit_of(data, encoding):
        raise DeliveryError([_explained(misfit, encoding, about)])
    found = detected(data) if encoding == "detect" else encoding
    return data.decode("utf-8-sig" if found in ("utf-8", "utf-8-sig") else found)


def detected(data: bytes) -> Found:
    """The character set of bytes that `misfit_of(data, "detect")` finds nothing wrong with."""
    if data.startswith(_BOM):
        return "utf-8-sig"
    if _not_utf8(data) is None:
        return "utf-8"
    return "cp1252" if _NOT_ISO.search(data) else "iso-8859-1"


def misfit_of(data: bytes, encoding: Encoding) -> Misfit | None:
    """What speaks against the character set agreed on; None when nothing does."""
    if data.startswith(_UTF16) or b"\x00" in data:
        return Misfit(1, "UTF-16")
    if encoding in ("utf-8", "utf-8-sig"):
        return _not_utf8(data)
    if encoding == "detect":
        misfit = _not_utf8(data)
        # a last letter of a one-byte set looks like a cut one of UTF-8, unless UTF-8 came before it
        if misfit is None or (
            misfit.truncated and _ABOVE_ASCII.search(data[: data.rstrip().rfind(b"\n") + 1])
        ):
            return misfit
    elif data.startswith(_BOM):
        return Misfit(1, NAMES["utf-8-sig"])
    return _not_one_byte(data, encoding)


def _not_utf8(data: bytes) -> Misfit | None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        if error.reason == "unexpected end of data":
            return Misfit(row, "", truncated=True)
        return Misfit(row, f"{NAMES['cp1252']} (byte 0x{data[error.start]:02X})")
    return None


def _not_one_byte(data: bytes, encoding: Encoding) -> Misfit | None:
    if data.isascii():
        return None
    for row, line in enumerate(data.split(b"\n"), start=1):
        if line.isascii():
            continue
        if _is_utf8(line):
            also = f" + {NAMES['cp1252']}" if encoding == "detect" else ""
            return Misfit(row, NAMES["utf-8"] + also)
        if undefined := _UNDEFINED.search(line):
            return Misfit(row, f"byte 0x{undefined[0][0]:02X}")
        if encoding == "iso-8859-1" and _NOT_ISO.search(line):
            return Misfit(row, NAMES["cp1252"])
    return None


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _explained(misfit: Misfit, encoding: Encoding, about: Finding) -> Finding:
    if misfit.truncated:
        return cut(about, misfit.row, "siste tegn er delt i to", "the last character is cut in two")
    return Finding(
        "wrong_encoding",
        about.source_id,
        about.file,
        row=misfit.row,
        found=misfit.found,
        expected=NAMES[encoding],
    )


def cut(about: Finding, row: int | None, problem_nb: str, problem_en: str) -> Finding:
    """The finding that a file was cut off."""
    params = {"problem_nb": problem_nb, "problem_en": problem_en}
    return Finding("truncated_file", about.source_id, about.file, row=row, params=params)
