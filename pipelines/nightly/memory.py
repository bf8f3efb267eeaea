"""What the published release was built from, files held back included: by it a night sees what is new."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import duckdb

from pipelines.core.replacing import write_whole
from pipelines.settings import Settings
from pipelines.warehouse.access import NotPublishedError, open_published

ACCEPTED = ("used", "superseded")


@dataclass(frozen=True)
class HeldBack:
    """A file that is left out: the hash of its bytes, and what is wrong with it, one text per fault."""

    sha256: str
    findings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Published:
    """The release that is published; `fingerprint` is empty when there is none.

    `accepted` and `held_back` are delivery id -> sha256 (and findings).
    """

    fingerprint: str = ""
    published_at: datetime | None = None
    accepted: Mapping[str, str] = field(default_factory=dict)
    held_back: Mapping[str, HeldBack] = field(default_factory=dict)


def read_published(settings: Settings) -> Published:
    """The published release as its own meta tables say; what holds no row there stands in a file of ours."""
    try:
        with open_published(settings) as connection:
            run = connection.execute("select input_fingerprint, finished_at from meta.runs").fetchone()
            rows = connection.execute("select delivery_id, sha256, state from meta.deliveries").fetchall()
    except (NotPublishedError, duckdb.Error):
        return Published()
    if run is None:
        return Published()
    held = {one: HeldBack(sha256) for one, sha256, state in rows if state not in ACCEPTED}
    return Published(
        run[0],
        run[1],
        {one: sha256 for one, sha256, state in rows if state in ACCEPTED},
        held | _remembered(settings, run[0]),
    )


def remember(settings: Settings, held_back: Mapping[str, HeldBack]) -> None:
    """Keep what the new release holds back: a stranger or a file without sidecar has no row in it."""
    path = _path(settings)
    content = {
        "input_fingerprint": read_published(settings).fingerprint,
        "held_back": {
            one: {"sha256": held.sha256, "findings": list(held.findings)}
            for one, held in sorted(held_back.items())
        },
    }
    write_whole(path, json.dumps(content, ensure_ascii=False, indent=2) + "\n")


def _remembered(settings: Settings, fingerprint: str) -> dict[str, HeldBack]:
    try:
        content = json.loads(_path(settings).read_text(encoding="utf-8"))
        if content["input_fingerprint"] != fingerprint:
            return {}
        return {
            one: HeldBack(held["sha256"], tuple(held["findings"]))
            for one, held in content["held_back"].items()
        }
    except (OSError, ValueError, KeyError, TypeError):
        # without it a night rebuilds once more, which is never wrong
        return {}


def _path(settings: Settings) -> Path:
    return settings.build / "held_back.json"
