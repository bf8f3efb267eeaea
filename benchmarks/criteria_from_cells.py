"""Criteria of ten years from five million cells of the person extract: the models against a script by hand.

    python -m benchmarks.criteria_from_cells [--cells 5000000] [--runs 3]

Both run in fresh processes on the same landed Parquet file and write to a fresh database: the SQL that dbt
compiles from the models (staging, intermediate, criteria), and `criteria_by_hand.sql`. dbt's own start and
bookkeeping are in neither; the answers are compared before a figure is printed.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.processes import measure
from pipelines.settings import Settings

AIM = 1.3
YEARS = 10
EXTRACT = "stg_stp_households__cells"
HAND = Path(__file__).with_name("criteria_by_hand.sql")

# criterion -> measure and condition, written down from the definitions and not from the models
DEFINITIONS = {
    "persons_poor_child_households_non_western": ("persons", "{child} and {poor} and {non_western}"),
    "poor_child_households": ("households", "{child} and {poor}"),
    "poor_living_alone_unemployed_18_67": (
        "persons",
        "household_type = 'living_alone' and {poor} and employment = 'unemployed' and {aged_18_67}",
    ),
    "single_parents_3plus_children_poor": (
        "households",
        "household_type in ('single_parent_3', 'single_parent_4plus') and {poor}",
    ),
    "low_income_low_education_households_20_66": (
        "persons",
        "{aged_20_66} and low_income = 'yes' and main_earner_education in {low}",
    ),
    "living_alone_20_49_low_income_low_education": (
        "persons",
        "household_type = 'living_alone' and {aged_20_49} and low_income = 'yes' and education in {low}",
    ),
    "living_alone_low_income_low_education": (
        "persons",
        "household_type = 'living_alone' and {aged_18_67} and low_income = 'yes' and education in {low}",
    ),
    "persons_poor_child_households": ("persons", "household_type = 'couple_with_children' and {poor}"),
    "persons_poor_single_parent_households": ("persons", "household_type like 'single_parent%' and {poor}"),
    "single_parents_1_3_children_low_income": (
        "households",
        "household_type in ('single_parent_1', 'single_parent_2', 'single_parent_3') and low_income = 'yes'",
    ),
    "single_parents_4plus_children_low_income": (
        "households",
        "household_type = 'single_parent_4plus' and low_income = 'yes'",
    ),
    "single_parents_low_income": (
        "households",
        "household_type like 'single_parent%' and low_income = 'yes'",
    ),
}
WORDS = {
    "child": "(household_type = 'couple_with_children' or household_type like 'single_parent%')",
    "poor": "(low_income = 'yes' and capital_under_1g = 'yes')",
    "non_western": "country_background in ('asia', 'africa', 'latin_america', 'eastern_europe_non_eu')",
    "low": "('none', 'primary', 'lower_secondary')",
    "aged_20_49": "age_group in ('20_29', '30_49')",
    "aged_20_66": "age_group in ('20_29', '30_49', '50_66')",
    "aged_18_67": "age_group in ('18_19', '20_29', '30_49', '50_66', '67')",
}


def by_hand() -> str:
    """The script: the cells once, then one insert per criterion."""
    inserts = [
        f"""
        insert into by_hand.criteria
        select
            '{criterion}', source_year, district_id,
            by_hand.total(sum(value) filter (where c), count(*) filter (where c and value is null) = 0),
            coalesce(sum(value_min) filter (where c), 0),
            by_hand.total(sum(value_max) filter (where c), true),
            case when bool_or(status = 'suppressed') filter (where c) then 'suppressed' else 'observed' end,
            case when bool_or(precision = 'noisy') filter (where c) then 'noisy' else 'exact' end,
            max(delivery_id) filter (where c), min(file_row) filter (where c), max(file_row) filter (where c),
            count(*) filter (where c), bool_or(synthetic)
        from (select *, {condition.format(**WORDS)} as c from by_hand.cells where measure = '{measure_name}')
        group by source_year, district_id;
        """
        for criterion, (measure_name, condition) in DEFINITIONS.items()
    ]
    return HAND.read_text(encoding="utf-8") + "".join(inserts)


def make_cells(settings: Settings, cells: int) -> None:
    """Land a person extract of `cells` rows over ten years; one in a thousand is suppressed."""
    from pipelines.landing.schema import landed_columns
    from pipelines.sources import load_source

    source = load_source("stp_households")
    codes = {name: sorted(set(dimension.codes.values())) for name, dimension in source.dimensions.items()}
    drawn = {
        name: f"{values!r}[1 + (hash(i, '{name}') % {len(values)})::integer]"
        for name, values in codes.items()
    }
    value = "(1 + hash(i, 'value') % 40)"
    hidden = "hash(i, 'hidden') % 1000 = 0"
    expressions = drawn | {
        "delivery_id": f"concat('stp_households/', 2014 + i * {YEARS} // {cells}, '/celler.xlsx')",
        "synthetic": "true",
        "for_budget_year": "null",
        "sheet": "'Celler'",
        "file_row": f"1 + i % ({cells} // {YEARS})",
        "file_column": "'Antall'",
        "area_label": "printf('%02d', 1 + i % 15)",
        "measure": "case when hash(i, 'measure') % 2 = 0 then 'persons' else 'households' end",
        "table_year": "null",
        "source_year": f"2014 + i * {YEARS} // {cells}",
        "value": f"case when not {hidden} then {value} end",
        "value_min": f"case when {hidden} then 1 else {value} end",
        "value_max": f"case when {hidden} then 2 else {value} end",
        "status": f"case when {hidden} then 'suppressed' else 'observed' end",
        "precision": "'exact'",
    }
    columns = ", ".join(
        f"cast({expressions[column.name]} as {column.data_type}) as {column.name}"
        for column in landed_columns(source)
    )
    settings.landed.mkdir(parents=True)
    target = settings.landed / "stp_households.parquet"
    with duckdb.connect(config={"memory_limit": settings.memory_limit}) as connection:
        connection.execute(
            f"copy (select {columns} from range({cells}) as t (i)) to '{target}' (format parquet)"
        )


def compile_models(settings: Settings) -> list[tuple[str, str]]:
    """Name and compiled SQL of the models between the landed extract and its criteria, parents first."""
    environment = os.environ | {
        "KRITERIER_LANDED": str(settings.landed),
        "KRITERIER_PERSONAL": str(settings.personal_db),
        "KRITERIER_SPILL": str(settings.personal_spill),
        "KRITERIER_CANDIDATE": str(settings.build / "compile" / "warehouse.duckdb"),
    }
    (settings.build / "compile").mkdir(parents=True)
    project = str(settings.dbt_project)
    command = [str(Path(sys.executable).parent / "dbt"), "--quiet", "compile", "--project-dir", project]
    command += ["--profiles-dir", project, "--target-path", str(settings.dbt_target), "--log-path"]
    command += [str(settings.dbt_target), "--select", f"{EXTRACT}+"]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    manifest: dict[str, Any] = json.loads((settings.dbt_target / "manifest.json").read_text(encoding="utf-8"))
    nodes = [node for node in manifest["nodes"].values() if node["resource_type"] == "model"]
    stages = (EXTRACT, "int_stp__persons", "int_stp__households", *DEFINITIONS)
    compiled = {node["name"]: node for node in nodes if node["name"] in stages}
    return [(f"{compiled[name]['schema']}.{name}", compiled[name]["compiled_code"]) for name in stages]


def run(settings: Settings, way: str) -> None:
    """One measured run in this process: everything from the landed file to the criteria, on disk."""
    folder = settings.build / way
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    config: dict[str, Any] = {"memory_limit": settings.memory_limit, "threads": settings.threads}
    steps: list[tuple[str, str]] = json.loads((settings.build / "models.json").read_text(encoding="utf-8"))
    connection = duckdb.connect(str(folder / "warehouse.duckdb"), config=config)
    connection.execute("create schema geography")
    for seed in ("areas", "area_aliases"):
        path = settings.seeds / "geography" / f"{seed}.csv"
        connection.execute(f"create table geography.{seed} as from read_csv('{path}', all_varchar = true)")
    connection.execute(f"set variable landed = '{settings.landed / 'stp_households.parquet'}'")
    start = time.perf_counter()
    if way == "by_hand":
        connection.execute(by_hand())
    else:
        for schema in sorted({name.split(".")[0] for name, _ in steps}):
            connection.execute(f"create schema {schema}")
        for name, sql in steps:
            kind = "view" if name.startswith("intermediate.") else "table"
            connection.execute(f"create {kind} {name} as ({sql})")
    print(time.perf_counter() - start)
    connection.close()


def compare(settings: Settings, steps: list[tuple[str, str]]) -> int:
    """Rows on which both agree.

    Raises:
        AssertionError: The models and the script differ.
    """
    connection = duckdb.connect()
    connection.execute(f"attach '{settings.build / 'models' / 'warehouse.duckdb'}' as warehouse (read_only)")
    connection.execute(f"attach '{settings.build / 'by_hand' / 'warehouse.duckdb'}' as hand (read_only)")
    columns = "criterion_id, source_year, district_id, value, value_min, value_max, status, precision"
    found = " union all ".join(
        f"select {columns} from warehouse.{name}" for name, _ in steps if name.startswith("criteria.")
    )
    expected = connection.execute(f"select {columns} from hand.by_hand.criteria order by all").fetchall()
    assert connection.execute(f"select * from ({found}) order by all").fetchall() == expected
    return len(expected)


def main() -> int:
    """Measure and print; the exit code says nothing about speed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cells", type=int, default=5_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--one", choices=("models", "by_hand"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    settings = Settings(build=Path("build/bench/criteria_from_cells"))
    if arguments.one:
        run(settings, arguments.one)
        return 0
    shutil.rmtree(settings.build, ignore_errors=True)
    make_cells(settings, arguments.cells)
    steps = compile_models(settings)
    (settings.build / "models.json").write_text(json.dumps(steps), encoding="utf-8")
    seconds: dict[str, list[float]] = {"models": [], "by_hand": []}
    peaks: dict[str, float] = {}
    for _ in range(arguments.runs):
        for way, found in seconds.items():
            command = [sys.executable, "-m", "benchmarks.criteria_from_cells", "--one", way]
            measured = measure(command, os.environ)
            found.append(float(measured.output))
            peaks[way] = max(peaks.get(way, 0), measured.peak_mb)
    rows = compare(settings, steps)
    models, hand = (statistics.median(seconds[way]) for way in ("models", "by_hand"))
    print(
        f"{arguments.cells} cells, {YEARS} years, {len(DEFINITIONS)} criteria, {rows} values, equal in both"
    )
    print(
        f"models {models:.2f} s ({peaks['models']:.0f} MB), by hand {hand:.2f} s ({peaks['by_hand']:.0f} MB)"
    )
    print(f"models / by hand: {models / hand:.2f}, aim at most {AIM}")
    shutil.rmtree(settings.build)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
