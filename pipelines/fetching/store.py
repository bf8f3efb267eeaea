"""Puts a response into data_raw as a delivery; a kill at any moment leaves nothing half-there."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import yaml

from pipelines.core.origins import SIDECAR_SUFFIX, Origin, OriginError, read_origin, sha256_of
from pipelines.settings import Settings

_PART = ".fetching"


class FetchRunningError(Exception):
    """Another process fetches into the same data_raw; the message is one line."""


@contextmanager
def fetch_lock(settings: Settings) -> Iterator[None]:
    """One fetch at a time, so that no two responses take the place of the same delivery.

    Raises:
        FetchRunningError: Another process is fetching.
    """
    settings.build.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(settings.build / "fetch.lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise FetchRunningError(
                f"Another fetch into {settings.data_raw} is running; nothing was done. "
                "Try again when it has ended."
            ) from error
        yield
    finally:
        os.close(descriptor)


def free_name(folder: Path, stem: str, day: date) -> str:
    """`<stem>_<day>.json`, with a number when that name is taken."""
    name, number = f"{stem}_{day:%Y-%m-%d}.json", 1
    while (folder / name).exists() or (folder / (name + SIDECAR_SUFFIX)).exists():
        number += 1
        name = f"{stem}_{day:%Y-%m-%d}_{number}.json"
    return name


def store(file: Path, content: bytes, origin: Origin) -> None:
    """Write a response and its sidecar.

    Both are written whole under hidden names, which no reader of data_raw sees. The file is put in place
    first; when the process dies before the sidecar follows, `finish_storing` puts it in place.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    sidecar = file.with_name(file.name + SIDECAR_SUFFIX)
    hidden = [(_hidden(file), content, file), (_hidden(sidecar), _sidecar_text(origin).encode(), sidecar)]
    for part, written, _ in hidden:
        with part.open("wb") as stream:
            stream.write(written)
            stream.flush()
            os.fsync(stream.fileno())
    for part, _, place in hidden:
        part.replace(place)


def finish_storing(settings: Settings, source_id: str) -> None:
    """Clear up after a fetch that was killed: complete what was whole, remove what was not."""
    for part in sorted((settings.data_raw / source_id).glob(f"*/.*{_PART}")):
        place = part.with_name(part.name.removeprefix(".").removesuffix(_PART))
        file = place.with_name(place.name.removesuffix(SIDECAR_SUFFIX))
        if place != file and not place.exists() and file.exists() and _belongs(part, file):
            part.replace(place)
        else:
            part.unlink()


def _hidden(path: Path) -> Path:
    return path.with_name(f".{path.name}{_PART}")


def _belongs(sidecar: Path, file: Path) -> bool:
    try:
        return read_origin(sidecar).sha256 == sha256_of(file)
    except OriginError:
        return False


def _sidecar_text(origin: Origin) -> str:
    return yaml.safe_dump(origin.model_dump(), allow_unicode=True, sort_keys=False, width=110)
