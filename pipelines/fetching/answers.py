"""What a response is: an answer of the service, a refusal, or something to try again."""

import html
import json
import re
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from pipelines.core.errors import DeliveryError, Finding
from pipelines.fetching.transfer import Response

_SHOWN = 160
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_AGAIN = {429, 502, 503, 504}


class Transient(Exception):  # noqa: N818, a state of the service more than an error
    """Something that may be gone at the next try; `retry_after` is the wait the service asks for."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        self.retry_after = retry_after
        super().__init__(reason)


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds the service asks to wait, given as a number or as a point in time; None when it does not."""
    asked = headers.get("retry-after", "").strip()
    if asked.isdigit():
        return float(asked)
    try:
        return max(0.0, (parsedate_to_datetime(asked) - now).total_seconds()) if asked else None
    except (ValueError, TypeError):
        return None


def judged(response: Response, wait: float | None, about: Finding) -> Any:  # noqa: ANN401, JSON is anything
    """The JSON of a good answer.

    Args:
        response: Status, headers and body.
        wait: Seconds the service asks to wait.
        about: A finding with source and `url`; the ones raised are made from it.

    Raises:
        Transient: Too many calls, a closed service, or a body that ends in the middle.
        DeliveryError: fetch_refused, fetch_too_large, fetch_not_found, fetch_web_page or fetch_no_json.
    """
    words = told(response.body)
    if response.status in _AGAIN:
        raise Transient(f"{response.status} {words}".strip(), wait)
    if response.status != 200:
        raise DeliveryError([_refusal(response.status, about, words)])
    start = response.body.lstrip(b"\xef\xbb\xbf \r\n\t")[:1]
    if start == b"<":
        raise DeliveryError([Finding("fetch_web_page", about.source_id, found=words, params=about.params)])
    no_json = Finding("fetch_no_json", about.source_id, found=words, params=about.params)
    if start not in (b"{", b"["):
        raise DeliveryError([no_json])
    try:
        return json.loads(response.body)
    except json.JSONDecodeError as error:
        if response.body.rstrip()[-1:] not in (b"}", b"]") or error.pos >= len(error.doc.rstrip()):
            raise Transient(f"the body ends in the middle after {len(response.body)} bytes") from error
        raise DeliveryError([no_json]) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise DeliveryError([no_json]) from error


def _refusal(status: int, about: Finding, words: str) -> Finding:
    params = {**about.params, "status": str(status)}
    if status == 403:
        return Finding("fetch_too_large", about.source_id, found=words, params=params)
    if status == 404:
        return Finding("fetch_not_found", about.source_id, found=words, params=params)
    return Finding("fetch_refused", about.source_id, found=words, params=params)


def told(body: bytes) -> str:
    """The service's own message, shortened: from its error JSON, the title of a web page, or bare words."""
    text = body[: 40 * _SHOWN].decode("utf-8", errors="replace")
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        content = None
    if isinstance(content, dict):
        keys = ("title", "error", "message", "detail")
        text = next((one for key in keys if isinstance(one := content.get(key), str)), text)
    title = _TITLE.search(text)
    words = " ".join(html.unescape(title[1] if title else _TAG.sub(" ", text)).split())
    return words if len(words) <= _SHOWN else words[:_SHOWN] + "…"
