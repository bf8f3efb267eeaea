"""The ids of persons in an extract: refused where they should not be, made pseudonyms where they may be.

What a delivery holds of them is looked at once each. They live in the table `extract` and in memory, and
leave neither: no finding, message or file has one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from pipelines.core.identifiers import identifier_faults, looks_like_identifier
from pipelines.core.pseudonyms import Pseudonymiser
from pipelines.core.source import Source

_NUMBER_LIKE = "[0-9][0-9 \\x{00A0}-]{9,}[0-9][0-9 \\x{00A0}-]*"


@dataclass(frozen=True)
class FaultyIds:
    """Cells of one field that hold an id they may not hold: why, how many, and the first rows."""

    field: str
    fault: str
    total: int
    rows: list[int]


class Persons:
    """The person columns of the table `extract`.

    Args:
        connection: DuckDB.
        source: What the source declares.
        limit: How many rows of a kind are listed.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, source: Source, limit: int) -> None:
        self.connection, self.limit = connection, limit
        self.fields = [name for name, field in source.fields.items() if field.type == "person"]

    def numbers_among_pseudonyms(self) -> list[FaultyIds]:
        """Cells with a number of a person in a file that should have pseudonyms only."""
        # most pseudonyms have a letter in the first place and are never held against the pattern
        alike = self._distinct(f"where person < ':' and regexp_full_match(person, '{_NUMBER_LIKE}')")
        return self._find({one: "number" for one in alike if looks_like_identifier(one)})

    def faulty_numbers(self) -> list[FaultyIds]:
        """Cells whose number of a person cannot be right, in a file of such numbers."""
        faults = identifier_faults(self._distinct(""))
        return self._find({text: fault for text, fault in faults.items() if fault is not None})

    def pseudonymise(self, key: Pseudonymiser) -> None:
        """Put pseudonyms in the place of every number; what is no right number becomes null."""
        faults = identifier_faults(self._distinct(""))
        made = key.pseudonyms(text for text, fault in faults.items() if fault is None)
        self._table("pseudonyms", ("number", "pseudonym"), list(made.items()))
        replaced = ", ".join(f'"made of {name}".pseudonym as "{name}"' for name in self.fields)
        joins = " ".join(
            f'left join pseudonyms as "made of {name}" on extract."{name}" = "made of {name}".number'
            for name in self.fields
        )
        self.connection.execute(
            f"create or replace temp table extract as select extract.* replace ({replaced}) "
            f"from extract {joins} order by extract.file_row"
        )
        self.connection.execute("drop table pseudonyms")

    def _distinct(self, where: str) -> list[str]:
        each = " union all ".join(f'select "{name}" as person from extract' for name in self.fields)
        persons = f"select distinct person from ({each}) {where}"
        return [text for (text,) in self.connection.execute(persons).fetchall() if text is not None]

    def _find(self, faulty: dict[str, str]) -> list[FaultyIds]:
        if not faulty:
            return []
        self._table("faulty", ("number", "fault"), list(faulty.items()))
        found = []
        for name in self.fields:
            rows = f'from extract join faulty on extract."{name}" = faulty.number'
            totals = self.connection.execute(
                f"select fault, count(*) {rows} group by fault order by fault"
            ).fetchall()
            for fault, total in totals:
                listed = self.connection.execute(
                    f"select file_row {rows} where fault = ? order by file_row limit {self.limit}", [fault]
                ).fetchall()
                found.append(FaultyIds(name, fault, int(total), [row for (row,) in listed]))
        return found

    def _table(self, name: str, columns: tuple[str, str], rows: Sequence[tuple[str, str]]) -> None:
        import pyarrow as pa

        texts = [list(each) for each in zip(*rows, strict=True)] or [[], []]
        table = pa.table(
            {column: pa.array(each, pa.string()) for column, each in zip(columns, texts, strict=True)}
        )
        self.connection.register("handed_over", table)
        self.connection.execute(f"create or replace temp table {name} as select * from handed_over")
        self.connection.unregister("handed_over")
