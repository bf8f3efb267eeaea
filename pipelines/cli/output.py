"""Rows on their way out: tables for the eye, and csv, json and parquet that keep every digit."""

import base64
import csv
import io
import json
import math
import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipelines.core.replacing import replaced

if TYPE_CHECKING:
    import pyarrow as pa

    from pipelines.settings import Language

UNBOUNDED = 100_000
"""Width of a page that is not a terminal: nothing is cut when output goes to a file or a pipe."""

CONTROL = dict.fromkeys((*range(32), 127), "\ufffd") | {ord("\n"): "\n", ord("\t"): " "}
"""Delivered text may hold control codes; a terminal must never act on them."""


def make_console(stream: TextIO | None = None) -> Console:
    """A console that takes text as it is: no markup, no emoji, no cutting outside a terminal."""
    target = stream or sys.stdout
    width = None if target.isatty() else UNBOUNDED
    return Console(file=target, width=width, markup=False, emoji=False, highlight=False)


def make_table(columns: Sequence[str], right: Sequence[int] = ()) -> Table:
    """An empty table; the columns numbered in `right` hold numbers: to the right, never broken."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for index, name in enumerate(columns):
        numeric = index in right
        table.add_column(Text(name), justify="right" if numeric else "left", no_wrap=numeric, overflow="fold")
    return table


def natural_width(console: Console, table: Table) -> int:
    """The width a table needs to show every cell on one line."""
    return console.measure(table, options=console.options.update(width=UNBOUNDED)).maximum


def print_whole(console: Console, table: Table) -> None:
    """Print a table with every digit, also where it is wider than the terminal and lines wrap."""
    width = console.width
    console.width = max(width, natural_width(console, table))
    console.print(table)
    console.width = width


def make_result_table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> Table:
    """A table of a query's result."""
    numeric = [
        index
        for index in range(len(columns))
        if any(isinstance(row[index], (int, float, Decimal)) for row in rows)
    ]
    table = make_table(columns, numeric)
    for row in rows:
        table.add_row(*(cell("NULL" if value is None else plain(value)) for value in row))
    return table


def cell(text: str) -> Text:
    """Text that shows as written, without control codes."""
    return Text(text.translate(CONTROL))


def plain(value: object) -> str:
    """A value as text with all its digits; None is empty."""
    match value:
        case None | bool():
            return {None: "", True: "true", False: "false"}[value]
        case Decimal():
            return format(value, "f")
        case datetime() | date() | time():
            return value.isoformat()
        case bytes():
            return base64.b64encode(value).decode("ascii")
        case list() | tuple() | dict():
            return to_json(value)
        case _:
            return str(value)


def to_json(value: object) -> str:
    """JSON text; a decimal becomes a number with exactly its digits, which `json.dumps` cannot do."""
    match value:
        case None | bool() | int() | str():
            return json.dumps(value, ensure_ascii=False)
        case float():
            return json.dumps(value) if math.isfinite(value) else "null"
        case Decimal():
            return format(value, "f") if value.is_finite() else "null"
        case Mapping():
            return (
                "{" + ", ".join(f"{to_json(str(key))}: {to_json(item)}" for key, item in value.items()) + "}"
            )
        case list() | tuple():
            return "[" + ", ".join(to_json(item) for item in value) + "]"
        case _:
            return json.dumps(plain(value), ensure_ascii=False)


def to_csv(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Comma-separated text with a header; lines end in a line feed."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([plain(value) for value in row] for row in rows)
    return text.getvalue()


def to_json_rows(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A JSON list with one object and one line per row."""
    names = unique(columns)
    lines = [to_json(dict(zip(names, row, strict=True))) for row in rows]
    return "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n"


def write_parquet(table: "pa.Table", path: Path) -> None:
    """Write an Arrow table, decimals as decimals."""
    import pyarrow.parquet

    with replaced(path) as temporary:
        pyarrow.parquet.write_table(table.rename_columns(unique(table.column_names)), temporary)


def write_text(text: str, path: Path) -> None:
    """Write a text file as UTF-8."""
    with replaced(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="")


def unique(names: Sequence[str]) -> list[str]:
    """Column names without repetition: `a, a` becomes `a, a_2`."""
    result: list[str] = []
    for name in names:
        candidate, number = name, 1
        while candidate in result:
            number += 1
            candidate = f"{name}_{number}"
        result.append(candidate)
    return result


def number(value: Decimal | int, language: "Language", decimals: int | None = None) -> str:
    """A number for people: thousands apart, the language's decimal sign, zeros at the end only on request."""
    if decimals is None:
        text = f"{Decimal(value):,f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    else:
        text = f"{Decimal(value):,.{decimals}f}"
    text = text.replace(",", " ")
    return text.replace(".", ",") if language == "nb" else text
