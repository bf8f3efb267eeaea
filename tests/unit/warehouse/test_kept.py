"""Which personal tables of the last build a night keeps, by what has landed since."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.settings import Settings
from pipelines.warehouse.candidate import start_candidate
from pipelines.warehouse.kept import begin_build, finish_build, has_build

BY_YEAR = ("paid_months", "purpose_months", "recipient_numbers", "recipient_flow", "recipients", "persons")
"""Models that say that no row rests on a later year."""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A copy of no more than what a build is remembered by."""
    project = tmp_path / "dbt_project"
    project.mkdir()
    (project / "model.sql").write_text("select 1")
    (tmp_path / "expectations").mkdir()
    found = Settings(
        root=tmp_path,
        dbt_project=project,
        expectations=tmp_path / "expectations",
        data_raw=tmp_path / "data_raw",
        build=tmp_path / "build",
    )
    start_candidate(found)
    for source_id, period in (
        ("fasit_payments", "2023"),
        ("fasit_household", "2023"),
        ("fasit_kvp", "2017-2024"),
        ("socio_persons", "2017-2024"),
        ("prices", "2017-2024"),
    ):
        land(found, source_id, {period: "first"})
    return found


def land(settings: Settings, source_id: str, files: Mapping[str, str]) -> None:
    """Write a landing record: the hash of the file by period."""
    deliveries = [
        {"period": period, "sha256": sha256, "recipe": "r", "state": "used"}
        for period, sha256 in files.items()
    ]
    record = {"source_id": source_id, "deliveries": deliveries}
    (settings.landed / f"{source_id}.json").write_text(json.dumps(record))


@pytest.fixture
def built(settings: Settings, manifest: dict[str, Any]) -> Settings:
    """After a build of everything."""
    finish_build(settings, manifest, begin_build(settings, manifest), manifest["nodes"])
    return settings


def kept(settings: Settings, manifest: dict[str, Any]) -> dict[str, int | None]:
    """What the next build keeps, by the name of the model."""
    found = begin_build(settings, manifest).kept
    return {unique_id.split(".")[-1]: year for unique_id, year in found.items()}


def test_nothing_new_keeps_every_personal_table(built: Settings, manifest: dict[str, Any]) -> None:
    found = kept(built, manifest)
    assert set(found.values()) == {None}
    assert {"paid_months", "recipients", "kvp", "introduction", "kostra_files"} <= set(found)
    assert "criterion_values" not in found, "a table that is published is always made"


@pytest.mark.parametrize(
    ("files", "year"),
    [
        ({"2023": "first", "2024-12": "new"}, 2024),
        ({"2023": "corrected"}, 2023),
        ({"2023": "corrected", "2024-01": "new"}, 2023),
        ({}, 2023),
    ],
)
def test_payments_of_a_year_make_that_year_anew(
    built: Settings, manifest: dict[str, Any], files: dict[str, str], year: int
) -> None:
    """New, corrected or withdrawn: the earliest period decides. A birth date can come from a later year, so
    shares of the population are made whole."""
    land(built, "fasit_payments", files)
    found = kept(built, manifest)
    assert {name: found[name] for name in BY_YEAR} == dict.fromkeys(BY_YEAR, year)
    assert (found["kvp"], found["stg_fasit_payments__lines"]) == (None, None)
    assert "population_shares" not in found


def test_a_change_elsewhere_leaves_payments_alone(built: Settings, manifest: dict[str, Any]) -> None:
    land(built, "fasit_household", {"2023": "corrected"})
    found = kept(built, manifest)
    assert (found["household_sizes"], found["paid_months"], found["recipient_numbers"]) == (2023, None, None)


def test_a_new_snapshot_can_change_any_year(built: Settings, manifest: dict[str, Any]) -> None:
    """Who is a refugee is not dated: what rests on it is made whole, also together with a new month."""
    land(built, "socio_persons", {"2017-2024": "corrected"})
    land(built, "fasit_payments", {"2023": "first", "2024-12": "new"})
    found = kept(built, manifest)
    assert "recipient_facts" not in found
    assert found["recipient_flow"] == 2024


def test_another_source_keeps_nothing(built: Settings, manifest: dict[str, Any]) -> None:
    land(built, "prices", {"2017-2024": "corrected"})
    assert kept(built, manifest) == {}


def test_a_source_that_was_not_there_keeps_nothing(built: Settings, manifest: dict[str, Any]) -> None:
    land(built, "nav_unemployed", {"2023": "new"})
    assert kept(built, manifest) == {}


def test_only_what_was_made_is_kept(settings: Settings, manifest: dict[str, Any]) -> None:
    made = ["model.kriterier.paid_months", "model.kriterier.criterion_values"]
    finish_build(settings, manifest, begin_build(settings, manifest), made)
    assert kept(settings, manifest) == {"paid_months": None}


def put_table(settings: Settings) -> None:
    with duckdb.connect(str(settings.personal_db)) as connection:
        connection.execute("create table of_last_build (number integer)")


def tables(settings: Settings) -> list[str]:
    with duckdb.connect(str(settings.personal_db), read_only=True) as connection:
        return [name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()]


def test_the_database_is_taken_up_again(settings: Settings, manifest: dict[str, Any]) -> None:
    put_table(settings)
    finish_build(settings, manifest, begin_build(settings, manifest), [])
    start_candidate(settings)
    assert tables(settings) == ["of_last_build"]


def test_other_code_makes_a_new_database(settings: Settings, manifest: dict[str, Any]) -> None:
    put_table(settings)
    finish_build(settings, manifest, begin_build(settings, manifest), [])
    (settings.dbt_project / "model.sql").write_text("select 2")
    start_candidate(settings)
    assert tables(settings) == []


def test_a_database_somebody_wrote_to_is_not_kept(built: Settings) -> None:
    put_table(built)
    assert not has_build(built)


@pytest.mark.parametrize("content", ["", "{", "[]", "{}"])
def test_a_record_that_cannot_be_read_keeps_nothing(built: Settings, content: str) -> None:
    built.personal_db.with_suffix(".json").write_text(content)
    assert not has_build(built)


def test_a_build_that_is_not_finished_leaves_nothing_to_keep(
    built: Settings, manifest: dict[str, Any]
) -> None:
    assert has_build(built)
    begin_build(built, manifest)
    assert not has_build(built)


def test_record_and_database_are_for_their_owner(built: Settings) -> None:
    files = [path for path in built.personal.iterdir() if path.is_file()]
    assert {path.name: path.stat().st_mode & 0o777 for path in files} == {
        "social.duckdb": 0o600,
        "social.json": 0o600,
    }
