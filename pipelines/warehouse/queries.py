"""Questions to the published warehouse about keys, districts and the origin of a number.

Rows are fetched as Python values, never as a frame: a frame turns decimals into floats.
"""

from collections.abc import Sequence
from typing import Any

import duckdb

from pipelines.warehouse.rows import (
    AccountingRow,
    CriterionRow,
    DeliveryRow,
    DistrictRow,
    FrameRow,
    InhabitantsRow,
    KeyRow,
    KeyRows,
    MissingRow,
)


def read_keys(connection: duckdb.DuckDBPyConnection) -> list[KeyRow]:
    """All keys of all allocation systems, by system and key."""
    rows = connection.execute(
        """
        select distinct
            k.allocation_system, k.key_id, s.area_system, k.label_nb, k.label_en, s.label_nb, s.label_en
        from decisions.criteria_keys as k
        join decisions.allocation_systems as s using (allocation_system)
        order by 1, 2
        """
    ).fetchall()
    return [KeyRow(*row) for row in rows]


def read_districts(connection: duckdb.DuckDBPyConnection, area_system: str) -> list[DistrictRow]:
    """The districts of an area system, by code; rest groups and the city are left out."""
    rows = connection.execute(
        """
        select distinct district_id, name from geography.areas
        where area_system = ? and level = 'district' order by district_id
        """,
        [area_system],
    ).fetchall()
    return [DistrictRow(*row) for row in rows]


def find_district(connection: duckdb.DuckDBPyConnection, area_system: str, text: str) -> DistrictRow | None:
    """The district a code, a name or an alias stands for; None when there is none."""
    rows = connection.execute(
        """
        select district_id from geography.areas
        where area_system = $system and (district_id = trim($text) or lower(name) = lower(trim($text)))
        union
        select district_id from geography.area_aliases
        where area_system = $system and lower(trim(alias)) = lower(trim($text))
        """,
        {"system": area_system, "text": text},
    ).fetchall()
    found = {district_id for (district_id,) in rows}
    matches = [
        district for district in read_districts(connection, area_system) if district.district_id in found
    ]
    return matches[0] if len(matches) == 1 else None


def read_budget_years(connection: duckdb.DuckDBPyConnection, key: KeyRow) -> dict[int, bool]:
    """Budget years of a key, each with whether the key could be computed for it."""
    rows = connection.execute(
        """
        select budget_year, true from keys.allocation_keys where allocation_system = $system and key_id = $key
        union
        select budget_year, false from meta.not_computable where allocation_system = $system and key_id = $key
        order by 1
        """,
        {"system": key.allocation_system, "key": key.key_id},
    ).fetchall()
    return dict(rows)


def read_missing(connection: duckdb.DuckDBPyConnection, key: KeyRow, budget_year: int) -> list[MissingRow]:
    """What a key that could not be computed lacks."""
    rows = connection.execute(
        """
        select missing_kind, criterion_id, expected_source_year, detail from meta.not_computable
        where allocation_system = ? and key_id = ? and budget_year = ?
        order by missing_kind, criterion_id, expected_source_year
        """,
        [key.allocation_system, key.key_id, budget_year],
    ).fetchall()
    return [MissingRow(*row) for row in rows]


def read_key_rows(
    connection: duckdb.DuckDBPyConnection, key: KeyRow, district: DistrictRow, budget_year: int
) -> KeyRows:
    """Fetch allocation, key, criteria, accounting share and deliveries of one district.

    Raises:
        LookupError: The key is not computed for this district and year.
    """
    where: dict[str, str | int] = {
        "system": key.allocation_system,
        "key": key.key_id,
        "year": budget_year,
        "district": district.district_id,
    }
    head = _one(connection, _KEY_SQL, where)
    if head is None:
        raise LookupError(
            f"{key.allocation_system}/{key.key_id} {budget_year} has no key for {district.name}"
        )
    criteria_weight, accounting_weight, criteria_share, accounting_share, allocation_share = head
    frame = _one(connection, _FRAME_SQL, {name: where[name] for name in ("system", "key", "year")})
    allocation = _one(connection, _ALLOCATION_SQL, where)
    inhabitants = _one(connection, _INHABITANTS_SQL, where)
    criteria = tuple(CriterionRow(*row) for row in connection.execute(_CRITERIA_SQL, where).fetchall())
    accounts = _one(connection, _ACCOUNTING_SQL, where) if accounting_weight else None
    accounting = AccountingRow(*accounts) if accounts else None
    counted = InhabitantsRow(*inhabitants) if inhabitants else None
    used = {row.delivery_id for row in (*criteria, accounting, counted) if row}
    return KeyRows(
        key=key,
        district=district,
        budget_year=budget_year,
        criteria_weight=criteria_weight,
        accounting_weight=accounting_weight,
        criteria_share=criteria_share,
        accounting_share=accounting_share,
        allocation_share=allocation_share,
        frame=FrameRow(*frame) if frame else None,
        amount_nok=allocation[0] if allocation else None,
        inhabitants=counted,
        criteria=criteria,
        accounting=accounting,
        deliveries=tuple(read_deliveries(connection, sorted(used))),
    )


