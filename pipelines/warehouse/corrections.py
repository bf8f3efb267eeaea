"""The corrections of a run: what landing recorded, rows of meta.corrections, what they did to a district."""

from typing import Any

import duckdb

from pipelines.landing.store import landing_records
from pipelines.settings import Settings
from pipelines.warehouse.metadata import Table
from pipelines.warehouse.rows import CorrectionEffect, DistrictRow, KeyRow


def applied_corrections(settings: Settings) -> list[dict[str, Any]]:
    """Every correction that landing applied, as in the landing records, ordered by id."""
    found = [
        correction for record in landing_records(settings) for correction in record.get("corrections", ())
    ]
    return sorted(found, key=lambda correction: str(correction["correction_id"]))


def correction_rows(
    connection: duckdb.DuckDBPyConnection, settings: Settings, table: Table
) -> list[list[object]]:
    """Rows of meta.corrections; `allocations.correction_effects` must be there when any was applied."""
    applied = applied_corrections(settings)
    if not applied:
        return []
    # half of what changed hands: a krone that moves is taken from one district and given to another
    moved = dict(
        connection.execute(
            """
            select correction_id, cast(sum(abs(change_nok)) as decimal(18, 1)) * 0.5
            from allocations.correction_effects group by correction_id
            """
        ).fetchall()
    )
    rows = []
    for correction in applied:
        # a correction that touches no key moves nothing; one whose keys cannot be compared, nobody knows what
        nok = moved.get(correction["correction_id"], 0)
        facts = correction | {"codes": _codes_text(correction["codes"]), "moved_nok": nok}
        rows.append([facts[column.name] for column in table.columns])
    return rows


def _codes_text(codes: dict[str, str]) -> str | None:
    return ", ".join(f"{name}={code}" for name, code in codes.items()) or None


def read_effects(
    connection: duckdb.DuckDBPyConnection, key: KeyRow, district: DistrictRow, budget_year: int
) -> list[CorrectionEffect]:
    """The published corrections that changed a key, each with what it did to one district's amount."""
    rows = connection.execute(
        """
        select
            c.correction_id, c.delivery_id, c.file_row, c.area_label, c.source_year, c.delivered_value,
            c.delivered_status, c.corrected_value, c.corrected_status, c.reason_nb, c.reason_en, e.change_nok
        from allocations.correction_effects as e
        inner join meta.corrections as c using (correction_id)
        where e.allocation_system = ? and e.key_id = ? and e.budget_year = ? and e.district_id = ?
        order by c.correction_id
        """,
        [key.allocation_system, key.key_id, budget_year, district.district_id],
    ).fetchall()
    return [CorrectionEffect(*row) for row in rows]
