"""`kriterier add`: the sidecar of a file the user has put in place, if it is what it is said to be."""

import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipelines.cli.session import DATA_FAILED, GOOD, WRONG_USE, fail, load_settings

if TYPE_CHECKING:
    from pipelines.core.errors import Finding
    from pipelines.core.origins import Origin
    from pipelines.landing.add import Draft
    from pipelines.settings import Settings

_DAY = ["%Y-%m-%d"]
_QUESTIONS = {
    "title": "Title: what the file is",
    "producer": "Producer: who made it",
    "contact": "Contact: whom to ask",
    "licence": "Licence",
    "personal_data": "Personal data (none, aggregate, pseudonymised, direct)",
    "synthetic": "Are the figures invented (synthetic)?",
    "for_budget_year": "Budget year it was made for",
}


def add(  # noqa: PLR0913  (one option per field of the sidecar)
    path: Annotated[Path, typer.Argument(help="The file, in its place: data_raw/<source>/<period>/<file>.")],
    *,
    source: Annotated[str, typer.Option(help="Source the file belongs to.")],
    period: Annotated[str, typer.Option(help="Year of the figures, or first and last: 2024, 2022-2024.")],
    table: Annotated[str | None, typer.Option(help="Which of the source's tables it is.")] = None,
    title: Annotated[str | None, typer.Option(help="What the file is.")] = None,
    producer: Annotated[str | None, typer.Option(help="Who made it.")] = None,
    contact: Annotated[str | None, typer.Option(help="Whom to ask.")] = None,
    licence: Annotated[str | None, typer.Option(help="Under which licence it came.")] = None,
    personal_data: Annotated[
        str | None, typer.Option(help="none, aggregate, pseudonymised or direct.")
    ] = None,
    synthetic: Annotated[
        bool | None, typer.Option("--synthetic/--real", help="Whether the figures are invented.")
    ] = None,
    received_on: Annotated[
        datetime | None, typer.Option(formats=_DAY, help="Day it came; without it today.")
    ] = None,
    published_on: Annotated[datetime | None, typer.Option(formats=_DAY, help="Day it was published.")] = None,
    for_budget_year: Annotated[int | None, typer.Option(help="Budget year it was made for.")] = None,
    supersedes: Annotated[
        str | None, typer.Option(help="Delivery it replaces; without it the one in use of its period.")
    ] = None,
    note: Annotated[str | None, typer.Option(help="Anything else.")] = None,
) -> None:
    """Write the sidecar of a delivery: hash, size and day, and what the stub or last year's sidecar says."""
    given = {
        "table": table,
        "title": title,
        "producer": producer,
        "contact": contact,
        "licence": licence,
        "personal_data": personal_data,
        "synthetic": synthetic,
        "received_on": received_on.date() if received_on else None,
        "published_on": published_on.date() if published_on else None,
        "for_budget_year": for_budget_year,
        "supersedes": supersedes,
        "note": note,
    }
    settings = load_settings()
    place = path.parent.resolve() / path.name
    origin = _origin(settings, place, source, period, given)
    _judge(settings, place, origin)
    _write(settings, place, origin)
    raise typer.Exit(GOOD)


def _origin(settings: "Settings", path: Path, source: str, period: str, given: Mapping[str, Any]) -> "Origin":
    from pipelines.core.errors import DeliveryError
    from pipelines.core.origins import OriginError
    from pipelines.landing.add import draft_sidecar, finish

    try:
        draft = draft_sidecar(settings, path, source, period, given)
        return finish(draft, _ask(draft))
    except LookupError as error:
        fail(str(error), WRONG_USE)
    except OriginError as error:
        fail(f"the sidecar would not be valid: {error}", WRONG_USE)
    except DeliveryError as error:
        fail(error.text(settings.language), WRONG_USE)


def _ask(draft: "Draft") -> dict[str, Any]:
    """Answers to what nobody has said; without a terminal the options that are missing are named."""
    if draft.missing and not sys.stdin.isatty():
        options = ", ".join(
            "--synthetic or --real" if name == "synthetic" else f"--{name.replace('_', '-')}"
            for name in draft.missing
        )
        fail(f"neither the stub nor an earlier delivery says: {options}", WRONG_USE)
    return {name: _answer(name) for name in draft.missing}


def _answer(name: str) -> object:
    if name == "synthetic":
        return typer.confirm(_QUESTIONS[name])
    return typer.prompt(_QUESTIONS[name], type=int if name == "for_budget_year" else str)


def _judge(settings: "Settings", path: Path, origin: "Origin") -> None:
    """Refuse a file that does not look like its source; tell what is wrong with one that does."""
    from pipelines.checks.judge import judge_file
    from pipelines.core.errors import DeliveryError
    from pipelines.landing.add import looks_like
    from pipelines.sources import load_source

    judgement = judge_file(path, origin, settings)
    rows = 0 if judgement.good is None else judgement.good.rows_landed
    try:
        source = load_source(origin.source_id, settings.sources_overlay)
    except DeliveryError as error:
        fail(error.text(settings.language), DATA_FAILED)
    if not looks_like(source, origin.period, judgement.findings, rows=rows):
        _tell(settings, judgement.findings)
        fail(f"{path.name} does not look like {origin.source_id}; nothing was written", DATA_FAILED)
    _tell(settings, (*judgement.findings, *judgement.warnings))
    if judgement.findings:
        typer.echo(
            f"warning: a refresh refuses the file as it is; `kriterier check {path}` makes the report "
            "for its owner",
            err=True,
        )


def _tell(settings: "Settings", findings: "tuple[Finding, ...]") -> None:
    for finding in findings:
        typer.echo(f"warning: {' '.join(finding.text(settings.language).split())}", err=True)


def _write(settings: "Settings", path: Path, origin: "Origin") -> None:
    from pipelines.landing.add import write_sidecar

    sidecar, done = write_sidecar(settings, path, origin)
    typer.echo(f"written: {sidecar}")
    typer.echo(f"  {origin.title}")
    typer.echo(f"  received {origin.received_on}, {origin.bytes} bytes, sha256 {origin.sha256}")
    typer.echo(f"  supersedes: {origin.supersedes or 'nothing'}")
    for stub in done:
        typer.echo(f"no longer expected: {stub}")
