"""The introduction programme at full scale gives the printed tables 5.2-5.5, by queries of its own."""

from typing import Any

import duckdb
import pyarrow as pa
import pytest

from pipelines.sample.social.intro import make_intro
from pipelines.sample.social.margins import table
from pipelines.sample.social.participants import COUNTRIES
from pipelines.sample.social.socio import make_socio

CHARACTERISTICS = table("table_5_2_introduction_participant_characteristics")
COLUMNS = {
    "2019": "participants",
    "2022": "participants",
    "2023": "participants",
    "2024": "participants",
    "new_2024": "starters",
}
NAMES = {"Ukraina": "UKR", "Syria": "SYR", "Afghanistan": "AFG", "Eritrea": "ERI",
         "Kongo (tidl. Zaire)": "COD", "Tyrkia": "TUR", "Kina": "CHN", "Etiopia": "ETH", "Sudan": "SDN",
         "Somalia": "SOM", "Irak": "IRQ", "Iran": "IRN"}  # fmt: skip
AFRICA = [
    "ERI",
    "COD",
    "ETH",
    "SDN",
    "SOM",
    "UGA",
    "BDI",
    "RWA",
    "NGA",
    "GHA",
    "CMR",
    "SSD",
    "TCD",
    "MAR",
    "EGY",
    "KEN",
    "GMB",
]
EUROPE = ["UKR", "RUS", "BLR", "MDA"]
REST = [
    "XXA",
    "COL",
    "VEN",
    "NIC",
    "SLV",
    "CUB",
    "HND",
    "PER",
    "BOL",
    "BRA",
    "MEX",
    "USA",
    "CHL",
    "ECU",
    "GTM",
    "DOM",
    "HTI",
    "JAM",
    "PRY",
]
NO_REFUGEES = pa.table(
    {
        "pid": pa.array([], pa.string()),
        "sex_code": pa.array([], pa.string()),
        "birth_date": pa.array([], pa.date32()),
        "citizenship_country_code": pa.array([], pa.string()),
        "n_children": pa.array([], pa.int32()),
        "first_year": pa.array([], pa.int32()),
    }
)


@pytest.fixture(scope="module")
def extract() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.register("intro", make_intro())
    connection.register("socio", make_socio(NO_REFUGEES))
    connection.execute(
        "create table active as select distinct person_pid, district_code, month "
        "from intro, (select unnest(generate_series(date '2017-01-01', date '2024-12-01', "
        "interval 1 month))::date as month) "
        "where start_date <= last_day(month) and coalesce(end_date, date '2099-01-01') >= month"
    )
    connection.execute(
        "create table participants as select distinct year(month) as year, person_pid, socio.* "
        "exclude (person_pid) "
        "from active join socio using (person_pid)"
    )
    connection.execute(
        "create table starters as select year(start_date) as year, person_pid, socio.* exclude (person_pid) "
        "from (select person_pid, min(start_date) as start_date from intro group by all) join "
        "socio using (person_pid)"
    )
    return connection


def shares(extract: duckdb.DuckDBPyConnection, expression: str, column: str) -> list[float]:
    """Per cent by place (0, 1, ...) of the expression, of those for whom it is not null."""
    year = column.removeprefix("new_")
    rows = extract.sql(
        f"select {expression} as place, count(*) from {COLUMNS[column]} where year = {year} and "
        f"place is not null group by all"
    ).fetchall()
    total = sum(count for _, count in rows)
    return [100 * dict(rows).get(place, 0) / total for place in range(max(place for place, _ in rows) + 1)]


EXPRESSIONS = {
    "sex": "(sex_code = 'Mann')::int",
    "age": "case when year - year(birth_date) < 25 then 0 when year - year(birth_date) < 30 then "
    "1 when year - year(birth_date) < 40 "
    "then 2 when year - year(birth_date) < 50 then 3 when year - year(birth_date) < 56 then 4 else 5 end",
    "number_of_children": "least(n_children, 4)",
    "prior_education": "list_position(['Uten formell skolegang/noe grunnskole', 'Fullført "
    "grunnskole/noe vgs.', 'Fullført vgs.', "
    "'Noe høyere utdanning/fagskole', 'Fullført høyere utdanning/fagskole', 'Ikke registrert'], "
    "prior_education_code::varchar) - 1",
    "world_region": "case when citizenship_country_code is null then null "
    f"when citizenship_country_code in {tuple(AFRICA)} then 0 "
    f"when citizenship_country_code in {tuple(EUROPE)} then 2 "
    f"when citizenship_country_code in {tuple(REST)} then 3 else 1 end",
}  # fmt: skip


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("characteristic", EXPRESSIONS)
def test_characteristics_are_within_a_point_or_three_per_cent(
    extract: duckdb.DuckDBPyConnection, characteristic: str, column: str
) -> None:
    rows = [
        row
        for row in CHARACTERISTICS
        if row["characteristic"] == characteristic and row["category_no"] != "I alt"
    ]
    found = shares(extract, EXPRESSIONS[characteristic], column)
    assert len(found) == len(rows)
    for row, share in zip(rows, found, strict=True):
        printed = float(row[f"value_{column}"])
        assert abs(share - printed) <= max(1.0, 0.03 * printed), (row["category_no"], share)


