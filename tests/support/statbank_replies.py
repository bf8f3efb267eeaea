"""What a test statbank puts on the wire: good answers and faults."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

JSON, HTML, TEXT = "application/json; charset=utf-8", "text/html", "text/plain"


@dataclass(frozen=True)
class Reply:
    """What goes over the wire; a fault when it is scripted.

    Attributes:
        status: HTTP status.
        body: The whole body, None for the answer that would have been given.
        kind: Content type.
        headers: More headers.
        cut: Bytes of the body that are not sent, although Content-Length counts them.
        pause: Seconds between single bytes; None to send at once.
        reset: Break the connection instead of answering.
    """

    status: int = 200
    body: bytes | None = None
    kind: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int = 0
    pause: float | None = None
    reset: bool = False


def ssb_error(title: str, status: int = 400) -> Reply:
    return Reply(status, json.dumps({"type": "Parameter error", "title": title, "status": status}).encode())


def oslo_error() -> Reply:
    return Reply(400, b"Bad Request", TEXT)


def too_many_cells() -> Reply:
    return ssb_error("Too many cells selected", 403)


def too_many_calls(retry_after: str = "7") -> Reply:
    return Reply(429, b"Too Many Requests", TEXT, {"Retry-After": retry_after})


def closed() -> Reply:
    return Reply(503, b"<html><title>Service Unavailable</title></html>", HTML)


def web_page() -> Reply:
    return Reply(200, b"<!DOCTYPE html><html><head><title>Vedlikehold</title></head></html>", HTML)


def slow(pause: float = 0.05) -> Reply:
    return Reply(pause=pause)


def truncated(missing: int = 40) -> Reply:
    return Reply(cut=missing)


def broken_connection() -> Reply:
    return Reply(reset=True)


def as_json(content: object) -> Reply:
    return Reply(200, json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())
