import pytest

from pipelines.core.encodings import decoded, detected
from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.source import Encoding

ABOUT = Finding("", "kilde", "kilde/2024/f.txt")
TEXT = "Bydel;Antall\r\nGrünerløkka;5\r\nØstensjø;6\r\n"
DASHED = TEXT.replace("5", "–")
"""With a dash that Windows-1252 has and ISO-8859-1 has not."""


def refused(data: bytes, encoding: Encoding) -> Finding:
    with pytest.raises(DeliveryError) as caught:
        decoded(data, encoding, ABOUT)
    [finding] = caught.value.findings
    assert finding.file == "kilde/2024/f.txt"
    return finding


@pytest.mark.parametrize(
    ("text", "written", "name"),
    [
        (TEXT, "utf-8", "utf-8"),
        (TEXT, "utf-8-sig", "utf-8-sig"),
        (DASHED, "cp1252", "cp1252"),
        # nothing tells the two apart here, and both read the same
        (TEXT, "cp1252", "iso-8859-1"),
        (TEXT, "iso-8859-1", "iso-8859-1"),
        ("Bydel\r\n", "ascii", "utf-8"),
        # ends in the middle of what could be a letter of UTF-8
        ("Bydel;Ø", "cp1252", "iso-8859-1"),
        ("Grünerløkka;Ø", "cp1252", "iso-8859-1"),
    ],
)
def test_detect_says_which_set_it_is_and_reads_it(text: str, written: str, name: str) -> None:
    data = text.encode(written)
    assert detected(data) == name
    assert decoded(data, "detect", ABOUT) == text


@pytest.mark.parametrize("encoding", ["cp1252", "iso-8859-1", "utf-8", "utf-8-sig"])
def test_every_agreed_set_is_read_as_it_is_written(encoding: Encoding) -> None:
    assert decoded(TEXT.encode(encoding), encoding, ABOUT) == TEXT


@pytest.mark.parametrize(
    ("data", "agreed", "row", "found", "expected"),
    [
        (TEXT.encode(), "iso-8859-1", 2, "UTF-8", "ISO-8859-1"),
        (TEXT.encode("utf-8-sig"), "iso-8859-1", 1, "UTF-8 with BOM", "ISO-8859-1"),
        (DASHED.encode("cp1252"), "iso-8859-1", 2, "Windows-1252", "ISO-8859-1"),
        (TEXT.encode("utf-16"), "iso-8859-1", 1, "UTF-16", "ISO-8859-1"),
        (TEXT.encode("utf-16-be"), "detect", 1, "UTF-16", "UTF-8 / Windows-1252 / ISO-8859-1"),
        (b"Bydel\r\n\x8f\r\n", "detect", 2, "byte 0x8F", "UTF-8 / Windows-1252 / ISO-8859-1"),
        # one person's lines pasted below another's
        (
            "Østensjø\r\n".encode("cp1252") + "Sagene\r\nGrünerløkka\r\n".encode(),
            "detect",
            3,
            "UTF-8 + Windows-1252",
            "UTF-8 / Windows-1252 / ISO-8859-1",
        ),
    ],
)
def test_bytes_that_are_not_in_the_agreed_set_are_refused_by_name(
    data: bytes, agreed: Encoding, row: int, found: str, expected: str
) -> None:
    finding = refused(data, agreed)
    assert (finding.code, finding.row, finding.found, finding.expected) == (
        "wrong_encoding",
        row,
        found,
        expected,
    )


def test_utf8_that_ends_within_a_letter_was_cut_off() -> None:
    finding = refused(TEXT.encode() + b"Gr" + "ü".encode()[:1], "detect")
    assert (finding.code, finding.row) == ("truncated_file", 4)
    assert "cut in two" in finding.text("en")
