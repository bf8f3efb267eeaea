"""Imports a module in a process of its own and prints, as JSON, what the import did to the world.

Run as a script with the module's name, the project's top folder and the prefix of guarded variables. It
records by an audit hook, which cannot be taken off again: sockets, new processes, databases, and files and
folders of the project other than Python modules; and every read of a guarded environment variable.
"""

import importlib
import json
import os
import sys
from pathlib import Path
from typing import Any

WATCHED = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "sqlite3.",
)
FILE_EVENTS = ("open", "os.listdir", "os.scandir")


class Probe:
    """Collects events of one import."""

    def __init__(self, root: str, prefix: str) -> None:
        self.root = root
        self.prefix = prefix
        self.environment = str(Path(root, ".venv"))
        self.events: list[dict[str, Any]] = []
        self._busy = False

    def hook(self, event: str, arguments: tuple[object, ...]) -> None:
        """Receive every audit event of the process."""
        if self._busy:
            return
        if event.startswith(WATCHED):
            self.record(event, repr(arguments[:2])[:200])
        elif event in FILE_EVENTS and self._is_project_data(arguments[0]):
            self.record(event, str(arguments[0]))

    def record(self, event: str, detail: str) -> None:
        """Keep an event with the files that were being executed, innermost first."""
        self._busy = True
        files = []
        frame = sys._getframe(1)
        while frame is not None:
            name = frame.f_code.co_filename
            if name != __file__ and not name.startswith("<frozen importlib"):
                files.append(name)
            if frame.f_back is None:
                break
            frame = frame.f_back
        self.events.append({"event": event, "detail": detail, "files": files})
        self._busy = False

    def _is_project_data(self, path: object) -> bool:
        if not isinstance(path, (str, bytes, os.PathLike)):
            return False
        name = os.fspath(path)
        text = os.path.abspath(os.fsdecode(name))  # noqa: PTH100 - pathlib would raise audit events itself
        if not text.startswith(self.root + os.sep) or text.startswith(self.environment):
            return False
        # the import system lists the packages' folders and opens their modules
        in_package = text.startswith(os.path.join(self.root, "pipelines"))  # noqa: PTH118
        return not (in_package and (text.endswith((".py", ".pyc")) or "." not in text.rpartition(os.sep)[2]))

    def watch_environment(self) -> None:
        """Record reads of guarded variables; there is no audit event for them."""
        environment = type(os.environ)
        plain = environment.__getitem__

        def reading(this: "os._Environ[str]", key: str) -> str:
            if str(key).upper().startswith(self.prefix) and not self._busy:
                self.record("environment", str(key))
            return plain(this, key)

        environment.__getitem__ = reading  # type: ignore[method-assign]


def main() -> None:
    """Import the module named on the command line."""
    module, root, prefix = sys.argv[1:4]
    # where Python would have put this script's folder, as it does for `python -m`
    sys.path[0] = os.getcwd()  # noqa: PTH109 - as above
    probe = Probe(root, prefix)
    sys.addaudithook(probe.hook)
    probe.watch_environment()
    importlib.import_module(module)
    probe._busy = True
    print(json.dumps({"events": probe.events, "modules": sorted(sys.modules)}))


if __name__ == "__main__":
    main()
