"""Reads a pasted table: in and out of the target group land, noisy totals are only compared with their parts.

The total row is the city's own noisy count and lands as such; it is never the sum of the rows above it.
"""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from pipelines.core.origins import Origin
from pipelines.core.pasted import beyond_noise, noise_tolerance
from pipelines.core.raw_table import RawRow
from pipelines.core.readings import ReadResult
from pipelines.core.source import Source
from pipelines.core.table_reading import TableReading

_GROUPS = {"in_target": ("in",), "out_of_target": ("out",)}
_TOTAL = "Total"
_CITY = "Oslo i alt"

_Cells = dict[str, Decimal | None]


def read(file: Path, origin: Origin, source: Source) -> ReadResult:
    """Read one table of one year; the sidecar says which criterion it counts."""
    reading = TableReading(file, origin, source)
    measure = origin.table or ""
    parts: list[_Cells] = []
    totals: list[tuple[RawRow, _Cells]] = []
    for row in reading.data_rows():
        label = reading.text(row, "district")
        is_total = label is not None and label.lower() == _TOTAL.lower()
        cells: _Cells = {
            column: reading.add(
                row,
                column,
                area=_CITY if is_total else label,
                measure=measure,
                source_year=int(origin.period),
                codes=codes,
            )
            for column, codes in _GROUPS.items()
        }
        total = reading.value(row, "total")
        cells["total"] = total[0] if total else None
        _compare(reading, row, "total", cells["total"], [cells[column] for column in _GROUPS])
        if is_total:
            totals.append((row, cells))
        else:
            parts.append(cells)
    for row, cells in totals:
        for column, total_count in cells.items():
            _compare(reading, row, column, total_count, [part[column] for part in parts])
    if parts and not totals:
        reading.report("missing_total", reading.table.rows[-1], "district", label=_TOTAL)
    return reading.result()


def _compare(
    reading: TableReading, row: RawRow, column: str, total: Decimal | None, parts: Sequence[Decimal | None]
) -> None:
    """Report a total that noise does not explain; with a blank cell there is nothing to compare."""
    known = [part for part in parts if part is not None]
    if total is None or len(known) < len(parts) or not beyond_noise(total, known):
        return
    reading.report(
        "noisy_total_mismatch",
        row,
        column,
        found=str(total),
        expected=str(sum(known)),
        tolerance=str(noise_tolerance(len(known) + 1)),
    )
