"""What two warehouses are compared by: their criterion values and allocations (cells: landed_comparison).

Rows are fetched as Python values, never as a frame: a frame turns decimals into floats.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipelines.settings import Settings
from pipelines.warehouse.access import open_warehouse


@dataclass(frozen=True)
class CriterionValue:
    """One criterion value; its key is the first four fields, the unit that of the criterion."""

    area_system: str
    budget_year: int
    criterion_id: str
    district_id: str
    source_year: int
    value: Decimal | None
    value_min: Decimal | None
    value_max: Decimal | None
    status: str
    unit: str


@dataclass(frozen=True)
class Allocation:
    """One allocation in whole NOK; its key is the first four fields."""

    allocation_system: str
    key_id: str
    budget_year: int
    district_id: str
    frame_nok: int
    amount_nok: int


@dataclass(frozen=True)
class WarehouseRows:
    """Everything of one warehouse that is compared.

    Attributes:
        path: The file.
        as_of: Newest day on which anything in it became known; None in files that do not say it.
        synthetic: Whether a delivery in use is invented.
        deliveries: (delivery id, sha256, state) of each delivery.
        names: Name by area system and district id.
        area_systems: Area system by allocation system.
        key_criteria: (allocation system, key, criterion) that belong together.
    """

    path: Path
    run_id: str
    finished_at: datetime
    as_of: date | None
    synthetic: bool
    deliveries: frozenset[tuple[str, str, str]]
    names: dict[tuple[str, str], str]
    area_systems: dict[str, str]
    key_criteria: frozenset[tuple[str, str, str]]
    criterion_values: tuple[CriterionValue, ...]
    allocations: tuple[Allocation, ...]


def read_rows(settings: Settings, path: Path) -> WarehouseRows:
    """Read what is compared out of a warehouse file.

    Raises:
        duckdb.Error: The file cannot be read, or has not the tables this version compares.
        LookupError: meta.runs holds no run.
    """
    with open_warehouse(settings, path) as connection:
        cursor = connection.execute("select * from meta.runs")
        run = cursor.fetchone()
        if run is None:
            raise LookupError(f"{path}: meta.runs is empty")
        named = dict(zip([str(column[0]) for column in cursor.description or ()], run, strict=True))

        def rows(sql: str) -> list[tuple[Any, ...]]:
            return connection.execute(sql).fetchall()

        deliveries = rows("select delivery_id, sha256, state, synthetic from meta.deliveries")
        areas = rows("select distinct area_system, district_id, name from geography.areas order by all")
        systems = rows("select allocation_system, area_system from decisions.allocation_systems")
        parts = rows("select distinct allocation_system, key_id, criterion_id from keys.criterion_shares")
        return WarehouseRows(
            path=path,
            run_id=named["run_id"],
            finished_at=named["finished_at"],
            as_of=named.get("as_of"),
            synthetic=any(synthetic and state == "used" for _, _, state, synthetic in deliveries),
            deliveries=frozenset((one, sha256, state) for one, sha256, state, _ in deliveries),
            names={(system, district): name for system, district, name in areas},
            area_systems=dict(systems),
            key_criteria=frozenset(parts),
            criterion_values=tuple(CriterionValue(*row) for row in rows(_VALUES_SQL)),
            allocations=tuple(Allocation(*row) for row in rows(_ALLOCATIONS_SQL)),
        )


_VALUES_SQL = """
    select area_system, budget_year, criterion_id, district_id, source_year,
        value, value_min, value_max, status, unit
    from criteria.criterion_values order by all
"""

_ALLOCATIONS_SQL = """
    select allocation_system, key_id, budget_year, district_id, frame_nok, amount_nok
    from allocations.allocations order by all
"""
