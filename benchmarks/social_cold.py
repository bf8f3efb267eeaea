"""The recipient statistics of the full-scale sample: landing and models against a script by hand and pandas.

    python -m benchmarks.social_cold --cache FOLDER [--runs 3]

The sample is made once into the cache folder. Each way is a fresh process that starts from the same delivered
Parquet files, the three in turn. Ours is the landing of the seven extracts (with the hash of every file) and
the social models; dbt's own start and parsing are outside, and so are the data tests. Answers are compared
before a figure is printed: rows on which the ways differ are listed by statistic.
"""

import argparse
import json
import os
import statistics
import sys
from pathlib import Path

import duckdb

from benchmarks.processes import Measured, measure
from benchmarks.social_files import make_sample
from pipelines.sources import load_source

OURS, HAND, PANDAS = "landing and models", "DuckDB by hand", "pandas"
MODULES = {OURS: "social_models", HAND: "social_by_hand", PANDAS: "social_pandas"}
LABELLED = {
    ("fasit_payments", "purpose_code"): "",
    ("fasit_income", "income_type_code"): "",
    ("socio_persons", "settlement_type_code"): "",
    ("socio_persons", "prior_education_code"): "education|",
    ("socio_intro", "end_status_code"): "",
}
AIM_TO_HAND, AIM_PANDAS, AIM_PEAK_MB = 1.5, 5.0, 3000


def one_run(way: str, extracts: Path, work: Path) -> tuple[dict[str, float], Measured]:
    """One way in a fresh process; its seconds by part."""
    command = [sys.executable, "-m", f"benchmarks.{MODULES[way]}"]
    run = measure([*command, "--extracts", str(extracts), "--work", str(work / MODULES[way])], os.environ)
    found = json.loads(run.output.strip().splitlines()[-1])
    return found.get("cold", found), run


def codes() -> dict[str, str]:
    """Our category by the label that the script by hand leaves as it was delivered."""
    found: dict[str, str] = {}
    for (source_id, field), prefix in LABELLED.items():
        mapped = load_source(source_id).fields[field].codes
        found |= {prefix + label: prefix + code for label, code in mapped.items()}
    return found


def compare(work: Path) -> list[str]:
    """Statistics on which ours and another way differ, a line each; zero rows count as left out."""
    lines = []
    with duckdb.connect() as connection:
        connection.execute("create table codes (label varchar, code varchar)")
        connection.executemany("insert into codes values (?, ?)", list(codes().items()))
        for way, name in ((HAND, "by_hand"), (PANDAS, "pandas")):
            files = [
                str(work / MODULES[OURS] / "models.parquet"),
                str(work / MODULES[way] / f"{name}.parquet"),
            ]
            found = connection.execute(
                """
                with ours as (select * from read_parquet($ours) where value <> 0),
                theirs as (
                    select them.* replace (coalesce(codes.code, category) as category)
                    from read_parquet($theirs) as them left join codes on category = label
                    where value <> 0 and statistic_id in (select statistic_id from ours)
                )
                select statistic_id, count(*),
                    count(*) filter (
                        ours.value is null or theirs.value is null
                        or abs(ours.value - theirs.value) > 1e-6 * greatest(1, abs(ours.value))
                    )
                from ours full join theirs using (statistic_id, year, month, district_id, category)
                where statistic_id in (select statistic_id from theirs)
                group by statistic_id order by statistic_id
                """,
                {"ours": files[0], "theirs": files[1]},
            ).fetchall()
            same = [statistic for statistic, _, wrong in found if not wrong]
            lines.append(f"{OURS} and {way}: {len(same)} of {len(found)} statistics equal in every row")
            lines += [f"  {one}: {wrong} of {rows} rows differ" for one, rows, wrong in found if wrong]
    return lines


def table(found: dict[str, list[tuple[dict[str, float], Measured]]]) -> str:
    """Seconds, ratios with their aims and peak memory as Markdown."""
    seconds = {way: [sum(parts.values()) for parts, _ in runs] for way, runs in found.items()}
    median = {way: statistics.median(values) for way, values in seconds.items()}
    lines = ["| what | seconds (least to most) | parts | CPU seconds | peak MB |", "|---|---:|---|---:|---:|"]
    for way, runs in found.items():
        parts = ", ".join(f"{part} {second:.1f}" for part, second in runs[-1][0].items())
        cpu = statistics.median(run.cpu_seconds for _, run in runs)
        peak = max(run.peak_mb for _, run in runs)
        spread = f"{median[way]:.1f} ({min(seconds[way]):.1f} to {max(seconds[way]):.1f})"
        lines.append(f"| {way} | {spread} | {parts} | {cpu:.1f} | {peak:.0f} |")
    peak = max(run.peak_mb for _, run in found[OURS])
    lines += [
        "",
        f"{OURS} / {HAND}: {median[OURS] / median[HAND]:.2f}, aim at most {AIM_TO_HAND}",
        f"{PANDAS} / {OURS}: {median[PANDAS] / median[OURS]:.2f}, aim at least {AIM_PANDAS}",
        f"peak memory of {OURS}: {peak:.0f} MB, aim under {AIM_PEAK_MB}",
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cache", type=Path, required=True, help="where the full-scale sample is kept")
    parser.add_argument("--work", type=Path, default=Path("build/bench/social_cold"))
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    extracts = make_sample(options.cache.resolve() / "full_scale")
    work = options.work.resolve()
    found: dict[str, list[tuple[dict[str, float], Measured]]] = {way: [] for way in MODULES}
    for number in range(options.runs):
        for way, runs in found.items():
            runs.append(one_run(way, extracts, work))
            print(f"round {number}: {way} {runs[-1][0]}", file=sys.stderr)
    print("\n".join(compare(work)))
    print(table(found))


if __name__ == "__main__":
    main()
