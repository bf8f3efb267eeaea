"""Extracts made at any scale, landed, and the social part of the project built on them."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipelines.landing.inventory import take_inventory
from pipelines.landing.land import land_source
from pipelines.settings import Settings
from pipelines.sources import SOURCES
from pipelines.warehouse.candidate import start_candidate
from pipelines.warehouse.dbt_build import run_dbt_build
from pipelines.warehouse.manifest import prepare_manifest
from tests.support.deliveries import add_delivery, copy_project

EXTRACTS = tuple(one for one in SOURCES if one.startswith(("fasit_", "socio_")))
SOCIAL_PART = "+path:models/social"
"""The recipient statistics and all they rest on, as dbt selects them."""


def make_extracts(folder: Path, first_year: int, last_year: int, *, scale: float) -> Path:
    """Write the synthetic extracts of Fasit and Socio; gives the folder, laid out as data_raw."""
    years = f"{first_year}-{last_year}"
    return make_sample(folder, "--source", "fasit,socio", "--years", years, "--scale", str(scale))


def make_sample(folder: Path, *options: str) -> Path:
    """Run `kriterier sample` into a new folder below `folder`; gives it."""
    made = folder / "sample"
    command = [str(Path(sys.executable).with_name("kriterier")), "sample", "--out", str(made), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return made


def build_social(folder: Path, extracts: Path) -> Settings:
    """A copy of the project with these extracts, landed and built as far as the recipient statistics."""
    settings = copy_project(folder / "project")
    for source_id in EXTRACTS:
        shutil.rmtree(settings.data_raw / source_id, ignore_errors=True)
        (extracts / source_id).rename(settings.data_raw / source_id)
    build_again(settings)
    return settings


def build_again(settings: Settings) -> None:
    """Land what lies in the deliveries, and build as far as the recipient statistics."""
    inventory = take_inventory(settings)
    for source_id in SOURCES:
        land_source(source_id, settings, inventory)
    prepare_manifest(settings)
    start_candidate(settings)
    outcome = run_dbt_build(settings, SOCIAL_PART)
    assert outcome.succeeded, outcome.explain_failure()


@contextmanager
def open_personal(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """What was built before disclosure control, as `personal`, beside the candidate as `warehouse`."""
    with duckdb.connect() as connection:
        for path, name in ((settings.personal_db, "personal"), (settings.candidate_db, "warehouse")):
            connection.execute(f"attach '{path}' as {name} (read_only)")
        yield connection


def withdraw_recipients(settings: Settings, year: int, count: int) -> str:
    """Deliver the year's payments again without some recipients; gives the id of the new delivery.

    Those are chosen who were paid in no other year, so that nothing but the year's own figures can move.
    """
    folder = settings.data_raw / "fasit_payments"
    [file] = (folder / str(year)).glob("*.csv")
    header, *rows = [line.split(";") for line in file.read_text(encoding="utf-8").splitlines()]
    person, amount = header.index("main_person_pid"), header.index("gross_amount_nok")
    with duckdb.connect() as connection:
        earlier = connection.execute(
            "select distinct main_person_pid from read_parquet(?)",
            [[str(one) for one in folder.rglob("*.parquet")]],
        ).fetchall()
    # a recipient with a correction may have no month above zero, and then counts in no figure
    kept_out = {pid for (pid,) in earlier} | {row[person] for row in rows if row[amount].startswith("-")}
    gone = set(list(dict.fromkeys(row[person] for row in rows if row[person] not in kept_out))[:count])
    assert len(gone) == count
    kept = [";".join(row) for row in [header, *rows] if row[person] not in gone]
    old = f"fasit_payments/{year}/{file.name}"
    content = ("\n".join(kept) + "\n").encode()
    return add_delivery(
        settings, "fasit_payments", str(year), f"{file.stem}_2.csv", content, like=old, supersedes=old
    )
