"""National ids, D-numbers and DUF numbers: whether they can be right, and the day of birth they say.

A national id has eleven digits: day, month and year of birth, an individual number that tells the century,
and two check digits modulo 11. A D-number has 4 added to the first digit, a synthetic number 80 to the month.
A placeholder is a day of birth with 00100, 00200 or 99999 behind it, for a person without a number. A DUF
number has twelve digits, the last two of them modulo 11. Source: Statistics Norway's control program for
KOSTRA, as described in the reference folder (sources.md 7.4), where no month has 40 added to it. Nothing here
keeps, prints or raises what it is given.
"""

from collections.abc import Iterable
from datetime import date

_PLACEHOLDER_ENDINGS = frozenset({"00100", "00200", "99999"})
_NATIONAL_ID_DIGITS = 11
_DUF_DIGITS = 12
# digits are added up as their ASCII codes, which are 48 too large: what that adds, modulo 11, is taken away
_EXCESS_FIRST = 48 * (3 + 7 + 6 + 1 + 8 + 9 + 4 + 5 + 2 + 1)
_EXCESS_SECOND = 48 * (5 + 4 + 3 + 2 + 7 + 6 + 5 + 4 + 3 + 2 + 1)
_EXCESS_DUF = 48 * (4 + 6 + 3 + 2 + 4 + 6 + 3 + 2 + 7 + 5)


def normalised(text: str) -> str:
    """The number without spaces, and without one dash between the sixth and the seventh digit."""
    plain = text.replace(" ", "").replace("\u00a0", "")
    return plain[:6] + plain[7:] if plain[6:7] == "-" else plain


def identifier_fault(text: str) -> str | None:
    """What speaks against a national id, D-number or DUF number.

    Returns:
        None when nothing does; else blank, not_digits, wrong_length, no_such_date, wrong_check_digits or,
        for a number that stands for a person who has none, placeholder.
    """
    number = normalised(text)
    if not (number.isascii() and number.isdigit()):
        return "not_digits" if number else "blank"
    if len(number) == _NATIONAL_ID_DIGITS:
        return _national_id_fault(number)
    if len(number) == _DUF_DIGITS:
        return None if _duf_adds_up(number) else "wrong_check_digits"
    return "wrong_length"


def _national_id_fault(number: str) -> str | None:
    if _birth_date(number) is None:
        return "no_such_date"
    if number[6:] in _PLACEHOLDER_ENDINGS:
        return "placeholder"
    return None if _adds_up(number) else "wrong_check_digits"


def identifier_faults(texts: Iterable[str]) -> dict[str, str | None]:
    """`identifier_fault` of each distinct text."""
    return {text: identifier_fault(text) for text in dict.fromkeys(texts)}


def looks_like_identifier(text: str) -> bool:
    """Whether a text may be a number of a person: right, a placeholder, or mistyped at the end."""
    number = normalised(text)
    if len(number) == _NATIONAL_ID_DIGITS:
        return birth_date(number) is not None
    return len(number) == _DUF_DIGITS and identifier_fault(number) is None


def birth_date(text: str) -> date | None:
    """The day of birth an eleven-digit number says, whatever its check digits; None when it says none."""
    number = normalised(text)
    if len(number) != _NATIONAL_ID_DIGITS or not (number.isascii() and number.isdigit()):
        return None
    return _birth_date(number)


def birth_year(text: str) -> int | None:
    """The year of `birth_date`."""
    born = birth_date(text)
    return None if born is None else born.year


def _birth_date(number: str) -> date | None:
    day, month = int(number[:2]), int(number[2:4])
    year, individual = int(number[4:6]), int(number[6:9])
    century = _century(year, individual)
    if century is None:
        return None
    try:
        return date(century + year, month - 80 if month > 80 else month, day - 40 if day > 40 else day)
    except ValueError:
        return None


def _century(year: int, individual: int) -> int | None:
    if individual < 500:
        return 1900
    if year < 40:
        return 2000
    if individual >= 900:
        return 1900
    return 1800 if individual < 750 and year >= 54 else None


def _adds_up(number: str) -> bool:
    a, b, c, d, e, f, g, h, i, j, k = number.encode()
    first = 3 * a + 7 * b + 6 * c + d + 8 * e + 9 * f + 4 * g + 5 * h + 2 * i + j
    second = 5 * a + 4 * b + 3 * c + 2 * d + 7 * e + 6 * f + 5 * g + 4 * h + 3 * i + 2 * j + k
    return (first - _EXCESS_FIRST) % 11 == 0 and (second - _EXCESS_SECOND) % 11 == 0


def _duf_adds_up(number: str) -> bool:
    a, b, c, d, e, f, g, h, i, j = number[:10].encode()
    total = 4 * a + 6 * b + 3 * c + 2 * d + 4 * e + 6 * f + 3 * g + 2 * h + 7 * i + 5 * j
    return (total - _EXCESS_DUF) % 11 == int(number[10:])
