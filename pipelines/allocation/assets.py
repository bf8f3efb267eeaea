"""The final asset: keys times frames to kroner, written to the candidate, checked before publishing."""

from collections.abc import Iterator, Mapping
from typing import Any

import dagster as dg
import duckdb

from pipelines.allocation.allocate import Allocation, allocate
from pipelines.allocation.checks import CHECKS, AllocationCheck, failing_rows
from pipelines.allocation.effects import effect_rows
from pipelines.allocation.reading import AllocationInput, read_input
from pipelines.allocation.redistribute import Redistribution, redistribute
from pipelines.settings import Settings
from pipelines.warehouse.candidate import candidate_connection
from pipelines.warehouse.meta import fill_table
from pipelines.warehouse.metadata import python_tables
from pipelines.warehouse.translator import table_spec

SCHEMA = "allocations"
READ_FROM = (
    ("keys", "criterion_shares"),
    ("keys", "allocation_keys"),
    ("decisions", "frames"),
    ("decisions", "criteria_keys"),
    ("decisions", "allocation_systems"),
    ("decisions", "redistributions"),
    ("intermediate", "int_population__inhabitants"),
)


def build_allocation_assets(settings: Settings, manifest: Mapping[str, Any]) -> dg.AssetsDefinition:
    """One op that writes the tables of `allocations`, as declared in dbt YAML."""
    tables = python_tables(manifest, SCHEMA)
    read_from = [dg.AssetKey(list(key)) for key in READ_FROM]

    @dg.multi_asset(
        name="allocations",
        specs=[table_spec(SCHEMA, table, read_from) for table in tables.values()],
        required_resource_keys={"refresh_lock"},
        can_subset=False,
    )
    def allocations() -> Iterator[dg.MaterializeResult[Any]]:
        with candidate_connection(settings) as connection:
            source = read_input(connection)
        rows = allocation_tables(source)
        # the candidate is closed meanwhile: DuckDB opens a file once
        rows["correction_effects"] = effect_rows(settings, manifest, source, READ_FROM)
        with candidate_connection(settings) as connection:
            # a retried step starts over; the candidate is nobody else's
            connection.execute(f"drop schema if exists {SCHEMA} cascade")
            connection.execute(f"create schema {SCHEMA}")
            for name, table in tables.items():
                fill_table(connection, table, rows[name])
        for name in tables:
            yield dg.MaterializeResult(
                asset_key=[SCHEMA, name], metadata={"dagster/row_count": len(rows[name])}
            )

    assert isinstance(allocations, dg.AssetsDefinition)
    return allocations


def build_allocation_checks(settings: Settings) -> dg.AssetChecksDefinition:
    """Blocking checks that read back what was written; publishing waits for them."""

    @dg.multi_asset_check(
        name="allocation_checks",
        specs=[
            dg.AssetCheckSpec(
                check.name,
                asset=[SCHEMA, check.table],
                description=check.description,
                blocking=check.blocking,
            )
            for check in CHECKS
        ],
    )
    def allocation_checks() -> Iterator[dg.AssetCheckResult]:
        with candidate_connection(settings) as connection:
            for check in CHECKS:
                yield _check_result(connection, check)

    return allocation_checks


def allocation_tables(source: AllocationInput) -> dict[str, list[tuple[object, ...]]]:
    """Rows of the tables that show this run's allocations, by table name, in the order of their columns."""
    allocated = allocate(source.shares, source.frames, source.inhabitants)
    moved = [
        redistribution
        for from_system, to_system, year in source.comparisons
        for redistribution in redistribute(from_system, to_system, year, allocated, source.groups)
    ]
    return {
        "allocations": [_allocation_row(allocation) for allocation in allocated],
        "allocation_contributions": [
            row for allocation in allocated for row in _contribution_rows(allocation)
        ],
        "redistributions": [row for redistribution in moved for row in _redistribution_rows(redistribution)],
        "redistribution_totals": [_total_row(redistribution) for redistribution in moved],
    }


def _check_result(connection: duckdb.DuckDBPyConnection, check: AllocationCheck) -> dg.AssetCheckResult:
    messages = failing_rows(connection, check.sql)
    return dg.AssetCheckResult(
        asset_key=[SCHEMA, check.table],
        check_name=check.name,
        passed=not messages,
        severity=dg.AssetCheckSeverity.ERROR if check.blocking else dg.AssetCheckSeverity.WARN,
        description="\n".join(messages) or None,
        metadata={"failing_rows": len(messages), "owner": "data team", "kind": "allocation"},
    )


def _allocation_row(allocation: Allocation) -> tuple[object, ...]:
    people = allocation.inhabitants
    return (
        *allocation.key,
        allocation.district_id,
        allocation.frame_nok,
        allocation.amount_nok,
        people.count if people else None,
        people.year if people else None,
        allocation.amount_per_inhabitant,
        allocation.synthetic,
    )


def _contribution_rows(allocation: Allocation) -> Iterator[tuple[object, ...]]:
    for criterion_id, amount in sorted(allocation.contributions.items()):
        yield (*allocation.key, allocation.district_id, criterion_id, amount, allocation.synthetic)


def _redistribution_rows(moved: Redistribution) -> Iterator[tuple[object, ...]]:
    for district_id, (before, after) in sorted(moved.changes.items()):
        change = after - before
        yield (
            moved.from_system,
            moved.to_system,
            moved.budget_year,
            moved.frame_group,
            district_id,
            before,
            after,
            change,
            moved.percent_of_frame(change),
            moved.synthetic,
        )


def _total_row(moved: Redistribution) -> tuple[object, ...]:
    return (
        moved.from_system,
        moved.to_system,
        moved.budget_year,
        moved.frame_group,
        moved.frame_nok,
        moved.gross_moved_nok,
        moved.percent_of_frame(moved.gross_moved_nok),
        moved.synthetic,
    )
