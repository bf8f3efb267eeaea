"""`nav_unemployed`: fully unemployed at the end of each month, from two providers that do not count alike."""

from collections.abc import Iterator

from pipelines.sample.books import text_table
from pipelines.sample.drift import between, drifted
from pipelines.sample.files import SampleFile

MONTHS = (
    *("januar", "februar", "mars", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "desember"),
)
SPANS = {(2017, 2022): 10_000, (2023, 2024): 10_600}
"""First and last year of each file, and the level its series moves about."""


def make_files() -> Iterator[SampleFile]:
    """One file per provider."""
    for (first, last), level in SPANS.items():
        rows: list[tuple[object, ...]] = [("År", "Måned", "Helt arbeidsledige")]
        for year in range(first, last + 1):
            mean = drifted(level, first, year, "unemployed")
            rows += [(year, month, mean + between(-400, 400, "unemployed", year, month)) for month in MONTHS]
        yield SampleFile(
            "nav_unemployed", f"{first}-{last}", "helt_arbeidsledige.csv", text_table(rows, "utf-8")
        )
