"""Keyed pseudonyms: what stands for a person's number in everything that is written.

A pseudonym is `k1` and 22 characters of A-Z, a-z, 0-9, `-` and `_`: HMAC-SHA256 of the number, cut to 16
bytes, in base64 for addresses. The same number and the same key give the same pseudonym in every source;
without the key nobody can go from numbers to pseudonyms, and a new key changes them all.
"""

import base64
import hashlib
import hmac
import stat
from collections.abc import Iterable
from pathlib import Path

from pipelines.core.identifiers import normalised

PREFIX = "k1"
"""Says how a pseudonym was made; another way of making them gets another prefix."""

SHORTEST_KEY = 32
"""Bytes a key has at least."""

_BYTES = 16
# numbers are digits, so no number can have the pseudonym of this text
_CHECKED = b"kriterier: which key"


class MissingKeyError(ValueError):
    """There is no key, so numbers of persons cannot be read."""


class UnusableKeyError(ValueError):
    """The key is too short, open to others, or not to be read; the texts say which, and never the key."""

    def __init__(self, problem_nb: str, problem_en: str) -> None:
        self.problem_nb, self.problem_en = problem_nb, problem_en
        super().__init__(problem_en)


class Pseudonymiser:
    """Makes pseudonyms with one key.

    Args:
        key: At least 32 bytes, kept out of the repository.

    Raises:
        UnusableKeyError: The key is too short.
    """

    def __init__(self, key: bytes) -> None:
        if len(key) < SHORTEST_KEY:
            raise UnusableKeyError(
                f"nøkkelen har {len(key)} byte; den må ha minst {SHORTEST_KEY}",
                f"the key has {len(key)} bytes; it must have at least {SHORTEST_KEY}",
            )
        # hashing the key once and copying halves the time of a pseudonym
        self._hmac = hmac.new(key, digestmod=hashlib.sha256)

    @classmethod
    def from_key(cls, text: str | None, file: Path | None) -> "Pseudonymiser":
        """The pseudonymiser of an installation.

        Args:
            text: The key itself (`KRITERIER_PSEUDONYM_KEY`).
            file: A file with nothing but the key in it (`KRITERIER_PSEUDONYM_KEY_FILE`).

        Raises:
            MissingKeyError: Neither is given.
            UnusableKeyError: Both are, the file is open to others than its owner, or the key is too short.
        """
        if text and file is not None:
            raise UnusableKeyError(
                "nøkkelen er gitt både som tekst og som fil; behold én av dem",
                "the key is given both as text and as a file; keep one of them",
            )
        if file is not None:
            return cls(_key_in(file))
        if not text:
            raise MissingKeyError("no pseudonym key")
        return cls(text.strip().encode())

    def pseudonyms(self, values: Iterable[str]) -> dict[str, str]:
        """The pseudonym of each distinct value; 010180 12345 and 010180-12345 get the same."""
        return {value: PREFIX + self._digest(normalised(value).encode()) for value in dict.fromkeys(values)}

    @property
    def check_value(self) -> str:
        """A text that tells keys apart and says nothing of them; tells which key a cache was made with."""
        return self._digest(_CHECKED)

    def __repr__(self) -> str:
        return "Pseudonymiser(***)"

    def _digest(self, message: bytes) -> str:
        made = self._hmac.copy()
        made.update(message)
        return base64.urlsafe_b64encode(made.digest()[:_BYTES]).decode().rstrip("=")


def _key_in(file: Path) -> bytes:
    try:
        mode = file.stat().st_mode
        key = file.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnusableKeyError(
            f"nøkkelfila {file} kan ikke leses ({reason})", f"the key file {file} cannot be read ({reason})"
        ) from error
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise UnusableKeyError(
            f"nøkkelfila {file} er åpen for andre enn eieren; kjør chmod 600 på den",
            f"the key file {file} is open to others than its owner; run chmod 600 on it",
        )
    return key.strip()
