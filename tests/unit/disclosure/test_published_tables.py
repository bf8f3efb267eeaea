"""From models in a personal database to protected tables in the candidate, audited on what was written."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
import yaml

from pipelines.disclosure.assets import write_protected
from pipelines.disclosure.checks import CHECKS
from pipelines.disclosure.figures import MOVES, Figure
from pipelines.disclosure.reading import MissingModelError, synthetic_statistics
from pipelines.settings import Settings
from tests.unit.disclosure.made_up import CATALOGUE, catalogue_rules, figure, figures, recipients

COLUMNS = (
    "area_system varchar, statistic_id varchar, year integer, month integer, district_id varchar, "
    "category varchar, value decimal(20, 6), base decimal(20, 6), units integer"
)
FAMILIES = sorted({rule.family for rule in catalogue_rules().values()} - {MOVES})
DECLARED = Path("dbt_project/models/published_by_python.yml")
SEEDS = ("social_statistics", "social_countries", "social_purposes")


@pytest.fixture
def manifest() -> dict[str, object]:
    """The declarations of the published tables, as the dbt manifest has them."""
    declared = yaml.safe_load(DECLARED.read_text(encoding="utf-8"))
    source = next(one for one in declared["sources"] if one["name"] == "social")
    tables = {
        f"source.{table['name']}": {
            "source_name": "social",
            "schema": "social",
            "name": table["name"],
            "description": table["description"],
            "columns": {column["name"]: column for column in table["columns"]},
        }
        for table in source["tables"]
    }
    return {"nodes": {}, "sources": tables}


def build(folder: Path, given: list[Figure], leave_out: str = "") -> Settings:
    """An installation whose personal database holds the given figures and whose candidate holds the seeds."""
    settings = Settings(root=folder)
    settings.personal_db.parent.mkdir(parents=True)
    settings.candidate_db.parent.mkdir(parents=True)
    rules = catalogue_rules()
    with duckdb.connect() as connection:
        connection.execute(f"attach '{settings.personal_db}' as personal")
        connection.execute("use personal")
        connection.execute("create schema social")
        for family in FAMILIES:
            if family != leave_out:
                connection.execute(f"create table social.{family} ({COLUMNS})")
        ends = "from_district_id varchar, to_district_id varchar"
        connection.execute(
            f"create table social.moves (area_system varchar, year integer, {ends}, moves integer)"
        )
        connection.execute(
            "create table social.gross_against_net (area_system varchar, year integer, district_id varchar, "
            "measure varchar, gross_nok decimal(18, 2), net_nok decimal(18, 2), units integer)"
        )
        for one in given:
            key = one.key
            if key.statistic_id == MOVES:
                if "0301" not in {key.district_id, key.category}:
                    row = [key.area_system, key.year, key.district_id, key.category, one.units]
                    connection.execute("insert into social.moves values (?, ?, ?, ?, ?)", row)
                continue
            place = [*key[:3], key.month or None, *key[4:]]
            family = rules[key.statistic_id].family
            connection.execute(
                f"insert into social.{family} values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [*place, one.value, one.base, one.units],
            )
    with duckdb.connect(str(settings.candidate_db)) as connection:
        connection.execute("create schema codes")
        for seed in SEEDS:
            path = CATALOGUE.with_name(f"{seed}.csv").resolve()
            connection.execute(f"create table codes.{seed} as from read_csv('{path}', header = true)")
    return settings


@pytest.fixture
def candidate(tmp_path: Path, manifest: dict[str, object]) -> Iterator[duckdb.DuckDBPyConnection]:
    """The candidate of 90 recipients in five districts, protected; 2023 is as 2024."""
    given = figures(recipients(11, 90, 5), 5)
    before = [Figure(one.key._replace(year=2023), one.value, one.base, one.units) for one in given]
    settings = build(tmp_path, given + before)
    write_protected(settings, manifest)
    with duckdb.connect(str(settings.candidate_db)) as connection:
        yield connection


def test_what_was_written_passes_every_check(candidate: duckdb.DuckDBPyConnection) -> None:
    suppressed = candidate.execute(
        "select count(*) from social.statistics where status = 'suppressed'"
    ).fetchall()
    assert suppressed[0][0] > 20
    assert {check.name: check.find(candidate) for check in CHECKS} == {check.name: [] for check in CHECKS}


def test_one_hidden_figure_shown_again_is_found(candidate: duckdb.DuckDBPyConnection) -> None:
    """Table 3.14's fault by hand.

    A suppressed move written as it was leaves its row with one unknown less.
    """
    find = next(check.find for check in CHECKS if check.name == "no_hidden_figure_can_be_solved")
    shown = candidate.execute(
        """
        update social.moves set status = 'observed', moves = 3
        where (from_district_id, to_district_id) in (
            select from_district_id, min(to_district_id) from social.moves
            where status = 'suppressed' and year = 2024 and from_district_id <> '0301' group by all
            having count(*) = 2 limit 1
        ) and year = 2024
        """
    ).fetchall()
    assert shown[0][0] == 1
    assert find(candidate) != []


def test_a_suppressed_figure_that_another_statistic_shows_is_found(
    tmp_path: Path, manifest: dict[str, object]
) -> None:
    """long_term is the third class of duration: hidden in one and shown in the other is not hidden."""
    given = [figure("long_term", 2, 40), figure("duration", 2, 40, category="months_24_plus")]
    settings = build(tmp_path, given)
    write_protected(settings, manifest)
    with duckdb.connect(str(settings.candidate_db)) as connection:
        connection.execute(
            "update social.statistics set status = 'observed', value = 2, base = 40 "
            "where statistic_id = 'long_term'"
        )
        messages = {check.name: check.find(connection) for check in CHECKS}
    assert "duration 2024 district 0301" in messages["no_hidden_figure_can_be_solved"][0]
    assert "long_term 2024 district 0301" in messages["no_small_count_is_shown"][0]


def test_numbers_are_computed_from_shown_figures_alone(tmp_path: Path, manifest: dict[str, object]) -> None:
    given = [
        figure("under_30", 30, 120, year=2022),
        figure("under_30", 40, 160, year=2023),
        figure("under_30", 2, 150, year=2024),
        figure("under_30", 50, 150, year=2025),
    ]
    settings = build(tmp_path, given)
    write_protected(settings, manifest)
    with duckdb.connect(str(settings.candidate_db)) as connection:
        rows = connection.execute(
            'select "year", "value", base, ratio, change, status, unit from social.statistics order by "year"'
        ).fetchall()
    third, quarter = Decimal("0.3333333333"), Decimal("0.2500000000")
    assert rows == [
        (2022, Decimal(30), Decimal(120), quarter, None, "observed", "households"),
        # 40 after 30 is a third more
        (2023, Decimal(40), Decimal(160), quarter, third, "observed", "households"),
        (2024, None, None, None, None, "suppressed", "households"),
        # the change from a suppressed year would give it away
        (2025, Decimal(50), Decimal(150), third, None, "observed", "households"),
    ]


def test_without_any_extract_the_tables_are_there_and_empty(
    tmp_path: Path, manifest: dict[str, object]
) -> None:
    settings = build(tmp_path, [])
    assert write_protected(settings, manifest) == {
        "statistics": (0, 0),
        "moves": (0, 0),
        "gross_against_net": (0, 0),
    }
    with duckdb.connect(str(settings.candidate_db)) as connection:
        assert all(check.find(connection) == [] for check in CHECKS)


def test_a_family_without_a_model_is_named(tmp_path: Path, manifest: dict[str, object]) -> None:
    settings = build(tmp_path, [], leave_out="kvp")
    with pytest.raises(MissingModelError, match=r"models/social: kvp\. Add"):
        write_protected(settings, manifest)


def test_synthetic_follows_the_deliveries_that_are_used(tmp_path: Path) -> None:
    settings = Settings(root=tmp_path)
    settings.landed.mkdir(parents=True)
    states = {
        "fasit_payments": [("used", False)],
        "socio_persons": [("used", True)],
        "kostra_11f": [("superseded", True), ("used", False)],
        "kostra_accounts": [("used", True)],
    }
    for source, deliveries in states.items():
        told = [{"state": state, "synthetic": made} for state, made in deliveries]
        record = {"source_id": source, "deliveries": told}
        (settings.landed / f"{source}.json").write_text(json.dumps(record), encoding="utf-8")
    synthetic = synthetic_statistics(settings, catalogue_rules())
    assert synthetic["settled_refugees"]
    assert not synthetic["recipients_year"]
    # counted in Fasit, but who is a refugee is read from Socio
    assert synthetic["refugee_background"]
    # the accounts are no person file
    assert not synthetic["kostra_recipients"]
