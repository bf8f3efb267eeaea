"""Tells people that something went wrong: always by a file, and by mail and webhook where configured.

Belongs here: what a notice says, and sending it. Does not belong here: deciding that something is wrong
(checks, sensors, refresh). No secret is ever written or logged, also not one that an error text holds.
"""

import logging
import os
import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import formatdate
from pathlib import Path
from urllib.parse import urlsplit

from pipelines.settings import Language, Settings

TIMEOUT_SECONDS = 10
"""A mail server or webhook that does not answer holds a run up no longer than this."""

MAX_LINES_PER_ERROR = 40
"""A delivery can break in hundreds of cells; the first ones say what is wrong."""

SMTP_OVER_TLS_PORT = 465
MIN_SECRET_PATH = 8
LOOPBACK = {"localhost", "127.0.0.1", "::1"}

_FAILURE: dict[Language, dict[str, str]] = {
    "en": {
        "title": "kriterier: refresh failed, {count} to mend",
        "what": "The refresh failed and published nothing; the warehouse published before is untouched.",
        "next": "What to do: mend what is named above (a delivery: put the right file and its sidecar in "
        "data_raw/), then run `kriterier refresh`. `kriterier status` shows what is published meanwhile.",
        "cause": "refresh failed",
    },
    "nb": {
        "title": "kriterier: oppdateringen feilet, {count} å rette",
        "what": "Oppdateringen feilet og publiserte ingenting; det som var publisert, er urørt.",
        "next": "Hva du gjør: rett det som er nevnt over (en leveranse: legg riktig fil og opphavsfil i "
        "data_raw/), og kjør `kriterier refresh`. `kriterier status` viser hva som er publisert imens.",
        "cause": "oppdateringen feilet",
    },
}

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Notice:
    """Something a person has to know: a title, what happened and what to do, its cause in a word or two."""

    title: str
    body: str
    cause: str
    run_id: str


@dataclass(frozen=True)
class ChannelResult:
    """What became of a notice in one channel; `reason` is empty when it was delivered."""

    channel: str
    delivered: bool
    reason: str = ""

    @property
    def text(self) -> str:
        """The result as one line."""
        return f"{self.channel}: {'sent' if self.delivered else f'FAILED, {self.reason}'}"


def failure_notice(run_id: str, errors: Sequence[str], language: Language = "en") -> Notice:
    """The notice of a failed refresh: the errors as they are, and what to do."""
    words = _FAILURE[language]
    return Notice(
        title=words["title"].format(count=len(errors)),
        body="\n\n".join([words["what"], *(_shorten(error) for error in errors), words["next"]]),
        cause=words["cause"],
        run_id=run_id,
    )


def notice_path(settings: Settings, run_id: str) -> Path:
    """The file of the notice of a run; the same run always has the same file."""
    return settings.notices / f"{re.sub(r'[^A-Za-z0-9_-]', '_', run_id)[:100] or 'notice'}.txt"


def send(settings: Settings, notice: Notice) -> tuple[ChannelResult, ...]:
    """Write the notice to a file, then mail and post it where that is configured.

    A channel that fails stops no other: its failure stands in the file and in the log, as one line.

    Args:
        settings: The notices folder and the channels.
        notice: What to say.

    Returns:
        One result per channel, the file first.
    """
    clean = Notice(
        title=_redact(settings, notice.title),
        body=_redact(settings, notice.body),
        cause=_redact(settings, notice.cause),
        run_id=notice.run_id,
    )
    path = notice_path(settings, notice.run_id)
    written = datetime.now(UTC)
    results = [_attempt(f"file {path}", lambda: _write(path, clean, written, []))]
    if settings.notice_smtp_host and settings.notice_mail_to:
        results.append(_attempt(f"mail to {settings.notice_mail_to}", lambda: _mail(settings, clean)))
    elif settings.notice_smtp_host or settings.notice_mail_to:
        reason = "KRITERIER_NOTICE_SMTP_HOST and KRITERIER_NOTICE_MAIL_TO must both be set"
        results.append(ChannelResult("mail", delivered=False, reason=reason))
    if settings.notice_webhook_url:
        url = settings.notice_webhook_url.get_secret_value()
        # the path of a webhook's address is its password
        results.append(_attempt(f"webhook at {urlsplit(url).hostname}", lambda: _post(url, clean)))
    if len(results) > 1 and results[0].delivered:
        _attempt(f"file {path}", lambda: _write(path, clean, written, results[1:]))
    for result in results:
        if not result.delivered:
            logger.warning("notice %s not delivered by %s", notice.run_id, result.text)
    return tuple(results)


