"""`kriterier refresh`: the main job, with a progress display."""

import json
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from pipelines.cli.session import DATA_FAILED, GOOD, WRONG_USE, fail, load_settings
from pipelines.refresh import NotAProjectError, RefreshOutcome, run_refresh
from pipelines.settings import Settings
from pipelines.warehouse.lock import RefreshRunningError


def refresh(
    force: Annotated[bool, typer.Option(help="Rebuild although nothing changed.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")] = False,
) -> None:
    """Land deliveries, derive criteria and keys, allocate, check, and publish the warehouse."""
    settings = load_settings()
    try:
        outcome = _run_with_display(settings, force)
    except NotAProjectError as error:
        fail(str(error), WRONG_USE)
    except RefreshRunningError as error:
        fail(str(error), DATA_FAILED)

    if outcome.status == "failed":
        _notify(settings, outcome)
    if as_json:
        typer.echo(json.dumps(asdict(outcome), default=str, indent=2))
    else:
        _print(settings, outcome, Console(stderr=outcome.status == "failed"))
    raise typer.Exit(DATA_FAILED if outcome.status == "failed" else GOOD)


def _run_with_display(settings: Settings, force: bool) -> RefreshOutcome:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as display:
        task = display.add_task("looking for changes", total=None)

        def show(phase: str, step: str) -> None:
            display.update(task, description=phase if phase == step else f"{phase}: {step}")

        return run_refresh(settings, force=force, progress=show)


def _notify(settings: Settings, outcome: RefreshOutcome) -> None:
    from pipelines.notices import failure_notice, send

    send(settings, failure_notice(outcome.run_id, outcome.errors, settings.language))


def _print(settings: Settings, outcome: RefreshOutcome, console: Console) -> None:
    def say(text: str, style: str | None = None) -> None:
        console.print(escape(text), style=style, highlight=False, soft_wrap=True)

    since = f"{outcome.published_at:%Y-%m-%d %H:%M} UTC" if outcome.published_at else None
    if outcome.status == "unchanged":
        say(f"Nothing changed since {since}: {settings.published_db} is up to date (--force rebuilds it).")
    elif outcome.status == "published":
        phases = ", ".join(f"{name} {seconds:.1f}" for name, seconds in outcome.phases.items())
        say(f"Published {settings.published_db}", "green")
        say(f"in {outcome.total_seconds:.1f} s ({phases}), peak memory {outcome.peak_memory_mb:.0f} MB.")
        say('Next: `kriterier status`, `kriterier explain --help`, `kriterier sql "..."`.')
    else:
        for error in outcome.errors:
            say(error, "red")
            say("")
        kept = (
            f"The warehouse published {since} is untouched." if since else "Nothing has been published yet."
        )
        say(f"The refresh failed and published nothing. {kept}", "red")
        say(f"A notice lies in {settings.notices}.")
