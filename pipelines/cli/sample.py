"""`kriterier sample`: the synthetic deliveries that ship with the project, made again from their targets."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.session import DATA_FAILED, WRONG_USE, fail, load_settings


def sample(
    out: Annotated[
        Path | None, typer.Option(help="Folder to write into instead of the deliveries' own.")
    ] = None,
    force: Annotated[bool, typer.Option(help="Replace files that are there and differ.")] = False,
) -> None:
    """Write the synthetic deliveries with their sidecars; the same bytes on every run."""
    target = load_settings().data_raw if out is None else out.expanduser().resolve()

    from pipelines.sample.deliveries import make_sample
    from pipelines.sample.files import write_sample

    try:
        outcome = write_sample(make_sample(), target, force=force)
    except OSError as error:
        fail(f"cannot write to {target}: {error.strerror or error}", WRONG_USE)
    if outcome.refused:
        for path in outcome.refused:
            typer.echo(f"differs: {path.as_posix()}", err=True)
        fail(f"{len(outcome.refused)} files are there and differ; --force replaces them", DATA_FAILED)
    typer.echo(f"{target}: {len(outcome.written)} files written, {len(outcome.kept)} were there already.")
