"""A process that has imported everything a refresh needs, and forks a refresh for each line it is given.

Half of the time of a refreshing process goes to imports, where there is nothing to interrupt. Started as
`python -m tests.support.warm_refresh`; answers each line with the number of the new process, and the next
line with how that one ended, once it has.
"""

import os
import subprocess
import sys
from importlib import import_module
from typing import IO

from pipelines.settings import Settings
from tests.support.environment import environment_of


class WarmRefresh:
    """Starts refreshes of one project, one after the other; each is a process of its own."""

    def __init__(self, settings: Settings) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.support.warm_refresh"],
            env=environment_of(settings),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._line() == "ready"

    def start(self) -> int:
        """Fork a refresh; gives its process number."""
        stdin = self._server.stdin
        assert stdin is not None
        stdin.write("refresh\n")
        stdin.flush()
        return int(self._line())

    def wait(self) -> int:
        """Wait for the refresh to end; its exit code, or the negative number of the signal that ended it."""
        return int(self._line())

    def close(self) -> None:
        """End the server."""
        self._server.communicate(timeout=60)

    def _line(self) -> str:
        stdout: IO[str] | None = self._server.stdout
        assert stdout is not None
        return stdout.readline().strip()


def _serve() -> None:
    for module in ("dbt.cli.main", "great_expectations", "pipelines.definitions"):
        import_module(module)
    from pipelines.refresh import run_refresh

    print("ready", flush=True)
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            outcome = run_refresh(Settings())
            print(*outcome.errors, sep="\n", file=sys.stderr, flush=True)
            os._exit(0 if outcome.status == "published" else 1)
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    _serve()
