"""Notices reach people by a real mail server and a real webhook, and never carry a secret."""

import logging
import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import SecretStr

from pipelines.notices import Alarm, ChannelResult, Notice, Post, notice_path
from pipelines.notices.texts import RUNBOOKS, TEXTS, Kind
from pipelines.settings import Language, Settings
from tests.contract.project import ROOT
from tests.support.servers import PASSWORD, Hook, MailServer, free_port, running_hook, running_mail_server

CAUSE = "failed/12345678"
NOTICE = Notice("kriterier: refresh failed, 1 to mend", "file æøå.csv is broken\nrow 7", CAUSE, "run-1")
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


def send(settings: Settings, notice: Notice) -> tuple[ChannelResult, ...]:
    return Post(settings).send(notice)


def text_of(settings: Settings, cause: str = CAUSE) -> str:
    return notice_path(settings, cause).read_text(encoding="utf-8")


def test_a_notice_is_always_a_file(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    results = send(settings, NOTICE)
    assert [result.delivered for result in results] == [True]
    assert list(settings.notices.iterdir()) == [notice_path(settings, CAUSE)]
    for part in (NOTICE.title, NOTICE.body, f"cause: {CAUSE}", "run: run-1"):
        assert part in text_of(settings)


def test_a_cause_has_one_file_and_no_way_out(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    send(settings, NOTICE)
    send(settings, NOTICE)
    send(settings, Notice("t", "b", "../../evil/run", "run-2"))
    paths = [notice_path(settings, CAUSE), notice_path(settings, "../../evil/run")]
    assert sorted(settings.notices.iterdir()) == sorted(paths)


def test_causes_that_look_alike_have_files_of_their_own(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    long = "refused/" + "x" * 200
    names = {notice_path(settings, cause).name for cause in ("a/b", "a_b", long + "1", long + "2")}
    assert len(names) == 4
    assert max(map(len, names)) < 120


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
    monkeypatch.setattr("pipelines.notices.transports.LOOPBACK", set())
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
    assert "mail to kari@oslo.example: FAILED, not reachable within 1.5 s" in text
    assert "webhook at 127.0.0.1: FAILED, not reachable within 1.5 s" in text
    assert NOTICE.body in text
    assert "secret-path" not in text + caplog.text


def test_a_server_that_never_answers_does_not_hold_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.notices.transports.TIMEOUT_SECONDS", 0.2)
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
    assert PASSWORD not in text_of(settings, leak)
    assert "abc123secret" not in text_of(settings, leak)


def test_a_server_that_said_nothing_is_not_waited_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.notices.transports.TIMEOUT_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(0.5)
        port = silent.getsockname()[1]
        post = Post(settings_of(tmp_path, notice_webhook_url=SecretStr(f"http://127.0.0.1:{port}/")))
        results = [post.send(NOTICE)[1] for _ in range(3)]
        # one connection to see whether anybody is there, one for the first notice, none for the others
        for _ in range(2):
            silent.accept()[0].close()
        with pytest.raises(TimeoutError):
            silent.accept()
    assert [result.delivered for result in results] == [False, False, False]


def test_a_failure_notice_says_what_what_to_do_and_which_page() -> None:
    long = "\n".join(f"cell {number} is no number" for number in range(500))
    alarm = Alarm("failed", "failed/1", "1", ("file.csv: hash differs", long))
    notice = alarm.notice("en", "run-1")
    assert notice.title == "kriterier: refresh failed, 2 to mend"
    assert "file.csv: hash differs" in notice.body
    assert "and 460 more lines" in notice.body
    assert "What to do: mend" in notice.body
    assert "docs/runbooks/failed_refresh.md" in notice.body
    assert "oppdateringen feilet" in alarm.notice("nb", "run-1").title


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_kind_of_alarm_has_its_words_and_a_page_that_exists(kind: Kind, language: Language) -> None:
    notice = Alarm(kind, "k/1", "subject æ", ("detail",), "Kari", 3).notice(language, "run-1")
    assert "{" not in notice.title + notice.body
    assert "detail" in notice.body
    page = RUNBOOKS[kind]
    assert f"docs/runbooks/{page}" in notice.body
    assert (ROOT / "docs" / "runbooks" / page).is_file()
    assert f"({page})" in (ROOT / "docs" / "runbooks" / "README.md").read_text(encoding="utf-8")


def test_every_kind_has_both_languages_and_a_page() -> None:
    assert TEXTS.keys() == RUNBOOKS.keys() == set(get_args(Kind))
    assert all(texts.keys() == {"nb", "en"} for texts in TEXTS.values())
