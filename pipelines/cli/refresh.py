"""`kriterier refresh`: the main job, with a progress display."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from pipelines.cli.session import DATA_FAILED, GOOD, WRONG_USE, fail, load_settings
from pipelines.refresh import AsOfError, NotAProjectError, RefreshOutcome, as_of_settings, run_refresh
from pipelines.settings import Settings
from pipelines.warehouse.lock import RefreshRunningError


def refresh(
    force: Annotated[bool, typer.Option(help="Build every table anew, although nothing changed.")] = False,
    as_of: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="Build what was known at the end of that day, beside the published warehouse.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")] = False,
) -> None:
    """Land deliveries, derive criteria and keys, allocate, check, and publish the warehouse."""
    settings = load_settings()
    day = as_of.date() if as_of else settings.as_of
    if day is not None:
        settings = as_of_settings(settings, day)
    try:
        outcome = run_with_display(settings, force=force)
    except (NotAProjectError, AsOfError) as error:
        fail(str(error), WRONG_USE)
    except RefreshRunningError as error:
        fail(str(error), DATA_FAILED)

    _notify(settings, outcome)
    if as_json:
        typer.echo(json.dumps(asdict(outcome), default=str, indent=2))
    else:
        _print(settings, outcome, Console(stderr=outcome.status == "failed"))
    raise typer.Exit(DATA_FAILED if outcome.status == "failed" else GOOD)


def run_with_display(settings: Settings, *, force: bool = False) -> RefreshOutcome:
    """A refresh with its progress on standard error; raises what `run_refresh` raises."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as display:
        task = display.add_task("looking for changes", total=None)

        def show(phase: str, step: str) -> None:
            display.update(task, description=phase if phase == step else f"{phase}: {step}")

        return run_refresh(settings, force=force, progress=show)


def _notify(settings: Settings, outcome: RefreshOutcome) -> None:
    from pipelines.notices import report_refresh

    report_refresh(settings, outcome.run_id, outcome.errors)


def _print(settings: Settings, outcome: RefreshOutcome, console: Console) -> None:
    def say(text: str, style: str | None = None) -> None:
        console.print(escape(text), style=style, highlight=False, soft_wrap=True)

    if settings.as_of is not None:
        _print_as_of(settings, outcome, say)
        return
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


def _print_as_of(settings: Settings, outcome: RefreshOutcome, say: Callable[..., None]) -> None:
    path = settings.published_db
    if outcome.status == "failed":
        for error in outcome.errors:
            say(error, "red")
            say("")
        say(f"What was known on {settings.as_of} does not make a warehouse; the published one is untouched.")
    elif outcome.status == "unchanged":
        say(f"Nothing changed: {path} is what was known on {settings.as_of} (--force rebuilds it).")
    else:
        say(f"Built what was known on {settings.as_of}: {path}", "green")
        say(f"in {outcome.total_seconds:.1f} s; the published warehouse is untouched.")
        say(f"Next: `kriterier compare --as-of {settings.as_of}`.")
