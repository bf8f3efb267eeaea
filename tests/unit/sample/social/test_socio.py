"""Who is registered in Socio: participants, settled refugees and Fasit's recipients, each once."""

from datetime import date

import duckdb
import pyarrow as pa
import pytest

from pipelines.sample.social.intro import make_intro
from pipelines.sample.social.socio import SETTLED, make_socio

RECIPIENTS = pa.table(
    {
        "pid": [f"ffffff{number:06x}" for number in range(400)],
        "sex_code": ["Kvinne", "Mann"] * 200,
        "birth_date": [date(1980, 1, 1 + number % 28) for number in range(400)],
        "citizenship_country_code": ["UKR", "SOM", None, "NOR"] * 100,
        "n_children": pa.array([number % 5 for number in range(400)], pa.int32()),
        "first_year": pa.array([2017 + number % 8 for number in range(400)], pa.int32()),
    }
)


@pytest.fixture(scope="module")
def socio() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.register("socio", make_socio(RECIPIENTS))
    connection.register("recipients", RECIPIENTS)
    connection.register("intro", make_intro())
    return connection


def test_settled_refugees_of_the_years(socio: duckdb.DuckDBPyConnection) -> None:
    found = dict(
        socio.sql(
            "select year(settlement_date), count(*) from socio where settlement_date >= "
            "'2017-01-01' group by all"
        ).fetchall()
    )
    assert found == SETTLED
    assert (found[2023], found[2024]) == (2101, 1676)
    quota = socio.sql(
        "select count(*) from socio where year(settlement_date) = 2024 and settlement_type_code = 'På kvote'"
    )
    assert quota.fetchall() == [(1540,)]
    young, old, ukrainian = socio.sql(
        "select 100 * avg((date_sub('year', birth_date, settlement_date) < 18)::int), "
        "100 * avg((date_sub('year', birth_date, settlement_date) > 67)::int), "
        "100 * avg((citizenship_country_code = 'UKR')::int) from socio where year(settlement_date) = 2024"
    ).fetchall()[0]
    assert young == pytest.approx(24, abs=3)
    assert old == pytest.approx(4, abs=2)
    assert ukrainian == pytest.approx(73, abs=4)


def test_everybody_is_registered_once_and_none_is_lost(socio: duckdb.DuckDBPyConnection) -> None:
    total, persons = socio.sql("select count(*), count(distinct person_pid) from socio").fetchall()[0]
    assert total == persons
    for source in ("recipients", "intro"):
        key = "pid" if source == "recipients" else "person_pid"
        assert socio.sql(
            f"select count(*) from {source} where {key} not in (select person_pid from socio)"
        ).fetchall() == [(0,)]
    as_they_are = socio.sql(
        "select count(*) from recipients join socio on pid = person_pid where "
        "recipients.birth_date = socio.birth_date "
        "and recipients.n_children = socio.n_children and recipients.sex_code = socio.sex_code "
        "and recipients.citizenship_country_code is not distinct from socio.citizenship_country_code"
    ).fetchall()
    assert as_they_are == [(400,)]


def test_settlement_is_whole_or_absent_and_never_before_birth(socio: duckdb.DuckDBPyConnection) -> None:
    odd = socio.sql(
        "select count(*) from socio where birth_date > settlement_date or (settlement_date is "
        "null) <> (settlement_type_code is null) "
        "or (settlement_date is null) <> (settled_district_code is null)"
    ).fetchall()
    assert odd == [(0,)]
    late = socio.sql(
        "select count(*) from intro join socio using (person_pid) where intro.start_date <= "
        "socio.settlement_date"
    ).fetchall()
    assert late == [(0,)]


def test_scale_keeps_participants_in_both_extracts() -> None:
    intro = set(make_intro(scale=0.1)["person_pid"].to_pylist())
    socio = set(make_socio(RECIPIENTS, scale=0.1)["person_pid"].to_pylist())
    assert 500 < len(intro) < 800
    assert intro <= socio
    assert all(
        len(pid) == 12 and pid[0] == "p" and int(pid[1:], 16) >= 0
        for pid in socio - set(RECIPIENTS["pid"].to_pylist())
    )


def test_a_shorter_span_knows_nothing_of_later_years() -> None:
    rows = make_socio(RECIPIENTS, range(2019, 2021)).to_pylist()
    assert max(row["settlement_date"] for row in rows if row["settlement_date"]) <= date(2020, 12, 31)
    assert {row["extracted_on"].year for row in rows} == {2021}
