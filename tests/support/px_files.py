"""Small statbank tables in the shapes the services send: JSON-stat 2, csv and parquet, in any order."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

Cell = tuple[int | float | None, str | None]
"""A figure and a mark, either of them None."""


@dataclass(frozen=True)
class PxCube:
    """A table to be written in any form.

    Attributes:
        variables: Name -> code -> label of its categories.
        contents: Name of the contents variable.
        time: Name of the time variable.
        unit: Unit of all contents; None when the service states none.
        cell: The cell of one code per variable, in the order of `variables`.
    """

    variables: Mapping[str, Mapping[str, str]]
    contents: str
    time: str
    unit: str | None
    cell: Callable[[tuple[str, ...]], Cell]

    def relabelled(self, variable: str, code: str, label: str) -> "PxCube":
        """The same table with another label for one category."""
        labels = {**self.variables[variable], code: label}
        return replace(self, variables={**self.variables, variable: labels})

    def recoded(self, variable: str, old: str, new: str) -> "PxCube":
        """The same table with another code for one category."""
        codes = {new if code == old else code: label for code, label in self.variables[variable].items()}
        place = list(self.variables).index(variable)

        def cell(key: tuple[str, ...]) -> Cell:
            return self.cell((*key[:place], old if key[place] == new else key[place], *key[place + 1 :]))

        return replace(self, variables={**self.variables, variable: codes}, cell=cell)

    def cells(self, order: Sequence[str]) -> list[Cell]:
        """All cells, row by row, the last variable of the order changing fastest."""
        own = list(self.variables)
        places = [list(order).index(name) for name in own]
        keys = product(*(self.variables[name] for name in order))
        return [self.cell(tuple(key[place] for place in places)) for key in keys]

    def dataset(self, order: Sequence[str] | None = None) -> dict[str, Any]:
        """A JSON-stat 2 dataset as Statistics Norway sends it."""
        order = order or list(self.variables)
        cells = self.cells(order)
        dataset: dict[str, Any] = {
            "version": "2.0",
            "class": "dataset",
            "label": "Tabell, etter " + ", ".join(order),
            "source": "Statistisk sentralbyrå",
            "updated": "2026-02-25T07:00:00Z",
            "note": ["Syntetiske tall."],
            "role": {"time": [self.time], "geo": [next(iter(self.variables))], "metric": [self.contents]},
            "id": list(order),
            "size": [len(self.variables[name]) for name in order],
            "dimension": {name: self._dimension(name) for name in order},
            "value": [value for value, _ in cells],
            "extension": {"px": {"tableid": "00000", "decimals": 0}},
        }
        if status := {str(place): mark for place, (_, mark) in enumerate(cells) if mark}:
            dataset["status"] = status
        return dataset

    def _dimension(self, name: str) -> dict[str, Any]:
        codes = self.variables[name]
        category: dict[str, Any] = {
            "index": {code: place for place, code in enumerate(codes)},
            "label": dict(codes),
        }
        if name == self.contents and self.unit is not None:
            category["unit"] = {code: {"base": self.unit, "decimals": 0} for code in codes}
        return {"label": name.lower(), "category": category, "extension": {"elimination": False}}

    def json(self, order: Sequence[str] | None = None, **changes: object) -> bytes:
        """The dataset as a file; `changes` replace its members."""
        return json.dumps({**self.dataset(order), **changes}, ensure_ascii=False).encode()

    def csv(self, heading: Sequence[str] | None = None, *, texts: bool = False) -> bytes:
        """The table as PxWeb's csv, with codes or texts, the heading's variables over the columns."""
        heading = heading or [self.contents, self.time]
        stub = [name for name in self.variables if name not in heading]
        order = [*stub, *heading]

        def shown(name: str) -> list[str]:
            return list(self.variables[name].values() if texts else self.variables[name])

        heads = [" ".join(key) for key in product(*(shown(name) for name in heading))]
        cells = iter(self.cells(order))
        text = io.StringIO(newline="")
        writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
        writer.writerow([*stub, *heads])
        for key in product(*(shown(name) for name in stub)):
            row = [_Bare(next(cells)) for _ in heads]
            text.write(",".join([*(f'"{part}"' for part in key), *map(str, row)]) + "\r\n")
        return text.getvalue().encode("iso-8859-1")

    def parquet(self) -> bytes:
        """The table as PxWeb's parquet: long, without a column for a single content."""
        rest = [name for name in self.variables if name != self.contents]
        keys = list(product(*(self.variables[name] for name in rest)))
        contents = list(self.variables[self.contents])
        cells = iter(self.cells([*rest, self.contents]))
        columns: dict[str, Any] = {name: [key[place] for key in keys] for place, name in enumerate(rest)}
        years = [f"{key[rest.index(self.time)]}-01-01T00:00:00" for key in keys]
        columns["timestamp"] = pa.array(years).cast(pa.timestamp("ms"))
        rows = [[next(cells) for _ in contents] for _ in keys]
        for place, code in enumerate(contents):
            name = "value" if len(contents) == 1 else f"{self.contents}_{code}"
            numbers = [float("nan") if row[place][0] is None else row[place][0] for row in rows]
            columns[name] = pa.array(numbers, pa.float64())
            columns[f"{name}_symbol"] = pa.array([row[place][1] for row in rows], pa.string())
        sink = pa.BufferOutputStream()
        pq.write_table(pa.table(columns), sink)
        return bytes(sink.getvalue().to_pybytes())


@dataclass(frozen=True)
class _Bare:
    """A cell as csv shows it: the figure, else the mark, else nothing."""

    cell: Cell

    def __str__(self) -> str:
        value, mark = self.cell
        return str(value) if value is not None else mark or ""
