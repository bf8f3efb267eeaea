"""`kriterier new-year`: folders, stubs, map columns and a checklist for a budget year."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pipelines.cli.session import DATA_FAILED, GOOD, WRONG_USE, fail, load_settings

if TYPE_CHECKING:
    from pipelines.landing.new_year import NewYear
    from pipelines.settings import Settings


def new_year(
    budget_year: Annotated[int, typer.Argument(help="The budget year to prepare, such as 2027.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be made.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
    lang: Annotated[
        Literal["nb", "en"], typer.Option(help="Language of the checklist, which goes to data owners.")
    ] = "nb",
) -> None:
    """Prepare data_raw for a budget year. Nothing is overwritten; run twice it changes nothing."""
    settings = load_settings()
    from pipelines.core.replacing import write_whole
    from pipelines.landing.checklist import checklist, checklist_path
    from pipelines.landing.new_year import prepare

    try:
        year = prepare(settings, budget_year, dry_run=dry_run)
    except ValueError as error:
        fail(str(error), WRONG_USE)
    except OSError as error:
        fail(
            f"cannot write {error.filename}: {error.strerror}; column maps of an installation belong in "
            "KRITERIER_SOURCES_OVERLAY",
            DATA_FAILED,
        )
    text = checklist(settings, year, lang)
    if not dry_run:
        write_whole(checklist_path(settings, budget_year), text)
    if json:
        from pipelines.cli.output import to_json

        typer.echo(to_json(_as_dict(settings, year)))
    else:
        typer.echo(text)
        _say_what_was_made(settings, year)
    raise typer.Exit(GOOD)


def _say_what_was_made(settings: "Settings", year: "NewYear") -> None:
    from pipelines.landing.checklist import checklist_path

    would = "would be made" if year.dry_run else "made"
    for state, word in (("made", would), ("there", "there already"), ("delivered", "delivered already")):
        places = [str(one.stub) for one in year.preparations if one.state == state]
        places += [f"{one.path}, column {one.period}" for one in year.columns if one.state == state]
        typer.echo(f"{word}: {len(places)}")
        if state == "made":
            for place in places:
                typer.echo(f"  {place}")
    if not year.dry_run:
        typer.echo(f"checklist: {checklist_path(settings, year.budget_year)}")


def _as_dict(settings: "Settings", year: "NewYear") -> dict[str, object]:
    from dataclasses import asdict

    from pipelines.landing.checklist import checklist_path, commands

    return {
        "budget_year": year.budget_year,
        "dry_run": year.dry_run,
        "checklist": None if year.dry_run else str(checklist_path(settings, year.budget_year)),
        "deliveries": [
            {
                "source_id": one.need.source.source_id,
                "period": one.need.period,
                "table": one.need.table,
                "vintage": one.need.entry.vintage,
                "label_nb": one.need.entry.label_nb,
                "label_en": one.need.entry.label_en,
                "due_on": one.need.due_on,
                "owner": one.need.owner,
                "how": one.need.entry.how,
                "stub": str(one.stub),
                "file": one.need.file_name,
                "commands": commands(settings, one),
                "state": one.state,
            }
            for one in year.preparations
        ],
        "columns": [asdict(one) | {"path": str(one.path)} for one in year.columns],
        "decisions": [asdict(one) for one in year.decisions],
    }