def test_participants_of_a_year_and_new_ones_are_exact(extract: duckdb.DuckDBPyConnection) -> None:
    found = dict(extract.sql("select year, count(*) from participants group by all").fetchall())
    # 2022 and 2023 as table 5.2 has them; table 5.5 has 1 189 and 1 777
    printed = {2019: 1662, 2020: 1090, 2021: 769, 2022: 1193, 2023: 1794, 2024: 2213}
    assert {year: found[year] for year in printed} == printed
    assert extract.sql("select count(*) from starters where year = 2024").fetchall() == [(1162,)]


def test_countries_of_2024_are_exact(extract: duckdb.DuckDBPyConnection) -> None:
    for name, measure, source in (
        ("table_5_3_introduction_participant_countries_2024", "participants", "participants"),
        ("table_5_4_introduction_new_participant_countries_2024", "new_participants", "starters"),
    ):
        found: dict[Any, int] = dict(
            extract.sql(
                f"select citizenship_country_code::varchar, count(*) from {source} where year = "
                f"2024 group by all"
            ).fetchall()
        )
        printed = {NAMES[row["country_no"]]: int(row[measure]) for row in table(name)}
        assert {code: found[code] for code in printed} == printed
        assert max(count for code, count in found.items() if code not in printed) <= min(printed.values())
        if source == "participants":
            assert (found["XXA"], found[None], len(found) - 2) == (7, 5, 58)
    assert set(COUNTRIES) >= {*AFRICA, *EUROPE, *REST}


@pytest.mark.parametrize("year", range(2020, 2025))
def test_districts_have_their_shares(extract: duckdb.DuckDBPyConnection, year: int) -> None:
    found = dict(
        extract.sql(
            f"select district_code::varchar, count(distinct person_pid) from active where "
            f"year(month) = {year} group by all"
        ).fetchall()
    )
    total = extract.sql(f"select count(*) from participants where year = {year}").fetchall()[0][0]
    rows = table("table_5_5_introduction_participants_by_district")[1:16]
    printed_sum = sum(float(row[f"value_{year}"]) for row in rows)
    for number, row in enumerate(rows, 1):
        assert abs(100 * found[f"{number:02}"] / total - float(row[f"value_{year}"])) <= 1.0, (
            row,
            printed_sum,
        )


def test_months_are_those_printed(extract: duckdb.DuckDBPyConnection) -> None:
    months = dict(extract.sql("select month, count(distinct person_pid) from active group by all").fetchall())
    of = {(month.year, month.month): count for month, count in months.items()}
    assert sum(count for (year, _), count in of.items() if year == 2024) / 12 == pytest.approx(1426, rel=0.03)
    assert (of[2021, 12], of[2023, 12], of[2024, 12]) == (509, 1194, 1530)


def test_end_statuses_and_laws(extract: duckdb.DuckDBPyConnection) -> None:
    ended = dict(
        extract.sql(
            "select end_status_code::varchar, count(*) from intro where end_status_code is not "
            "null and year(end_date) = 2024 group by all"
        ).fetchall()
    )
    total = sum(ended.values())
    assert 100 * (ended["Arbeid"] + ended["Arbeid med lønnstilskudd"]) / total == pytest.approx(39, abs=0.5)
    assert 100 * (ended["Videregående skole"] + ended["Høyere utdanning"]) / total == pytest.approx(
        4, abs=0.5
    )
    assert 100 * ended["Grunnskole"] / total == pytest.approx(3, abs=0.5)
    odd = extract.sql(
        "select count(*) from intro where start_date > end_date "
        "or (start_date < date '2021-01-01') <> (legal_basis_code = 'Introduksjonsloven') "
        "or (legal_basis_code = 'Integreringsloven kap. 6A' and start_date < date '2022-04-01') "
        "or (end_date is null and end_status_code is not null)"
    ).fetchall()
    assert odd == [(0,)]
    open_moves = extract.sql(
        "select count(*) from intro as a where end_date is not null and end_status_code is null "
        "and not exists "
        "(from intro as b where a.person_pid = b.person_pid and b.start_date = a.end_date + 1)"
    ).fetchall()
    assert open_moves == [(0,)]
