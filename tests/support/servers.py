"""A mail server and a webhook on this machine, for tests of what is sent to them."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope

PASSWORD = "hunter2-very-secret"  # noqa: S105  (invented)


@dataclass
class MailServer:
    """A mail server on this machine; keeps what it is given."""

    port: int = 0
    envelopes: list[Envelope] = field(default_factory=list)
    passwords: list[bytes] = field(default_factory=list)

    async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:  # noqa: N802
        self.envelopes.append(envelope)
        return "250 OK"

    def authenticate(self, _s: object, _e: object, _n: object, _m: str, data: Any) -> AuthResult:  # noqa: ANN401
        self.passwords.append(data.password)
        return AuthResult(success=data.password == PASSWORD.encode())


@dataclass
class Hook:
    """A webhook on this machine; keeps what is posted and answers with `status`."""

    url: str = ""
    status: int = 200
    posted: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def running_mail_server() -> Iterator[MailServer]:
    server = MailServer()
    controller = Controller(
        server,
        hostname="127.0.0.1",
        port=free_port(),
        authenticator=server.authenticate,
        auth_require_tls=False,
    )
    controller.start()
    server.port = controller.port
    yield server
    controller.stop()


@contextmanager
def running_hook() -> Iterator[Hook]:
    kept = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            kept.posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(kept.status)
            self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    kept.url = f"http://127.0.0.1:{server.server_port}/services/T0/secret-path"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield kept
    server.shutdown()
    thread.join()
    server.server_close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
