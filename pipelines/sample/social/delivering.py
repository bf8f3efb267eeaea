"""The tables as delivered files: a year or its months, Parquet or text."""

import io
from collections.abc import Collection, Iterator
from datetime import date
from typing import TYPE_CHECKING

from pipelines.sample.social.fasit import FasitWorld

if TYPE_CHECKING:
    import pyarrow as pa

_MONTH_OF = {"fasit_payments": "payment_date", "fasit_household": "month", "fasit_income": "month"}


def fasit_files(
    world: FasitWorld, *, monthly: Collection[int] = (), text: Collection[int] = ()
) -> Iterator[tuple[str, str, str, "pa.Table"]]:
    """(source id, period, file name, table) of every file, source by source.

    Args:
        world: What `make_fasit` made.
        monthly: Years delivered as twelve files (period 2024-03); a person's facts are cut to the month and
            delivered for who has a payment line in it.
        text: Years delivered as CSV; the others are Parquet. `file_bytes` writes either.
    """
    for source, by_year in world.tables.items():
        for year, table in by_year.items():
            ending = "csv" if year in text else "parquet"
            periods = _months(world, source, year) if year in monthly else [(str(year), table)]
            for period, part in periods:
                yield source, period, f"{source}_{period}.{ending}", part


def _months(world: FasitWorld, source: str, year: int) -> Iterator[tuple[str, "pa.Table"]]:
    import pyarrow as pa
    import pyarrow.compute as pc

    table = world.tables[source][year]
    lines = world.tables["fasit_payments"][year]
    for month in range(1, 13):
        if source in _MONTH_OF:
            part = table.filter(pc.equal(pc.month(table[_MONTH_OF[source]]), month))
        else:
            paid = lines["main_person_pid"].filter(pc.equal(pc.month(lines["payment_date"]), month))
            known = pc.unique(paid.cast(pa.string()))
            part = table.filter(pc.is_in(table["person_pid"].cast(pa.string()), known))
            first = date(year, month, 1)
            last = date(year + month // 12, month % 12 + 1, 1).toordinal() - 1
            for name, day in (("valid_from", first), ("valid_to", date.fromordinal(last))):
                column = pa.repeat(pa.scalar(day), part.num_rows)
                part = part.set_column(part.column_names.index(name), name, column)
        yield f"{year}-{month:02}", part


def file_bytes(name: str, table: "pa.Table") -> bytes:
    """A delivered file: Parquet, or UTF-8 text (semicolons, decimal comma, Ja/Nei) for a .csv name."""
    import pyarrow.parquet as pq

    out = io.BytesIO()
    if name.endswith(".csv"):
        _texts(table).to_pandas().to_csv(out, sep=";", index=False, lineterminator="\n")
    else:
        pq.write_table(table, out, compression="zstd")
    return out.getvalue()


def _texts(table: "pa.Table") -> "pa.Table":
    import pyarrow as pa
    import pyarrow.compute as pc

    columns = {}
    for name, column in zip(table.column_names, table.columns, strict=True):
        texts = column.cast(pa.string())
        if pa.types.is_decimal(column.type):
            texts = pc.replace_substring(texts, ".", ",")
        if pa.types.is_boolean(column.type):
            texts = pc.if_else(column, "Ja", "Nei")
        columns[name] = texts
    return pa.table(columns)
