"""Sending one notice: a file always, mail and webhook at the same time where they are configured."""

import logging
import re
import smtplib
import threading
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from pipelines.core.replacing import write_whole
from pipelines.notices.redaction import redact
from pipelines.notices.transports import Notice, NoticeChannelError, mail, post
from pipelines.settings import Settings

REACH_SECONDS = 1.5
"""How long it may take to find out whether the servers are there at all."""

FILE, MAIL, WEBHOOK = "file", "mail", "webhook"

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class ChannelResult:
    """What became of a notice in one channel; `reason` is empty when it was delivered.

    `name` is file, mail or webhook; `channel` says which one.
    """

    name: str
    channel: str
    delivered: bool
    reason: str = ""

    @property
    def text(self) -> str:
        """The result as one line."""
        return f"{self.channel}: {'sent' if self.delivered else f'FAILED, {self.reason}'}"


@dataclass(frozen=True)
class _Channel:
    name: str
    label: str
    address: str
    send: Callable[[Notice], None]


def notice_path(settings: Settings, cause: str) -> Path:
    """The file of the notice of a cause; the same cause always has the same file."""
    digest = sha256(cause.encode()).hexdigest()[:8]
    return settings.notices / f"{re.sub(r'[^A-Za-z0-9_-]+', '_', cause)[:80]}-{digest}.txt"


@dataclass
class Post:
    """Sends the notices of one run; a server that is not there is waited for once, not once per notice."""

    settings: Settings
    _dead: dict[str, str] = field(default_factory=dict)
    _looking: threading.Thread | None = None

    def look_ahead(self) -> None:
        """Begin to find out which servers are there, while the caller waits for something else."""
        if self._looking is None:
            self._looking = threading.Thread(target=self._look, daemon=True)
            self._looking.start()

    def send(self, notice: Notice, only: Collection[str] | None = None) -> tuple[ChannelResult, ...]:
        """Write the notice to its file, then mail and post it where that is configured.

        A channel that fails stops no other: its failure stands in the file and in the log, as one line.

        Args:
            notice: What to say.
            only: Names of the channels to use beside the file; None for all.

        Returns:
            One result per channel, the file first.
        """
        clean = Notice(
            redact(self.settings, notice.title),
            redact(self.settings, notice.body),
            redact(self.settings, notice.cause),
            notice.run_id,
        )
        path = notice_path(self.settings, notice.cause)
        written = datetime.now(UTC)
        results = [_attempt(FILE, f"file {path}", lambda: _write(path, clean, written, []))]
        results += self._half_configured()
        channels = [one for one in _channels(self.settings) if only is None or one.name in only]
        if channels:
            self.look_ahead()
            assert self._looking is not None
            self._looking.join()
            with ThreadPoolExecutor(len(channels)) as pool:
                results += pool.map(lambda channel: self._send(channel, clean), channels)
        if len(results) > 1 and results[0].delivered:
            _attempt(FILE, f"file {path}", lambda: _write(path, clean, written, results[1:]))
        for result in results:
            if not result.delivered:
                logger.warning("notice of %s not delivered by %s", clean.cause, result.text)
        return tuple(results)

    def _half_configured(self) -> list[ChannelResult]:
        if bool(self.settings.notice_smtp_host) == bool(self.settings.notice_mail_to):
            return []
        reason = "KRITERIER_NOTICE_SMTP_HOST and KRITERIER_NOTICE_MAIL_TO must both be set"
        return [ChannelResult(MAIL, "mail", delivered=False, reason=reason)]

    def _look(self) -> None:
        from pipelines.core.network import reachable

        channels = _channels(self.settings)
        answers = reachable([channel.address for channel in channels], timeout=REACH_SECONDS)
        for channel in channels:
            if not answers[channel.address]:
                self._dead[channel.name] = f"not reachable within {REACH_SECONDS} s"

    def _send(self, channel: _Channel, notice: Notice) -> ChannelResult:
        if reason := self._dead.get(channel.name):
            return ChannelResult(channel.name, channel.label, delivered=False, reason=reason)
        result = _attempt(channel.name, channel.label, lambda: channel.send(notice))
        if "imeout" in result.reason or "timed out" in result.reason:
            self._dead[channel.name] = result.reason
        return result


def _channels(settings: Settings) -> list[_Channel]:
    channels = []
    if settings.notice_smtp_host and settings.notice_mail_to:
        address = f"smtp://{settings.notice_smtp_host}:{settings.notice_smtp_port}"
        label = f"mail to {settings.notice_mail_to}"
        channels.append(_Channel(MAIL, label, address, lambda notice: mail(settings, notice)))
    if settings.notice_webhook_url:
        url = settings.notice_webhook_url.get_secret_value()
        # the path of a webhook's address is its password
        parts = urlsplit(url)
        address = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        label = f"webhook at {parts.hostname}"
        channels.append(_Channel(WEBHOOK, label, address, lambda notice: post(url, notice)))
    return channels


def _attempt(name: str, label: str, action: Callable[[], None]) -> ChannelResult:
    try:
        action()
    except Exception as error:  # noqa: BLE001  (whatever a channel does, the others must still be tried)
        return ChannelResult(name, label, delivered=False, reason=_reason(error))
    return ChannelResult(name, label, delivered=True)


def _reason(error: Exception) -> str:
    """What went wrong without the error's own text, which may hold addresses, replies and passwords."""
    if isinstance(error, NoticeChannelError):
        return str(error)
    name = type(error).__name__
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{name} {error.smtp_code}"
    if isinstance(error, OSError) and error.strerror:
        return f"{name}: {error.strerror}"
    return name


def _write(path: Path, notice: Notice, written: datetime, results: Sequence[ChannelResult]) -> None:
    lines = [
        notice.title,
        f"cause: {notice.cause}",
        f"run: {notice.run_id}",
        f"written: {written:%Y-%m-%d %H:%M:%S} UTC",
        *(result.text for result in results),
        "",
        notice.body,
        "",
    ]
    write_whole(path, "\n".join(lines))
