"""One refresh at a time: an advisory lock that the operating system frees when a process dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipelines.settings import Settings


class RefreshRunningError(Exception):
    """Another process is refreshing the same build folder."""


_held: dict[Path, int] = {}
"""Nesting depth by lock file: the command takes the lock, and the Dagster run inside it takes it again."""


@contextmanager
def refresh_lock(settings: Settings) -> Iterator[None]:
    """Hold the build folder for one refresh.

    Raises:
        RefreshRunningError: Another process holds it; the message is one line and names the process.
    """
    path = settings.build / "refresh.lock"
    if _held.get(path, 0):
        _held[path] += 1
        try:
            yield
        finally:
            _held[path] -= 1
        return

    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.read(descriptor, 64).decode("ascii", errors="replace").strip() or "unknown"
            raise RefreshRunningError(
                f"Another refresh of {settings.build} is running (process {holder}); "
                "nothing was done. Try again when it has ended."
            ) from error
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode("ascii"))
        _held[path] = 1
        try:
            yield
        finally:
            _held[path] = 0
    finally:
        os.close(descriptor)
