"""The recipient statistics by hand-written DuckDB SQL, straight from the delivered Parquet files.

    python -m benchmarks.social_by_hand --extracts FOLDER --work FOLDER

The scripts of `social_by_hand/` run in order on one connection, as a practised person would write them:
temporary tables are shared, nothing is checked, no person's row is kept. Prints the seconds as JSON; the
answers lie in `by_hand.parquet` below the work folder, columns as the models' with `month` 0 for a year.
"""

import argparse
import json
import time
from pathlib import Path

import duckdb

from pipelines.settings import Settings

SCRIPTS = Path(__file__).with_name("social_by_hand")


def by_hand(extracts: Path, settings: Settings, answers: Path) -> float:
    """Run the scripts and write their answers; the seconds of the scripts alone."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": settings.memory_limit,
        "threads": settings.threads,
        "temp_directory": str(answers.with_name("by_hand_spill")),
    }
    with duckdb.connect(config=config) as connection:
        connection.execute("set variable extracts = ?", [str(extracts)])
        connection.execute("set variable countries = ?", [str(settings.seeds / "codes/social_countries.csv")])
        start = time.perf_counter()
        for script in sorted(SCRIPTS.glob("*.sql")):
            connection.execute(script.read_text(encoding="utf-8"))
        seconds = time.perf_counter() - start
        connection.execute(
            "copy (select * replace (coalesce(month, 0) as month) from by_hand.statistics) to "
            f"'{answers}' (format parquet)"
        )
    return seconds


def main() -> None:
    """One timed run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--extracts", type=Path, required=True, help="folder with <source_id>/<period>/<file>"
    )
    parser.add_argument("--work", type=Path, required=True, help="where the answers go")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    seconds = by_hand(options.extracts.resolve(), Settings(), options.work.resolve() / "by_hand.parquet")
    print(json.dumps({"statistics": seconds}))


if __name__ == "__main__":
    main()
