"""`kriterier nightly`: what runs every night, for schedule, timer and hand alike."""

import json as json_module
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.cli.session import DATA_FAILED, GOOD, WRONG_USE, fail, load_settings

if TYPE_CHECKING:
    from pipelines.nightly import NightlyOutcome
    from pipelines.settings import Settings


def nightly(
    fetch: Annotated[
        bool, typer.Option("--fetch/--no-fetch", help="Fetch what the calendar says is due.")
    ] = True,
    json: Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")] = False,
) -> None:
    """Fetch what is due, refresh when something changed, hold back what is refused, tell once per cause."""
    settings = load_settings()
    if settings.as_of is not None:
        fail("KRITERIER_AS_OF is set; a night works on what is published now", WRONG_USE)
    from pipelines.nightly import run_nightly
    from pipelines.refresh import NotAProjectError

    try:
        outcome = run_nightly(settings, fetch=fetch, progress=_say_phase)
    except NotAProjectError as error:
        fail(str(error), WRONG_USE)
    if json:
        from dataclasses import asdict

        typer.echo(json_module.dumps(asdict(outcome), default=str, ensure_ascii=False, indent=2))
    else:
        _print(settings, outcome)
    raise typer.Exit(GOOD if outcome.good else DATA_FAILED)


def _say_phase(phase: str, step: str) -> None:
    # a service's log wants a line per phase, no moving picture
    if phase == step:
        typer.echo(phase, err=True)


def _print(settings: "Settings", outcome: "NightlyOutcome") -> None:
    for one in outcome.fetched:
        typer.echo(f"fetch {one['source_id']}: {one['status']}. {one['message']}".strip())
    for error in outcome.errors:
        typer.echo(error, err=True)
    if outcome.status == "busy":
        return
    since = f"{outcome.published_at:%Y-%m-%d %H:%M} UTC" if outcome.published_at else "never"
    typer.echo(f"{outcome.status}; the published warehouse is of {since} ({outcome.total_seconds:.1f} s)")
    for path in outcome.held_back:
        typer.echo(f"{'held back' if outcome.good else 'refused'}: {path}")
    for name in ("new", "closed"):
        for cause in getattr(outcome.alarms, name):
            typer.echo(f"{name}: {cause}")
    if outcome.alarms.open:
        typer.echo(f"{len(outcome.alarms.open)} open causes, see {settings.notices}")
