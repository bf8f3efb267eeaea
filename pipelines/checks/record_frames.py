"""What the expectations look at for extracts of rows about persons: sums by delivery, made by DuckDB.

Frame `totals`: one row per delivery with `rows`; `months_missing` (months of the period without a row) where
the rows are of months; `amount_nok` and `negative_share` where they have an amount; `missing_country_share`,
`unknown_marital_share` and `unregistered_education_share` where they have those columns; `districts` and
`without_number_share` (rows that nobody's number stands behind) of KOSTRA's files. Shares also stand as
`<name>_text`, in per cent. No row of a person is in any frame.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import duckdb

from pipelines.core.calendar import last_year
from pipelines.core.records_shape import first_day, last_day
from pipelines.core.source import Source
from pipelines.core.sql_text import literal
from pipelines.landing.seeds import district_number, load_areas
from pipelines.settings import Settings
from pipelines.sources import load_source

Records = list[dict[str, Any]]

_MONTHS = ("payment_date", "month")
_COUNTRIES = ("origin_country_code", "citizenship_country_code")


@dataclass(frozen=True)
class YearSum:
    """The sum of a column of amounts in one year; `withheld` is how many rows have none."""

    field: str
    year: int
    figures: int
    withheld: int
    total: Decimal


def record_frames(source_id: str, settings: Settings) -> dict[str, Records]:
    """The frame of a landed extract; without a row when nothing was delivered."""
    source = load_source(source_id)
    sums = {"rows": "count(*)"} | _sums(source)
    columns = ", ".join(f"{sql} as {name}" for name, sql in sums.items())
    with _connect(settings) as connection:
        cursor = connection.execute(
            f"select delivery_id, {columns} from {_files(source_id, settings)} "
            "group by delivery_id order by delivery_id"
        )
        names = [column[0] for column in cursor.description or []]
        found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {"totals": [_total(source, one) for one in found]}


def sums_by_year(source_id: str, settings: Settings) -> list[YearSum]:
    """The sums of a landed extract's amounts."""
    source = load_source(source_id)
    day = _month_of(source)
    amounts = [name for name, field in source.fields.items() if field.type == "amount"]
    found = []
    with _connect(settings) as connection:
        for name in amounts if day else ():
            rows = connection.execute(
                f'select year("{day}"), count("{name}"), count(*) - count("{name}"), '
                f'coalesce(sum("{name}"), 0) '
                f"from {_files(source_id, settings)} group by 1 order by 1"
            ).fetchall()
            found += [YearSum(name, *row) for row in rows]
    return found


def districts_in(source_id: str, settings: Settings) -> list[str]:
    """Names of the districts that a landed extract has rows of."""
    source = load_source(source_id)
    named = [name for name, field in source.fields.items() if field.district]
    areas = load_areas(settings, source.area_system).areas.values()
    districts = [area for area in areas if area.level == "district"]
    with _connect(settings) as connection:
        codes = {
            code
            for name in named
            for (code,) in connection.execute(
                f'select distinct "{name}" from {_files(source_id, settings)}'
            ).fetchall()
        }
    return [area.name for area in districts if district_number(area.district_id) in codes]


def _sums(source: Source) -> dict[str, str]:
    sums: dict[str, str] = {}
    if day := _month_of(source):
        sums["months"] = f"count(distinct date_trunc('month', \"{day}\"))"
    for name, field in source.fields.items():
        if field.type == "amount":
            sums["amount_nok"] = f'coalesce(sum("{name}"), 0)'
            sums["negative_share"] = _share(f'"{name}" < 0')
    if country := next((name for name in _COUNTRIES if name in source.fields), None):
        sums["missing_country_share"] = _share(f'"{country}" is null')
    if "marital_status_code" in source.fields:
        sums["unknown_marital_share"] = _share("marital_status_code = 'unknown'")
    if source.file.kind == "person_file":
        sums["districts"] = 'count(distinct "district_code")'
        sums["without_number_share"] = _share('"person_pid" is null')
    if "prior_education_code" in source.fields:
        sums["unregistered_education_share"] = _share("prior_education_code = 'not_registered'")
    return sums


def _share(condition: str) -> str:
    return f"count(*) filter ({condition}) / count(*)"


def _month_of(source: Source) -> str | None:
    return next((name for name in _MONTHS if name in source.fields), None)


def _total(source: Source, found: dict[str, Any]) -> dict[str, Any]:
    period = str(found["delivery_id"]).split("/")[1]
    record = {
        "delivery_id": found["delivery_id"],
        "sheet": None,
        "file_row": None,
        "file_column": None,
        "measure": source.source_id,
        "area_label": "Oslo",
        "source_year": last_year(period),
    }
    for name, value in found.items():
        if name.endswith("_share"):
            record |= {name: float(value), f"{name}_text": f"{100 * value:.1f} %"}
        elif name == "amount_nok":
            record |= {name: float(value), f"{name}_text": str(value)}
        elif name == "months":
            first, last = first_day(period), last_day(period)
            expected = 12 * (last.year - first.year) + last.month - first.month + 1
            record |= {"months_missing": expected - value}
        else:
            record[name] = value
    return record


def _files(source_id: str, settings: Settings) -> str:
    return f"read_parquet({literal(str(settings.personal / source_id / '*.parquet'))})"


def _connect(settings: Settings) -> duckdb.DuckDBPyConnection:
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": settings.memory_limit,
        "threads": settings.threads,
        "autoinstall_known_extensions": False,
        # a grouped sum needs no room on disk, where rows about persons should not be
        "temp_directory": "",
    }
    return duckdb.connect(":memory:", config=config)
