"""What is known of next year's file from the latest one."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
import yaml

from pipelines.core.column_map import read_column_map
from pipelines.landing.inventory import take_inventory
from pipelines.landing.map_columns import add_column, with_column
from pipelines.landing.stubs import Need, as_yaml, moved, needs_of, stub_content
from pipelines.settings import Settings
from pipelines.sources import SOURCES, load_source
from tests.contract.project import ROOT


@pytest.fixture(scope="module")
def sample() -> Settings:
    return Settings(root=ROOT)


def needs(settings: Settings, source_id: str, year: int = 2027) -> list[Need]:
    deliveries = take_inventory(settings, [source_id]).deliveries[source_id]
    return needs_of(load_source(source_id), year, deliveries)


@pytest.mark.parametrize(
    ("text", "old", "new", "expected"),
    [
        ("tsb_2024.xlsx", "2024", "2025", "tsb_2025.xlsx"),
        ("tabell 12024, 2024", "2024", "2025", "tabell 12024, 2025"),
        ("2015=100, 2015-2026", "2015-2026", "2015-2027", "2015=100, 2015-2027"),
        ("to 2026", "2015-2026", "2015-2027", "to 2027"),
        ("rammer_fo4.xlsx", "2024-2026", "2024-2027", "rammer_fo4.xlsx"),
    ],
)
def test_years_move_and_other_numbers_stay(text: str, old: str, new: str, expected: str) -> None:
    assert moved(text, old, new) == expected


def test_a_span_keeps_its_first_year(sample: Settings) -> None:
    (frames,) = needs(sample, "budget_frames")
    assert (frames.period, frames.file_name) == ("2024-2027", "rammer_fo4.xlsx")


def test_each_table_has_a_file_of_its_own_year(sample: Settings) -> None:
    found = {one.table: (one.period, one.file_name) for one in needs(sample, "microdata_tables")}
    assert found["low_income_renters"] == ("2024", "low_income_renters_2024.txt")
    assert found["refugees_over_5_years"] == ("2026", "refugees_over_5_years_2026.txt")


def test_the_later_edition_lies_beside_the_first(sample: Settings) -> None:
    first, later = needs(sample, "ssb_accounts")
    assert first.stub_name(later_edition=False) == "12369_regnskap_2025.parquet.origin.stub.yml"
    assert later.stub_name(later_edition=True) == "12369_regnskap_2025_revised.parquet.origin.stub.yml"
    assert "not_before" not in stub_content(first)
    assert stub_content(later)["not_before"] == date(2026, 6, 15)


def test_an_invented_delivery_says_nothing_of_who_makes_the_real_one(sample: Settings) -> None:
    content = stub_content(needs(sample, "helsedata_tsb")[0])
    assert content["title"].startswith("pasienter i rusbehandling")
    assert "SYNT" not in content["title"]
    assert "2025" in content["title"]
    assert content["synthetic"] is False
    assert {"producer", "contact", "licence", "sha256", "bytes", "received_on"}.isdisjoint(content)


def test_a_real_delivery_is_taken_after(sample: Settings) -> None:
    (need,) = needs(sample, "kvp_expected")
    content = stub_content(need)
    assert need.latest is not None
    assert content["producer"] == need.latest.origin.producer
    assert content["for_budget_year"] == 2027
    assert yaml.safe_load(as_yaml(content))["due_on"] == date(2026, 10, 1)


def test_without_any_delivery_the_source_names_the_file(tmp_path: Path) -> None:
    (need,) = needs_of(load_source("helsedata_tsb"), 2027, [])
    assert need.file_name == "helsedata_tsb_2025.xlsx"
    assert "title" not in stub_content(need)


def test_a_new_column_reads_as_the_period_did_before() -> None:
    rows = [["column", "2020", "2022"], ["a", "A", "B"], ["b", "-", 'x, "y" | z']]
    text = with_column(rows, "2024")
    assert text == 'column,2020,2022,2024\na,A,B,B\nb,-,"x, ""y"" | z","x, ""y"" | z"\n'
    assert list(csv.reader(io.StringIO(with_column(rows, "2021"))))[1] == ["a", "A", "A", "B"]
    assert list(csv.reader(io.StringIO(with_column(rows, "2019"))))[1] == ["a", "A", "A", "B"]


@pytest.mark.parametrize("source_id", SOURCES)
def test_the_overlay_gets_the_map_and_the_package_is_left_alone(source_id: str, tmp_path: Path) -> None:
    packaged = ROOT / "pipelines" / "sources" / source_id / "column_map.csv"
    before = packaged.read_bytes()
    period = "2030-2035" if load_source(source_id).periods == "years" else "2035"
    settings = Settings(root=tmp_path, sources_overlay=tmp_path / "own")
    written = add_column(settings, source_id, period)
    assert written == tmp_path / "own" / source_id / "column_map.csv"
    own = read_column_map(written)
    assert own.for_period(period) == load_source(source_id).columns.for_period(period)
    assert add_column(settings, source_id, period) is None
    assert packaged.read_bytes() == before
    # the columns that were there keep their bytes
    kept = [row[:-1] for row in csv.reader(io.StringIO(written.read_text(encoding="utf-8"), newline=""))]
    assert kept == list(csv.reader(io.StringIO(packaged.read_text(encoding="utf-8"), newline="")))
