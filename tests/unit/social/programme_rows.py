"""Rows of programmes made by hand, the models on them, and the figures that come out."""

import csv
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from tests.contract.project import ROOT
from tests.support.models import ModelRun, Node, Row

SEEDS = {
    "areas": "geography/areas",
    "area_aliases": "geography/area_aliases",
    "social_status_codes": "codes/social_status_codes",
    "social_marital_statuses": "codes/social_marital_statuses",
    "social_countries": "codes/social_countries",
}
STAGED = {
    "kvp": "stg_fasit_kvp__periods",
    "intro": "stg_socio_intro__periods",
    "persons": "stg_socio_persons__persons",
    "11f": "stg_kostra_11f__recipients",
    "11cf": "stg_kostra_11cf__participants",
}
OSLO, FIRST, SECOND = "0301", "030101", "030102"
KVP: dict[str, Any] = {
    "sex_code": "female",
    "birth_date": "1990-06-15",
    "marital_status_code": "unmarried",
    "n_children": 0,
    "origin_country_code": "SOM",
}

Figures = Mapping[tuple[Any, ...], Decimal]


def start(compiled: dict[str, Node]) -> ModelRun:
    """The models of programmes with the project's code lists; staged extracts are given."""
    run = ModelRun(compiled, [*SEEDS, *STAGED.values()])
    for name, path in SEEDS.items():
        with (ROOT / "dbt_project" / "seeds" / f"{path}.csv").open(encoding="utf-8", newline="") as file:
            run.fill(
                name, [{key: value or None for key, value in row.items()} for row in csv.DictReader(file)]
            )
    return run


def fill(models: ModelRun, source: str, rows: Sequence[Row], span: str = "2022-2024") -> None:
    common = {
        "delivery_id": f"{source}/{span}/f.parquet",
        "area_system": "oslo_districts",
        "synthetic": "true",
    }
    models.fill(
        STAGED[source], [common | {"file_row": number} | dict(row) for number, row in enumerate(rows, 1)]
    )


def period(pid: str, district: str, begun: str, end: str | None = None, **more: object) -> Row:
    return {"person_pid": pid, "district_id": district, "start_date": begun, "end_date": end} | more


def figures(
    models: ModelRun,
    model: str,
    statistic: str,
    column: str = "value",
    **where: Any,  # noqa: ANN401
) -> Figures:
    """Figures that are not 0, by year, month, district and category, less what `where` fixes."""
    keys = [key for key in ("year", "month", "district_id", "category") if key not in where]
    return {
        tuple(row[key] for key in keys): row[column]
        for row in models.rows(model)
        if row["statistic_id"] == statistic and row[column] and all(row[key] == where[key] for key in where)
    }
