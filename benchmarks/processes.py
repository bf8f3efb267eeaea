"""Runs a command in a fresh process and measures it as the operating system saw it."""

import os
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

KB_PER_MB = 1024
"""Linux gives peak memory in kilobytes."""


@dataclass(frozen=True)
class Measured:
    """One run: wall seconds, processor seconds, peak memory in MB, standard output."""

    seconds: float
    cpu_seconds: float
    peak_mb: float
    output: str


def measure(command: Sequence[str], environment: Mapping[str, str]) -> Measured:
    """Run a command to its end.

    Raises:
        RuntimeError: The command failed; the message holds what it printed.
    """
    # a file, because a pipe nobody reads would fill and stop the process
    with tempfile.TemporaryFile(mode="w+", encoding="utf-8") as errors:
        start = time.perf_counter()
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True)
        assert process.stdout is not None
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            errors.seek(0)
            raise RuntimeError(
                f"{' '.join(command)} ended with {process.returncode}:\n{output}\n{errors.read()}"
            )
    return Measured(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / KB_PER_MB, output)
