"""The recipient statistics at national scale: every person of the sample twenty times, against once.

    python -m benchmarks.social_national --cache FOLDER [--times 20] [--memory-limit 2GB]

Both are landing and social models cold, in fresh processes with the same memory limit; what does not fit is
spilled to disk. Printed is the time of the large one over so many times the small one's, by part.
"""

import argparse
import json
import os
import sys
from pathlib import Path

from benchmarks.processes import measure
from benchmarks.social_files import make_sample, multiply
from pipelines.settings import Settings

AIM = 1.2


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cache", type=Path, required=True, help="where the samples are kept")
    parser.add_argument("--work", type=Path, default=Path("build/bench/social_national"))
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--memory-limit", default="2GB")
    options = parser.parse_args()
    once = make_sample(options.cache.resolve() / "full_scale")
    settings = Settings(memory_limit=options.memory_limit)
    many = multiply(once, once.with_name(f"times_{options.times}"), options.times, settings)
    seconds: dict[int, dict[str, float]] = {}
    for times, extracts in ((1, once), (options.times, many)):
        command = [sys.executable, "-m", "benchmarks.social_models", "--extracts", str(extracts)]
        command += ["--work", str(options.work), "--memory-limit", options.memory_limit]
        run = measure(command, os.environ)
        seconds[times] = json.loads(run.output.strip().splitlines()[-1])["cold"]
        parts = ", ".join(f"{part} {second:.1f} s" for part, second in seconds[times].items())
        print(f"{times} times the rows, {options.memory_limit}: {parts}, peak {run.peak_mb:.0f} MB")
    small, large = seconds[1], seconds[options.times]
    for part in ("landing", "models", "checks"):
        print(f"{part}: {large[part] / small[part] / options.times:.2f} times linear")
    whole = [one["landing"] + one["models"] for one in (small, large)]
    print(f"landing and models: {whole[1] / whole[0] / options.times:.2f} times linear, aim at most {AIM}")


if __name__ == "__main__":
    main()
