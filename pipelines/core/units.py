"""Units as Norwegian headers and titles name them, and the headers that differ in nothing else."""

import re

_AMOUNT = r"(?:kroner|kr\.?|nok)"
_UNITS = {
    "1000 kr": rf"(?:1[ \u00a0\u2009\u202f.]?000|tusen)\s*{_AMOUNT}?|tkr|tnok",
    "mill. kr": rf"(?:millioner|mill\.?|mnok)\s*{_AMOUNT}?",
    "mrd. kr": rf"(?:milliarder|mrd\.?)\s*{_AMOUNT}?",
    "kr": rf"(?:hele )?{_AMOUNT}",
    "%": r"%|prosent|pst\.?",
}
_EACH = {
    unit: re.compile(rf"(?<![\w,.])(?:i )?(?:{pattern})(?!\w)", re.IGNORECASE)
    for unit, pattern in _UNITS.items()
}
_BETWEEN_WORDS = re.compile(r"[\s():,/]+")


def unit_in(text: str) -> str | None:
    """The unit a header or title names ("1000 kr", "mill. kr", "kr", "%"); None when it names none."""
    return next((unit for unit, pattern in _EACH.items() if pattern.search(text)), None)


def without_unit(header: str) -> str:
    """The header's other words, in lower case; two headers alike in these differ in unit at most."""
    rest = header
    for pattern in _EACH.values():
        rest = pattern.sub(" ", rest)
    return _BETWEEN_WORDS.sub(" ", rest).strip().lower()
