"""Reads a Trondheim criterion table; the printed share is checked against the counts, not landed."""

from decimal import Decimal
from pathlib import Path

from pipelines.core.origins import Origin
from pipelines.core.raw_table import RawRow
from pipelines.core.readings import ReadResult
from pipelines.core.source import Source
from pipelines.core.table_reading import TableReading

_CITY = "trondheim"
# shares are printed with one decimal of per cent
_SHARE_TOLERANCE = Decimal("0.05")

_Shares = list[tuple[RawRow, Decimal, Decimal, tuple[str, int]]]


def read(file: Path, origin: Origin, source: Source) -> ReadResult:
    """Read one table; its year must be the period it lies under."""
    reading = TableReading(file, origin, source)
    shares: _Shares = []
    cities: dict[tuple[str, int], Decimal] = {}
    for row in reading.data_rows():
        measure, area = reading.text(row, "measure"), reading.text(row, "district")
        source_year = reading.year(row, "source_year")
        count = reading.add(
            row,
            "count",
            area=area,
            measure=measure,
            source_year=source_year,
            table_year=reading.year(row, "table_year", must_be=int(origin.period)),
        )
        share = reading.number(row, "share_of_city")
        if area is None or measure is None or source_year is None or count is None or share is None:
            continue
        shares.append((row, count, share, (measure, source_year)))
        if area.lower() == _CITY:
            cities[measure, source_year] = count
    _check_shares(reading, shares, cities)
    return reading.result()


def _check_shares(reading: TableReading, shares: _Shares, cities: dict[tuple[str, int], Decimal]) -> None:
    for row, count, share, key in shares:
        city = cities.get(key)
        if not city:
            continue
        computed = 100 * count / city
        if abs(computed - share) > _SHARE_TOLERANCE:
            reading.report(
                "share_mismatch",
                row,
                "share_of_city",
                found=str(share).replace(".", ","),
                expected=f"{computed:.1f}".replace(".", ","),
                count=str(count),
                city=str(city),
                computed=f"{computed:.3f}",
            )
