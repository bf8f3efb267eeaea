"""Notices reach people by a real mail server and a real webhook, and never carry a secret."""

import logging
import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from pipelines.notices import Notice, failure_notice, notice_path, send
from pipelines.settings import Settings
from tests.support.servers import PASSWORD, Hook, MailServer, free_port, running_hook, running_mail_server

NOTICE = Notice(
    "kriterier: refresh failed, 1 to mend", "file æøå.csv is broken\nrow 7", "refresh failed", "run-1"
)
HOOK_OF_NOBODY = "http://127.0.0.1:9/T0/abc123secret"


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    with running_mail_server() as server:
        yield server


@pytest.fixture
def hook() -> Iterator[Hook]:
    with running_hook() as running:
        yield running


def settings_of(root: Path, **channels: Any) -> Settings:  # noqa: ANN401
    return Settings(root=root, **channels)


def by_mail(root: Path, port: int, **more: Any) -> Settings:  # noqa: ANN401
    return settings_of(
        root, notice_smtp_host="127.0.0.1", notice_smtp_port=port, notice_mail_to="kari@oslo.example", **more
    )


def text_of(settings: Settings) -> str:
    return notice_path(settings, "run-1").read_text(encoding="utf-8")


def test_a_notice_is_always_a_file(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    results = send(settings, NOTICE)
    assert [result.delivered for result in results] == [True]
    assert [path.name for path in settings.notices.iterdir()] == ["run-1.txt"]
    for part in (NOTICE.title, NOTICE.body, "cause: refresh failed", "run: run-1"):
        assert part in text_of(settings)


def test_a_run_has_one_file_and_a_run_id_no_way_out(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    send(settings, NOTICE)
    send(settings, NOTICE)
    send(settings, Notice("t", "b", "c", "../../evil/run"))
    assert sorted(path.name for path in settings.notices.iterdir()) == ["______evil_run.txt", "run-1.txt"]


def test_mail_arrives_with_all_its_letters(tmp_path: Path, mail_server: MailServer) -> None:
    settings = by_mail(tmp_path, mail_server.port)
    assert all(result.delivered for result in send(settings, NOTICE))
    (envelope,) = mail_server.envelopes
    assert envelope.rcpt_tos == ["kari@oslo.example"]
    assert envelope.mail_from == "kriterier@localhost"
    content = envelope.content
    assert isinstance(content, bytes)
    message = message_from_bytes(content, policy=policy.default)
    assert message["Subject"] == NOTICE.title
    body = message.get_body()
    assert body is not None
    assert "file æøå.csv is broken" in body.get_content()
    assert "mail to kari@oslo.example: sent" in text_of(settings)


def test_mail_logs_in_when_it_is_told_to(tmp_path: Path, mail_server: MailServer) -> None:
    login = {"notice_smtp_user": "bot", "notice_smtp_password": SecretStr(PASSWORD)}
    assert all(result.delivered for result in send(by_mail(tmp_path, mail_server.port, **login), NOTICE))
    assert mail_server.passwords == [PASSWORD.encode()]


def test_a_password_is_not_sent_unencrypted_to_another_machine(
    tmp_path: Path, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.notices.LOOPBACK", set())
    login = {"notice_smtp_user": "bot", "notice_smtp_password": SecretStr(PASSWORD)}
    result = send(by_mail(tmp_path, mail_server.port, **login), NOTICE)[1]
    assert (result.delivered, mail_server.passwords, mail_server.envelopes) == (False, [], [])
    assert "no encryption" in result.reason


def test_a_webhook_gets_json(tmp_path: Path, hook: Hook) -> None:
    settings = settings_of(tmp_path, notice_webhook_url=SecretStr(hook.url))
    assert all(result.delivered for result in send(settings, NOTICE))
    (posted,) = hook.posted
    assert posted["title"] == NOTICE.title
    assert posted["run_id"] == "run-1"
    assert posted["text"].endswith("row 7")


@pytest.mark.parametrize("status", [302, 404, 500])
def test_a_webhook_that_refuses_hides_nothing(
    tmp_path: Path, hook: Hook, mail_server: MailServer, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    hook.status = status
    settings = by_mail(tmp_path, mail_server.port, notice_webhook_url=SecretStr(hook.url))
    with caplog.at_level(logging.WARNING):
        results = send(settings, NOTICE)
    assert [result.delivered for result in results] == [True, True, False]
    assert f"webhook at 127.0.0.1: FAILED, the server answered {status}" in text_of(settings)
    assert len(caplog.records) == 1
    assert "\n" not in caplog.text.strip()
    assert "secret-path" not in caplog.text + text_of(settings)


def test_servers_that_are_gone_hide_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    settings = by_mail(
        tmp_path, free_port(), notice_webhook_url=SecretStr(f"http://127.0.0.1:{free_port()}/secret-path")
    )
    results = send(settings, NOTICE)
    assert [result.delivered for result in results] == [True, False, False]
    text = text_of(settings)
    assert "mail to kari@oslo.example: FAILED, ConnectionRefusedError: Connection refused" in text
    assert "webhook at 127.0.0.1: FAILED, ConnectionError" in text
    assert NOTICE.body in text
    assert "secret-path" not in text + caplog.text


def test_a_server_that_never_answers_does_not_hold_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.notices.TIMEOUT_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        settings = by_mail(tmp_path, port, notice_webhook_url=SecretStr(f"http://127.0.0.1:{port}/"))
        results = send(settings, NOTICE)
    assert [result.delivered for result in results] == [True, False, False]


def test_a_folder_that_cannot_be_written_stops_no_other_channel(tmp_path: Path, hook: Hook) -> None:
    settings = settings_of(tmp_path, notice_webhook_url=SecretStr(hook.url))
    settings.build.write_text("a file where the folder should be", encoding="utf-8")
    results = send(settings, NOTICE)
    assert [result.delivered for result in results] == [False, True]
    assert len(hook.posted) == 1


def test_half_a_mail_setting_is_said(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, notice_mail_to="kari@oslo.example")
    send(settings, NOTICE)
    assert (
        "mail: FAILED, KRITERIER_NOTICE_SMTP_HOST and KRITERIER_NOTICE_MAIL_TO must both be set"
        in text_of(settings)
    )


@pytest.mark.parametrize(
    "leak",
    [
        f"login with {PASSWORD} failed",
        "password=abc123secret",
        "Authorization: Bearer abc123secret",
        "https://kari:abc123secret@oslo.example/x",
        "api_key: abc123secret",
        f"posted to {HOOK_OF_NOBODY}",
        "Max retries exceeded with url: /T0/abc123secret",
    ],
)
def test_secrets_in_an_error_text_stay_out(tmp_path: Path, leak: str) -> None:
    settings = settings_of(
        tmp_path, notice_smtp_password=SecretStr(PASSWORD), notice_webhook_url=SecretStr(HOOK_OF_NOBODY)
    )
    send(settings, Notice("t", leak, leak, "run-1"))
    assert PASSWORD not in text_of(settings)
    assert "abc123secret" not in text_of(settings)


def test_a_failure_notice_says_what_and_what_to_do() -> None:
    long = "\n".join(f"cell {number} is no number" for number in range(500))
    notice = failure_notice("run-1", ["file.csv: hash differs", long])
    assert notice.title == "kriterier: refresh failed, 2 to mend"
    assert "file.csv: hash differs" in notice.body
    assert "and 460 more lines" in notice.body
    assert "kriterier refresh" in notice.body
    assert "oppdateringen feilet" in failure_notice("run-1", ["x"], "nb").title
