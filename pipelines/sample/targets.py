"""What the sample is calibrated to, from the CSV files in `targets/` (their README says what is invented)."""

import csv
from functools import cache
from importlib.resources import files

from pipelines.sample.places import DISTRICTS


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    text = (files("pipelines.sample") / "targets" / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def counts(criterion_id: str) -> dict[str, int]:
    """District number -> count of the criterion for budget year 2024."""
    found = {
        row["bydel"]: int(row["value"])
        for row in _rows("criterion_counts_2024")
        if row["criterion_id"] == criterion_id
    }
    if len(found) != len(DISTRICTS):
        raise LookupError(f"no targets for {criterion_id!r}")
    return found


@cache
def adults_2022() -> dict[str, int]:
    """District number -> inhabitants aged 18 and over."""
    return {row["bydel"]: int(row["population_18plus"]) for row in _rows("population_18plus_2022")}


@cache
def net_281() -> dict[int, dict[str, int]]:
    """Year -> district number -> net expenditure on function 281, thousand NOK.

    2022 is to the thousand; 2023 and 2024 are published in million NOK with one decimal.
    """
    numbers = {place.name: place.number for place in DISTRICTS}
    later = _rows("net_social_assistance_2023_2024")
    first = _rows("net_function_281_2022")
    return {2022: {row["bydel"]: int(row["net_expenditure_thousand_nok"]) for row in first}} | {
        year: {numbers[row["district"]]: int(row[f"net_{year}_mnok"].replace(".", "")) * 100 for row in later}
        for year in (2023, 2024)
    }


@cache
def net_by_function_2022() -> dict[str, int]:
    """KOSTRA function -> the city's net expenditure, thousand NOK, for the functions of FO4A."""
    return {row["kostra_function"]: int(row["net_thousand_nok"]) for row in _rows("net_by_function_2022")}


@cache
def sub_districts() -> tuple[tuple[str, str, str, bool], ...]:
    """(sub-district code, name, district number, whether the code is retired)."""
    return tuple(
        (row["sub_district"], row["name"], row["district"], row["retired"] == "1")
        for row in _rows("sub_districts")
    )
