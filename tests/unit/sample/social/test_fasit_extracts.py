"""The delivered extracts at 1 in 20: their shape, their order, and what they are a sample of."""

from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.sample.extracts import YEARLY, ExtractFile, Wish, fasit_files
from pipelines.sample.social.fasit import FasitWorld, make_fasit
from pipelines.sample.social.margins import margins
from pipelines.sample.tabular import save_csv, save_parquet

HEADERS = {
    "fasit_payments": "payment_line_id main_person_pid district_code payment_date purpose_code "
    "gross_amount_nok extracted_on",
    "fasit_household": "main_person_pid month member_pid role_code birth_date custody_pct extracted_on",
    "fasit_persons": "person_pid sex_code birth_date marital_status_code origin_country_code "
    "citizenship_country_code valid_from valid_to extracted_on",
    "fasit_income": "main_person_pid member_pid month income_type_code amount_nok extracted_on",
}
YEARS = range(2017, 2020)


@pytest.fixture(scope="module")
def world() -> FasitWorld:
    return make_fasit(YEARS, 0.05)


@pytest.fixture(scope="module")
def frames(world: FasitWorld) -> dict[str, pd.DataFrame]:
    """All years of each source, categories as texts."""
    return {
        source: pd.concat([table.to_pandas() for table in by_year.values()], ignore_index=True)
        for source, by_year in world.tables.items()
    }


def saved(file: ExtractFile, folder: Path) -> pa.Table:
    """The table that a Parquet file of the sample holds."""
    path = folder / file.name
    file.save(path)
    return pq.read_table(path)


def texts(table: pa.Table) -> dict[str, list[Any]]:
    return {name: table[name].to_pylist() for name in table.column_names}


def test_headers_are_those_of_the_contract(world: FasitWorld) -> None:
    for source, by_year in world.tables.items():
        assert [*by_year] == [*YEARS]
        assert {" ".join(table.column_names) for table in by_year.values()} == {HEADERS[source]}


def test_types_are_those_of_the_contract(world: FasitWorld) -> None:
    payments = world.tables["fasit_payments"][2018].schema
    assert payments.field("gross_amount_nok").type == pa.decimal128(12, 2)
    assert payments.field("payment_date").type == pa.date32()
    assert payments.field("purpose_code").type == pa.dictionary(pa.int32(), pa.string())
    assert world.tables["fasit_household"][2018].schema.field("custody_pct").type == pa.int32()


def test_the_same_world_comes_out_twice(world: FasitWorld, tmp_path: Path) -> None:
    again = make_fasit(YEARS, 0.05)
    assert again.refugees.equals(world.refugees)
    for source, by_year in world.tables.items():
        for year, table in by_year.items():
            assert again.tables[source][year].equals(table), (source, year)
            save_parquet(again.tables[source][year], tmp_path / "again")
            save_parquet(table, tmp_path / "first")
            assert (tmp_path / "again").read_bytes() == (tmp_path / "first").read_bytes()


def test_a_sample_holds_whole_persons_of_the_larger_one(world: FasitWorld) -> None:
    larger = make_fasit(range(2018, 2019), 0.1)
    for source, key in (("fasit_payments", "main_person_pid"), ("fasit_income", "main_person_pid")):
        small = world.tables[source][2018].to_pandas()
        large = larger.tables[source][2018].to_pandas()
        kept = large[large[key].isin(set(small[key]))]
        assert 0.45 < len(small) / len(large) < 0.55
        pd.testing.assert_frame_equal(
            kept.reset_index(drop=True).astype(str), small.reset_index(drop=True).astype(str)
        )


def test_one_in_twenty_keeps_the_shape(frames: dict[str, pd.DataFrame]) -> None:
    payments = frames["fasit_payments"]
    for year in YEARS:
        of_year = payments[pd.to_datetime(payments["payment_date"]).dt.year == year]
        goal = margins(year)
        assert of_year["main_person_pid"].nunique() == pytest.approx(goal.recipients / 20, rel=0.05)
        assert float(of_year["gross_amount_nok"].sum()) == pytest.approx(goal.gross.sum() / 20, rel=0.1)
        assert of_year["district_code"].nunique() == 15


