"""`kriterier fetch`: statistics tables from the services, with a progress display."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from pipelines.cli.session import DATA_FAILED, GOOD, WRONG_USE, fail, load_settings

if TYPE_CHECKING:
    from pipelines.fetching import FetchOutcome
    from pipelines.settings import Settings


def fetch(
    source_ids: Annotated[list[str] | None, typer.Argument(metavar="SOURCE_ID...")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every source that can be fetched.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the outcomes as JSON.")] = False,
) -> None:
    """Fetch statistics tables; a table that changed becomes a new delivery in data_raw.

    Without a connection it says so and what has been landed holds: exit code 0 with --all, 1 when sources
    were named.
    """
    settings = load_settings()
    from pipelines.fetching import FETCHABLE

    known = ", ".join(FETCHABLE)
    if bool(source_ids) == everything:
        fail(f"name sources or give --all; sources that can be fetched: {known}", WRONG_USE)
    chosen = list(FETCHABLE) if everything else list(dict.fromkeys(source_ids or []))
    if unknown := [one for one in chosen if one not in FETCHABLE]:
        fail(f"not fetched: {', '.join(unknown)}; sources that can be fetched: {known}", WRONG_USE)

    outcomes = _run_with_display(settings, chosen)
    if as_json:
        typer.echo(json.dumps([_as_dict(one) for one in outcomes], ensure_ascii=False, indent=2))
    else:
        _print(settings, outcomes)
    bad = {"failed"} if everything else {"failed", "offline"}
    raise typer.Exit(DATA_FAILED if any(one.status in bad for one in outcomes) else GOOD)


def _run_with_display(settings: "Settings", chosen: list[str]) -> "list[FetchOutcome]":
    from pipelines.fetching import fetch_sources

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    console = Console(stderr=True)
    # where nobody watches, a display would leave an empty line
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as display:
        task = display.add_task("connecting", total=None)

        def show(source_id: str, step: str) -> None:
            display.update(task, description=f"{source_id}: {step}")

        return fetch_sources(chosen, settings, progress=show)


def _as_dict(outcome: "FetchOutcome") -> dict[str, object]:
    return asdict(outcome) | {"findings": [finding.as_dict() for finding in outcome.findings]}


def _print(settings: "Settings", outcomes: "list[FetchOutcome]") -> None:
    styles = {"new": "green", "failed": "red"}
    told: set[str] = set()
    for outcome in outcomes:
        bad = outcome.status == "failed"
        console = Console(stderr=bad or outcome.status == "offline")
        lines = [outcome.message, *(finding.text(settings.language) for finding in outcome.findings)]
        for line in lines:
            # one line says that a service cannot be reached, however many sources it has
            if line not in told:
                text = escape(" ".join(line.split()))
                console.print(text, style=styles.get(outcome.status), highlight=False, soft_wrap=True)
            told.add(line)
        if outcome.status == "offline" and outcome.delivery_ids:
            Console().print(escape(", ".join(outcome.delivery_ids)), highlight=False, soft_wrap=True)
