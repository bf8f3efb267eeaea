"""Trondheim: Tables 2.19 and 2.20 of Fafo's evaluation (2014) from the counts of Table V2.2."""

import duckdb
import pytest

from tests.backtest.figures import key_percent, published_column

SYSTEM = "trondheim_2014_proposal"
CASES = [
    ("table_2_19.csv", "share_new_criteria_pct", "f232"),
    ("table_2_20.csv", "share_alt1_pct", "child_welfare_alt1"),
    ("table_2_20.csv", "share_alt2_pct", "child_welfare_alt2"),
]


@pytest.mark.parametrize(("table", "column", "key"), CASES, ids=[case[2] for case in CASES])
def test_new_columns_are_reproduced_at_one_decimal(
    warehouse: duckdb.DuckDBPyConnection, table: str, column: str, key: str
) -> None:
    published = published_column(table, column)
    assert len(published) == 4
    assert key_percent(warehouse, SYSTEM, key, 2013, "allocation_share", 1) == published


@pytest.mark.parametrize(("table", "column", "key"), CASES, ids=[case[2] for case in CASES])
def test_the_counts_of_2011_give_other_keys(
    warehouse: duckdb.DuckDBPyConnection, table: str, column: str, key: str
) -> None:
    """Table V2.1's counts serve budget 2012 (lag 1); with them the published shares do not come out."""
    rows = warehouse.execute(
        """
        with shares as (
            select criterion_id, district_id, value / sum(value) over (partition by criterion_id) as share
            from criteria.criterion_values
            where area_system = 'trondheim_districts' and budget_year = 2012
        )

        select a.name, round(100 * sum(w.weight * s.share), 1)::decimal(9, 1)
        from decisions.criteria_keys as k
        inner join decisions.weights as w using (criterion_set_id)
        inner join shares as s using (criterion_id)
        inner join geography.areas as a using (district_id)
        where k.allocation_system = $system and k.key_id = $key
        group by a.name
        """,
        {"system": SYSTEM, "key": key},
    ).fetchall()
    assert len(rows) == 4
    assert dict(rows) != published_column(table, column)


def test_keys_without_counts_or_weights_are_listed_and_not_computed(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    """Oslo's keys for every budget year with deliveries, Trondheim's for 2013; every other key is listed."""
    computed, listed, declared = (
        set(
            warehouse.execute(
                f"select distinct allocation_system, key_id, budget_year from {table}"
            ).fetchall()
        )
        for table in ("keys.allocation_keys", "meta.not_computable", "keys.key_years")
    )
    oslo = {
        ("fo4_gh2024", "fo4a"),
        ("fo4_gh2024", "fo4b"),
        ("fo4_gh2024", "fo4c"),
        ("fo4_proposal_2024", "fo4ab"),
        ("fo4_proposal_2024", "fo4c"),
    }
    assert computed == {
        *((system, key, year) for system, key in oslo for year in (2024, 2025, 2026)),
        (SYSTEM, "f232", 2013),
        (SYSTEM, "child_welfare_alt1", 2013),
        (SYSTEM, "child_welfare_alt2", 2013),
    }
    assert listed == declared - computed
    decided = warehouse.execute("select allocation_system, key_id from decisions.criteria_keys").fetchall()
    assert {(system, key) for system, key, _ in declared} == set(decided)


@pytest.mark.parametrize(
    ("key", "missing"),
    [
        (
            "f242_updated",
            {("criterion_values", "municipal_housing"), ("criterion_values", "unemployed_16_24")},
        ),
        ("f276_f281_alt2", {("criterion_values", "registered_nav_no_benefit")}),
    ],
)
def test_what_is_missing_is_named(
    warehouse: duckdb.DuckDBPyConnection, key: str, missing: set[tuple[str, str]]
) -> None:
    rows = warehouse.execute(
        "select missing_kind, criterion_id from meta.not_computable"
        " where allocation_system = $s and key_id = $k",
        {"s": SYSTEM, "k": key},
    ).fetchall()
    assert missing <= set(rows)


def test_unknown_weights_are_listed_as_weights(warehouse: duckdb.DuckDBPyConnection) -> None:
    kinds = warehouse.execute(
        """
        select distinct allocation_system, key_id from meta.not_computable
        where missing_kind = 'weight' order by all
        """
    ).fetchall()
    assert kinds == [
        ("fo4_sof_sintef_11", "fo4"),
        ("fo4_sof_sintef_12", "fo4"),
        ("trondheim_2013", "f251"),
        ("trondheim_2013", "f252"),
    ]
