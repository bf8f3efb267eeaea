"""Splits a query that is too large, and puts the answers together into the one it would have given."""

import json
from collections.abc import Sequence
from itertools import product
from math import prod
from typing import Any

from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.px.json_stat_dimensions import read_variables
from pipelines.fetching.table import CellLimits, Selection, cells_of

Dataset = dict[str, Any]


def split(selection: Selection, limits: CellLimits) -> list[Selection]:
    """The query as queries within the limits, in the order of its cells along the variables split."""
    most = limits.values or max(len(codes) for codes in selection.values())
    too_long = [name for name, codes in selection.items() if len(codes) > most]
    cells = cells_of(selection)
    if not too_long and cells <= limits.cells:
        return [selection]
    along = too_long[0] if too_long else max(selection, key=lambda name: len(selection[name]))
    codes = selection[along]
    if len(codes) == 1:
        return [selection]
    size = max(1, min(most, limits.cells // (cells // len(codes)), len(codes) - 1))
    return [
        part
        for start in range(0, len(codes), size)
        for part in split({**selection, along: codes[start : start + size]}, limits)
    ]


def checked(dataset: object, selection: Selection, about: Finding) -> Dataset:
    """The answer, when it holds exactly the categories that were asked for.

    Args:
        dataset: A JSON-stat 2 answer.
        selection: What was asked for.
        about: A finding with source and `url`; the ones raised are made from it.

    Raises:
        DeliveryError: fetch_no_answer or fetch_other_categories.
    """
    if not isinstance(dataset, dict) or dataset.get("class") != "dataset":
        found = ", ".join(dataset) if isinstance(dataset, dict) else type(dataset).__name__
        expected = "class: dataset"
        raise DeliveryError(
            [Finding("fetch_no_answer", about.source_id, found=found, expected=expected, params=about.params)]
        )
    found_codes = {variable.code: variable.codes for variable in read_variables(dataset, about)}
    for name in [*selection, *(name for name in found_codes if name not in selection)]:
        asked, given = selection.get(name, ()), found_codes.get(name, ())
        if sorted(asked) != sorted(given):
            params = {**about.params, "variable": name}
            raise DeliveryError(
                [
                    Finding(
                        "fetch_other_categories",
                        about.source_id,
                        found=_some(given),
                        expected=_some(asked),
                        params=params,
                    )
                ]
            )
    return dataset


def joined(datasets: Sequence[Dataset], selection: Selection, about: Finding) -> bytes:
    """One JSON-stat 2 answer made of the answers to the parts of a query.

    Everything but cells and categories is the first answer's own. A number is written as Python writes it,
    which is how it came unless it had more than 15 digits or a zero at the end.

    Raises:
        DeliveryError: fetch_changed_midway, when the parts have different stamps.
    """
    first = datasets[0]
    stamps = sorted({str(dataset.get("updated")) for dataset in datasets})
    if len(stamps) > 1:
        raise DeliveryError(
            [Finding("fetch_changed_midway", about.source_id, found=", ".join(stamps), params=about.params)]
        )
    names = [str(name) for name in first["id"]]
    size = [len(selection[name]) for name in names]
    values: list[Any] = [None] * prod(size)
    status: dict[str, Any] = {}
    whole: Dataset = {**first, "size": size, "dimension": dict(first["dimension"])}
    for name in names:
        whole["dimension"][name] = _dimension([one["dimension"][name] for one in datasets], selection[name])
    for dataset in datasets:
        places = _places(dataset, names, selection, about)
        given = _by_place(dataset["value"])
        marks = _by_place(dataset.get("status") or {})
        for cell, place in enumerate(places):
            values[place] = given.get(cell)
            if marks.get(cell):
                status[str(place)] = marks[cell]
    whole["value"] = values
    whole.pop("status", None)
    if status:
        whole["status"] = dict(sorted(status.items(), key=lambda one: int(one[0])))
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def _places(dataset: Dataset, names: list[str], selection: Selection, about: Finding) -> list[int]:
    """The place in the whole of each cell of a part, whatever order the part's variables have."""
    steps = {name: prod(len(selection[after]) for after in names[at + 1 :]) for at, name in enumerate(names)}
    offsets = []
    for variable in read_variables(dataset, about):
        place = {code: at for at, code in enumerate(selection[variable.code])}
        offsets.append([place[code] * steps[variable.code] for code in variable.codes])
    return [sum(one) for one in product(*offsets)]


def _by_place(column: object) -> dict[int, Any]:
    """Values or marks by the place of their cell, from either form JSON-stat allows."""
    if isinstance(column, dict):
        return {int(place): one for place, one in column.items()}
    return dict(enumerate(column)) if isinstance(column, list) else {}


def _dimension(parts: Sequence[Dataset], codes: Sequence[str]) -> Dataset:
    """A variable with all categories; labels, units and notes from the parts that have them."""
    category = dict(parts[0]["category"])
    for name in ("label", "unit", "note", "child", "coordinates"):
        told: dict[str, Any] = {}
        for part in parts:
            told |= part["category"].get(name) or {}
        if told:
            category[name] = {code: told[code] for code in codes if code in told}
    category["index"] = {code: place for place, code in enumerate(codes)}
    return {**parts[0], "category": category}


def _some(codes: Sequence[str]) -> str:
    return f"{len(codes)}: " + ", ".join(codes[:12]) + (" …" if len(codes) > 12 else "")
