"""Which landed cells differ between two builds, found by one full outer join per source.

A cell is known by area, measure, years and codes as delivered, never by its row: rows may move.
"""

import filecmp
import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from pipelines.core.lines_shape import LinesShape
from pipelines.core.origins import PERSONAL
from pipelines.settings import PERSONAL_FOLDER, Settings
from pipelines.sources import SOURCES, load_source
from pipelines.warehouse.comparison import WarehouseRows

MEASURED = ("value", "value_min", "value_max", "status", "precision")
PLACE = ("delivery_id", "sheet", "file_row", "file_column")
IDENTITY = ("area_label", "measure", "table_year", "source_year")
ABOUT_DELIVERY = ("delivery_id", "synthetic", "for_budget_year")


@dataclass(frozen=True)
class Cell:
    """What a landed cell holds, and where it stands; value is None when nothing was observed."""

    value: Decimal | None
    value_min: Decimal | None
    value_max: Decimal | None
    status: str
    precision: str
    delivery_id: str
    sheet: str | None
    file_row: int
    file_column: str


@dataclass(frozen=True)
class CellPair:
    """A landed cell that is not the same on both sides; a side without it is None.

    `codes` are the source's own dimensions: name and code.
    """

    source_id: str
    area_label: str
    measure: str
    table_year: int | None
    source_year: int
    codes: tuple[tuple[str, str | None], ...]
    before: Cell | None
    after: Cell | None

    @property
    def difference(self) -> Decimal | None:
        """After minus before; None unless both have a value."""
        values = [cell.value for cell in (self.before, self.after) if cell and cell.value is not None]
        return values[1] - values[0] if len(values) == len((self.before, self.after)) else None


@dataclass(frozen=True)
class CountPair:
    """How many rows of a source there are, and how many stand on one side only."""

    source_id: str
    rows_before: int
    rows_after: int
    only_before: int
    only_after: int


@dataclass(frozen=True)
class LandedDifferences:
    """What differs among landed rows.

    Attributes:
        cells: Cells that differ, by source, area, measure, years and codes.
        counts: Sources whose rows differ but are counted only: posting lines and personal data.
        not_compared: Sources whose landed file is not the one the warehouse was built from.
    """

    cells: tuple[CellPair, ...] = ()
    counts: tuple[CountPair, ...] = ()
    not_compared: tuple[str, ...] = ()


def read_landed_differences(
    settings: Settings, sides: tuple[tuple[Path, WarehouseRows], tuple[Path, WarehouseRows]]
) -> LandedDifferences:
    """Compare the landed files of two builds, source by source; equal files are not opened.

    Args:
        settings: Memory and threads to use.
        sides: Before and after: the folder of landed files and the warehouse that was built from them.
    """
    cells: list[CellPair] = []
    counts: list[CountPair] = []
    not_compared: list[str] = []
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": settings.memory_limit,
        "threads": settings.threads,
        "autoinstall_known_extensions": False,
    }
    with duckdb.connect(":memory:", config=config) as connection:
        for source_id in SOURCES:
            records = [_record(folder, source_id) for folder, _ in sides]
            if any(
                _deliveries(record) != {one for one in rows.deliveries if one[0].startswith(f"{source_id}/")}
                for record, (_, rows) in zip(records, sides, strict=True)
            ):
                not_compared.append(source_id)
                continue
            source = load_source(source_id)
            if source.fields:
                # a file per delivery: the same deliveries are the same rows
                if _deliveries(records[0]) != _deliveries(records[1]):
                    folders = [folder / PERSONAL_FOLDER / source_id for folder, _ in sides]
                    counts += _counts(connection, source_id, [folder / "*.parquet" for folder in folders])
                continue
            before, after = files = [folder / f"{source_id}.parquet" for folder, _ in sides]
            if not all(file.is_file() for file in files) or filecmp.cmp(before, after, shallow=False):
                continue
            if isinstance(source.file, LinesShape) or any(_is_personal(record) for record in records):
                counts += _counts(connection, source_id, files)
            else:
                cells += _cells(connection, source_id, files)
    return LandedDifferences(tuple(cells), tuple(counts), tuple(not_compared))


