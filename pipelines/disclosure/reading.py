"""Reads what disclosure control works on: the catalogue, the personal models and the published tables."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal

import duckdb

from pipelines.core.sql_text import literal
from pipelines.disclosure.figures import (
    ALL,
    GROSS_AGAINST_NET,
    MOVES,
    WHOLE_YEAR,
    CodeLists,
    Figure,
    Key,
    Rule,
)
from pipelines.landing.store import landing_records
from pipelines.settings import Settings

SOURCES_OF = {
    "fasit": ("fasit_",),
    "socio": ("socio_",),
    "kostra": ("kostra_11f", "kostra_11cf"),
    "accounts": ("unit4_ledger", "prices"),
    "nav": ("nav_unemployed",),
    GROSS_AGAINST_NET: ("fasit_", "unit4_ledger"),
}
"""How the ids of the sources of a system begin."""

ALSO_READ = {
    **dict.fromkeys(
        (
            *("affected_month", "affected_period", "refugee_recipients_month", "age_by_refugee"),
            "refugee_background",
        ),
        SOURCES_OF["socio"],
    ),
    **dict.fromkeys(("persons_in_recipient_households", "young_persons"), ("ssb_population",)),
}
"""What a statistic reads besides its own system: who is a refugee, how many inhabitants there are."""

OWN_TABLES = (MOVES, GROSS_AGAINST_NET)


class MissingModelError(Exception):
    """A family of the catalogue has no model; the message says what to do."""


@contextmanager
def personal_attached(connection: duckdb.DuckDBPyConnection, settings: Settings) -> Iterator[None]:
    """Attach the database of personal rows as `personal`, for reading only.

    Raises:
        MissingModelError: dbt has not made it.
    """
    path = settings.personal_db
    if not path.is_file():
        raise MissingModelError(f"{path.name} is not there: run the whole refresh, dbt makes it")
    connection.execute(f"attach {literal(str(path))} as personal (read_only)")
    try:
        yield
    finally:
        connection.execute("detach personal")


def read_rules(connection: duckdb.DuckDBPyConnection) -> dict[str, Rule]:
    """The catalogue, by statistic.

    The two tables with columns of their own follow the statistics they are made of.
    """
    rows = connection.execute(
        """
        select statistic_id, family, unit, additivity, "partition", system, threshold
        from codes.social_statistics
        """
    ).fetchall()
    rules = {row[0]: Rule(row[0], row[1], row[2], row[3], bool(row[4]), row[5], int(row[6])) for row in rows}
    for own, like in ((MOVES, "moved_in"), (GROSS_AGAINST_NET, "gross_paid")):
        if like in rules:
            rules[own] = replace(rules[like], statistic_id=own, family=own, partition=own == MOVES)
    return rules


def read_code_lists(connection: duckdb.DuckDBPyConnection) -> CodeLists:
    """Regions of countries and purposes that are housing."""
    regions = connection.execute("select country_code, world_region from codes.social_countries").fetchall()
    housing = connection.execute("select group_code from codes.social_purposes where is_housing").fetchall()
    return CodeLists(
        regions={code: region for code, region in regions if region},
        housing=frozenset(group for (group,) in housing),
    )


def read_personal(connection: duckdb.DuckDBPyConnection, rules: Mapping[str, Rule]) -> list[Figure]:
    """Every figure of the models in the attached personal database.

    Raises:
        MissingModelError: A family of the catalogue has no model, or a model has a statistic the catalogue
        lacks.
    """
    there = {
        name
        for (name,) in connection.execute(
            "select table_name from duckdb_tables() "
            "where database_name = 'personal' and schema_name = 'social'"
        ).fetchall()
    }
    families = sorted({rule.family for rule in rules.values()} | set(OWN_TABLES))
    if missing := [family for family in families if family not in there]:
        raise MissingModelError(
            f"codes.social_statistics names families without a model in models/social: {', '.join(missing)}. "
            "Add the model <family>.sql, or take the statistics out of the catalogue."
        )
    figures = [
        *_moves(connection, "personal.social.moves"),
        *_gross(connection, "personal.social.gross_against_net"),
    ]
    for family in families:
        if family not in OWN_TABLES:
            figures += _statistics(connection, f"personal.social.{family}", "units")
    if unknown := sorted({figure.key.statistic_id for figure in figures} - set(rules)):
        raise MissingModelError(f"codes.social_statistics lacks {', '.join(unknown)}: add a line for each")
    return figures


def read_published(connection: duckdb.DuckDBPyConnection) -> list[Figure]:
    """Every figure as the published tables show it; the units behind it are not known."""
    status = "status = 'suppressed'"
    return [
        *_statistics(connection, "social.statistics", "null", status),
        *_moves(connection, "social.moves", status),
        *_gross(connection, "social.gross_against_net", "null", status),
    ]


def synthetic_statistics(settings: Settings, rules: Mapping[str, Rule]) -> dict[str, bool]:
    """Whether a delivery that is used by a statistic's system is invented."""
    invented = set()
    for record in landing_records(settings):
        if any(one["state"] == "used" and one["synthetic"] for one in record["deliveries"]):
            invented.add(record["source_id"])
    return {
        name: any(source.startswith(_sources(rule)) for source in invented) for name, rule in rules.items()
    }


def _sources(rule: Rule) -> tuple[str, ...]:
    sources = SOURCES_OF.get(rule.statistic_id) or SOURCES_OF.get(rule.system) or (rule.system,)
    return (*sources, *ALSO_READ.get(rule.statistic_id, ()))


def _statistics(
    connection: duckdb.DuckDBPyConnection, table: str, units: str, hidden: str = "false"
) -> Iterator[Figure]:
    rows = connection.execute(
        f"""
        select
            area_system, statistic_id, "year", coalesce("month", {WHOLE_YEAR}), district_id, category,
            "value", base, {units}, {hidden}
        from {table}
        """
    ).fetchall()
    for row in rows:
        yield Figure(Key(*row[:6]), *row[6:])


def _moves(connection: duckdb.DuckDBPyConnection, table: str, hidden: str = "false") -> Iterator[Figure]:
    rows = connection.execute(
        f'select area_system, "year", from_district_id, to_district_id, moves, {hidden} from {table}'
    ).fetchall()
    for area, year, origin, target, moves, is_hidden in rows:
        key = Key(area, MOVES, year, WHOLE_YEAR, origin, target)
        yield Figure(key, None if moves is None else Decimal(moves), None, moves, is_hidden)


def _gross(
    connection: duckdb.DuckDBPyConnection, table: str, units: str = "units", hidden: str = "false"
) -> Iterator[Figure]:
    rows = connection.execute(
        f'select area_system, "year", district_id, measure, gross_nok, {units}, {hidden} from {table}'
    ).fetchall()
    for area, year, district, measure, gross, behind, is_hidden in rows:
        key = Key(area, GROSS_AGAINST_NET, year, WHOLE_YEAR, district, measure or ALL)
        yield Figure(key, gross, None, behind, is_hidden)