def test_persons_and_keys_hang_together(frames: dict[str, pd.DataFrame], world: FasitWorld) -> None:
    payments, household = frames["fasit_payments"], frames["fasit_household"]
    persons, income = frames["fasit_persons"], frames["fasit_income"]
    assert payments["payment_line_id"].is_unique
    assert payments["main_person_pid"].str.fullmatch("p[0-9a-f]{11}").all()
    month = [day.replace(day=1) for day in payments["payment_date"]]
    paid = set(zip(payments["main_person_pid"], month, strict=True))
    home = set(zip(household["main_person_pid"], household["month"], strict=True))
    assert paid == home
    assert set(zip(income["main_person_pid"], income["month"], strict=True)) <= home
    assert set(payments["main_person_pid"]) == set(persons["person_pid"])
    assert set(world.refugees["pid"].to_pylist()) < set(persons["person_pid"])
    assert not household.duplicated(["month", "member_pid"]).any()
    assert (pd.to_datetime(household["birth_date"]) < pd.to_datetime(household["month"])).all()


def test_a_member_keeps_one_birth_date_and_custody_is_for_the_young(frames: dict[str, pd.DataFrame]) -> None:
    household = frames["fasit_household"]
    assert (household.groupby("member_pid", observed=True)["birth_date"].agg(set).str.len() == 1).all()
    young = household["role_code"].isin(["Barn", "Ung hjemmeboende"])
    assert household.loc[young, "custody_pct"].between(1, 100).all()
    assert household.loc[~young, "custody_pct"].isna().all()
    mains = household[household["role_code"] == "Hovedperson"]
    assert (mains["main_person_pid"] == mains["member_pid"]).all()


def test_corrections_and_months_that_came_to_nothing_are_there(frames: dict[str, pd.DataFrame]) -> None:
    payments = frames["fasit_payments"].copy()
    payments["month"] = pd.to_datetime(payments["payment_date"]).dt.to_period("M")
    sums = payments.groupby(["main_person_pid", "month"], observed=True)["gross_amount_nok"].sum()
    assert (payments["gross_amount_nok"] < 0).any()
    assert (sums == 0).any()
    assert (sums < 0).any()
    assert (sums <= 0).mean() < 0.01


def test_months_add_up_to_the_year_in_either_form(world: FasitWorld, tmp_path: Path) -> None:
    as_csv = tuple((source, "2019") for source in YEARLY)
    found = list(fasit_files(world, Wish(YEARLY, YEARS, monthly=2018, as_csv=as_csv)))
    assert Counter(file.source_id for file in found) == dict.fromkeys(HEADERS, 14)
    places = [(file.source_id, file.period, file.name) for file in found]
    assert ("fasit_income", "2018-02", "fasit_income_2018-02.parquet") in places
    assert ("fasit_income", "2019", "fasit_income_2019.csv") in places
    for source in ("fasit_payments", "fasit_household", "fasit_income"):
        parts = [
            saved(file, tmp_path).num_rows
            for file in found
            if (file.source_id, file.period[:5]) == (source, "2018-")
        ]
        assert sum(parts) == world.tables[source][2018].num_rows


def test_facts_of_a_month_are_of_those_paid_and_cut_to_it(world: FasitWorld, tmp_path: Path) -> None:
    wish = Wish(YEARLY, range(2018, 2019), monthly=2018)
    files = {(file.source_id, file.period): file for file in fasit_files(world, wish)}
    facts, lines = (
        texts(saved(files[source, "2018-02"], tmp_path)) for source in ("fasit_persons", "fasit_payments")
    )
    assert {(str(a), str(b)) for a, b in zip(facts["valid_from"], facts["valid_to"], strict=True)} == {
        ("2018-02-01", "2018-02-28")
    }
    assert set(facts["person_pid"]) == set(lines["main_person_pid"])


def test_text_has_semicolons_and_decimal_commas(world: FasitWorld, tmp_path: Path) -> None:
    table = world.tables["fasit_payments"][2018].slice(0, 3)
    save_csv(table, tmp_path / "x.csv")
    lines = (tmp_path / "x.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0].split(";") == HEADERS["fasit_payments"].split()
    amounts = [Decimal(line.split(";")[5].replace(",", ".")) for line in lines[1:]]
    assert amounts == table["gross_amount_nok"].to_pylist()
    assert all("," in line.split(";")[5] for line in lines[1:])
    assert lines[1].split(";")[3] == str(table["payment_date"][0].as_py())


def test_parquet_reads_back_the_same(world: FasitWorld, tmp_path: Path) -> None:
    table = world.tables["fasit_household"][2018]
    save_parquet(table, tmp_path / "x.parquet")
    again = pq.read_table(tmp_path / "x.parquet")
    assert texts(again) == texts(table)


def test_years_and_scales_outside_the_series_are_refused() -> None:
    with pytest.raises(ValueError, match="2017-2024"):
        make_fasit(range(2016, 2018))
    with pytest.raises(ValueError, match="at most 1"):
        make_fasit(scale=1.5)
