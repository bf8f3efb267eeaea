"""The one parser for Norwegian numbers as text."""

import re
from decimal import Decimal
from typing import Literal

DecimalMark = Literal[",", "."]

# space, no-break space, thin space, narrow no-break space
_SPACES = " \u00a0\u2009\u202f"
_GAP = re.compile(f"[{_SPACES}]")
_MINUS = re.compile("[-\u2212]")
_DIGITS = re.compile(rf"[0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}})+|[0-9]+")
_FRACTION = re.compile(r"[0-9]+")

# what DECIMAL(20,6) holds
_WHOLE_DIGITS = 14
_DECIMALS = 6


def parse_number(text: str, decimal: DecimalMark = ",") -> Decimal:
    """Read a number as Norwegian tables print it.

    Thousands may be set apart by any of the usual spaces, in groups of three; the minus may be a hyphen
    or U+2212, before or after; a percent sign is read away, so "24,8 %" is 24.8 (per cent, not a
    fraction). A point is never a thousands mark: "12.320" could be two numbers and is refused.

    Args:
        text: The cell as delivered.
        decimal: The decimal mark of the delivery.

    Returns:
        The exact number, with the decimals it was written with.

    Raises:
        ValueError: The text is not one number.
    """
    body = text.strip().removesuffix("%").rstrip()
    negative = False
    if body and _MINUS.fullmatch(body[0]):
        negative, body = True, body[1:].lstrip(_SPACES)
    elif body and _MINUS.fullmatch(body[-1]):
        negative, body = True, body[:-1].rstrip(_SPACES)
    whole, mark, fraction = body.partition(decimal)
    if not _DIGITS.fullmatch(whole) or (mark and not _FRACTION.fullmatch(fraction)):
        raise ValueError(f"not a number: {text!r}")
    number = Decimal(_GAP.sub("", whole) + ("." + fraction if mark else ""))
    return -number if negative else number


def fits(number: Decimal) -> bool:
    """Whether DECIMAL(20,6) holds the number exactly."""
    exponent = number.normalize().as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -_DECIMALS and number.adjusted() < _WHOLE_DIGITS


def is_whole(number: Decimal) -> bool:
    """Whether the number has no fraction ("12,0" has none)."""
    return number == number.to_integral_value()
