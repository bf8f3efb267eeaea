"""What the expectations look at for posting lines: sums made by DuckDB; no line is loaded into pandas.

Frame `rows`: one row per delivery, cost centre, function, art and period, with `value` (float, for comparing
only), `value_text` (exact) and `lines`. Frame `grid`: one row per delivery, year and district that must have
lines in function 281, with `delivered_row`, null where it has none. Frame `totals`: one row per delivery,
year and district, with the sums that rules are about, each also exact as `<name>_text`.
"""

from typing import Any

import duckdb

from pipelines.core.sql_text import literal
from pipelines.landing.seeds import load_areas
from pipelines.settings import Settings
from pipelines.sources import load_source

Records = list[dict[str, Any]]

SOCIAL_ASSISTANCE = "281"

_ROWS = """
    select
        delivery_id, null as sheet, null as file_row, null as file_column, cost_centre as area_label,
        concat_ws(' ', 'function', function, 'art', art, 'period', period) as measure,
        accounting_year as source_year, function, art, period, count(*) as lines,
        sum(amount_nok)::double as value, sum(amount_nok)::varchar as value_text
    from lines
    group by delivery_id, accounting_year, cost_centre, function, art, period
    order by delivery_id, accounting_year, cost_centre, function, art, period
"""
_SUMS = {
    "internal_nok": "sum(amount_nok) filter (art in ('298', '798'))",
    "income_nok": "sum(amount_nok) filter (art >= '600')",
    "expenditure_nok": "sum(amount_nok) filter (art < '600')",
    "social_assistance_nok": f"sum(amount_nok) filter (function = '{SOCIAL_ASSISTANCE}')",
}
_TOTALS = f"""
    with by_district as (
        select lines.*, centres.district_id
        from lines
        join read_csv($centres, all_varchar = true) as centres
            on
                lines.cost_centre = centres.cost_centre
                and centres.area_system = $area_system
                and lines.accounting_year
                between centres.valid_from_year::integer and coalesce(centres.valid_to_year::integer, 9999)
    )

    select
        delivery_id, null as sheet, null as file_row, null as file_column, 'amount_nok' as measure,
        district_id, accounting_year as source_year,
        {", ".join(f"coalesce({sql}, 0)::double as {name}" for name, sql in _SUMS.items())},
        {", ".join(f"coalesce({sql}, 0)::varchar as {name}_text" for name, sql in _SUMS.items())},
        (coalesce(sum(abs(amount_nok)) filter (period = 13), 0) / nullif(sum(abs(amount_nok)), 0))::double
            as closing_share,
        count(distinct period) filter (period between 1 and 12) as months,
        min(place) filter (function = '{SOCIAL_ASSISTANCE}') + 1 as social_assistance_row
    from by_district
    group by delivery_id, accounting_year, district_id
    order by delivery_id, accounting_year, district_id
"""


def line_frames(source_id: str, settings: Settings) -> dict[str, Records]:
    """The three frames of a landed source of posting lines."""
    areas = load_areas(settings, load_source(source_id).area_system).areas
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": settings.memory_limit,
        "threads": settings.threads,
        "autoinstall_known_extensions": False,
    }
    with duckdb.connect(":memory:", config=config) as connection:
        parquet = literal(str(settings.landed / f"{source_id}.parquet"))
        connection.execute(
            "create view lines as select *, file_row_number as place "
            f"from read_parquet({parquet}, file_row_number = true)"
        )
        rows = _records(connection.execute(_ROWS))
        names = {
            "centres": str(settings.seeds / "geography" / "cost_centres.csv"),
            "area_system": load_source(source_id).area_system,
        }
        totals = _records(connection.execute(_TOTALS, names))
    for total in totals:
        total["area_label"] = areas[total["district_id"]].name
    found = {
        (one["delivery_id"], one["source_year"], one["district_id"]): one["social_assistance_row"]
        for one in totals
    }
    grid = [
        {
            "delivery_id": delivery_id,
            "sheet": None,
            "measure": f"amount_nok, function {SOCIAL_ASSISTANCE}",
            "source_year": year,
            "district_id": area.district_id,
            "area": area.name,
            "delivered_row": found.get((delivery_id, year, area.district_id)),
        }
        for delivery_id, year in sorted({key[:2] for key in found})
        for area in areas.values()
        if area.level == "district" and area.valid_in(year)
    ]
    return {"rows": rows, "grid": grid, "totals": totals}


def _records(cursor: duckdb.DuckDBPyConnection) -> Records:
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
