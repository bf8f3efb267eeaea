"""`municipal_deflator`: yearly growth in the prices of municipal services, in per cent as text."""

from collections.abc import Iterator

from pipelines.sample.books import text_table
from pipelines.sample.drift import between
from pipelines.sample.files import SampleFile

FIRST, LAST = 2015, 2026


def make_files() -> Iterator[SampleFile]:
    """One file for all years."""
    rows: list[tuple[object, ...]] = [("År", "Endring fra året før (%)")]
    for year in range(FIRST, LAST + 1):
        tenths = between(22, 46, "deflator", year)
        rows.append((year, f"{tenths // 10},{tenths % 10} %"))
    yield SampleFile(
        "municipal_deflator", f"{FIRST}-{LAST}", "kommunal_deflator.csv", text_table(rows, "cp1252")
    )
