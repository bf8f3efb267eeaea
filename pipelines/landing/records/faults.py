"""Tells what is wrong with the rows of an extract: file, row, column, found, expected; never an id."""

from collections.abc import Iterable

import duckdb

from pipelines.core.errors import Finding
from pipelines.core.line_faults import MOST_LISTED, more_cells
from pipelines.core.private import shown
from pipelines.core.records_shape import RecordsShape
from pipelines.core.source import Source
from pipelines.landing.records.cell_faults import cell_finding
from pipelines.landing.records.codes import Lists
from pipelines.landing.records.opened import Opened, delivered_cells
from pipelines.landing.records.persons import FaultyIds
from pipelines.landing.records.query import Rules, rows_that_break
from pipelines.landing.records.rules import Clashes

_Place = tuple[str, int]


class Faults:
    """Makes the findings about one delivery.

    Args:
        about: A finding that names source and file.
        source: What its source declares.
        shape: How its files are written.
        opened: The file.
        lists: The code lists.
    """

    def __init__(
        self, about: Finding, source: Source, shape: RecordsShape, opened: Opened, lists: Lists
    ) -> None:
        self.about, self.source, self.shape = about, source, shape
        self.opened, self.lists = opened, lists

    def of_rows(self, connection: duckdb.DuckDBPyConnection, rules: Rules) -> list[Finding]:
        """Findings about rows that break rules on single rows."""
        broken = [
            (place, rules.names[place], total, [self.opened.row(row) for row in rows])
            for place, total, rows in rows_that_break(connection, rules, MOST_LISTED)
        ]
        wanted: dict[str, set[int]] = {}
        for _, name, _, rows in broken:
            for one in (name,) if isinstance(name, str) else name:
                wanted.setdefault(one, set()).update(rows)
        cells = self._cells(connection, wanted)
        findings: list[Finding] = []
        for place, name, total, rows in broken:
            if not isinstance(name, str):
                findings += [self._order(name, row, cells) for row in rows]
            elif place < len(rules.cells):
                findings += [self._cell(name, row, cells) for row in rows]
            else:
                findings += [self._period(name, row, cells, rules) for row in rows]
            findings += self._more(name if isinstance(name, str) else name[0], total, len(rows))
        return findings

    def of_clashes(self, clashes: Iterable[Clashes]) -> list[Finding]:
        """Findings about rows that cannot stand beside others."""
        findings: list[Finding] = []
        for one in clashes:
            column = ", ".join(self.opened.headers.get(name, name) for name in one.columns)
            make = self._repeated if one.code == "repeated_record" else self._two_households
            findings += [
                make(self.opened.row(row), column, {"first_row": str(self.opened.row(first))})
                for row, first in one.rows
            ]
            findings += self._more(one.columns[0], one.total, len(one.rows))
        return findings

    def of_ids(self, faulty: Iterable[FaultyIds]) -> list[Finding]:
        """Findings about ids of persons."""
        findings: list[Finding] = []
        for one in faulty:
            header = self.opened.headers[one.field]
            make = self._number if one.fault == "number" else self._id
            findings += [make(self.opened.row(row), header, one.fault) for row in one.rows]
            findings += self._more(one.field, one.total, len(one.rows))
        return findings

    def _cells(self, connection: duckdb.DuckDBPyConnection, wanted: dict[str, set[int]]) -> dict[_Place, str]:
        asked = {name: rows for name, rows in wanted.items() if name in self.opened.headers}
        return delivered_cells(self.opened, asked, self.shape, connection)

    def _cell(self, name: str, row: int, cells: dict[_Place, str]) -> Finding:
        field, cell = self.source.fields[name], cells.get((name, row), "")
        return cell_finding(self.about, field, row, self.opened.headers[name], cell, self.lists.get(name, {}))

    def _period(self, name: str, row: int, cells: dict[_Place, str], rules: Rules) -> Finding:
        found, expected = shown(cells.get((name, row))), f"{rules.first} - {rules.last}"
        about, header = self.about, self.opened.headers[name]
        return Finding("outside_period", about.source_id, about.file, None, row, header, found, expected)

    def _order(self, pair: tuple[str, str], row: int, cells: dict[_Place, str]) -> Finding:
        earlier, later = (self.opened.headers[name] for name in pair)
        found, limit = (shown(cells.get((name, row), "")) for name in pair)
        about, params = self.about, {"earlier": earlier, "later": later}
        expected = f"<= {limit} ({later})"
        return Finding(
            "days_out_of_order", about.source_id, about.file, None, row, earlier, found, expected, params
        )

    def _repeated(self, row: int, column: str, params: dict[str, str]) -> Finding:
        about = self.about
        return Finding("repeated_record", about.source_id, about.file, row=row, column=column, params=params)

    def _two_households(self, row: int, column: str, params: dict[str, str]) -> Finding:
        about = self.about
        return Finding("two_households", about.source_id, about.file, row=row, column=column, params=params)

    def _number(self, row: int, header: str, _fault: str) -> Finding:
        about = self.about
        return Finding("identifier_in_pseudonymised", about.source_id, about.file, row=row, column=header)

    def _id(self, row: int, header: str, fault: str) -> Finding:
        about = self.about
        nb, en = _FAULTS.get(fault, (fault, fault))
        params = {"fault_nb": nb, "fault_en": en}
        return Finding(
            "faulty_identifier", about.source_id, about.file, row=row, column=header, params=params
        )

    def _more(self, name: str, total: int, listed: int) -> list[Finding]:
        header = self.opened.headers.get(name, name)
        return [more_cells(self.about, header, total, listed)] if total > listed else []


_FAULTS = {
    "blank": ("det er tomt", "it is blank"),
    "not_digits": ("det har andre tegn enn sifre", "it has characters other than digits"),
    "wrong_length": ("det har ikke 11 eller 12 sifre", "it has not 11 or 12 digits"),
    "no_such_date": ("det begynner ikke med en fødselsdato", "it does not begin with a date of birth"),
    "wrong_check_digits": ("kontrollsifrene stemmer ikke", "its check digits are wrong"),
    "placeholder": (
        "det er et hjelpenummer, som flere kan ha til felles",
        "it is a placeholder, which several persons can share",
    ),
}
