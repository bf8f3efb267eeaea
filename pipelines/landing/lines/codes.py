"""The code lists posting lines are checked against, from the same seeds SQL joins."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipelines.settings import Settings


@dataclass(frozen=True)
class Codes:
    """Known arts and functions, and by cost centre the ranges of years in which it has a district."""

    arts: frozenset[str]
    functions: frozenset[str]
    cost_centres: Mapping[str, tuple[tuple[int, int], ...]]

    def has_district(self, cost_centre: str, year: int) -> bool:
        """Whether the cost centre belongs to a district in the accounting year."""
        return any(first <= year <= last for first, last in self.cost_centres.get(cost_centre, ()))


def load_codes(settings: Settings, area_system: str) -> Codes:
    """The lists as they stand in the seeds."""
    years: dict[str, tuple[tuple[int, int], ...]] = {}
    for row in _rows(settings.seeds / "geography" / "cost_centres.csv"):
        if row["area_system"] == area_system:
            valid = (int(row["valid_from_year"]), int(row["valid_to_year"] or 9999))
            years[row["cost_centre"]] = (*years.get(row["cost_centre"], ()), valid)
    codes = settings.seeds / "codes"
    return Codes(
        frozenset(row["art"] for row in _rows(codes / "kostra_arts.csv")),
        frozenset(row["kostra_function"] for row in _rows(codes / "kostra_functions.csv")),
        years,
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
