"""A build that keeps personal tables of the one before has the rows of one that keeps nothing."""

import os
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.settings import Settings
from tests.support.deliveries import write_bytes
from tests.support.social import EXTRACTS, build_again, build_social, make_sample, open_personal

pytestmark = [pytest.mark.slow, pytest.mark.integration, pytest.mark.xdist_group("kept")]

LAST_MONTH = "2024-12"
CORRECTED = 2023
Rows = dict[str, Counter[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def before_last_month(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, Path]:
    """Three years of extracts, the third by the month, built without its last one; and that one's files."""
    folder = tmp_path_factory.mktemp("kept")
    size = ("--years", "2022-2024", "--scale", "0.02", "--monthly", "2024", "--format", "csv")
    extracts = make_sample(folder, "--source", "fasit,socio", *size)
    late = folder / "late"
    for source_id in EXTRACTS:
        if (month := extracts / source_id / LAST_MONTH).is_dir():
            (late / source_id).mkdir(parents=True)
            month.rename(late / source_id / LAST_MONTH)
    return build_social(folder, extracts), late


def rows_of(settings: Settings) -> Rows:
    """The rows of every personal table, persons under their pseudonyms: numbers differ between builds.

    Who lost the only payments stays among those with a number, and is left out here: no month leads there.
    """
    with open_personal(settings) as connection:
        found: Rows = {}
        for table, columns in connection.execute(
            """
            select table_name, list(column_name)
            from duckdb_columns()
            where database_name = 'personal' and schema_name = 'social' and table_name <> 'statistics'
            group by table_name
            """
        ).fetchall():
            query = f"from personal.social.{table}"
            if "recipient_no" in columns:
                query = f"""
                    select numbers.main_person_pid, rows.* exclude (recipient_no)
                    {query} as rows
                    inner join personal.social.recipient_numbers as numbers using (recipient_no)
                    where rows.recipient_no in (select recipient_no from personal.social.paid_months)
                """
            found[table] = Counter(connection.execute(query).fetchall())
    assert len(found) > 30
    return found


def built_from_nothing(settings: Settings) -> Rows:
    """What a build makes that has nothing to keep."""
    settings.personal_db.with_suffix(".json").unlink()
    build_again(settings)
    return rows_of(settings)


def differing(some: Rows, others: Rows) -> dict[str, list[tuple[Any, ...]]]:
    """Rows that only one of the two has, by table."""
    return {
        table: sorted(((some[table] - others[table]) + (others[table] - some[table])).elements(), key=str)
        for table in some
        if some[table] != others[table]
    }


def test_a_new_month_and_a_corrected_year(before_last_month: tuple[Settings, Path]) -> None:
    """First the last month comes, then a file of the year before is replaced by one with half its lines. A
    figure of 2022 and one of a programme are forged meanwhile: only what is kept can still be wrong after."""
    settings, late = before_last_month
    before = rows_of(settings)
    shutil.copytree(late, settings.data_raw, dirs_exist_ok=True)
    build_again(settings)
    with_month = rows_of(settings)
    changed = differing(before, with_month)
    assert {"recipients", "paid_months", "household_sizes", "moves"} <= set(changed)
    assert not {"kvp", "introduction"} & set(changed)
    assert differing(with_month, built_from_nothing(settings)) == {}

    forge(settings)
    halve_payments(settings)
    build_again(settings)
    corrected = rows_of(settings)
    honest = built_from_nothing(settings)
    assert differing(with_month, honest)["recipients"]
    wrong = differing(corrected, honest)
    assert set(wrong) == {"recipients", "kvp"}
    assert {row[2] for row in wrong["recipients"]} == {2022}
    assert {row[2] for row in wrong["kvp"]} == {2024}


def forge(settings: Settings) -> None:
    """Spoil two tables so that no check sees it, and no record either: what was written to is not kept."""
    before = settings.personal_db.stat()
    with duckdb.connect(str(settings.personal_db)) as connection:
        for family, year in (("recipients", 2022), ("recipients", CORRECTED), ("kvp", 2024)):
            connection.execute(f"update social.social.{family} set units = units + 1000 where year = {year}")
    os.utime(settings.personal_db, ns=(before.st_atime_ns, before.st_mtime_ns))


def halve_payments(settings: Settings) -> None:
    """Take every other line out of the payments of the corrected year."""
    [file] = (settings.data_raw / "fasit_payments" / str(CORRECTED)).glob("*.csv")
    header, *lines = file.read_bytes().splitlines(keepends=True)
    delivery_id = file.relative_to(settings.data_raw).as_posix()
    write_bytes(settings, delivery_id, header + b"".join(lines[::2]))
