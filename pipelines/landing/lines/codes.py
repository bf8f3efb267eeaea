"""The code lists posting lines are checked against, from the same seeds SQL joins."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.landing.seeds import load_codes
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


def load_line_codes(settings: Settings, area_system: str) -> Codes:
    """The lists as they stand in the seeds."""
    years: dict[str, tuple[tuple[int, int], ...]] = {}
    with (settings.seeds / "geography" / "cost_centres.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["area_system"] == area_system:
                valid = (int(row["valid_from_year"]), int(row["valid_to_year"] or 9999))
                years[row["cost_centre"]] = (*years.get(row["cost_centre"], ()), valid)
    arts, functions = load_codes(settings, "kostra_arts"), load_codes(settings, "kostra_functions")
    return Codes(arts, functions, years)
