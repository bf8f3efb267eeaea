"""One pass over a delivery: from delivered cells to a table of typed columns and what each row breaks.

The table `extract` has file_row, the fields and `broken`, a bit for each rule of `Rules.names` that the row
breaks. It lives in memory (what has no room goes to the connection's temp_directory) and is gone with it.
"""

from dataclasses import dataclass
from datetime import date

import duckdb

from pipelines.core.records_shape import first_day, last_day
from pipelines.core.source import Source
from pipelines.core.sql_text import literal
from pipelines.landing.records.cells import sql_type, typed
from pipelines.landing.records.codes import Lists
from pipelines.landing.records.opened import Opened

Pair = tuple[str, str]


@dataclass(frozen=True)
class Rules:
    """The rules on single rows, in the order of their bits.

    Attributes:
        cells: Fields whose cell must be there and sound.
        in_period: Fields whose day must lie between `first` and `last`.
        ordered: Pairs of fields, the first not after the second.
    """

    cells: tuple[str, ...]
    in_period: tuple[str, ...]
    ordered: tuple[Pair, ...]
    first: date
    last: date

    @property
    def names(self) -> list[str | Pair]:
        """One name for each bit: a field, a field again (its period), a pair."""
        return [*self.cells, *self.in_period, *self.ordered]


def rules_of(source: Source, period: str) -> Rules:
    """The rules on the rows of a delivery of a period."""
    rules = source.rules
    return Rules(tuple(source.fields), rules.in_period, rules.ordered, first_day(period), last_day(period))


def load_extract(
    connection: duckdb.DuckDBPyConnection, opened: Opened, source: Source, lists: Lists, rules: Rules
) -> int:
    """Make the table `extract`; gives its number of rows.

    Raises:
        duckdb.Error: The file cannot be read. Its text can quote the file and must not be passed on.
    """
    values = []
    for name, field in source.fields.items():
        if name not in opened.headers:
            values.append(f'cast(null as {sql_type(field)}) as "{name}"')
            continue
        value = typed(field, f'"{name}"', lists.get(name, {}), native=name in opened.native)
        values.append(f'{value} as "{name}"')
        if field.nullable:
            values.append(f'("{name}" is not null and {value} is null) as "{name} is broken"')
    bits = " + ".join(
        f"if({condition}, {1 << place}, 0)"
        for place, condition in enumerate(_conditions(source, opened, rules))
    )
    columns = ", ".join(f'"{name}"' for name in source.fields)
    connection.execute(
        f"create or replace temp table extract as select file_row, {columns}, {bits} as broken "
        f"from (select file_row, {', '.join(values)} from ({opened.read}))"
    )
    [(rows,)] = connection.execute("select count(*) from extract").fetchall()
    return int(rows)


def _conditions(source: Source, opened: Opened, rules: Rules) -> list[str]:
    """By bit, the condition for a row that breaks the rule; a cell that is not sound breaks no other rule."""
    conditions = []
    for name in rules.cells:
        if name not in opened.headers:
            conditions.append("false")
        elif source.fields[name].nullable:
            conditions.append(f'"{name} is broken"')
        else:
            conditions.append(f'"{name}" is null')
    first, last = literal(rules.first.isoformat()), literal(rules.last.isoformat())
    conditions += [f'"{name}" not between date {first} and date {last}' for name in rules.in_period]
    for earlier, later in rules.ordered:
        end = f'last_day("{later}")' if source.fields[later].type == "month" else f'"{later}"'
        conditions.append(f'"{earlier}" > {end}')
    return [f"coalesce({condition}, false)" for condition in conditions]


def landed_select(delivery_id: str, source: Source, *, synthetic: bool, in_order: bool) -> str:
    """The rows as they are landed; `in_order` is whether the table holds them in the order of the file."""
    columns = ", ".join(f'"{name}"' for name in source.fields)
    return (
        f"select {literal(delivery_id)} as delivery_id, {str(synthetic).lower()} as synthetic, file_row, "
        f"{columns} from extract {'' if in_order else 'order by file_row'}"
    )


def is_in_order(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the table holds the rows in the order of the file."""
    first = "select min(file_row - rowid) as first, max(file_row - rowid) as last from extract"
    [(lowest, highest)] = connection.execute(first).fetchall()
    return bool(lowest == highest)


def rows_that_break(
    connection: duckdb.DuckDBPyConnection, rules: Rules, limit: int
) -> list[tuple[int, int, list[int]]]:
    """Bit, number of rows and the first rows, for each rule that rows break."""
    [(together,)] = connection.execute("select coalesce(bit_or(broken), 0) from extract").fetchall()
    found = []
    for place in range(len(rules.names)):
        if not together & (1 << place):
            continue
        broken = f"from extract where broken & {1 << place} != 0"
        [(total,)] = connection.execute(f"select count(*) {broken}").fetchall()
        rows = connection.execute(f"select file_row {broken} order by file_row limit {limit}").fetchall()
        found.append((place, int(total), [row for (row,) in rows]))
    return found
