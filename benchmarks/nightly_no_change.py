"""A night with nothing new against a cold refresh, each a fresh process, side by side.

    python -m benchmarks.nightly_no_change --runs 3

The night looks at the calendar and fetches nothing: what a statbank takes to answer is not ours to time.
"""

import argparse
import json
import os
import shutil
import statistics
import sys
from pathlib import Path

from benchmarks.processes import Measured, measure
from pipelines.settings import Settings

AIM = 0.25


def command(settings: Settings, *arguments: str, status: str) -> Measured:
    """Run a command in the build folder and see that it did what is being timed."""
    environment = {**os.environ, "KRITERIER_ROOT": str(settings.root), "KRITERIER_BUILD": str(settings.build)}
    environment.pop("DAGSTER_HOME", None)
    run = measure([str(Path(sys.executable).parent / "kriterier"), *arguments, "--json"], environment)
    outcome = json.loads(run.output[run.output.index("{") : run.output.rindex("}") + 1])
    if outcome["status"] != status:
        raise RuntimeError(f"{arguments[0]} is {outcome['status']}, expected {status}:\n{run.output}")
    return run


def main() -> None:
    """Time both in turn and print the medians and their ratio."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    root = Path(__file__).parents[1]
    settings = Settings(root=root, build=root / "build" / "bench" / "nightly")
    cold, night = [], []
    for _ in range(runs):
        shutil.rmtree(settings.build, ignore_errors=True)
        cold.append(command(settings, "refresh", status="published").seconds)
        # the first night writes down which warnings it found; the second is every other night
        command(settings, "nightly", "--no-fetch", status="unchanged")
        night.append(command(settings, "nightly", "--no-fetch", status="unchanged").seconds)
    shutil.rmtree(settings.build, ignore_errors=True)
    slow, fast = statistics.median(cold), statistics.median(night)
    print(f"cold refresh {slow:.2f} s, night with nothing new {fast:.2f} s (medians of {runs})")
    print(f"night / cold refresh {fast / slow:.3f}, aim at most {AIM}")


if __name__ == "__main__":
    main()
