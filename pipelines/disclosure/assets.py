"""The asset that writes the protected recipient statistics to the candidate, and its blocking checks."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import dagster as dg
import duckdb

from pipelines.disclosure.checks import CHECKS
from pipelines.disclosure.figures import ALL, GROSS_AGAINST_NET, WHOLE_YEAR, Key
from pipelines.disclosure.protect import protect
from pipelines.disclosure.reading import (
    personal_attached,
    read_code_lists,
    read_personal,
    read_rules,
    synthetic_statistics,
)
from pipelines.disclosure.tables import published_rows, with_move_totals, write_table
from pipelines.settings import Settings
from pipelines.warehouse.candidate import candidate_connection
from pipelines.warehouse.metadata import python_tables
from pipelines.warehouse.translator import RoomTranslator, table_spec

ROOM = "disclosure"
SCHEMA = "social"
CODE_LISTS = ("social_statistics", "social_countries", "social_purposes")


def build_disclosure_assets(settings: Settings, manifest: Mapping[str, Any]) -> dg.AssetsDefinition:
    """One op that writes the tables of `social`, as declared in dbt YAML, from the personal database."""
    tables = python_tables(manifest, SCHEMA)
    read_from = _read_from(manifest)

    @dg.multi_asset(
        name="disclosure",
        specs=[table_spec(ROOM, table, read_from) for table in tables.values()],
        required_resource_keys={"refresh_lock"},
        can_subset=False,
    )
    def disclosure() -> Iterator[dg.MaterializeResult[Any]]:
        counts = write_protected(settings, manifest)
        for name, (rows, suppressed) in counts.items():
            yield dg.MaterializeResult(
                asset_key=_asset_key(name),
                metadata={"dagster/row_count": rows, "suppressed_rows": suppressed},
            )

    assert isinstance(disclosure, dg.AssetsDefinition)
    return disclosure


def build_disclosure_checks(settings: Settings) -> dg.AssetChecksDefinition:
    """Blocking checks that read back what was written; publishing waits for them."""

    @dg.multi_asset_check(
        name="disclosure_checks",
        specs=[
            dg.AssetCheckSpec(
                check.name, asset=_asset_key(check.table), description=check.description, blocking=True
            )
            for check in CHECKS
        ],
    )
    def disclosure_checks() -> Iterator[dg.AssetCheckResult]:
        with candidate_connection(settings) as connection:
            for check in CHECKS:
                messages = check.find(connection)
                yield dg.AssetCheckResult(
                    asset_key=_asset_key(check.table),
                    check_name=check.name,
                    passed=not messages,
                    severity=dg.AssetCheckSeverity.ERROR,
                    description="\n".join(messages) or None,
                    metadata={"failing_rows": len(messages), "owner": "data team", "kind": "disclosure"},
                )

    return disclosure_checks


def write_protected(settings: Settings, manifest: Mapping[str, Any]) -> dict[str, tuple[int, int]]:
    """Protect the statistics of the personal database and write them to the candidate.

    Returns:
        Rows and suppressed rows by table.

    Raises:
        MissingModelError: A family of the catalogue has no model.
        ProtectionError: A small figure cannot be kept from being solved.
    """
    with candidate_connection(settings) as connection:
        rules, codes = read_rules(connection), read_code_lists(connection)
        with personal_attached(connection, settings):
            figures = with_move_totals(read_personal(connection, rules))
            net = _net(connection)
        hidden = protect(figures, rules, codes)
        rows = published_rows(figures, hidden, rules, synthetic_statistics(settings, rules), net)
        # a retried step starts over; the candidate is nobody else's
        connection.execute(f"drop schema if exists {SCHEMA} cascade")
        connection.execute(f"create schema {SCHEMA}")
        for name, table in python_tables(manifest, SCHEMA).items():
            write_table(connection, table, rows[name])
    return {name: (len(found), sum("suppressed" in row for row in found)) for name, found in rows.items()}


def _asset_key(table: str) -> dg.AssetKey:
    """The key of a published table; the personal models of the same names have theirs under `social`."""
    return dg.AssetKey([ROOM, table])


def _read_from(manifest: Mapping[str, Any]) -> list[dg.AssetKey]:
    translator = RoomTranslator()
    return [
        translator.get_asset_key(node)
        for node in manifest["nodes"].values()
        if (node["resource_type"] == "model" and node["fqn"][1] == SCHEMA)
        or (node["resource_type"] == "seed" and node["name"] in CODE_LISTS)
    ]


def _net(connection: duckdb.DuckDBPyConnection) -> dict[Key, Decimal | None]:
    rows = connection.execute(
        'select area_system, "year", district_id, measure, net_nok from personal.social.gross_against_net'
    ).fetchall()
    return {
        Key(area, GROSS_AGAINST_NET, year, WHOLE_YEAR, district, measure or ALL): net
        for area, year, district, measure, net in rows
    }
