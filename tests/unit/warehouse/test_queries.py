"""Finding keys, districts and years as people name them."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipelines.warehouse.access import open_published
from pipelines.warehouse.queries import (
    find_district,
    read_budget_years,
    read_districts,
    read_key_rows,
    read_keys,
)
from pipelines.warehouse.rows import DistrictRow, KeyRow
from tests.support.warehouse import publish_by_hand

ALNA = DistrictRow("030112", "Alna")


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_published(publish_by_hand(tmp_path)) as opened:
        yield opened


def key_of(connection: duckdb.DuckDBPyConnection, key_id: str) -> KeyRow:
    return next(row for row in read_keys(connection) if row.key_id == key_id)


@pytest.mark.parametrize("text", ["Alna", "alna", " ALNA ", "030112", "12 Alna"])
def test_a_district_goes_by_name_code_and_alias(connection: duckdb.DuckDBPyConnection, text: str) -> None:
    assert find_district(connection, "oslo_districts", text) == ALNA


@pytest.mark.parametrize("text", ["Sentrum", "Oslo i alt", "0301", "Heimdal", "", "%", "' or 1=1 --"])
def test_rest_groups_the_city_and_other_cities_are_no_district(
    connection: duckdb.DuckDBPyConnection, text: str
) -> None:
    assert find_district(connection, "oslo_districts", text) is None


def test_districts_are_those_of_the_area_system(connection: duckdb.DuckDBPyConnection) -> None:
    assert [row.name for row in read_districts(connection, "trondheim_districts")] == ["Østbyen", "Heimdal"]


def test_budget_years_say_whether_the_key_was_computed(connection: duckdb.DuckDBPyConnection) -> None:
    assert read_budget_years(connection, key_of(connection, "fo4c")) == {2024: True}
    assert read_budget_years(connection, key_of(connection, "f244")) == {2013: False}


def test_the_accounts_are_those_of_the_mix_and_its_lag(connection: duckdb.DuckDBPyConnection) -> None:
    rows = read_key_rows(connection, key_of(connection, "fo4c"), ALNA, 2024)
    assert rows.accounting is not None
    assert (rows.accounting.source_year, rows.accounting.amount_nok) == (2022, 120000)
    assert rows.accounting.total_nok == 100_000_000


def test_a_year_without_a_key_is_an_error(connection: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(LookupError, match="fo4_gh2024/fo4c 1999 has no key for Alna"):
        read_key_rows(connection, key_of(connection, "fo4c"), ALNA, 1999)
