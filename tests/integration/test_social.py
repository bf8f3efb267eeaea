"""The shipped extracts of the case systems, refreshed: right figures, no person in anything published."""

import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from pydantic import SecretStr

from pipelines.refresh import run_refresh
from pipelines.settings import Settings
from pipelines.warehouse.access import open_published
from tests.support.deliveries import copy_project
from tests.support.social import EXTRACTS, make_sample, withdraw_recipients

pytestmark = [pytest.mark.slow, pytest.mark.integration, pytest.mark.xdist_group("social")]

YEAR = 2024
PERSON_FILE = "kostra_11f"
ID_PLACES = slice(18, 29)  # PERSON_FODSELSNR in the layout of 2024
KEY = "a key that is used in this test alone, and long enough"
GONE = 4
Figure = tuple[Any, ...]


@pytest.fixture(scope="module")
def refreshed(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The shipped extracts, and a KOSTRA file with national ids (test numbers), which needs the key."""
    folder = tmp_path_factory.mktemp("social")
    settings = copy_project(folder / "project", extracts=True)
    made = make_sample(folder, "--source", PERSON_FILE, "--years", str(YEAR), "--scale", "0.05")
    (made / PERSON_FILE).rename(settings.data_raw / PERSON_FILE)
    settings = settings.model_copy(update={"pseudonym_key": SecretStr(KEY)})
    outcome = run_refresh(settings)
    assert outcome.status == "published", "\n".join(outcome.errors)
    return settings


@pytest.fixture(scope="module")
def pseudonyms(refreshed: Settings) -> set[str]:
    """Every person column of every landed extract."""
    found: set[str] = set()
    with duckdb.connect() as connection:
        for source_id in EXTRACTS:
            landed = f"read_parquet('{refreshed.personal / source_id}/*.parquet')"
            names = [row[0] for row in connection.execute(f"describe select * from {landed}").fetchall()]
            for name in names:
                if name.endswith("_pid"):
                    rows = connection.execute(f"select distinct {name} from {landed}").fetchall()
                    found |= {pid for (pid,) in rows if pid}
    assert len(found) > 5_000
    return found


def figures(settings: Settings) -> dict[Figure, Figure]:
    with open_published(settings) as connection:
        rows = connection.execute(
            """
            select statistic_id, year, month, district_id, category, value, base, ratio, change, status
            from social.statistics
            """
        ).fetchall()
    return {row[:5]: row[5:] for row in rows}


def test_recipients_are_those_of_the_files(refreshed: Settings) -> None:
    """Main persons with a month above zero in 2024, counted in the delivered files themselves."""
    files = sorted((refreshed.data_raw / "fasit_payments" / str(YEAR)).glob("*.csv"))
    with duckdb.connect() as connection:
        [(recipients,)] = connection.execute(
            """
            select count(distinct main_person_pid) from (
                select main_person_pid, district_code, left(payment_date, 7) as month
                from read_csv(?, delim = ';', header = true, all_varchar = true)
                group by all
                having sum(cast(replace(gross_amount_nok, ',', '.') as decimal(12, 2))) > 0
            )
            """,
            [[str(file) for file in files]],
        ).fetchall()
    published = figures(refreshed)
    assert published["recipients_year", YEAR, None, "0301", "all"][0] == recipients
    districts = [
        value
        for (statistic, year, month, district, _), (value, *_) in published.items()
        if (statistic, year, month) == ("recipients_last_contact", YEAR, None) and district != "0301"
    ]
    assert len(districts) == 15
    assert sum(districts) == recipients


def test_everything_says_that_it_is_synthetic(refreshed: Settings) -> None:
    with open_published(refreshed) as connection:
        for table in ("statistics", "moves", "gross_against_net"):
            rows = connection.execute(f"select distinct synthetic from social.{table}").fetchall()
            assert rows == [(True,)], table


def test_small_cells_are_not_published(refreshed: Settings) -> None:
    values = [
        (key, value)
        for key, (value, _, _, _, status) in figures(refreshed).items()
        if key[0] in ("under_30", "with_children", "four_or_more_children", "long_term")
        and status == "observed"
    ]
    assert values
    assert [one for one in values if 0 < one[1] < 3] == []


@pytest.fixture(scope="module")
def national_ids(refreshed: Settings) -> set[str]:
    """Every national id that was delivered."""
    [file] = [
        path for path in (refreshed.data_raw / PERSON_FILE / str(YEAR)).iterdir() if path.suffix == ".dat"
    ]
    found = {line[ID_PLACES] for line in file.read_text(encoding="iso-8859-1").splitlines()}
    assert len(found) > 1_000
    return found


def test_no_national_id_is_in_anything_written(refreshed: Settings, national_ids: set[str]) -> None:
    """Landed rows, both databases, Dagster's and dbt's logs, manifests, records, notices; and not the key."""
    cells = [
        (path.name, text)
        for path in refreshed.build.rglob("*")
        if path.suffix in (".parquet", ".duckdb")
        for _, texts in _text_cells(path)
        for text in texts
    ]
    assert len(cells) > 10_000
    token = re.compile(r"\d{11}")
    assert [name for name, text in cells if national_ids.intersection(token.findall(text))] == []
    files = [path for path in refreshed.build.rglob("*") if path.is_file()]
    known = {one.encode() for one in national_ids}
    assert [path for path in files if known.intersection(re.findall(rb"\d{11}", path.read_bytes()))] == []
    assert [path for path in files if KEY.encode() in path.read_bytes()] == []


def test_the_person_file_is_counted(refreshed: Settings, national_ids: set[str]) -> None:
    """Its persons, each once in the city although some stand in two districts."""
    assert figures(refreshed)["kostra_recipients", YEAR, None, "0301", "all"][0] == len(national_ids)


def _text_cells(path: Path) -> Iterator[tuple[str, list[str]]]:
    with duckdb.connect() as connection:
        if path.suffix == ".parquet":
            connection.execute(f"create view landed as select * from read_parquet('{path}')")
        else:
            connection.execute(f"attach '{path}' as searched (read_only)")
            connection.execute("use searched")
        # views show what lies in tables and Parquet files, which are searched themselves
        columns = connection.execute(
            """
            select schema_name, table_name, column_name
            from duckdb_columns()
            where
                database_name = current_database()
                and data_type in ('VARCHAR', 'VARCHAR[]')
                and (table_name = 'landed' or table_oid in (select table_oid from duckdb_tables()))
            """
        ).fetchall()
        for schema, table, column in columns:
            cells = connection.execute(
                f'select distinct "{column}"::varchar from {schema}."{table}"'
            ).fetchall()
            yield f"{schema}.{table}.{column}", [cell for (cell,) in cells if cell]


def test_no_person_is_in_the_published_warehouse(refreshed: Settings, pseudonyms: set[str]) -> None:
    token = re.compile(r"[\w-]{8,}")
    found = [
        place
        for place, cells in _text_cells(refreshed.published_db)
        if any(pseudonyms.intersection(token.findall(cell)) for cell in cells)
    ]
    assert found == []


def test_no_person_is_in_any_other_file(refreshed: Settings, pseudonyms: set[str]) -> None:
    """Logs, manifests, run results, notices, landing records: all but the landed personal rows themselves."""
    token = re.compile(rb"[\w-]{8,}")
    known = {pid.encode() for pid in pseudonyms}
    files = [
        path
        for path in refreshed.build.rglob("*")
        if path.is_file() and not path.is_relative_to(refreshed.personal) and path.suffix != ".duckdb"
    ]
    assert files
    assert [path for path in files if known.intersection(token.findall(path.read_bytes()))] == []


def test_personal_files_are_their_owners_alone(refreshed: Settings) -> None:
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in refreshed.personal.rglob("*")}
    assert stat.S_IMODE(refreshed.personal.stat().st_mode) == 0o700
    assert len(modes) > 10
    assert {path: oct(mode) for path, mode in modes.items() if mode & 0o077} == {}


def test_a_late_correction_moves_its_own_figures_alone(refreshed: Settings) -> None:
    """A second extract of the same period, in which four recipients of the year are gone."""
    before = figures(refreshed)
    delivery = withdraw_recipients(refreshed, YEAR, GONE)
    outcome = run_refresh(refreshed)
    assert outcome.status == "published", "\n".join(outcome.errors)
    after = figures(refreshed)

    recipients = ("recipients_year", YEAR, None, "0301", "all")
    assert after[recipients][0] == before[recipients][0] - GONE
    changed = {key for key in before | after if before.get(key) != after.get(key)}
    # neither the years before nor the programmes and the accounts rest on what changed
    assert {year for _, year, *_ in changed} == {YEAR}
    others = ("kvp_", "intro_", "settled_", "net_social", "net_kvp")
    assert not {statistic for statistic, *_ in changed if statistic.startswith(others)}
    with open_published(refreshed) as connection:
        drift = connection.execute(
            "select measure, cast(before - after as integer) from meta.extract_drift where delivery_id = ?",
            [delivery],
        ).fetchall()
    assert ("persons", GONE) in drift
