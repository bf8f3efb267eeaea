"""A night in which the last month's extracts alone are new, against a cold run, at full scale.

    python -m benchmarks.social_nightly --cache FOLDER [--runs 3]

The sample delivers 2024 by the month. Both are landing, social models and their checks in one fresh process;
at night the landed files of all other deliveries are there and used again, and so are the personal tables of
the years before.
"""

import argparse
import json
import os
import statistics
import sys
from pathlib import Path

from benchmarks.processes import measure
from benchmarks.social_files import make_sample

AIM = 0.4
LAST_MONTH = "2024-12"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cache", type=Path, required=True, help="where the sample is kept")
    parser.add_argument("--work", type=Path, default=Path("build/bench/social_nightly"))
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    extracts = make_sample(options.cache.resolve() / "monthly", "--monthly", "2024")
    ratios = []
    for _ in range(options.runs):
        command = [sys.executable, "-m", "benchmarks.social_models", "--extracts", str(extracts)]
        command += ["--work", str(options.work), "--last-month", LAST_MONTH]
        found = json.loads(measure(command, os.environ).output.strip().splitlines()[-1])
        for name, parts in found.items():
            told = ", ".join(f"{part} {second:.1f} s" for part, second in parts.items())
            print(f"{name}: {sum(parts.values()):.1f} s ({told})")
        ratios.append(sum(found["nightly"].values()) / sum(found["cold"].values()))
    print(f"nightly / cold: {statistics.median(ratios):.2f}, aim at most {AIM}")


if __name__ == "__main__":
    main()
