"""The published rows: protected figures with what is computed from the shown ones."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, localcontext

import duckdb

from pipelines.disclosure.figures import (
    CITY,
    GROSS_AGAINST_NET,
    MOVES,
    WHOLE_YEAR,
    Figure,
    Key,
    Rule,
)
from pipelines.warehouse.meta import create_table
from pipelines.warehouse.metadata import Table

RATIO = Decimal("1e-10")
"""Ratios and changes are rounded to this."""

OBSERVED = "observed"
SUPPRESSED = "suppressed"

Cells = tuple[object, ...]


def with_move_totals(figures: Iterable[Figure]) -> list[Figure]:
    """The figures, and the totals of each year's moves matrix: of its rows, its columns and the whole."""
    given = list(figures)
    totals: Counter[Key] = Counter()
    for figure in given:
        if figure.key.statistic_id == MOVES and figure.value is not None:
            moves = int(figure.value)
            totals[figure.key._replace(category=CITY)] += moves
            totals[figure.key._replace(district_id=CITY)] += moves
            totals[figure.key._replace(district_id=CITY, category=CITY)] += moves
    return given + [Figure(key, Decimal(moves), None, moves) for key, moves in totals.items()]


def published_rows(
    figures: Iterable[Figure],
    hidden: frozenset[Key],
    rules: Mapping[str, Rule],
    synthetic: Mapping[str, bool],
    net: Mapping[Key, Decimal | None],
) -> dict[str, list[Cells]]:
    """Rows of the published tables, by table, in the order of their columns, sorted.

    Args:
        figures: Everything disclosure control worked on, totals of the moves included.
        hidden: The keys to hide.
        rules: The catalogue.
        synthetic: Whether a statistic rests on invented deliveries.
        net: The accounts' side of gross against net, by the key of the gross side.
    """
    ordered = {figure.key: figure for figure in sorted(figures, key=lambda figure: figure.key)}
    rows: dict[str, list[Cells]] = {"statistics": [], MOVES: [], GROSS_AGAINST_NET: []}
    for key, figure in ordered.items():
        status = SUPPRESSED if key in hidden else OBSERVED
        ends = (status, synthetic[key.statistic_id])
        if key.statistic_id == MOVES:
            moves = None if key in hidden else figure.value
            rows[MOVES].append((key.area_system, key.year, key.district_id, key.category, moves, *ends))
        elif key.statistic_id == GROSS_AGAINST_NET:
            place = (key.area_system, key.year, key.district_id, key.category)
            pair = (None, None) if key in hidden else (figure.value, net.get(key))
            rows[GROSS_AGAINST_NET].append((*place, *pair, ratio(pair[1], pair[0]), *ends))
        else:
            numbers = _numbers(figure, ordered, hidden)
            unit = rules[key.statistic_id].unit
            rows["statistics"].append((*_place(key), *numbers, status, unit, synthetic[key.statistic_id]))
    return rows


def ratio(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """The part of the whole as a fraction with 10 decimals.

    It is null when either is not known or the whole is zero.
    """
    if part is None or not whole:
        return None
    with localcontext(prec=50):
        return (part / whole).quantize(RATIO)


def write_table(connection: duckdb.DuckDBPyConnection, table: Table, rows: Sequence[Cells]) -> None:
    """Create a table as declared in YAML, with comments, and insert the rows in one statement."""
    import pyarrow as pa

    create_table(connection, table)
    columns = {
        column.name: pa.array([None if row[i] is None else str(row[i]) for row in rows], pa.string())
        for i, column in enumerate(table.columns)
    }
    connection.register("protected_rows", pa.table(columns))
    casts = ", ".join(f'cast("{column.name}" as {column.data_type})' for column in table.columns)
    connection.execute(f"insert into {table.schema}.{table.name} select {casts} from protected_rows")
    connection.unregister("protected_rows")


def _place(key: Key) -> Iterator[object]:
    for name, part in zip(key._fields, key, strict=True):
        yield None if name == "month" and part == WHOLE_YEAR else part


def _numbers(
    figure: Figure, figures: Mapping[Key, Figure], hidden: frozenset[Key]
) -> tuple[Decimal | None, ...]:
    """Value, base, ratio and change since the year before; all null when hidden."""
    if figure.key in hidden:
        return (None,) * 4
    before_key = figure.key._replace(year=figure.key.year - 1)
    before = figures.get(before_key)
    known = before is not None and before_key not in hidden
    earlier = before.value if known and before is not None else None
    grown = None if figure.value is None or earlier is None else figure.value - earlier
    return (figure.value, figure.base, ratio(figure.value, figure.base), ratio(grown, earlier))
