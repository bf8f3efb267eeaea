"""Column maps: which header carries which column, one CSV column per period.

The first column, `column`, holds our name; each further one is a period and holds the header delivered
from that period on. `-` says that the column is absent, `År | aar` that it may be spelt either way. A period
the map does not list is laid out like the latest one before it (an older period like the first), so a new
year needs no edit until the layout changes.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ABSENT = "-"
OR = "|"


@dataclass(frozen=True)
class ColumnMap:
    """Headers by period and by our column name; None where the column is absent.

    A header that may be written in several ways has them side by side; `spellings` takes them apart.
    """

    by_period: Mapping[str, Mapping[str, str | None]]

    def for_period(self, period: str) -> dict[str, str | None]:
        """Our column names with the header each has in the period."""
        before = [known for known in self.by_period if known <= period]
        return dict(self.by_period[max(before) if before else min(self.by_period)])


def read_column_map(path: Path) -> ColumnMap:
    """Read a column map.

    Raises:
        ValueError: A cell is empty, a name stands twice, or there is no period.
    """
    with path.open(encoding="utf-8", newline="") as stream:
        header, *rows = list(csv.reader(stream))
    if header[0] != "column" or len(header) < 2:
        raise ValueError(f"{path}: the header must be column,<period>,...")
    names = [row[0] for row in rows]
    if len(set(names)) != len(names) or len(set(header)) != len(header):
        raise ValueError(f"{path}: a column or a period stands twice")
    if any(len(row) != len(header) or not all(cell.strip() for cell in row) for row in rows):
        raise ValueError(f"{path}: every column needs a header or '{ABSENT}' in every period")
    return ColumnMap(
        {
            period: {row[0]: None if row[index] == ABSENT else tidy(row[index]) for row in rows}
            for index, period in enumerate(header)
            if index > 0
        }
    )


def tidy(header: str) -> str:
    """A header with line breaks and repeated spaces made one space, as people read it."""
    return re.sub(r"\s+", " ", header).strip()


def spellings(header: str) -> list[str]:
    """The ways a header of a column map may be written, the agreed one first."""
    return [tidy(one) for one in header.split(OR)]
