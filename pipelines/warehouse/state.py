"""What `meta` says about the published warehouse: the run behind it, its deliveries and checks, its gaps."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal

import duckdb


@dataclass(frozen=True)
class Run:
    """The run that built the published file; times are UTC."""

    run_id: str
    started_at: datetime
    finished_at: datetime
    input_fingerprint: str
    as_of: date | None
    kriterier_version: str
    duckdb_version: str
    dbt_version: str
    dagster_version: str
    python_version: str


@dataclass(frozen=True)
class DeliveryState:
    """One delivered file and what became of its rows."""

    delivery_id: str
    state: str
    synthetic: bool
    for_budget_year: int | None
    received_on: date
    rows_delivered: int
    rows_landed: int
    sha256: str


@dataclass(frozen=True)
class CorrectionState:
    """One corrected cell, what it was and is, and the NOK it moves; None when no key can be compared."""

    correction_id: str
    delivery_id: str
    file_row: int
    file_column: str
    area_label: str
    measure: str
    source_year: int
    codes: str | None
    action: str
    delivered_value: Decimal | None
    delivered_status: str
    corrected_value: Decimal | None
    corrected_status: str | None
    reason_nb: str
    reason_en: str
    decided_by: str
    decided_on: date
    moved_nok: Decimal | None


@dataclass(frozen=True)
class CheckCount:
    """How many checks of one kind came out how; warned are those that failed without stopping the run."""

    kind: str
    passed: int
    warned: int
    failed: int


@dataclass(frozen=True)
class CheckFinding:
    """A check that did not pass, with what it found."""

    kind: str
    subject: str
    name: str
    severity: str
    found_rows: int
    owner: str
    message: str


@dataclass(frozen=True)
class Missing:
    """What a key lacks of one kind: weight, criterion_values, accounting_share or inhabitants.

    `what` are criterion ids with the source year they are expected for, where there is one.
    """

    missing_kind: str
    what: tuple[str, ...]


@dataclass(frozen=True)
class IncompleteKey:
    """A key of a budget year that could not be computed, with what is missing, by kind."""

    allocation_system: str
    key_id: str
    budget_year: int
    missing: tuple[Missing, ...]


@dataclass(frozen=True)
class KeyYear:
    """A key of a budget year."""

    allocation_system: str
    key_id: str
    budget_year: int


@dataclass(frozen=True)
class PublishedState:
    """All of it; `findings` are the qc checks' "please look", `not_passed` every other check."""

    run: Run
    deliveries: tuple[DeliveryState, ...]
    corrections: tuple[CorrectionState, ...]
    checks: tuple[CheckCount, ...]
    not_passed: tuple[CheckFinding, ...]
    findings: tuple[CheckFinding, ...]
    not_computable: tuple[IncompleteKey, ...]
    without_frame: tuple[KeyYear, ...]

    @property
    def synthetic(self) -> bool:
        """Whether any delivery in use is invented."""
        return any(delivery.synthetic and delivery.state == "used" for delivery in self.deliveries)


def read_state(connection: duckdb.DuckDBPyConnection) -> PublishedState:
    """Read the state of a published warehouse, sorted.

    Raises:
        LookupError: meta.runs holds no run.
    """
    run = connection.execute(
        """
        select run_id, started_at, finished_at, input_fingerprint, as_of,
            kriterier_version, duckdb_version, dbt_version, dagster_version, python_version
        from meta.runs
        """
    ).fetchone()
    if run is None:
        raise LookupError("meta.runs is empty")
    findings = _findings(connection)
    return PublishedState(
        run=Run(*run),
        deliveries=_deliveries(connection),
        corrections=_corrections(connection),
        checks=_check_counts(connection),
        not_passed=tuple(finding for finding in findings if finding.kind != "qc"),
        findings=tuple(finding for finding in findings if finding.kind == "qc"),
        not_computable=_not_computable(connection),
        without_frame=_without_frame(connection),
    )


def _deliveries(connection: duckdb.DuckDBPyConnection) -> tuple[DeliveryState, ...]:
    rows = connection.execute(
        """
        select delivery_id, state, synthetic, for_budget_year, received_on,
            rows_delivered, rows_landed, sha256
        from meta.deliveries order by delivery_id
        """
    ).fetchall()
    return tuple(DeliveryState(*row) for row in rows)


def _corrections(connection: duckdb.DuckDBPyConnection) -> tuple[CorrectionState, ...]:
    columns = ", ".join(field.name for field in fields(CorrectionState))
    rows = connection.execute(f"select {columns} from meta.corrections order by correction_id").fetchall()
    return tuple(CorrectionState(*row) for row in rows)


def _check_counts(connection: duckdb.DuckDBPyConnection) -> tuple[CheckCount, ...]:
    rows = connection.execute(
        """
        select kind, count(*) filter (passed), count(*) filter (not passed and severity <> 'error'),
            count(*) filter (not passed and severity = 'error')
        from meta.checks group by kind order by kind
        """
    ).fetchall()
    return tuple(CheckCount(*row) for row in rows)


def _findings(connection: duckdb.DuckDBPyConnection) -> tuple[CheckFinding, ...]:
    rows = connection.execute(
        """
        select kind, subject, name, severity, found_rows, owner, message
        from meta.checks where not passed
        order by array_position(['error', 'warn', 'info'], severity), kind, subject, name
        """
    ).fetchall()
    return tuple(CheckFinding(*row) for row in rows)


def _not_computable(connection: duckdb.DuckDBPyConnection) -> tuple[IncompleteKey, ...]:
    rows = connection.execute(
        """
        select allocation_system, key_id, budget_year, missing_kind,
            list(distinct what order by what)
        from (
            select *, if(missing_kind = 'weight', null, expected_source_year) as expected,
                concat_ws(' ', criterion_id, expected) as what
            from meta.not_computable
        )
        group by all order by all
        """
    ).fetchall()
    keys: dict[tuple[str, str, int], list[Missing]] = {}
    for system, key, year, kind, what in rows:
        keys.setdefault((system, key, year), []).append(Missing(kind, tuple(what)))
    return tuple(IncompleteKey(*key, missing=tuple(missing)) for key, missing in keys.items())


def _without_frame(connection: duckdb.DuckDBPyConnection) -> tuple[KeyYear, ...]:
    rows = connection.execute(
        """
        select distinct allocation_system, key_id, budget_year from keys.allocation_keys
        except
        select allocation_system, key_id, budget_year from decisions.frames where frame_nok is not null
        order by all
        """
    ).fetchall()
    return tuple(KeyYear(*row) for row in rows)
