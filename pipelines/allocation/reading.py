"""Reads what the allocation asset needs from the candidate; no arithmetic here."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

import duckdb

from pipelines.allocation.allocate import ACCOUNTING_SHARE, DistrictShare, Inhabitants, KeyYear


@dataclass(frozen=True)
class AllocationInput:
    """Key shares, frames, inhabitants, and which systems to compare."""

    shares: list[DistrictShare]
    frames: dict[KeyYear, int]
    inhabitants: dict[tuple[KeyYear, str], Inhabitants]
    groups: dict[tuple[str, str], str]
    comparisons: list[tuple[str, str, int]]


def read_input(connection: duckdb.DuckDBPyConnection) -> AllocationInput:
    """Read keys.*, decisions.* and the population from an open candidate."""
    return AllocationInput(
        shares=_shares(connection),
        frames=_frames(connection),
        inhabitants=_inhabitants(connection),
        groups={
            (system, key): group
            for system, key, group in connection.execute(
                "select allocation_system, key_id, frame_group from decisions.criteria_keys"
            ).fetchall()
        },
        comparisons=connection.execute(
            "select from_system, to_system, budget_year from decisions.redistributions order by all"
        ).fetchall(),
    )


def _shares(connection: duckdb.DuckDBPyConnection) -> list[DistrictShare]:
    components: dict[tuple[KeyYear, str], dict[str, Decimal]] = defaultdict(dict)
    for system, key, year, district, criterion, contribution in connection.execute(
        "select allocation_system, key_id, budget_year, district_id, criterion_id, contribution"
        " from keys.criterion_shares"
    ).fetchall():
        components[(KeyYear(system, key, year), district)][criterion] = contribution

    shares = []
    for (
        system,
        key,
        year,
        district,
        weight,
        accounts_weight,
        accounts_share,
        share,
        synthetic,
    ) in connection.execute(
        "select allocation_system, key_id, budget_year, district_id, criteria_weight, accounting_weight,"
        " accounting_share, allocation_share, synthetic from keys.allocation_keys order by all"
    ).fetchall():
        key_year = KeyYear(system, key, year)
        parts = {criterion: weight * part for criterion, part in components[(key_year, district)].items()}
        if accounts_weight:
            parts[ACCOUNTING_SHARE] = accounts_weight * accounts_share
        shares.append(DistrictShare(key_year, district, share, parts, synthetic))
    return shares


def _frames(connection: duckdb.DuckDBPyConnection) -> dict[KeyYear, int]:
    return {
        KeyYear(system, key, year): frame
        for system, key, year, frame in connection.execute(
            "select allocation_system, key_id, budget_year, frame_nok from decisions.frames"
        ).fetchall()
    }


def _inhabitants(connection: duckdb.DuckDBPyConnection) -> dict[tuple[KeyYear, str], Inhabitants]:
    """The latest count not after the budget year, for each key and district."""
    rows = connection.execute(
        """
        select k.allocation_system, k.key_id, k.budget_year, p.district_id, p.inhabitants, p.source_year
        from (select distinct allocation_system, key_id, budget_year from keys.allocation_keys) as k
        inner join decisions.allocation_systems as s on k.allocation_system = s.allocation_system
        inner join intermediate.int_population__inhabitants as p
            on s.area_system = p.area_system and p.source_year <= k.budget_year
        qualify p.source_year = max(p.source_year) over (
            partition by k.allocation_system, k.key_id, k.budget_year, p.district_id
        )
        """
    ).fetchall()
    return {
        (KeyYear(system, key, year), district): Inhabitants(int(count), source_year)
        for system, key, year, district, count, source_year in rows
    }
