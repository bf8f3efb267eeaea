"""`kriterier sample`: the synthetic deliveries, made again from their targets; extracts at any scale."""

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.cli.session import DATA_FAILED, WRONG_USE, fail, load_settings

if TYPE_CHECKING:
    from pipelines.sample.files import Outcome


class Format(StrEnum):
    """How the tables of an extract are written."""

    PARQUET = "parquet"
    CSV = "csv"


@dataclass(frozen=True)
class _Asked:
    """The options of extracts; None where nothing was said."""

    years: str | None
    scale: float | None
    format: Format | None
    monthly: int | None


def sample(
    out: Annotated[
        Path | None, typer.Option(help="Folder to write into instead of the deliveries' own.")
    ] = None,
    force: Annotated[bool, typer.Option(help="Replace files that are there and differ.")] = False,
    source: Annotated[
        str | None, typer.Option(help="Only these sources: ids or their beginnings, comma-separated.")
    ] = None,
    years: Annotated[str | None, typer.Option(help="With --source: years of extracts, 2017-2024.")] = None,
    scale: Annotated[
        float | None, typer.Option(help="With --source: persons of extracts; 1 is the whole city.")
    ] = None,
    format_: Annotated[
        Format | None, typer.Option("--format", help="With --source: parquet (usual) or csv.")
    ] = None,
    monthly: Annotated[
        int | None, typer.Option(help="With --source: the year whose extracts come by month.")
    ] = None,
) -> None:
    """Write the synthetic deliveries with their sidecars; the same bytes on every run."""
    target = load_settings().data_raw if out is None else out.expanduser().resolve()
    asked = _Asked(years, scale, format_, monthly)
    try:
        outcome = (
            _shipped(target, asked, force=force) if source is None else _some(source, asked, target, force)
        )
    except OSError as error:
        fail(f"cannot write to {target}: {error.strerror or error}", WRONG_USE)
    if outcome.refused:
        for path in outcome.refused:
            typer.echo(f"differs: {path.as_posix()}", err=True)
        fail(f"{len(outcome.refused)} files are there and differ; --force replaces them", DATA_FAILED)
    typer.echo(f"{target}: {len(outcome.written)} files written, {len(outcome.kept)} were there already.")


def _shipped(target: Path, asked: _Asked, *, force: bool) -> "Outcome":
    from pipelines.sample.deliveries import make_sample
    from pipelines.sample.files import write_sample

    if asked != _Asked(None, None, None, None):
        fail("--years, --scale, --format and --monthly need --source", WRONG_USE)
    return write_sample(make_sample(), target, force=force)


def _some(source: str, asked: _Asked, target: Path, force: bool) -> "Outcome":
    from pipelines.sample.deliveries import KINDS, find_sources, make_some
    from pipelines.sample.extracts import SOURCES, YEARS, Wish
    from pipelines.sample.streaming import stream_sample

    span = _span(asked.years) or YEARS
    scale = 1.0 if asked.scale is None else asked.scale
    if not 0 < scale <= 1:
        fail(f"--scale {scale:g}: above 0 and at most 1", WRONG_USE)
    if asked.monthly is not None and asked.monthly not in span:
        fail(f"--monthly {asked.monthly}: not one of the years {min(span)}-{max(span)}", WRONG_USE)
    try:
        found = find_sources(source)
    except LookupError as error:
        known = ", ".join((*KINDS, *SOURCES))
        fail(f"--source: no source begins with {error.args[0]!r}; there are {known}", WRONG_USE)
    wish = Wish(found, span, scale, (asked.format or Format.PARQUET).value, asked.monthly)
    try:
        return stream_sample(make_some(wish), target, force=force)
    except ValueError as error:
        fail(str(error), WRONG_USE)


def _span(text: str | None) -> range | None:
    """The years of `2017-2024` or `2024`."""
    if text is None:
        return None
    found = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", text)
    if found is None or int(found[2] or found[1]) < int(found[1]):
        fail(f"--years {text}: expected two years such as 2017-2024, or one", WRONG_USE)
    return range(int(found[1]), int(found[2] or found[1]) + 1)
