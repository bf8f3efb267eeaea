"""`dbt build` into the candidate, and its outcome in our own words."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import duckdb

from pipelines.settings import Settings
from pipelines.warehouse.candidate import candidate_connection
from pipelines.warehouse.kept import begin_build, finish_build
from pipelines.warehouse.manifest import invoke_dbt, read_manifest, take_parsed_manifest

if TYPE_CHECKING:
    from dbt.artifacts.schemas.run import RunResult

MESSAGES_SHOWN = 20
"""Failing rows quoted per test; the number of all of them is always given."""


@dataclass(frozen=True)
class NodeOutcome:
    """What became of one dbt node.

    `messages` are the `message` column of a failed test's rows, or dbt's own error.
    """

    unique_id: str
    status: str
    failing_rows: int = 0
    messages: tuple[str, ...] = ()

    @property
    def is_test(self) -> bool:
        """Whether the node is a data test (a unit test has no asset to be a check of)."""
        return self.unique_id.startswith("test.")

    @property
    def failed(self) -> bool:
        """Whether the node stops what is downstream of it."""
        return self.status in {"error", "fail"}


@dataclass(frozen=True)
class BuildOutcome:
    """All nodes in the order dbt finished them, with row counts of the tables that were made."""

    nodes: list[NodeOutcome]
    row_counts: dict[str, int] = field(default_factory=dict)
    error: str | None = None

    @property
    def failures(self) -> list[NodeOutcome]:
        """Nodes that failed; not those that were skipped because of them."""
        return [node for node in self.nodes if node.failed]

    @property
    def succeeded(self) -> bool:
        """Whether everything ran and no blocking test failed."""
        return self.error is None and not self.failures

    def explain_failure(self) -> str:
        """Every failed node with its messages, one per line."""
        lines = [self.error] if self.error else []
        for node in self.failures:
            name = node.unique_id.split(".")[2]
            if node.is_test:
                lines.append(f"Check {name} failed on {node.failing_rows} row(s):")
            else:
                lines.append(f"{name} could not be built:")
            lines.extend(f"  {message}" for message in node.messages)
            if node.is_test and node.failing_rows > len(node.messages) > 0:
                lines.append(f"  ... and {node.failing_rows - len(node.messages)} more")
        return "\n".join(lines)


def run_dbt_build(settings: Settings, select: str | None = None) -> BuildOutcome:
    """Seed, run, and test the whole project into the candidate file.

    Args:
        settings: Where the project, the landed files and the candidate lie.
        select: Only these nodes, as dbt's `--select` says it; a refresh always builds all.

    dbt's unit tests are left to `make test`: they try the SQL on made-up rows and say nothing of these
    deliveries. Its artifacts are not written: nobody reads them, and they cost two seconds. The connection
    is held so that dbt, which lets go of the file after every node, does not open it anew each time.

    Personal tables of the last build that still hold are kept, whole or up to a year.
    """
    manifest = read_manifest(settings)
    personal = begin_build(settings, manifest)
    with candidate_connection(settings) as connection:
        invocation = invoke_dbt(
            settings,
            "build",
            *("--exclude-resource-type", "unit_test", "--no-write-json"),
            # cautious: a test that needs a model that is not selected is left out too
            *(("--select", select, "--indirect-selection", "cautious") if select else ()),
            manifest=take_parsed_manifest(settings),
            kept=personal.kept,
        )
        results: list[RunResult] = list(getattr(invocation.result, "results", []))
        if not results:
            return BuildOutcome([], error=f"dbt build did not start: {invocation.exception}")
        nodes = [_outcome(connection, result) for result in results]
        row_counts = {
            result.node.unique_id: _count(connection, str(result.node.relation_name))
            for result in results
            if str(result.status) == "success" and result.node.resource_type in {"model", "seed"}
        }
    error = None if invocation.exception is None else str(invocation.exception)
    outcome = BuildOutcome(nodes, row_counts, error)
    if outcome.succeeded:
        finish_build(settings, manifest, personal, row_counts)
    return outcome


def _outcome(connection: duckdb.DuckDBPyConnection, result: "RunResult") -> NodeOutcome:
    status = str(result.status)
    failing = int(getattr(result, "failures", None) or 0)
    messages: tuple[str, ...] = ()
    if status in {"fail", "warn"} and result.node.unique_id.startswith("test."):
        messages = _failing_rows(connection, str(getattr(result.node, "compiled_code", "")))
    elif status in {"error", "fail", "runtime error"}:
        messages = (str(result.message),)
    return NodeOutcome(
        result.node.unique_id, "error" if status == "runtime error" else status, failing, messages
    )


def _failing_rows(connection: duckdb.DuckDBPyConnection, test_sql: str) -> tuple[str, ...]:
    """Quote a failed test's rows: its `message` column, which all tests of this project have."""
    rows = connection.execute(
        f"select message from ({test_sql}) as failing order by message limit {MESSAGES_SHOWN}"
    ).fetchall()
    return tuple(str(message) for (message,) in rows)


def _count(connection: duckdb.DuckDBPyConnection, relation: str) -> int:
    row = connection.execute(f"select count(*) from {relation}").fetchone()
    assert row is not None  # an aggregate always gives a row
    return int(row[0])
