"""JSON from a service: tells an error answer, a cut file and damaged JSON apart."""

import html
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipelines.core.encodings import cut, decoded
from pipelines.core.errors import DeliveryError, Finding

_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_SHOWN = 100
# names under which services put what went wrong, when the answer is JSON
_ERROR_KEYS = ("error", "title", "message")


def read_json_text(file: Path, about: Finding) -> str:
    """The file's text, which is JSON as far as its first character shows.

    Raises:
        DeliveryError: wrong_encoding, truncated_file (empty, or a letter cut in two) or error_answer (a web
            page or bare words in place of JSON).
    """
    text = decoded(file.read_bytes(), "utf-8", about)
    first = text[:_SHOWN].lstrip()[:1]
    if not first and not text.strip():
        raise DeliveryError([cut(about, None, "fila er tom", "the file is empty")])
    if first not in ("{", "["):
        raise DeliveryError([_error_answer(text, about)])
    return text


def parse_json(text: str, about: Finding, *, exact: bool = False) -> Any:  # noqa: ANN401, JSON is anything
    """Parse a text; with `exact`, numbers that are not whole become decimals.

    Raises:
        DeliveryError: truncated_file, broken_json, or error_answer when the JSON tells of an error.
    """
    try:
        content = json.loads(text, parse_float=Decimal if exact else None, parse_constant=_refused)
    except json.JSONDecodeError as error:
        raise DeliveryError([_unreadable(text, error, about)]) from error
    except (ValueError, RecursionError) as error:
        raise DeliveryError([_broken(about, None, str(error))]) from error
    if isinstance(content, dict) and "class" not in content:
        told = next((content[key] for key in _ERROR_KEYS if isinstance(content.get(key), str)), None)
        if told is not None:
            raise DeliveryError([_answer(about, told)])
    return content


def refuse_web_page(start: bytes, about: Finding) -> None:
    """Stop when a file of another format begins like a web page.

    Raises:
        DeliveryError: error_answer.
    """
    if start.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        raise DeliveryError([_error_answer(start.decode("utf-8", errors="replace"), about)])


def _refused(constant: str) -> None:
    raise ValueError(constant)


def _error_answer(text: str, about: Finding) -> Finding:
    title = _TITLE.search(text)
    return _answer(about, title[1] if title else _TAG.sub(" ", text[: 20 * _SHOWN]))


def _answer(about: Finding, told: str) -> Finding:
    words = " ".join(html.unescape(told).split())
    found = words if len(words) <= _SHOWN else words[:_SHOWN] + "…"
    return Finding("error_answer", about.source_id, about.file, found=found)


def _unreadable(text: str, error: json.JSONDecodeError, about: Finding) -> Finding:
    # what is whole ends with the bracket it began with
    if text.rstrip()[-1:] != {"{": "}", "[": "]"}[text.lstrip()[0]] or error.pos >= len(text.rstrip()):
        return cut(about, error.lineno, "JSON-teksten slutter midt i", "the JSON ends in the middle")
    return _broken(about, error.lineno, f"{error.msg}, {error.colno}")


def _broken(about: Finding, row: int | None, problem: str) -> Finding:
    params = {"problem_nb": problem, "problem_en": problem}
    return Finding("broken_json", about.source_id, about.file, row=row, params=params)
