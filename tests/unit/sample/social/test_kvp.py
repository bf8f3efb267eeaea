"""The KVP extract at full scale gives the printed tables 4.2 and 4.3, by queries of its own."""

from typing import Any

import duckdb
import pytest

from pipelines.sample.social.kvp import make_kvp
from pipelines.sample.social.margins import table

PARTICIPANTS, OUTCOMES = table("table_4_2_kvp_participants"), table("table_4_3_kvp_outcomes")
YEARS = (2022, 2023, 2024)


@pytest.fixture(scope="module")
def extract() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    kvp = make_kvp()
    connection.register("kvp", kvp)
    connection.execute(
        "create table active as select distinct person_pid, district_code, month "
        "from kvp, (select unnest(generate_series(date '2017-01-01', date '2024-12-01', interval "
        "1 month))::date as month) "
        "where start_date <= last_day(month) and coalesce(end_date, date '2099-01-01') >= month"
    )
    return connection


def by_district(extract: duckdb.DuckDBPyConnection, sql: str) -> dict[str, Any]:
    """A query over (district_code, figure), districts and city, by the report's names."""
    names = [row["district"] for row in PARTICIPANTS]
    found = dict(extract.sql(sql).fetchall())
    return {name: found.get(f"{number:02}" if number < 16 else "", 0) for number, name in enumerate(names, 1)}


@pytest.mark.parametrize("year", YEARS)
def test_participants_and_new_ones_are_exact(extract: duckdb.DuckDBPyConnection, year: int) -> None:
    found = by_district(
        extract,
        "select coalesce(district_code, ''), count(distinct person_pid) from active "
        f"where year(month) = {year} group by grouping sets ((district_code), ())",
    )
    assert found == {row["district"]: int(row[f"participants_{year}"]) for row in PARTICIPANTS}
    new = by_district(
        extract,
        "select coalesce(district_code, ''), count(*) from "
        "(select person_pid, arg_min(district_code, start_date) as district_code, "
        "min(start_date) as start_date "
        f"from kvp group by all) where year(start_date) = {year} group by grouping sets "
        f"((district_code), ())",
    )
    assert new == {row["district"]: int(row[f"new_participants_{year}"]) for row in PARTICIPANTS}


@pytest.mark.parametrize("year", YEARS)
def test_monthly_means_are_within_three_per_cent(extract: duckdb.DuckDBPyConnection, year: int) -> None:
    found = by_district(
        extract,
        "select coalesce(district_code, ''), count(distinct (person_pid, month)) / 12 from active "
        f"where year(month) = {year} group by grouping sets ((district_code), ())",
    )
    for row in PARTICIPANTS:
        assert found[row["district"]] == pytest.approx(float(row[f"participants_month_avg_{year}"]), rel=0.03)


@pytest.mark.parametrize("year", range(2017, 2025))
def test_outcomes_are_exact(extract: duckdb.DuckDBPyConnection, year: int) -> None:
    printed = {row["measure"]: int(row[f"value_{year}"]) for row in OUTCOMES}
    agreed, to_work = extract.sql(
        "select count(*), count(*) filter (where end_status_code <> 'Annet') from kvp "
        f"where ended_as_agreed and year(end_date) = {year}"
    ).fetchall()[0]
    assert (agreed, to_work) == (printed["ended_as_agreed"], printed["ended_to_work_or_education"])


def test_new_participants_of_2024_are_as_described_in_the_text(extract: duckdb.DuckDBPyConnection) -> None:
    found = extract.sql(
        "select 100 * avg((sex_code = 'Kvinne')::int), 100 * avg((date_sub('year', birth_date, "
        "start_date) < 30)::int), "
        "100 * avg((marital_status_code in ('Ugift', 'Skilt', 'Separert'))::int), 100 * "
        "avg((n_children = 0)::int), "
        "100 * avg((n_children in (1, 2))::int), "
        "100 * avg((coalesce(origin_country_code, citizenship_country_code) <> 'NOR')::int) "
        "from (from kvp qualify row_number() over (partition by person_pid order by start_date) = 1) "
        "where year(start_date) = 2024"
    ).fetchall()[0]
    assert found == pytest.approx((57, 30, 65, 55, 35, 65), abs=1)


def test_rows_are_plausible(extract: duckdb.DuckDBPyConnection) -> None:
    odd = extract.sql(
        "select count(*) from kvp where start_date > end_date or date_sub('year', birth_date, "
        "start_date) not between 18 and 67 "
        "or (end_date is null) <> (end_status_code is null) or (end_date is null) <> "
        "(end_status_scheme is null) "
        "or (end_date >= date '2021-01-01') <> (end_status_scheme = 'from_2021')"
    ).fetchall()
    assert odd == [(0,)]
    moves = extract.sql(
        "select count(*), count(*) filter (where next_start = end_date + 1 and next_district <> "
        "district_code) from "
        "(select *, lead(start_date) over w as next_start, lead(district_code) over w as next_district "
        "from kvp window w as (partition by person_pid order by start_date)) "
        "where next_start is not null"
    ).fetchall()[0]
    assert moves[0] == moves[1] > 200


def test_scale_and_span_leave_the_rows_that_remain_as_they_are() -> None:
    whole = {tuple(row.values()) for row in make_kvp().to_pylist()}
    part = {tuple(row.values()) for row in make_kvp(scale=0.1).to_pylist()}
    assert part < whole
    assert len(part) == pytest.approx(len(whole) / 10, rel=0.1)
    earlier = make_kvp(range(2018, 2020)).to_pylist()
    assert all(row["start_date"].year < 2020 for row in earlier)
    assert all(row["end_date"] is None or row["end_date"].year in (2018, 2019, 2020) for row in earlier)
