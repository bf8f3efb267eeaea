"""Alarms: what is wrong, under a key that stays the same from night to night."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipelines.core.origins import SIDECAR_SUFFIX
from pipelines.notices.texts import LABELS, RUNBOOKS, TEXTS, Kind
from pipelines.notices.transports import Notice
from pipelines.settings import Language, Settings

MAX_LINES_PER_ERROR = 40
"""A delivery can break in hundreds of cells; the first ones say what is wrong."""

SHORT_HASH = 8
PROCESS = re.compile(r"\bprocess \d+")
EXCEPTION_NAME = re.compile(r"^(?:[\w.]+\.)?\w*(?:Error|Failure|Exception): ")


@dataclass(frozen=True)
class Alarm:
    """Something a person has to know.

    Attributes:
        kind: Which text and which page.
        cause: The key: same cause, same key; `<prefix>/<what>`.
        subject: What it is about, for the title.
        details: Texts about it, one per fault.
        owner: Whom to ask.
        tell_after: Days it must have been seen before anybody is told.
    """

    kind: Kind
    cause: str
    subject: str
    details: tuple[str, ...] = ()
    owner: str = "-"
    tell_after: int = 1

    def notice(self, language: Language, run_id: str) -> Notice:
        """The alarm in words: what happened, the details, what to do, which page."""
        title, what, step = TEXTS[self.kind][language]
        words = {"subject": self.subject, "owner": self.owner, "count": self._count()}
        label, more = LABELS[language]
        parts = [
            what.format_map(words),
            *(_shorten(detail) for detail in self.details),
            label + step.format_map(words),
            more.format(page=RUNBOOKS[self.kind]),
        ]
        return Notice(f"kriterier: {title.format_map(words)}", "\n\n".join(parts), self.cause, run_id)

    def _count(self) -> int:
        return self.tell_after if self.kind == "offline" else len(self.details)


def refused_cause(path: str, sha256: str) -> str:
    """The cause of a refused file: the same bytes are the same cause."""
    return f"refused/{path}@{sha256[:SHORT_HASH]}"


def failure_alarms(settings: Settings, errors: Sequence[str]) -> list[Alarm]:
    """A failed refresh as alarms: one per delivery that is named, one for all that names none.

    A refresh by hand, a run in Dagster and the nightly run thereby give a bad file one cause.
    """
    from pipelines.landing.inventory import take_inventory

    hashes = {path: file or sidecar for path, file, sidecar in take_inventory(settings).hashes}
    by_file, other = sort_by_file(errors, hashes)
    alarms = [
        Alarm("refused", refused_cause(path, hashes[path]), path, tuple(lines))
        for path, lines in by_file.items()
    ]
    if other:
        alarms.append(failed_alarm(other))
    return alarms


def failed_alarm(errors: Sequence[str]) -> Alarm:
    """A failed refresh whose errors belong to no delivery."""
    plain = sorted({PROCESS.sub("", EXCEPTION_NAME.sub("", " ".join(error.split()))) for error in errors})
    digest = hashlib.sha256("\n".join(plain).encode()).hexdigest()[:SHORT_HASH]
    return Alarm("failed", f"failed/{digest}", digest, tuple(errors))


def sort_by_file(errors: Iterable[str], hashes: Mapping[str, str]) -> tuple[dict[str, list[str]], list[str]]:
    """Lines of errors by the file they begin with, and the errors that have no such line.

    A line of an error that begins with no file belongs to the file before it.
    """
    by_file: dict[str, list[str]] = {}
    other: list[str] = []
    for error in errors:
        path = None
        for line in error.splitlines():
            path = _file_of(line, hashes) or path
            if path is not None:
                by_file.setdefault(path, []).append(line)
        if path is None:
            other.append(error)
    return by_file, other


def _file_of(line: str, hashes: Mapping[str, str]) -> str | None:
    head = EXCEPTION_NAME.sub("", line)
    for end in (index for index, sign in enumerate(head) if sign in ":,"):
        name = head[:end].removesuffix(SIDECAR_SUFFIX)
        if name in hashes:
            return name
    return None


def _shorten(error: str) -> str:
    lines = error.strip().splitlines()
    if len(lines) <= MAX_LINES_PER_ERROR:
        return "\n".join(lines)
    return "\n".join([*lines[:MAX_LINES_PER_ERROR], f"... and {len(lines) - MAX_LINES_PER_ERROR} more lines"])
