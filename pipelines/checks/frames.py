"""What the expectations look at: the landed rows, and the grid of areas that ought to be there.

Frame `rows`: one row per landed row, with `value` (float, for comparing only), `value_text` (exact),
`fraction` (what follows the decimal mark), `codes` (those of all dimensions) and `years_back` (last
year of the delivery's period minus source_year). Frame `grid`: one row per delivery, measure, source year and
area that must be delivered, with `delivered_row`, null where the area is missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb

from pipelines.checks.line_frames import line_frames
from pipelines.checks.record_frames import record_frames
from pipelines.core.source import Source
from pipelines.landing.seeds import load_areas
from pipelines.settings import Settings
from pipelines.sources import load_source

if TYPE_CHECKING:
    import pandas as pd

Group = tuple[str, str | None, str, int]
"""Delivery, sheet, measure and source year."""

_ROWS = """
    select
        row_number() over () - 1 as row_id, delivery_id, sheet, file_row, file_column, area_label, measure,
        table_year, source_year, {codes} as codes, status, "precision", value::double as value,
        (value - trunc(value))::double as fraction, rtrim(rtrim(value::varchar, '0'), '.') as value_text,
        right(split_part(delivery_id, '/', 2), 4)::integer - source_year as years_back
    from read_parquet(?)
    order by delivery_id, file_row, file_column
"""


@dataclass(frozen=True)
class Frames:
    """The frames of one source; the records are the same rows for looking up what broke a rule."""

    records: dict[str, list[dict[str, Any]]]

    def frame(self, name: str) -> "pd.DataFrame":
        """One frame as pandas; its index is the row's place in the records."""
        import pandas as pd

        return pd.DataFrame.from_records(self.records[name])


def make_frames(source_id: str, settings: Settings) -> Frames:
    """The frames of a landed source; for posting lines see `line_frames`, for extracts `record_frames`."""
    if load_source(source_id).fields:
        return Frames(record_frames(source_id, settings))
    if load_source(source_id).file.kind == "lines":
        return Frames(line_frames(source_id, settings))
    rows = _landed_rows(source_id, settings)
    return Frames({"rows": rows, "grid": _grid(source_id, settings, rows)})


def _landed_rows(source_id: str, settings: Settings) -> list[dict[str, Any]]:
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": settings.memory_limit,
        "autoinstall_known_extensions": False,
    }
    with duckdb.connect(":memory:", config=config) as connection:
        codes = ", ".join(["''", *(f'"{name}"' for name in load_source(source_id).dimensions)])
        sql = _ROWS.format(codes=f"concat_ws(' ', {codes})")
        cursor = connection.execute(sql, [str(settings.landed / f"{source_id}.parquet")])
        names = [column[0] for column in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _grid(source_id: str, settings: Settings, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    delivered: dict[Group, dict[str, int]] = {}
    for row in rows:
        group: Group = (row["delivery_id"], row["sheet"], row["measure"], row["source_year"])
        delivered.setdefault(group, {}).setdefault(row["area_label"], row["file_row"])
    return area_grid(load_source(source_id), settings, delivered)


def area_grid(
    source: Source, settings: Settings, delivered: Mapping[Group, Mapping[str, int]]
) -> list[dict[str, Any]]:
    """The grid of a source's deliveries.

    Args:
        source: What the source declares.
        settings: Where the seeds lie.
        delivered: By delivery, sheet, measure and source year: the first row of each label of an area.
    """
    areas = load_areas(settings, source.area_system)
    grid = []
    for group, labels in sorted(delivered.items(), key=str):
        rows: dict[str, int] = {}
        for label, row in labels.items():
            if (named := areas.resolve(label)) is not None:
                rows[named.district_id] = min(row, rows.get(named.district_id, row))
        delivery_id, sheet, measure, source_year = group
        grid += [
            {
                "delivery_id": delivery_id,
                "sheet": sheet,
                "measure": measure,
                "source_year": source_year,
                "district_id": area.district_id,
                "area": area.name,
                "delivered_row": rows.get(area.district_id),
            }
            for area in areas.areas.values()
            if area.level in source.levels and area.valid_in(source_year)
        ]
    return grid
