"""Landing a large ledger against bare DuckDB `read_csv` to Parquet, side by side and several times.

    python -m benchmarks.ledger_landing --lines 10000000 [--runs 3]

Ours takes the export in Windows-1252, and the same in UTF-8, through the landing that a refresh uses: every
row check, the control sum, typed Parquet. Bare DuckDB gets it easier: the same lines in UTF-8 with amounts
it can read by itself, the columns declared, no check. Each is a fresh process with the same limits; the three
take turns, and the order turns round. Timed is the work without start and imports; the file's hash, which a
refresh takes of every delivery before landing, is given apart.
"""

import argparse
import json
import os
import shutil
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb

from benchmarks.ledger_file import COLUMNS, YEAR, LedgerFiles, make_ledger
from benchmarks.processes import Measured, measure
from pipelines.core.lines_shape import LinesEncoding, LinesShape
from pipelines.core.origins import Origin, sha256_of
from pipelines.core.sql_text import literal
from pipelines.landing.lines.land import land_lines
from pipelines.landing.source_folder import Delivery
from pipelines.settings import Settings
from pipelines.sources import load_source

SOURCE = "unit4_ledger"
BARE, OURS, OURS_UTF8 = "bare DuckDB, UTF-8", "landing, Windows-1252", "landing, UTF-8"
AIMS = {OURS: 1.9, OURS_UTF8: 1.4}
AIM_PEAK_MB = 1500
_TYPES = {"Bilagsnr": "BIGINT", "Bilagsdato": "DATE", "Periode": "INTEGER", "Beløp": "DECIMAL(18,2)"}


def bare(file: Path, settings: Settings) -> tuple[int, str]:
    """What DuckDB does by itself; gives rows and total."""
    columns = ", ".join(f"{literal(name)}: '{_TYPES.get(name, 'VARCHAR')}'" for name in COLUMNS)
    parquet = literal(str(settings.build / "bare.parquet"))
    limits: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": settings.memory_limit,
        "threads": settings.threads,
    }
    with duckdb.connect(":memory:", config=limits) as connection:
        connection.execute(
            f"copy (from read_csv({literal(str(file))}, delim = ';', header = true, dateformat = '%d.%m.%Y', "
            f"decimal_separator = ',', columns = {{{columns}}})) to {parquet} (format parquet)"
        )
        [(rows, total)] = connection.execute(
            f'select count(*), sum("Beløp") from {parquet} where "Firma" <> \'Sum\''
        ).fetchall()
    return rows, str(total)


def ours(file: Path, settings: Settings, encoding: LinesEncoding) -> tuple[int, str]:
    """The landing of a refresh; gives rows and total."""
    source = load_source(SOURCE)
    assert isinstance(source.file, LinesShape), "the ledger is landed by DuckDB"
    shape = source.file.model_copy(update={"encoding": encoding})
    origin = Origin(
        source_id=SOURCE,
        title="SYNTHETIC",
        producer="benchmark",
        contact="benchmark",
        period=str(YEAR),
        received_on=date(YEAR, 12, 31),
        licence="EUPL-1.2",
        personal_data="none",
        synthetic=True,
        sha256="0" * 64,
        bytes=file.stat().st_size,
    )
    delivery_id = f"{SOURCE}/{YEAR}/{file.name}"
    delivery = Delivery(delivery_id, SOURCE, str(YEAR), file, origin, origin.sha256, "used")
    parquet, results = land_lines(source, shape, settings, [delivery])
    with duckdb.connect(":memory:") as connection:
        [(total,)] = connection.execute(f"select sum(amount_nok) from read_parquet('{parquet}')").fetchall()
    return results[delivery_id].rows_landed, str(total)


def work(name: str, settings: Settings, files: LedgerFiles) -> Callable[[], tuple[int, str]]:
    """What is timed under a name."""
    return {
        BARE: lambda: bare(files.plain, settings),
        OURS: lambda: ours(files.cp1252, settings, "cp1252"),
        OURS_UTF8: lambda: ours(files.utf8, settings, "utf-8"),
    }[name]


def child(name: str, settings: Settings, files: LedgerFiles) -> None:
    """One timed run; its figures are printed as JSON."""
    task = work(name, settings, files)
    start = time.perf_counter()
    rows, total = task()
    print(json.dumps({"seconds": time.perf_counter() - start, "rows": rows, "total": total}))


def run_all(folder: Path, lines: int, runs: int) -> dict[str, list[tuple[float, Measured]]]:
    """Run the three in turn, the order turning round; the first round warms the cache and is thrown away."""
    found: dict[str, list[tuple[float, Measured]]] = {name: [] for name in (BARE, OURS, OURS_UTF8)}
    results = set()
    for number in range(runs + 1):
        names = list(found) if number % 2 else list(reversed(found))
        for name in names:
            command = [
                sys.executable,
                "-m",
                "benchmarks.ledger_landing",
                "--child",
                name,
                "--work",
                str(folder),
            ]
            run = measure(command, os.environ)
            outcome = json.loads(run.output)
            results.add((outcome["rows"], outcome["total"]))
            print(f"round {number}: {name} {outcome['seconds']:.2f} s", file=sys.stderr)
            if number > 0:
                found[name].append((outcome["seconds"], run))
    if results != {(lines, next(iter(results))[1])}:
        raise SystemExit(f"rows and totals differ: {sorted(results)}")
    return found


def table(found: dict[str, list[tuple[float, Measured]]], lines: int, size: float, hashing: float) -> str:
    """The figures as Markdown, each ratio within its own round."""
    machine = f"DuckDB {duckdb.__version__}, {os.cpu_count()} cores"
    rows = [
        f"{lines:,} lines, {size:.2f} GB in Windows-1252; median of {len(found[BARE])} rounds; {machine}.",
        f"The hash of the file takes {hashing:.1f} s more.",
        "",
        "| what | seconds (least to most) | times bare (least to most) | aim | CPU seconds | peak MB | aim |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for name, series in found.items():
        seconds = [one for one, _ in series]
        ratios = [one / other for one, (other, _) in zip(seconds, found[BARE], strict=True)]
        aim = f"at most {AIMS[name]:g}" if name in AIMS else ""
        cpu = statistics.median(run.cpu_seconds for _, run in series)
        peak = max(run.peak_mb for _, run in series)
        rows.append(
            f"| {name} | {_spread(seconds)} | {_spread(ratios)} | {aim} | {cpu:.1f} | {peak:.0f} | "
            f"{f'under {AIM_PEAK_MB}' if name in AIMS else ''} |"
        )
    return "\n".join(rows) + "\n"


def _spread(figures: list[float]) -> str:
    return f"{statistics.median(figures):.2f} ({min(figures):.2f} to {max(figures):.2f})"


def main() -> None:
    """Make the files, measure and print; the files are removed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lines", type=int, default=10_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--work", type=Path, default=Path("build/ledger_landing"))
    parser.add_argument("--child", choices=(BARE, OURS, OURS_UTF8), help=argparse.SUPPRESS)
    options = parser.parse_args()

    folder = options.work.resolve()
    settings = Settings(build=folder / "build")
    settings.landed.mkdir(parents=True, exist_ok=True)
    files = LedgerFiles(folder / "cp1252.csv", folder / "utf8.csv", folder / "plain.csv")
    if options.child:
        child(options.child, settings, files)
        return
    try:
        make_ledger(settings, folder, options.lines)
        start = time.perf_counter()
        sha256_of(files.cp1252)
        hashing = time.perf_counter() - start
        size = files.cp1252.stat().st_size / 1e9
        print(table(run_all(folder, options.lines, options.runs), options.lines, size, hashing))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
