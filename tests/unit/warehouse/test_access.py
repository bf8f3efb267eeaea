"""Reading the published warehouse: shut in, and without a trace on disk."""

import shutil
import threading
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from pipelines.settings import Settings
from pipelines.warehouse.access import NotPublishedError, open_published
from tests.support.warehouse import publish_by_hand

REFUSED = [
    "select * from read_csv('{other}')",
    "select * from '{other}'",
    "select * from read_text('{other}')",
    "select * from glob('{folder}/*')",
    "copy keys.allocation_keys to '{folder}/out.csv'",
    "attach '{folder}/other.duckdb' as other",
    "install excel",
    "load excel",
    "set enable_external_access = true",
    "set temp_directory = '{folder}'",
    "create table meta.mine as select 1",
    "update meta.runs set run_id = 'forged'",
]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return publish_by_hand(tmp_path)


@pytest.mark.parametrize("query", REFUSED)
def test_a_reader_can_neither_write_nor_leave_the_file(
    settings: Settings, tmp_path: Path, query: str
) -> None:
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")
    before = settings.published_db.read_bytes()
    with open_published(settings) as connection, pytest.raises(duckdb.Error):
        connection.execute(query.format(other=other, folder=tmp_path)).fetchall()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["build", "other.csv"]
    assert settings.published_db.read_bytes() == before


def test_a_python_variable_is_no_table(settings: Settings) -> None:
    secret = pd.DataFrame({"number": [1]})
    with open_published(settings) as connection, pytest.raises(duckdb.CatalogException):
        connection.execute("select * from secret").fetchall()
    assert len(secret) == 1


def test_nothing_published_is_said_and_no_file_made(tmp_path: Path) -> None:
    settings = Settings(root=tmp_path)
    with pytest.raises(NotPublishedError, match="run `kriterier refresh` first"), open_published(settings):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_query_that_outgrows_memory_fails_instead_of_spilling(tmp_path: Path) -> None:
    settings = publish_by_hand(tmp_path).model_copy(update={"memory_limit": "20MB"})
    with open_published(settings) as connection, pytest.raises(duckdb.OutOfMemoryException):
        connection.execute(
            "select i, repeat('x', 50) || i as t from range(5000000) r(i) order by t"
        ).fetchall()
    assert [path.name for path in settings.published_db.parent.iterdir()] == ["warehouse.duckdb"]


def test_readers_in_one_process_share_the_file(settings: Settings) -> None:
    failures: list[Exception] = []

    def read() -> None:
        try:
            for _ in range(20):
                with open_published(settings) as connection:
                    assert connection.execute("select count(*) from meta.runs").fetchone() == (1,)
        except Exception as error:  # noqa: BLE001  (a thread's error must reach the test)
            failures.append(error)

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_an_open_reader_keeps_its_release(settings: Settings, tmp_path: Path) -> None:
    other = publish_by_hand(tmp_path / "next", "update meta.runs set run_id = 'run-2'")
    with open_published(settings) as connection:
        shutil.copy(other.published_db, settings.published_db.with_name("next"))
        settings.published_db.with_name("next").replace(settings.published_db)
        assert connection.execute("select run_id from meta.runs").fetchone() == ("run-1",)
    with open_published(settings) as connection:
        assert connection.execute("select run_id from meta.runs").fetchone() == ("run-2",)
