"""Made-up staged cells: what every row of a staging table has, and random figures with their status."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from pipelines.sources import load_source

Cell = dict[str, Any]

STAGED = (
    *("stg_stp_households__cells", "stg_microdata_tables__counts", "stg_helsedata_tsb__patients"),
    *("stg_boligbygg_dwellings__dwellings", "stg_husbanken_housing_allowance__amounts"),
    *("stg_ssb_commissioned__counts", "stg_ssb_population__persons"),
)
"""Staging tables the Oslo criteria are derived from."""
DISTRICTS = ("030101", "030104", "030108")
LEVELS = {**dict.fromkeys(DISTRICTS, "district"), "030116": "rest", "0301": "city"}
CITY = "0301"
TRAITS = {
    name: tuple(dict.fromkeys(dimension.codes.values()))
    for name, dimension in load_source("stp_households").dimensions.items()
}
"""Every code a cell of the person extract can carry, by trait."""

# codes that definitions are made of come often: cells that are never counted prove nothing
OFTEN = {
    "low_income": ("yes",) * 3,
    "capital_under_1g": ("yes",) * 3,
    "household_type": ("living_alone",) * 3,
    "employment": ("unemployed",) * 2,
    "education": ("none", "primary", "lower_secondary"),
}


def cell(source: str, district: str, year: int, **columns: object) -> Cell:
    """A staged row of a delivery of that year, observed and exact if `columns` do not say otherwise."""
    value = columns.get("value")
    return {
        "delivery_id": f"{source}/{year}/file",
        "synthetic": True,
        "sheet": None,
        "file_column": "Antall",
        "area_label": district,
        "area_system": "oslo_districts",
        "district_id": district,
        "level": LEVELS[district],
        "source_year": year,
        "value_min": value,
        "value_max": value,
        "status": "observed",
        "precision": "exact",
        **columns,
    }


def numbered(cells: Iterable[Cell]) -> list[Cell]:
    """The cells with row numbers, as if they stood below each other in a file."""
    return [{**one, "file_row": row} for row, one in enumerate(cells, start=5)]


def figures(most: int = 60) -> st.SearchStrategy[Cell]:
    """What can stand in a cell: a number, a provisional or noisy one, a suppressed one, nothing."""
    counts = st.integers(0, most).map(Decimal)
    known = {
        "precision": st.sampled_from(("exact", "exact", "noisy")),
        "status": st.sampled_from(("observed",) * 4 + ("estimated",)),
    }
    observed = st.builds(
        lambda count, precision, status: {
            "value": count,
            "value_min": count,
            "value_max": count,
            "status": status,
            "precision": precision,
        },
        count=counts,
        **known,
    )
    suppressed = st.just(
        {
            "value": None,
            "value_min": Decimal(1),
            "value_max": Decimal(2),
            "status": "suppressed",
            "precision": "exact",
        }
    )
    missing = st.just(
        {"value": None, "value_min": None, "value_max": None, "status": "missing", "precision": "exact"}
    )
    return st.one_of(*(observed,) * 8, suppressed, missing)


def persons_and_households(years: tuple[int, ...]) -> st.SearchStrategy[list[Cell]]:
    """Cells of the person extract with random traits, in districts and in a rest group."""
    traits = st.fixed_dictionaries(
        {name: st.sampled_from(codes + OFTEN.get(name, ())) for name, codes in TRAITS.items()}
    )
    one = st.builds(
        lambda area, year, measure, codes, figure: cell(
            "stp_households", area, year, measure=measure, **{**codes, **figure}
        ),
        area=st.sampled_from((*DISTRICTS, "030116")),
        year=st.sampled_from(years),
        measure=st.sampled_from(("persons", "households")),
        codes=traits,
        figure=figures(),
    )
    return st.lists(one, min_size=1, max_size=40).map(numbered)
