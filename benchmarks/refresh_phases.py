"""Cold refresh, `dbt build` alone and a refresh with nothing new, side by side and several times.

    python -m benchmarks.refresh_phases --runs 5 [--json FILE] [--write-readme]

Each is a fresh process in a build folder of its own, and the three take turns, so that whatever else
the machine does falls on all of them. Medians are printed, as the table that stands in README.md;
`--write-readme` puts it there.
"""

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import sys
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from benchmarks.dbt_build_alone import dbt_build
from benchmarks.processes import Measured, measure
from pipelines.settings import Settings

COLD, DBT, UNCHANGED = "cold refresh", "dbt build alone", "refresh, nothing new"
AIM_COLD_TO_DBT = 2.0
AIM_UNCHANGED_TO_COLD = 0.4
AIM_PEAK_MB = 700
README_PART = re.compile(r"(<!-- performance: begin[^>]*-->\n).*?(<!-- performance: end -->)", re.DOTALL)


@dataclass
class Series:
    """All runs of one kind."""

    runs: list[Measured] = field(default_factory=list)
    phases: list[dict[str, float]] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """Median wall time."""
        return statistics.median(run.seconds for run in self.runs)

    @property
    def spread(self) -> tuple[float, float]:
        """Shortest and longest wall time."""
        return min(run.seconds for run in self.runs), max(run.seconds for run in self.runs)

    @property
    def peak_mb(self) -> float:
        """Largest peak memory of any run, in MB."""
        return max(run.peak_mb for run in self.runs)

    @property
    def phase_medians(self) -> dict[str, float]:
        """Median seconds by phase, in the order the refresh reports them, and what no phase covers."""
        names = list(self.phases[0])
        medians = {name: statistics.median(phases[name] for phases in self.phases) for name in names}
        rest = [
            run.seconds - sum(phases.values()) for run, phases in zip(self.runs, self.phases, strict=True)
        ]
        return {**medians, "start, and Dagster between the phases": statistics.median(rest)}


def refresh(settings: Settings, expected: str) -> tuple[Measured, dict[str, float]]:
    """Run `kriterier refresh --json` and check that it did what is being timed."""
    command = [str(Path(sys.executable).parent / "kriterier"), "refresh", "--json"]
    environment = {**os.environ, "KRITERIER_ROOT": str(settings.root), "KRITERIER_BUILD": str(settings.build)}
    environment.pop("DAGSTER_HOME", None)
    run = measure(command, environment)
    outcome = json.loads(run.output[run.output.index("{") :])
    if outcome["status"] != expected:
        raise RuntimeError(f"the refresh is {outcome['status']}, expected {expected}:\n{run.output}")
    return run, outcome["phases"]


def run_all(settings: Settings, runs: int) -> dict[str, Series]:
    """Run the three in turn; the first round warms the file cache and is thrown away."""
    series = {name: Series() for name in (COLD, DBT, UNCHANGED)}
    for number in range(runs + 1):
        shutil.rmtree(settings.build, ignore_errors=True)
        cold, phases = refresh(settings, "published")
        unchanged, unchanged_phases = refresh(settings, "unchanged")
        command, environment = dbt_build(settings)
        dbt = measure([*command, "--quiet"], environment)
        print(
            f"round {number}: {cold.seconds:.1f} s, {dbt.seconds:.1f} s, {unchanged.seconds:.2f} s",
            file=sys.stderr,
        )
        if number > 0:
            series[COLD].runs.append(cold)
            series[COLD].phases.append(phases)
            series[UNCHANGED].runs.append(unchanged)
            series[UNCHANGED].phases.append(unchanged_phases)
            series[DBT].runs.append(dbt)
    shutil.rmtree(settings.build, ignore_errors=True)
    return series


def table(series: dict[str, Series], runs: int) -> str:
    """The figures as Markdown: what was measured, the ratios with their aims, the split by phase."""
    cold, dbt, unchanged = series[COLD], series[DBT], series[UNCHANGED]
    cold_to_dbt, unchanged_to_cold = cold.seconds / dbt.seconds, unchanged.seconds / cold.seconds
    machine = f"Python {platform.python_version()}, DuckDB {version('duckdb')}, {os.cpu_count()} cores"
    lines = [
        f"Median of {runs} runs each, in fresh processes and fresh build folders; {machine}.",
        "",
        "| what | seconds (least to most) | peak memory, MB |",
        "|---|---:|---:|",
    ]
    for name, one in series.items():
        low, high = one.spread
        lines.append(f"| {name} | {one.seconds:.2f} ({low:.2f} to {high:.2f}) | {one.peak_mb:.0f} |")
    lines += [
        "",
        "| compared | found | aim |",
        "|---|---:|---:|",
        f"| {COLD} / {DBT} | {cold_to_dbt:.2f} | at most {AIM_COLD_TO_DBT:g} |",
        f"| {UNCHANGED} / {COLD} | {unchanged_to_cold:.2f} | at most {AIM_UNCHANGED_TO_COLD:g} |",
        f"| peak memory of a {COLD}, MB | {cold.peak_mb:.0f} | under {AIM_PEAK_MB} |",
        "",
        "| phase of a cold refresh | seconds | share |",
        "|---|---:|---:|",
    ]
    for name, seconds in cold.phase_medians.items():
        lines.append(f"| {name} | {seconds:.2f} | {100 * seconds / cold.seconds:.0f} % |")
    return "\n".join(lines) + "\n"


def as_json(series: dict[str, Series]) -> dict[str, object]:
    """Every single run, for comparing over time."""
    return {
        name: {
            "seconds": [round(run.seconds, 3) for run in one.runs],
            "cpu_seconds": [round(run.cpu_seconds, 3) for run in one.runs],
            "peak_mb": [round(run.peak_mb, 1) for run in one.runs],
            "phases": one.phases,
        }
        for name, one in series.items()
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", type=Path, help="write every single run to this file")
    parser.add_argument("--write-readme", action="store_true", help="put the table into README.md")
    options = parser.parse_args()

    settings = Settings(build=Path("build/bench"))
    series = run_all(settings, options.runs)
    text = table(series, options.runs)
    print(text)
    if options.json:
        options.json.write_text(json.dumps(as_json(series), indent=2) + "\n", encoding="utf-8")
    if options.write_readme:
        readme = settings.root / "README.md"
        old = readme.read_text(encoding="utf-8")
        new, found = README_PART.subn(lambda part: f"{part[1]}{text}{part[2]}", old)
        if found != 1:
            raise SystemExit("README.md has no part marked `performance`")
        readme.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()
