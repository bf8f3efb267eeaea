"""`kriterier sql`: every digit out, nothing else in."""

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.settings import Settings
from tests.unit.cli.conftest import Run

SHARES = """
    select district_id, allocation_share, budget_year, synthetic from keys.allocation_keys
    where key_id = 'fo4c' order by district_id
"""
EXACT = (
    "select 0.123456789012345678::decimal(20,18) as share, 0.00000001::decimal(20,8) as tiny, 'æøå' as name"
)


def test_a_table_for_the_eye(settings: Settings, kriterier: Run) -> None:
    found = kriterier("sql", SHARES)
    assert found.exit_code == 0
    lines = [line.split() for line in found.output.splitlines()]
    assert lines[0] == ["district_id", "allocation_share", "budget_year", "synthetic"]
    assert lines[2] == ["030101", "0.520000000000000000", "2024", "true"]
    assert lines[-1] == ["(2", "rows)"]


def test_nothing_is_cut_and_nothing_obeyed_in_a_table(settings: Settings, kriterier: Run) -> None:
    found = kriterier(
        "sql", "select repeat('x', 500) as long, '[red]' as markup, chr(27) || '[2J' as control, null"
    )
    assert "x" * 500 in found.output
    assert "[red]" in found.output
    assert "\x1b" not in found.output
    assert "NULL" in found.output


def test_csv_keeps_every_digit(settings: Settings, kriterier: Run) -> None:
    found = kriterier("sql", EXACT, "--format", "csv")
    assert found.output == "share,tiny,name\n0.123456789012345678,0.00000001,æøå\n"


def test_csv_quotes_what_needs_it(settings: Settings, kriterier: Run) -> None:
    found = kriterier("sql", "select 'a,\"b\"' as x, null as y, date '2024-02-29' as z", "--format", "csv")
    assert list(csv.reader(io.StringIO(found.output))) == [["x", "y", "z"], ['a,"b"', "", "2024-02-29"]]


def test_json_keeps_every_digit(settings: Settings, kriterier: Run) -> None:
    found = kriterier("sql", EXACT, "--format", "json")
    (row,) = json.loads(found.output, parse_float=Decimal)
    assert row == {"share": Decimal("0.123456789012345678"), "tiny": Decimal("0.00000001"), "name": "æøå"}


def test_json_of_all_kinds(settings: Settings, kriterier: Run) -> None:
    query = (
        "select 1 as a, 2 as a, true as b, null as n, [1.5, 2.5] as l, {'k': date '2024-01-01'} as s, "
        "'nan'::double as f, 170141183460469231731687303715884105727::hugeint as h"
    )
    found = kriterier("sql", query, "--format", "json")
    (row,) = json.loads(found.output)
    assert row == {
        "a": 1,
        "a_2": 2,
        "b": True,
        "n": None,
        "l": [1.5, 2.5],
        "s": {"k": "2024-01-01"},
        "f": None,
        "h": 170141183460469231731687303715884105727,
    }


def test_no_rows_are_still_json(settings: Settings, kriterier: Run) -> None:
    assert json.loads(kriterier("sql", "select 1 where false", "--format", "json").output) == []


def test_parquet_keeps_decimals_and_sums(settings: Settings, kriterier: Run, tmp_path: Path) -> None:
    target = tmp_path / "out.parquet"
    query = """
        select sum(amount_nok) as nok, 0.5::decimal(20,18) as share, 1 as a, 2 as a
        from allocations.allocations
    """
    assert kriterier("sql", query, "--format", "parquet", "--output", str(target)).exit_code == 0
    table = pq.read_table(target)
    assert table.schema.field("share").type == pa.decimal128(20, 18)
    assert table.column_names == ["nok", "share", "a", "a_2"]
    assert table.to_pylist()[0]["nok"] == Decimal(1_000_001)


@pytest.mark.parametrize("output_format", ["table", "csv", "json"])
def test_output_goes_to_a_file_whole(
    settings: Settings, kriterier: Run, tmp_path: Path, output_format: str
) -> None:
    target = tmp_path / "out.txt"
    target.write_text("old", encoding="utf-8")
    found = kriterier("sql", SHARES, "--format", output_format, "--output", str(target))
    assert (found.exit_code, found.output) == (0, "")
    assert target.read_text(encoding="utf-8") == kriterier("sql", SHARES, "--format", output_format).output
    assert {path.name for path in tmp_path.iterdir()} == {"build", "out.txt"}


def test_parquet_needs_a_file(settings: Settings, kriterier: Run) -> None:
    found = kriterier("sql", "select 1", "--format", "parquet")
    assert found.exit_code == 2
    assert "--output" in found.stderr


@pytest.mark.parametrize(
    "place",
    ["build/published/warehouse.duckdb", "build/published/x.csv", "data_raw/x.csv", "none/x.csv", "build"],
)
def test_output_never_lands_where_others_write(
    settings: Settings, kriterier: Run, tmp_path: Path, place: str
) -> None:
    before = settings.published_db.read_bytes()
    found = kriterier("sql", "select 1", "--format", "csv", "--output", str(tmp_path / place))
    assert found.exit_code == 2
    assert "--output" in found.stderr
    assert settings.published_db.read_bytes() == before


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("select * from read_csv('{other}')", "Cannot access file"),
        ("select * from '{other}'", "Cannot access file"),
        ("select * from glob('{folder}/*')", "Cannot access file"),
        ("copy keys.allocation_keys to '{folder}/out.csv'", "COPY is refused"),
        ("attach '{folder}/x.duckdb' as x", "ATTACH is refused"),
        ("install excel", "is refused"),
        ("load excel", "is refused"),
        ("set enable_external_access = true", "SET is refused"),
        ("pragma enable_external_access = true", "is refused"),
        ("create temp table x as select 1", "CREATE is refused"),
        ("delete from meta.runs", "DELETE is refused"),
        ("export database '{folder}/x'", "EXPORT is refused"),
        ("explain analyze copy meta.runs to '{folder}/out.csv'", "Cannot access file"),
        ("select 1; select 2", "2 statements"),
        ("  ", "an empty query"),
        ("select nonsense from meta.runs", "nonsense"),
        ("selec 1", "Parser Error"),
    ],
)
def test_what_does_not_read_the_warehouse_is_refused_in_one_line(
    settings: Settings, kriterier: Run, tmp_path: Path, query: str, says: str
) -> None:
    other = tmp_path / "other.csv"
    other.write_text("secret\n1\n", encoding="utf-8")
    found = kriterier("sql", query.format(other=other, folder=tmp_path))
    assert (found.exit_code, found.stdout) == (2, "")
    assert says in found.stderr
    assert found.stderr.startswith("error: ")
    assert len(found.stderr.splitlines()) == 1
    assert {path.name for path in tmp_path.iterdir()} == {"build", "other.csv"}


def test_a_query_that_fails_leaves_the_old_output(settings: Settings, kriterier: Run, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old", encoding="utf-8")
    found = kriterier("sql", "select error('late')", "--format", "csv", "--output", str(target))
    assert found.exit_code == 2
    assert target.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize(
    "query", ["from meta.runs", "with a as (select 1) from a", "describe meta.runs", "values (1)"]
)
def test_other_ways_to_read_are_fine(settings: Settings, kriterier: Run, query: str) -> None:
    assert kriterier("sql", query).exit_code == 0