def _attempt(channel: str, action: Callable[[], None]) -> ChannelResult:
    try:
        action()
    except Exception as error:  # noqa: BLE001  (whatever a channel does, the others must still be tried)
        return ChannelResult(channel, delivered=False, reason=_reason(error))
    return ChannelResult(channel, delivered=True)


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


class NoticeChannelError(Exception):
    """A channel refused the notice; the message holds no secret."""


def _write(path: Path, notice: Notice, written: datetime, results: Sequence[ChannelResult]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
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
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        temporary.write_text("\n".join(lines), encoding="utf-8")
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _mail(settings: Settings, notice: Notice) -> None:
    host, port = settings.notice_smtp_host or "", settings.notice_smtp_port
    message = EmailMessage()
    message["Subject"] = " ".join(notice.title.split())
    message["From"] = settings.notice_mail_from
    message["To"] = settings.notice_mail_to
    message["Date"] = formatdate()
    message.set_content(f"{notice.body}\n\ncause: {notice.cause}\nrun: {notice.run_id}\n")
    # asking the resolver for our own full name can hang on a closed network, so the plain name is given
    name = socket.gethostname()
    tls = ssl.create_default_context()
    client: smtplib.SMTP
    if port == SMTP_OVER_TLS_PORT:
        client = smtplib.SMTP_SSL(host, port, local_hostname=name, timeout=TIMEOUT_SECONDS, context=tls)
    else:
        client = smtplib.SMTP(host, port, local_hostname=name, timeout=TIMEOUT_SECONDS)
    with client:
        client.ehlo()
        encrypted = port == SMTP_OVER_TLS_PORT
        if not encrypted and client.has_extn("starttls"):
            client.starttls(context=tls)
            client.ehlo()
            encrypted = True
        if settings.notice_smtp_user and settings.notice_smtp_password:
            if not encrypted and host not in LOOPBACK:
                raise NoticeChannelError("the server offers no encryption, so the password was not sent")
            client.login(settings.notice_smtp_user, settings.notice_smtp_password.get_secret_value())
        client.send_message(message)


def _post(url: str, notice: Notice) -> None:
    import requests

    payload = {
        "title": notice.title,
        "body": notice.body,
        "cause": notice.cause,
        "run_id": notice.run_id,
        "text": f"{notice.title}\n\n{notice.body}",
    }
    response = requests.post(url, json=payload, timeout=TIMEOUT_SECONDS, allow_redirects=False)
    if not response.ok or response.is_redirect:
        raise NoticeChannelError(f"the server answered {response.status_code}")


_CREDENTIALS = (
    (re.compile(r"(?i)\b(authorization\s*[=:]\s*)((bearer|basic)\s+)?\S+"), r"\1***"),
    (
        re.compile(r"(?i)\b(password|passwd|passord|secret|token|api[_-]?key)(\s*[=:]\s*)[^\s,;&]+"),
        r"\1\2***",
    ),
    (re.compile(r"(?i)(\b[a-z][a-z0-9+.-]*://)[^\s/@]+@"), r"\1***@"),
)


def _redact(settings: Settings, text: str) -> str:
    url, password = settings.notice_webhook_url, settings.notice_smtp_password
    secrets = [secret.get_secret_value() for secret in (url, password) if secret]
    # error texts of HTTP libraries name the path alone
    secrets.extend(
        path for secret in secrets[:1] if url and len(path := urlsplit(secret).path) >= MIN_SECRET_PATH
    )
    for secret in filter(None, secrets):
        text = text.replace(secret, "***")
    for pattern, replacement in _CREDENTIALS:
        text = pattern.sub(replacement, text)
    return text


def _shorten(error: str) -> str:
    lines = error.strip().splitlines()
    if len(lines) <= MAX_LINES_PER_ERROR:
        return "\n".join(lines)
    return "\n".join([*lines[:MAX_LINES_PER_ERROR], f"... and {len(lines) - MAX_LINES_PER_ERROR} more lines"])
