"""`kriterier compare`: what changed between two states, from landed cells to kroner."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.cli.session import DATA_FAILED, WRONG_USE, fail, load_settings, one_line
from pipelines.settings import Language, Settings

if TYPE_CHECKING:
    from pipelines.analysis.compare_rows import Comparison
    from pipelines.warehouse.comparison import WarehouseRows
    from pipelines.warehouse.landed_comparison import CellPair, LandedDifferences


@dataclass(frozen=True)
class Place:
    """A warehouse file and the landed files it was built from; landed is None where they are not at hand."""

    warehouse: Path
    landed: Path | None


NO_CELLS: dict[Language, str] = {
    "en": "Landed cells are not compared: a warehouse file given by its path does not hold them.",
    "nb": "Landede celler er ikke sammenlignet: en varehusfil oppgitt med filsti har dem ikke med.",
}
OUT_OF_DATE: dict[Language, str] = {
    "en": "The published warehouse is not up to date with data_raw and the project; `kriterier refresh` "
    "takes the changes in.",
    "nb": "Det publiserte varehuset er ikke à jour med data_raw og prosjektet; `kriterier refresh` tar "
    "endringene inn.",
}
NOT_ITS_OWN: dict[Language, str] = {
    "en": "Landed cells of {sources} are not compared: the landed files are not those the warehouse was "
    "built from; `kriterier refresh` mends that.",
    "nb": "Landede celler fra {sources} er ikke sammenlignet: de landede filene er ikke dem varehuset ble "
    "bygd av; `kriterier refresh` retter det.",
}

_DAY = ["%Y-%m-%d"]


def compare(
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=_DAY, help="Before: what was known at the end of that day; built if need be."),
    ] = None,
    with_day: Annotated[
        datetime | None,
        typer.Option("--with", formats=_DAY, help="After: a day likewise; without it what is published."),
    ] = None,
    before: Annotated[
        Path | None, typer.Option(help="Before: a warehouse file, such as a release or a copy.")
    ] = None,
    after: Annotated[Path | None, typer.Option(help="After: a warehouse file.")] = None,
    key: Annotated[
        list[str] | None,
        typer.Option(
            help="Only this key and its criteria, such as fo4c or fo4_gh2024/fo4c; may be repeated."
        ),
    ] = None,
    budget_year: Annotated[int | None, typer.Option(help="Only this budget year.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Write JSON, decimals with every digit.")] = False,
    lang: Annotated[
        Language | None, typer.Option(help="Language of labels; without it KRITERIER_LANGUAGE.")
    ] = None,
) -> None:
    """What changed between two states: landed cells, criterion values, and the kroner they moved."""
    if (as_of is None) == (before is None):
        fail("say what to compare with: either --as-of DATE or --before FILE", WRONG_USE)
    if with_day is not None and after is not None:
        fail("--with and --after both say what comes after; give one of them", WRONG_USE)
    settings = load_settings()
    language = lang or settings.language
    notes: list[str] = []
    places = (
        _place(settings, as_of, before),
        _published(settings, notes, language)
        if with_day is None and after is None
        else _place(settings, with_day, after),
    )
    sides = (_read(settings, places[0].warehouse), _read(settings, places[1].warehouse))
    landed = _landed(settings, places, sides)
    if landed is None:
        notes.append(NO_CELLS[language])
    elif landed.not_compared:
        notes.append(NOT_ITS_OWN[language].format(sources=", ".join(landed.not_compared)))
    _show(_compared(sides, key or [], budget_year), landed, notes, None if json else language)


def _place(settings: Settings, day: datetime | None, path: Path | None) -> Place:
    if day is not None:
        return _as_of(settings, day.date())
    assert path is not None  # one of the two was given
    file = path.expanduser().resolve()
    if not file.is_file():
        fail(f"there is no warehouse file {path}", WRONG_USE)
    return Place(file, settings.landed if file == settings.published_db else None)


def _as_of(settings: Settings, day: date) -> Place:
    from pipelines.cli.refresh import run_with_display
    from pipelines.refresh import AsOfError, NotAProjectError, as_of_settings
    from pipelines.warehouse.lock import RefreshRunningError

    earlier = as_of_settings(settings, day)
    try:
        outcome = run_with_display(earlier)
    except (NotAProjectError, AsOfError) as error:
        fail(str(error), WRONG_USE)
    except RefreshRunningError as error:
        fail(str(error), DATA_FAILED)
    if outcome.status == "failed":
        fail(
            "\n\n".join([f"what was known on {day} does not make a warehouse:", *outcome.errors]), DATA_FAILED
        )
    return Place(earlier.published_db, earlier.landed)


def _published(settings: Settings, notes: list[str], language: Language) -> Place:
    from pipelines.landing.inventory import take_inventory
    from pipelines.refresh import published_run
    from pipelines.warehouse.access import NotPublishedError
    from pipelines.warehouse.fingerprint import input_fingerprint

    if not settings.published_db.is_file():
        fail(str(NotPublishedError(settings.published_db)), DATA_FAILED)
    run = published_run(settings)
    if run is None or run[0] != input_fingerprint(settings, take_inventory(settings).fingerprint()):
        notes.append(OUT_OF_DATE[language])
    return Place(settings.published_db, settings.landed)


def _read(settings: Settings, path: Path) -> "WarehouseRows":
    import duckdb

    from pipelines.warehouse.comparison import read_rows

    try:
        return read_rows(settings, path)
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        fail(f"{path} has not the tables this version compares: {one_line(error)}", DATA_FAILED)
    except duckdb.Error as error:
        fail(f"cannot open {path}: {one_line(error)}", DATA_FAILED)
    except LookupError as error:
        fail(str(error), DATA_FAILED)


def _landed(
    settings: Settings, places: tuple[Place, Place], sides: "tuple[WarehouseRows, WarehouseRows]"
) -> "LandedDifferences | None":
    from pipelines.warehouse.landed_comparison import read_landed_differences

    before, after = places
    if before.landed is None or after.landed is None:
        return None
    return read_landed_differences(settings, ((before.landed, sides[0]), (after.landed, sides[1])))


def _compared(
    sides: "tuple[WarehouseRows, WarehouseRows]", keys: list[str], budget_year: int | None
) -> "Comparison":
    from pipelines.analysis.compare import UnknownKeyError
    from pipelines.analysis.compare import compare as compare_rows

    try:
        return compare_rows(*sides, keys=keys, budget_year=budget_year)
    except UnknownKeyError as error:
        fail(str(error), WRONG_USE)


def _show(
    comparison: "Comparison", landed: "LandedDifferences | None", notes: list[str], language: Language | None
) -> None:
    """On screen in a language; as JSON when there is none."""
    if language is not None:
        from pipelines.cli.compare_view import print_comparison

        print_comparison(comparison, landed, notes, language)
        return
    from pipelines.cli.output import to_json

    cells = None
    if landed is not None:
        cells = {**asdict(landed), "cells": [_cell_facts(pair) for pair in landed.cells]}
    facts = asdict(comparison)
    head = {name: facts.pop(name) for name in ("before", "after", "synthetic")}
    typer.echo(to_json({**head, "notes": notes, "landed": cells, **facts}))


def _cell_facts(pair: "CellPair") -> dict[str, object]:
    return {**asdict(pair), "codes": dict(pair.codes), "difference": pair.difference}
