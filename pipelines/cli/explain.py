"""`kriterier explain`: one district's allocation taken apart, down to file, hash and row."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from pipelines.cli.session import DATA_FAILED, WRONG_USE, fail, load_settings, published
from pipelines.settings import Language

if TYPE_CHECKING:
    import duckdb

    from pipelines.warehouse.rows import DistrictRow, KeyRow, MissingRow


def explain(
    system: Annotated[str, typer.Option(help="Allocation system, such as fo4_gh2024.")],
    key: Annotated[str, typer.Option(help="Key of that system, such as fo4c.")],
    district: Annotated[str, typer.Option(help="District by name or Klass code, such as Alna or 030112.")],
    budget_year: Annotated[
        int | None, typer.Option(help="Budget year; without it the latest the key is computed for.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Write JSON, decimals with every digit.")] = False,
    lang: Annotated[
        Language | None, typer.Option(help="Language of labels; without it KRITERIER_LANGUAGE.")
    ] = None,
) -> None:
    """Why a district gets its amount: key, criteria, accounting share, and the delivered rows behind each."""
    settings = load_settings()
    language = lang or settings.language
    from pipelines.analysis.explain import ExplanationError
    from pipelines.analysis.explain import explain as explain_rows
    from pipelines.cli.effects_view import print_effects
    from pipelines.cli.explain_view import print_explanation
    from pipelines.cli.output import to_json
    from pipelines.warehouse.corrections import read_effects
    from pipelines.warehouse.queries import read_key_rows

    with published(settings) as connection:
        key_row = _find_key(connection, system, key)
        district_row = _find_district(connection, key_row, district)
        year = _find_year(connection, key_row, budget_year, json)
        rows = read_key_rows(connection, key_row, district_row, year)
        effects = read_effects(connection, key_row, district_row, year)
    try:
        explanation = explain_rows(rows, language)
    except ExplanationError as error:
        fail(str(error), DATA_FAILED)
    if json:
        corrections = [asdict(effect) for effect in effects]
        typer.echo(to_json({"computable": True, **asdict(explanation), "corrections": corrections}))
    else:
        print_explanation(explanation, language)
        print_effects(effects, language)


def _find_key(connection: "duckdb.DuckDBPyConnection", system: str, key: str) -> "KeyRow":
    from pipelines.warehouse.queries import read_keys

    keys = read_keys(connection)
    of_system = [row for row in keys if row.allocation_system == system]
    if not of_system:
        _unknown("system", system, (row.allocation_system for row in keys))
    found = next((row for row in of_system if row.key_id == key), None)
    if found is None:
        _unknown(f"key of {system}", key, (row.key_id for row in of_system))
    return found


def _find_district(connection: "duckdb.DuckDBPyConnection", key: "KeyRow", text: str) -> "DistrictRow":
    from pipelines.warehouse.queries import find_district, read_districts

    found = find_district(connection, key.area_system, text)
    if found is None:
        districts = read_districts(connection, key.area_system)
        _unknown(
            f"district of {key.area_system}", text, (f"{row.name} ({row.district_id})" for row in districts)
        )
    return found


def _find_year(
    connection: "duckdb.DuckDBPyConnection", key: "KeyRow", budget_year: int | None, json: bool
) -> int:
    from pipelines.warehouse.queries import read_budget_years, read_missing

    years = read_budget_years(connection, key)
    if budget_year is None:
        budget_year = max((year for year, computable in years.items() if computable), default=None)
    if budget_year is None:
        budget_year = max(years, default=0)
    if budget_year not in years:
        _unknown(f"budget year of {key.allocation_system}/{key.key_id}", str(budget_year), map(str, years))
    if not years[budget_year]:
        _not_computable(key, budget_year, read_missing(connection, key, budget_year), json)
    return budget_year


def _not_computable(key: "KeyRow", budget_year: int, missing: list["MissingRow"], json: bool) -> NoReturn:
    from pipelines.cli.output import to_json

    if json:
        head = {"computable": False, "allocation_system": key.allocation_system, "key_id": key.key_id}
        typer.echo(to_json({**head, "budget_year": budget_year, "missing": [asdict(row) for row in missing]}))
        raise typer.Exit(DATA_FAILED)
    lines = "".join(f"\n  - {row.detail}" for row in missing)
    fail(
        f"{key.allocation_system}/{key.key_id} cannot be computed for {budget_year}; "
        f"missing ({len(missing)}):{lines}",
        DATA_FAILED,
    )


def _unknown(what: str, value: str, valid: Iterable[str]) -> NoReturn:
    fail(f"unknown {what}: {value!r}; valid: {', '.join(dict.fromkeys(valid))}", WRONG_USE)
