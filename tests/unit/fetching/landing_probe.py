"""What lies in data_raw, and what a source lands as."""

from typing import Any

from pipelines.settings import Settings
from tests.support.landing import land, query

CELLS = """select area_label, measure, source_year, value, status, columns(* exclude (delivery_id, synthetic,
    for_budget_year, sheet, file_row, file_column, area_label, measure, table_year, source_year, value,
    value_min, value_max, status, precision)) from landed order by all"""


def files(settings: Settings) -> set[str]:
    found = [path for path in settings.data_raw.rglob("*") if path.is_file()]
    return {path.relative_to(settings.data_raw).as_posix() for path in found}


def landed(settings: Settings, source_id: str) -> list[tuple[Any, ...]]:
    return query(land(settings, source_id), CELLS)
