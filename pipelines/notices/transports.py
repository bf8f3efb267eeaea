"""The two ways out: a mail server and a webhook, each for one notice."""

import smtplib
import socket
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate

from pipelines.settings import Settings

TIMEOUT_SECONDS = 10
"""A mail server or webhook that takes the connection and says nothing holds a run up no longer than this."""

SMTP_OVER_TLS_PORT = 465
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class Notice:
    """Something a person has to know: a title, what happened and what to do, and the key of its cause."""

    title: str
    body: str
    cause: str
    run_id: str


class NoticeChannelError(Exception):
    """A channel refused the notice; the message holds no secret."""


def mail(settings: Settings, notice: Notice) -> None:
    """Mail a notice, encrypted where the server can.

    Raises:
        NoticeChannelError: A password would have gone unencrypted to another machine.
        OSError: The server is not there, or refused; `smtplib.SMTPException` is one.
    """
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


def post(url: str, notice: Notice) -> None:
    """Post a notice as JSON; `text` is what chat services show.

    Raises:
        NoticeChannelError: The server did not accept it.
        requests.RequestException: The server is not there.
    """
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
