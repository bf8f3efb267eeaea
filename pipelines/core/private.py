"""What may be shown of files with rows about persons: never what can be a person's number."""

import re

HIDDEN = "***"
"""Stands for what was found in a delivery with personal data."""

_DIGITS = re.compile(r"[0-9]{7}|[0-9]{6}-[0-9]{5}")
_SPACES = re.compile(r"[ \u00a0]")


def shown(text: str | None) -> str | None:
    """The text, or `***` when it has seven digits in a row, spaces not counted, or eleven with a dash."""
    return HIDDEN if text is not None and _DIGITS.search(_SPACES.sub("", text)) else text
