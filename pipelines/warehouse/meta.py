"""The meta.* tables: which deliveries, checks, versions and columns a published warehouse rests on."""

import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import UTC, date, datetime
from importlib.metadata import version
from typing import Any

import duckdb

from pipelines.landing.received import decision_days
from pipelines.landing.store import landing_records
from pipelines.settings import Settings
from pipelines.warehouse.corrections import correction_rows
from pipelines.warehouse.metadata import Table, python_tables, read_tables


@dataclass(frozen=True, order=True)
class CheckRecord:
    """One row of meta.checks, fields in the order of its columns."""

    check_id: str
    kind: str
    subject: str
    name: str
    severity: str
    passed: bool
    found_rows: int
    description: str
    owner: str
    message: str


@dataclass(frozen=True)
class RunRecord:
    """What meta.runs says about the run that built the file.

    `as_of` is the newest day on which a delivery was received, or a correction decided or withdrawn.
    """

    run_id: str
    started_at: datetime
    input_fingerprint: str
    as_of: date | None


def write_meta(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    manifest: Mapping[str, Any],
    run: RunRecord,
    checks: Sequence[CheckRecord],
) -> None:
    """Create and fill the meta tables in the candidate; all but meta.runs depend on the input alone."""
    tables = python_tables(manifest, "meta")
    connection.execute("create schema if not exists meta")
    fill_table(connection, tables["deliveries"], _delivery_rows(settings, tables["deliveries"]))
    fill_table(connection, tables["extract_drift"], _drift_rows(settings, tables["extract_drift"]))
    corrections = correction_rows(connection, settings, tables["corrections"])
    fill_table(connection, tables["corrections"], corrections)
    fill_table(connection, tables["checks"], [astuple(check) for check in sorted(checks)])
    fill_table(connection, tables["columns"], _column_rows(read_tables(manifest)))
    fill_table(connection, tables["runs"], [_run_row(run)])


def create_table(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Create a table as declared in YAML, with comments and without rows."""
    connection.execute(table.create_statement)
    for statement in table.comment_statements:
        connection.execute(statement)


def fill_table(connection: duckdb.DuckDBPyConnection, table: Table, rows: Iterable[Sequence[object]]) -> None:
    """Create a table as declared in YAML, with comments, and insert rows in the order of its columns."""
    create_table(connection, table)
    values = [list(row) for row in rows]
    if values:
        marks = ", ".join("?" * len(table.columns))
        connection.executemany(f"insert into {table.schema}.{table.name} values ({marks})", values)


def qc_checks(connection: duckdb.DuckDBPyConnection, manifest: Mapping[str, Any]) -> list[CheckRecord]:
    """Count the findings of the qc views; they ask somebody to look and never stop a run."""
    records = []
    for node in manifest["nodes"].values():
        if node["resource_type"] != "model" or node["schema"] != "qc":
            continue
        messages = connection.execute(f"select message from qc.{node['name']} order by message").fetchall()
        records.append(
            CheckRecord(
                check_id=f"qc.{node['name']}",
                kind="qc",
                subject=f"qc.{node['name']}",
                name=node["name"],
                severity="info",
                passed=not messages,
                found_rows=len(messages),
                description=" ".join(node["description"].split()),
                owner=node["config"]["meta"].get("owner", ""),
                message="\n".join(message for (message,) in messages),
            )
        )
    return records


def known_until(settings: Settings) -> date | None:
    """The newest day on which anything the landed deliveries rest on became known; superseded ones count."""
    received = [date.fromisoformat(one["received_on"]) for one in _landed_deliveries(settings)]
    return max([*received, *decision_days(settings)], default=None)


def _delivery_rows(settings: Settings, table: Table) -> list[list[object]]:
    rows = [
        [delivery.get(column.name) for column in table.columns] for delivery in _landed_deliveries(settings)
    ]
    return sorted(rows, key=str)


def _drift_rows(settings: Settings, table: Table) -> list[list[object]]:
    rows = [
        [{"source_id": record["source_id"], **drift}.get(column.name) for column in table.columns]
        for record in landing_records(settings)
        for drift in record.get("drift", ())
    ]
    return sorted(rows, key=str)


def _landed_deliveries(settings: Settings) -> Iterator[Mapping[str, Any]]:
    for record in landing_records(settings):
        yield from record["deliveries"]


def _column_rows(tables: Iterable[Table]) -> list[list[object]]:
    return [
        [table.schema, table.name, column.name, position, column.data_type, column.unit, column.description]
        for table in tables
        for position, column in enumerate(table.columns, start=1)
    ]


def _run_row(run: RunRecord) -> list[object]:
    now = datetime.now(UTC).replace(tzinfo=None)
    return [
        run.run_id,
        run.started_at.astimezone(UTC).replace(tzinfo=None),
        now,
        run.input_fingerprint,
        run.as_of,
        version("kriterier"),
        duckdb.__version__,
        version("dbt-core"),
        version("dagster"),
        platform.python_version(),
    ]