def _record(folder: Path, source_id: str) -> list[dict[str, Any]]:
    path = folder / f"{source_id}.json"
    if not path.is_file():
        return []
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["deliveries"]
    return found


def _deliveries(record: list[dict[str, Any]]) -> set[tuple[str, str, str]]:
    return {(one["delivery_id"], one["sha256"], one["state"]) for one in record}


def _is_personal(record: list[dict[str, Any]]) -> bool:
    return any(one["personal_data"] in PERSONAL for one in record)


def _columns(connection: duckdb.DuckDBPyConnection, files: list[Path]) -> list[str]:
    """Columns that both files have, in order; a dimension that only one declares tells no cells apart."""
    names = [
        [
            row[0]
            for row in connection.execute("describe select * from read_parquet(?)", [str(file)]).fetchall()
        ]
        for file in files
    ]
    return [name for name in names[0] if name in names[1]]


def _cells(connection: duckdb.DuckDBPyConnection, source_id: str, files: list[Path]) -> list[CellPair]:
    known = {*MEASURED, *PLACE, *ABOUT_DELIVERY, *IDENTITY}
    dimensions = [name for name in _columns(connection, files) if name not in known]
    # equal keys within a delivery are told apart by their order in the file
    keys = ", ".join(f'"{name}"' for name in (*IDENTITY, *dimensions))
    numbered = f"""
        select *, row_number() over (
            partition by {keys} order by delivery_id, sheet, file_row, file_column
        ) as nth from read_parquet(?)
    """
    same = " and ".join(
        f'b."{name}" is not distinct from a."{name}"' for name in (*IDENTITY, *dimensions, "nth")
    )
    identity = ", ".join(f'coalesce(b."{name}", a."{name}")' for name in (*IDENTITY, *dimensions))
    sides = ", ".join(f'{side}."{name}"' for side in "ba" for name in (*MEASURED, *PLACE))
    measured = ", ".join('{side}."' + name + '"' for name in MEASURED)
    rows = connection.execute(
        f"""
        select {identity}, {sides}
        from ({numbered}) as b full join ({numbered}) as a on {same}
        where b.status is null or a.status is null
            or ({measured.format(side="b")}) is distinct from ({measured.format(side="a")})
        order by all
        """,
        [str(file) for file in files],
    ).fetchall()
    width, size = len(IDENTITY) + len(dimensions), len(MEASURED) + len(PLACE)
    pairs = []
    for row in rows:
        area_label, measure, table_year, source_year, *codes = row[:width]
        pairs.append(
            CellPair(
                source_id,
                area_label,
                measure,
                table_year,
                source_year,
                tuple(zip(dimensions, codes, strict=True)),
                _cell(row[width : width + size]),
                _cell(row[width + size :]),
            )
        )
    return pairs


def _cell(values: tuple[Any, ...]) -> Cell | None:
    return Cell(*values) if values[MEASURED.index("status")] is not None else None


def _counts(connection: duckdb.DuckDBPyConnection, source_id: str, files: list[Path]) -> list[CountPair]:
    left_out = {*ABOUT_DELIVERY, *PLACE}
    columns = ", ".join(f'"{name}"' for name in _columns(connection, files) if name not in left_out)
    before, after = (str(file) for file in files)
    select = f"select {columns} from read_parquet(?)"
    found = connection.execute(
        f"""
        select (select count(*) from read_parquet(?)), (select count(*) from read_parquet(?)),
            (select count(*) from ({select} except all {select})),
            (select count(*) from ({select} except all {select}))
        """,
        [before, after, before, after, after, before],
    ).fetchone()
    assert found is not None  # counts always give a row
    return [CountPair(source_id, *found)] if found[2] or found[3] else []