def read_deliveries(connection: duckdb.DuckDBPyConnection, delivery_ids: Sequence[str]) -> list[DeliveryRow]:
    """The deliveries with these ids, by id."""
    rows = connection.execute(
        """
        select delivery_id, title, sha256, synthetic from meta.deliveries
        where list_contains(?, delivery_id) order by delivery_id
        """,
        [list(delivery_ids)],
    ).fetchall()
    return [DeliveryRow(*row) for row in rows]


def _one(
    connection: duckdb.DuckDBPyConnection, sql: str, values: dict[str, str | int]
) -> tuple[Any, ...] | None:
    return connection.execute(sql, values).fetchone()


_KEY_SQL = """
    select criteria_weight, accounting_weight, criteria_share, accounting_share, allocation_share
    from keys.allocation_keys
    where allocation_system = $system and key_id = $key and budget_year = $year and district_id = $district
"""

_FRAME_SQL = """
    select frame_nok, price_level, cast(estimated as boolean), decision_ref from decisions.frames
    where allocation_system = $system and key_id = $key and budget_year = $year
"""

_ALLOCATION_SQL = """
    select amount_nok from allocations.allocations
    where allocation_system = $system and key_id = $key and budget_year = $year and district_id = $district
"""

_INHABITANTS_SQL = """
    select i.inhabitants, i.age_group, i.source_year, a.amount_per_inhabitant, i.delivery_id, i.delivered_rows
    from allocations.allocations as a
    join decisions.allocation_systems as s using (allocation_system)
    join intermediate.int_population__inhabitants as i
        on i.area_system = s.area_system and i.district_id = a.district_id
        and i.source_year = a.inhabitants_year
    where a.allocation_system = $system and a.key_id = $key and a.budget_year = $year
        and a.district_id = $district
"""

_CRITERIA_SQL = """
    with area as (
        select distinct area_system from decisions.allocation_systems where allocation_system = $system
    ),
    shares as (
        select *, sum(value) over (partition by criterion_id) as total
        from keys.criterion_shares
        where allocation_system = $system and key_id = $key and budget_year = $year
    )
    select
        s.criterion_id, coalesce(c.label_nb, s.criterion_id), coalesce(c.label_en, s.criterion_id), v.unit,
        s.weight, s.share, s.share_base, s.value, s.total, v.status, s.source_year, a.amount_nok,
        s.synthetic or v.synthetic, v.delivery_id, v.delivered_rows
    from shares as s
    cross join area
    left join criteria.criterion_values as v
        on v.area_system = area.area_system and v.budget_year = s.budget_year
        and v.criterion_id = s.criterion_id and v.district_id = s.district_id
        and v.source_year = s.source_year
    left join criteria.criterion_catalogue as c on c.criterion_id = s.criterion_id
    left join allocations.allocation_contributions as a
        on a.allocation_system = s.allocation_system and a.key_id = s.key_id and a.budget_year = s.budget_year
        and a.district_id = s.district_id and a.criterion_id = s.criterion_id
    where s.district_id = $district
    order by s.contribution desc, s.criterion_id
"""

_ACCOUNTING_SQL = """
    with mix as (
        select accounting_area, $year - accounting_lag as source_year
        from decisions.mixes
        where allocation_system = $system and key_id = $key
            and $year between valid_from_budget_year and coalesce(valid_to_budget_year, $year)
    ),
    area as (
        select distinct area_system from decisions.allocation_systems where allocation_system = $system
    ),
    accounts as (
        select s.*, sum(s.net_nok) over () as total_nok
        from keys.accounting_shares as s
        join mix on mix.accounting_area = s.functional_area and mix.source_year = s.source_year
        join area using (area_system)
    )
    select
        s.functional_area, s.source_year, s.net_nok, s.total_nok, s.share, a.amount_nok, s.synthetic,
        s.delivery_id, s.delivered_rows
    from accounts as s
    left join allocations.allocation_contributions as a
        on a.allocation_system = $system and a.key_id = $key and a.budget_year = $year
        and a.district_id = s.district_id and a.criterion_id = 'accounting_share'
    where s.district_id = $district
"""
