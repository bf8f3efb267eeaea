"""Landing of the seven extracts and the social models, as a refresh does both, timed by part.

    python -m benchmarks.social_models --extracts FOLDER --work FOLDER [--last-month 2024-12]

What the social models read of the rest of the warehouse is built before the clock starts, and so are imports
and dbt's parsing. With `--last-month` models and their checks are timed, in one build as a refresh has it:
when that month's files alone are new, the landing of all others being there already, and cold. Prints seconds
by part as JSON.
"""

import argparse
import json
import shutil
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.social_files import SOURCES, deliver
from pipelines.settings import Settings

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest

ROOMS = ("path:models/social", "path:models/staging/extracts")
MODELS = ("--resource-type", "model", "--resource-type", "seed")
CHECKED = (*MODELS, "--resource-type", "test")
Seconds = dict[str, float]


def build_the_rest(settings: Settings) -> None:
    """What the social models read beside the extracts: other sources landed, seeds and models above."""
    from pipelines.landing.inventory import take_inventory
    from pipelines.landing.land import land_source
    from pipelines.sources import SOURCES as EVERY
    from pipelines.warehouse.candidate import start_candidate
    from pipelines.warehouse.manifest import prepare_manifest

    inventory = take_inventory(settings)
    for source_id in EVERY:
        if source_id not in SOURCES:
            land_source(source_id, settings, inventory)
    # parsed here, whoever parsed it before: the build is handed what was parsed, and reads nothing
    (settings.dbt_target / "manifest.fingerprint").unlink(missing_ok=True)
    prepare_manifest(settings)
    start_candidate(settings)
    _build(settings, [f"+{room}" for room in ROOMS], *MODELS, "--exclude", *ROOMS)


def land(settings: Settings) -> float:
    """Land the seven extracts; seconds, with the hash of every file."""
    from pipelines.landing.inventory import take_inventory
    from pipelines.landing.land import land_source

    start = time.perf_counter()
    inventory = take_inventory(settings)
    for source_id in SOURCES:
        land_source(source_id, settings, inventory)
    return time.perf_counter() - start


def timed(settings: Settings, kinds: Sequence[str]) -> Seconds:
    """Landing, and a build of these kinds of nodes that keeps what a build before left; seconds of each."""
    from pipelines.warehouse.kept import begin_build, finish_build
    from pipelines.warehouse.manifest import read_manifest, take_parsed_manifest

    build_the_rest(settings)
    parsed, manifest = take_parsed_manifest(settings), read_manifest(settings)
    seconds = {"landing": land(settings)}
    start = time.perf_counter()
    build = begin_build(settings, manifest)
    _build(settings, ROOMS, *kinds, manifest=parsed, kept=build.kept)
    finish_build(settings, manifest, build, manifest["nodes"])
    return seconds | {"models" if kinds == MODELS else "models and checks": time.perf_counter() - start}


def _build(
    settings: Settings,
    select: Sequence[str],
    *options: str,
    manifest: "Manifest | None" = None,
    kept: Mapping[str, int | None] | None = None,
) -> None:
    from pipelines.warehouse.candidate import candidate_connection
    from pipelines.warehouse.manifest import invoke_dbt

    with candidate_connection(settings):
        # as a part of a whole build would: other schemas are not asked for
        part = ("--cache-selected-only", "--no-write-json", "--select", *select, *options)
        done = invoke_dbt(settings, "build", *part, manifest=manifest, kept=kept)
    if not done.success:
        results = getattr(done.result, "results", ())
        failed = [f"{one.node.name}: {one.message}" for one in results if one.status in {"error", "fail"}]
        raise RuntimeError(f"dbt build {select}: {done.exception}\n" + "\n".join(failed))


def run(extracts: Path, work: Path, memory_limit: str, last_month: str | None) -> dict[str, Seconds]:
    """The cold run and, with a last month, the nightly one."""
    shutil.rmtree(work, ignore_errors=True)
    settings = Settings(build=work / "build", data_raw=work / "data_raw", memory_limit=memory_limit)
    found: dict[str, Seconds] = {}
    if last_month:
        deliver(extracts, settings, without=last_month)
        timed(settings, CHECKED)
        deliver(extracts, settings)
        found["nightly"] = timed(settings, CHECKED)
        shutil.rmtree(settings.build)
    deliver(extracts, settings)
    found["cold"] = timed(settings, CHECKED if last_month else MODELS)
    _keep_answers(settings, work / "models.parquet")
    return found


def _keep_answers(settings: Settings, file: Path) -> None:
    """Every family's rows in one file, in the columns of the other ways; `month` 0 is the whole year."""
    import duckdb

    columns = "statistic_id, year, coalesce(month, 0) as month, district_id, category, value, base, units"
    with duckdb.connect() as connection:
        connection.execute(f"attach '{settings.personal_db}' as personal (read_only)")
        named = connection.execute(
            "select table_name from duckdb_columns() "
            "where column_name = 'statistic_id' and schema_name = 'social'"
        )
        families = [f"select {columns} from personal.social.{name}" for (name,) in named.fetchall()]
        connection.execute(f"copy ({' union all '.join(families)}) to '{file}' (format parquet)")


def main() -> None:
    """One timed run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--extracts", type=Path, required=True, help="folder with <source_id>/<period>/<file>"
    )
    parser.add_argument("--work", type=Path, required=True, help="a folder that is emptied first")
    parser.add_argument("--memory-limit", default=Settings().memory_limit)
    parser.add_argument("--last-month", help="time the night in which this month's files alone are new")
    options = parser.parse_args()
    found = run(options.extracts.resolve(), options.work.resolve(), options.memory_limit, options.last_month)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
