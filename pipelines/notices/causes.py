"""Which causes are open: each is told once, and again only when it has been gone."""

import fcntl
import json
import logging
import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from pipelines.core.replacing import write_whole
from pipelines.notices.alarms import Alarm, failure_alarms
from pipelines.notices.channels import FILE, Post, notice_path
from pipelines.notices.redaction import redact
from pipelines.settings import Settings

BOOK, LOG, LOCK, CLOSED = "open.json", "log.jsonl", ".lock", "closed"
OF_A_REFRESH = ("failed/", "refused/")

logger = logging.getLogger(__name__)


@dataclass
class Cause:
    """One open cause; times are UTC in ISO form.

    Attributes:
        first_seen: When it was first reported.
        last_seen: When it was last reported.
        title: The title of its notice.
        days: On how many days it was seen.
        told: Whether its notice was sent, or was not due because it was known from before.
        waiting: Channels that could not be reached; they are tried again the next time.
    """

    first_seen: str
    last_seen: str
    title: str
    days: int = 1
    told: bool = False
    waiting: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Report:
    """What became of the alarms of a run, as cause keys, sorted.

    `new` were told now, `open` are all that are open, `closed` are gone since the last time.
    """

    new: tuple[str, ...]
    open: tuple[str, ...]
    closed: tuple[str, ...]


def report(
    settings: Settings,
    alarms: Sequence[Alarm],
    *,
    run_id: str,
    looked_at: Collection[str] = (),
    known_before: Collection[str] = (),
    post: Post | None = None,
) -> Report:
    """Tell what is new, remember it, and close what is gone.

    Args:
        settings: The notices folder and the channels.
        alarms: Everything that is wrong now.
        run_id: The run that found it.
        looked_at: Beginnings of cause keys of which `alarms` holds all there are: an open cause that begins
            so and is not among them is closed.
        known_before: Causes that were there before anybody looked: they are opened without a notice.
        post: What sends; a new one unless given.
    """
    now = datetime.now(UTC).isoformat(timespec="seconds")
    post = post or Post(settings)
    new = []
    with _locked(settings) as (book, looked):
        looked.update(looked_at)
        for alarm in {alarm.cause: alarm for alarm in alarms}.values():
            notice = alarm.notice(settings.language, run_id)
            cause = book.get(alarm.cause)
            if cause is None:
                cause = book[alarm.cause] = Cause(now, now, redact(settings, notice.title))
                cause.told = alarm.cause in known_before
                _log(settings, now, "known before" if cause.told else "opened", alarm.cause, run_id)
            cause.days += now[:10] > cause.last_seen[:10]
            cause.last_seen = max(now, cause.last_seen)
            due = not cause.told and cause.days >= alarm.tell_after
            if due or cause.waiting:
                results = post.send(notice, None if due else cause.waiting)
                cause.told = any(result.delivered for result in results)
                cause.waiting = sorted(
                    {result.name for result in results if not result.delivered and result.name != FILE}
                )
            if due:
                new.append(alarm.cause)
                _log(settings, now, "told" if cause.told else "not delivered", alarm.cause, run_id)
            elif cause.told:
                # `kriterier status` lists the files newer than the release, and the cause is still open
                _touch(notice_path(settings, alarm.cause))
        current = {alarm.cause for alarm in alarms}
        gone = sorted(
            key for key in book if key not in current and any(key.startswith(one) for one in looked_at)
        )
        for key in gone:
            del book[key]
            _put_away(notice_path(settings, key))
            _log(settings, now, "closed", key, run_id)
        return Report(tuple(sorted(new)), tuple(sorted(book)), tuple(gone))


def report_refresh(settings: Settings, run_id: str, errors: Sequence[str]) -> None:
    """Tell of a refresh that failed; one that did not closes what earlier failures opened.

    For a refresh that holds nothing back, by hand or in Dagster.
    """
    if errors:
        report(settings, failure_alarms(settings, errors), run_id=run_id)
    elif any(key.startswith(OF_A_REFRESH) for key in open_causes(settings)):
        report(settings, [], run_id=run_id, looked_at=OF_A_REFRESH)


def open_causes(settings: Settings) -> dict[str, Cause]:
    """The causes that are open, by key; empty when nothing was ever reported."""
    return _read(settings)[0]


def looked_before(settings: Settings, beginning: str) -> bool:
    """Whether a run has ever looked at the causes that begin so."""
    return beginning in _read(settings)[1]


@contextmanager
def _locked(settings: Settings) -> Iterator[tuple[dict[str, Cause], set[str]]]:
    """Open causes and what was ever looked at, for one process at a time; written back at the end.

    A folder that cannot be written makes every cause new: better told twice than never.
    """
    try:
        settings.notices.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(settings.notices / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        logger.warning("%s cannot be written (%s)", settings.notices, error.strerror)
        yield {}, set()
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        book, looked = _read(settings)
        yield book, looked
        _write(settings.notices / BOOK, book, looked)
    finally:
        os.close(descriptor)


def _read(settings: Settings) -> tuple[dict[str, Cause], set[str]]:
    path = settings.notices / BOOK
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return {key: Cause(**value) for key, value in content["open"].items()}, set(content["looked_at"])
    except (FileNotFoundError, NotADirectoryError):
        return {}, set()
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        logger.warning("%s cannot be read (%s); every cause counts as new", path, type(error).__name__)
        return {}, set()


def _write(path: Path, book: dict[str, Cause], looked: set[str]) -> None:
    content = {
        "open": {key: asdict(cause) for key, cause in sorted(book.items())},
        "looked_at": sorted(looked),
    }
    try:
        write_whole(path, json.dumps(content, ensure_ascii=False, indent=2) + "\n")
    except OSError as error:
        logger.warning("%s cannot be written (%s)", path, error.strerror)


def _log(settings: Settings, now: str, what: str, cause: str, run_id: str) -> None:
    line = json.dumps({"at": now, "what": what, "cause": redact(settings, cause), "run_id": run_id})
    try:
        with (settings.notices / LOG).open("a", encoding="utf-8") as log:
            log.write(line + "\n")
    except OSError as error:
        logger.warning("%s: %s (%s)", what, cause, error.strerror)


def _touch(path: Path) -> None:
    try:
        os.utime(path)
    except OSError:
        logger.debug("%s is not there any more", path)


def _put_away(path: Path) -> None:
    try:
        (path.parent / CLOSED).mkdir(exist_ok=True)
        path.replace(path.parent / CLOSED / path.name)
    except OSError:
        logger.debug("%s is not there any more", path)
