"""How the state of the published warehouse looks on screen."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console

from pipelines.cli.output import cell, make_console, make_table, print_whole
from pipelines.cli.status import Drift
from pipelines.core.corrections import cell_text
from pipelines.settings import Settings

if TYPE_CHECKING:
    from pipelines.warehouse.state import CheckFinding, IncompleteKey, PublishedState

SHORT_HASH = 12
MISSING = {
    "weight": "weights of",
    "criterion_values": "values of",
    "accounting_share": "accounting share of",
    "inhabitants": "inhabitants of",
}


def print_status(
    settings: Settings,
    state: "PublishedState",
    drift: Drift,
    notices: Sequence[str],
    console: Console | None = None,
) -> None:
    """Print run, drift, deliveries, checks, findings and gaps, each under a heading of its own."""
    screen = console or make_console()
    _print_run(screen, settings, state)
    _print_drift(screen, drift, notices)
    _print_deliveries(screen, state)
    _print_corrections(screen, state, settings)
    _print_checks(screen, state)
    _print_list(screen, "Please look (no check stopped the run)", _finding_lines(state.findings))
    _print_list(screen, "Keys that could not be computed", [_incomplete(key) for key in state.not_computable])
    frameless = [f"{key.allocation_system}/{key.key_id} {key.budget_year}" for key in state.without_frame]
    _print_list(screen, "Keys without a frame (shares, but no kroner)", frameless)


def _print_run(screen: Console, settings: Settings, state: "PublishedState") -> None:
    run = state.run
    screen.print(f"Published  {settings.published_db}")
    built = f"{run.finished_at:%Y-%m-%d %H:%M:%S} UTC, run {run.run_id}"
    screen.print(f"           {built}, as known on {run.as_of}")
    screen.print(
        f"           kriterier {run.kriterier_version}, duckdb {run.duckdb_version}, dbt {run.dbt_version}, "
        f"dagster {run.dagster_version}, python {run.python_version}"
    )
    if state.synthetic:
        screen.print("*** SYNTHETIC: some deliveries in use hold invented numbers; see the list.")


def _print_drift(screen: Console, drift: Drift, notices: Sequence[str]) -> None:
    lines = [
        *(f"new: {name}" for name in drift.added),
        *(f"changed: {name}" for name in drift.changed),
        *(f"gone: {name}" for name in drift.gone),
        *(f"fault: {text}" for text in drift.faults),
    ]
    if lines:
        _print_list(screen, "data_raw differs from what is published; `kriterier refresh` takes it in", lines)
    elif drift.inputs_differ:
        screen.print("\nThe deliveries are the published ones, but project, code or versions have changed;")
        screen.print("`kriterier refresh` rebuilds.")
    else:
        screen.print("\nUp to date: data_raw and the project are what is published.")
    _print_list(screen, "Notices written since then", notices)


def _print_deliveries(screen: Console, state: "PublishedState") -> None:
    screen.print("\nDeliveries")
    names = ("Delivery", "State", "Synthetic", "Budget year", "Received", "Rows", "Landed", "sha256")
    table = make_table(names, right=(3, 5, 6))
    for delivery in state.deliveries:
        table.add_row(
            cell(delivery.delivery_id),
            delivery.state,
            "SYNTHETIC" if delivery.synthetic else "",
            str(delivery.for_budget_year or ""),
            delivery.received_on.isoformat(),
            str(delivery.rows_delivered),
            str(delivery.rows_landed),
            delivery.sha256[:SHORT_HASH],
        )
    print_whole(screen, table)


def _print_corrections(screen: Console, state: "PublishedState", settings: Settings) -> None:
    if not state.corrections:
        return
    screen.print(f"\nCorrections ({len(state.corrections)})")
    names = ("Correction", "What", "From", "To", "Decided by", "Decided on", "Moves NOK")
    table = make_table(names, right=(6,))
    for one in state.corrections:
        what = (one.measure, one.area_label, str(one.source_year), one.codes)
        table.add_row(
            cell(one.correction_id),
            cell(", ".join(filter(None, what))),
            cell_text(one.delivered_value, one.delivered_status),
            cell_text(one.corrected_value, one.corrected_status) or one.action,
            cell(one.decided_by),
            one.decided_on.isoformat(),
            "unknown" if one.moved_nok is None else f"{one.moved_nok:,.0f}".replace(",", " "),
        )
    print_whole(screen, table)
    for one in state.corrections:
        reason = one.reason_nb if settings.language == "nb" else one.reason_en
        place = f"{one.delivery_id}, row {one.file_row}, column «{one.file_column}»"
        screen.print(cell(f"  - {one.correction_id}: {reason} ({place})"))


def _print_checks(screen: Console, state: "PublishedState") -> None:
    screen.print("\nChecks")
    table = make_table(("Kind", "Passed", "Warned", "Failed"), right=(1, 2, 3))
    for count in state.checks:
        table.add_row(count.kind, str(count.passed), str(count.warned), str(count.failed))
    print_whole(screen, table)
    _print_list(screen, "Checks that did not pass", _finding_lines(state.not_passed))


def _incomplete(key: "IncompleteKey") -> str:
    missing = "; ".join(
        f"{MISSING[each.missing_kind]} {', '.join(filter(None, each.what)) or 'any year'}"
        for each in key.missing
    )
    return f"{key.allocation_system}/{key.key_id} {key.budget_year}: missing {missing}"


def _finding_lines(findings: Sequence["CheckFinding"]) -> list[str]:
    lines: list[str] = []
    for finding in findings:
        messages = finding.message.splitlines() or [f"{finding.found_rows} rows"]
        owner = f" ({finding.owner})" if finding.owner else ""
        lines.extend(f"{finding.severity}: {finding.name}{owner}: {message}" for message in messages)
    return lines


def _print_list(screen: Console, heading: str, lines: Sequence[str]) -> None:
    if lines:
        screen.print(f"\n{heading} ({len(lines)})")
        for line in lines:
            screen.print(cell(f"  - {line}"))
