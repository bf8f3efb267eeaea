"""Looks in the Parquet for lines that broke a rule, and tells them with what stands in the delivered file."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from pipelines.core.errors import Finding
from pipelines.core.line_blocks import lines_at
from pipelines.core.line_faults import MOST_LISTED, more_cells
from pipelines.core.line_survey import cells_of
from pipelines.core.lines_shape import LinesShape
from pipelines.core.sql_text import literal
from pipelines.landing.lines.cells import CellFaults
from pipelines.landing.lines.codes import Codes

# our name of the delivered column -> landed column, for columns of codes that repeat
_CODES = {"account": "account", "cost_centre": "cost_centre", "function": '"function"'}
_SIX_DIGITS = "regexp_full_match(account, '[0-9]{6}')"


@dataclass(frozen=True)
class Landed:
    """What of one delivery stands in the Parquet file: its rows, and the sum of its amounts."""

    first: int
    rows: int
    total: Decimal


@dataclass(frozen=True)
class DeliveredFile:
    """The file behind a delivery's lines.

    Attributes:
        header: Delivered header by our column name.
        places: Place of the column in a line, from 0, by our column name.
        left_out: Rows that are not in the Parquet file, ascending; the header is not among them.
    """

    file: Path
    year: int
    header: dict[str, str]
    places: dict[str, int]
    left_out: list[int]

    def row(self, place: int) -> int:
        """Row in the file of the line at a place among the delivery's landed lines, from 0."""
        row = place + 2
        for left_out in self.left_out:
            if left_out > row:
                break
            row += 1
        return row


def landed_counts(connection: duckdb.DuckDBPyConnection, parquet: Path) -> dict[str, Landed]:
    """By delivery what stands in the Parquet file; a delivery without a row is not there."""
    rows = connection.execute(
        "select delivery_id, min(file_row_number), count(*), coalesce(sum(amount_nok), 0)::decimal(38, 2) "
        f"from {_source(parquet)} group by delivery_id"
    ).fetchall()
    return {delivery_id: Landed(first, count, total) for delivery_id, first, count, total in rows}


class FaultSearch:
    """Finds the faulty cells of one delivery in the Parquet file.

    Args:
        connection: DuckDB, for reading the file.
        parquet: The Parquet file.
        landed: The delivery's part of it.
        about: A finding that names source and file.
        codes: The lists of codes.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        parquet: Path,
        landed: Landed,
        about: Finding,
        codes: Codes,
    ) -> None:
        self.connection, self.parquet, self.landed = connection, parquet, landed
        self.about, self.codes = about, codes

    def findings(self, delivered: DeliveredFile, shape: LinesShape) -> list[Finding]:
        """Findings about single cells, by row, then the number in each column that was not listed whole."""
        conditions = self._conditions(delivered.year)
        if not conditions:
            return []
        limit = max(MOST_LISTED // len(conditions), 1)
        listed: dict[str, list[int]] = {}
        more = []
        for column, condition in conditions.items():
            faulty = f"{self._landed} and ({condition})"
            [(total,)] = self._query(f"select count(*) {faulty}")
            places = self._query(f"select file_row_number {faulty} order by file_row_number limit {limit}")
            listed[column] = [delivered.row(place - self.landed.first) for (place,) in places]
            if total > len(places):
                more.append(more_cells(self.about, delivered.header[column], total, len(places)))
        lines = lines_at(delivered.file, {row for rows in listed.values() for row in rows})
        faults = CellFaults(self.about, delivered.year)
        findings = [
            faults.finding(
                column, row, delivered.header[column], cells_of(lines[row], shape)[delivered.places[column]]
            )
            for column, rows in listed.items()
            for row in rows
        ]
        return sorted(findings, key=lambda finding: finding.row or 0) + more

    def _conditions(self, year: int) -> dict[str, str]:
        """By column, the condition for rows whose cell broke a rule; columns without one are left out.

        Codes repeat, so a rule is tried on each code once and not on each line.
        """
        arts, functions = _list(self.codes.arts), _list(self.codes.functions)
        known = _list(one for one in self.codes.cost_centres if self.codes.has_district(one, year))
        rules = {
            "period": "period is null",
            "voucher_date": "voucher_date is null",
            "account": f"{_SIX_DIGITS} is not true or (left(account, 3) in {arts}) is not true",
            "cost_centre": f"(cost_centre in {known}) is not true",
            "function": f'("function" in {functions}) is not true',
            "amount": "amount_nok is null",
        }
        return {column: rule for column, rule in rules.items() if self._is_broken(column, rule)}

    def _is_broken(self, column: str, rule: str) -> bool:
        if column in _CODES:
            # a table: inside one query DuckDB would try the rule on every line before it takes each code once
            distinct = f"select distinct {_CODES[column]} {self._landed}"
            self.connection.execute(f"create or replace temp table codes as {distinct}")
            return bool(self._query(f"select 1 from codes where {rule} limit 1"))
        return bool(self._query(f"select 1 {self._landed} and ({rule}) limit 1"))

    def _query(self, sql: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql).fetchall()

    @property
    def _landed(self) -> str:
        """The delivery's part of the Parquet file, as the `from` and `where` of a query."""
        first, last = self.landed.first, self.landed.first + self.landed.rows - 1
        return f"from {_source(self.parquet)} where file_row_number between {first} and {last}"


def _list(codes: Iterable[str]) -> str:
    return f"({', '.join(literal(code) for code in sorted(codes))})"


def _source(parquet: Path) -> str:
    return f"read_parquet({literal(str(parquet))}, file_row_number = true)"
