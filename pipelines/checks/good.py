"""What was good about a delivery, so that the one who made it recognises it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipelines.core.calendar import span
from pipelines.core.readings import ReadResult
from pipelines.landing.seeds import Areas


@dataclass(frozen=True)
class Total:
    """The sum of what a delivery says of one measure in one year, as a spreadsheet would sum the column.

    Attributes:
        measure: Our name of the measure, or the delivered label of the criterion.
        column: Header of the column the figures stand in.
        year: The year the figures are about.
        figures: How many figures were added.
        withheld: How many cells have no figure (suppressed, missing, not applicable).
        total: Exact sum, in the unit of the source.
    """

    measure: str
    column: str
    year: int
    figures: int
    withheld: int
    total: Decimal


@dataclass(frozen=True)
class Good:
    """What could be read of a delivery; `periods` are the years the figures are about."""

    rows_delivered: int
    rows_landed: int
    rows_not_data: int
    periods: tuple[int, ...]
    areas: tuple[str, ...]
    totals: tuple[Total, ...]


def good_of(result: ReadResult, areas: Areas) -> Good:
    """What a file of readings holds."""
    values: dict[tuple[str, str, int], list[Decimal | None]] = {}
    for one in result.readings:
        key = (one.measure, one.file_column, one.source_year)
        if key in values:
            values[key].append(one.value)
        else:
            values[key] = [one.value]
    named = {areas.resolve(label) for label in {one.area_label for one in result.readings}}
    return Good(
        result.rows_delivered,
        result.rows_landed,
        result.rows_not_data,
        tuple(sorted({year for _, _, year in values})),
        tuple(area.name for area in areas.areas.values() if area in named),
        tuple(_total(*key, found) for key, found in sorted(values.items(), key=_by_measure_and_year)),
    )


def _by_measure_and_year(item: tuple[tuple[str, str, int], Sequence[object]]) -> tuple[str, int, str]:
    measure, column, year = item[0]
    return measure, year, column


def _total(measure: str, column: str, year: int, values: Sequence[Decimal | None]) -> Total:
    given = [value for value in values if value is not None]
    return Total(measure, column, year, len(given), len(values) - len(given), sum(given, Decimal(0)))


def good_of_lines(result: ReadResult, rows: Sequence[dict[str, object]], areas: Sequence[str]) -> Good:
    """What a file of posting lines holds; `rows` is the frame of that name, `areas` the districts in it."""
    amounts: dict[int, list[Decimal]] = {}
    lines: dict[int, int] = {}
    for row in rows:
        year = int(str(row["source_year"]))
        amounts.setdefault(year, []).append(Decimal(str(row["value_text"])))
        lines[year] = lines.get(year, 0) + int(str(row["lines"]))
    return Good(
        result.rows_delivered,
        result.rows_landed,
        result.rows_not_data,
        tuple(sorted(amounts)),
        tuple(areas),
        tuple(
            Total("amount_nok", "", year, lines[year], 0, sum(found, Decimal(0)))
            for year, found in sorted(amounts.items())
        ),
    )


def good_of_extract(rows: int, period: str, areas: Sequence[str], totals: Sequence[Total]) -> Good:
    """What a file of rows about persons holds: how many, of which districts, and sums of amounts."""
    first, last = span(period)
    return Good(rows, rows, 0, tuple(range(first, last + 1)), tuple(areas), tuple(totals))
