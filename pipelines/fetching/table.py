"""A table as its service describes it, and a query on it; the same for every API."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import Any, Protocol

from pipelines.core.errors import Finding


@dataclass(frozen=True)
class Variable:
    """One variable; codes and texts of its categories in the order of the table.

    `optional` tells that it may be left out of a query; `codelist` names the list the categories are from
    when they are not the table's own.
    """

    code: str
    codes: tuple[str, ...]
    labels: tuple[str, ...]
    optional: bool = False
    codelist: str | None = None

    def texts(self, by: str) -> tuple[str, ...]:
        """What categories are told by: their `codes` or their `labels`."""
        return self.labels if by == "labels" else self.codes


@dataclass(frozen=True)
class TableInfo:
    """A table's variables in its own order, and when its figures last changed, if the service says it."""

    variables: tuple[Variable, ...]
    updated: str | None = None


Selection = Mapping[str, tuple[str, ...]]
"""Codes by variable, in the order of the table."""


@dataclass(frozen=True)
class CellLimits:
    """The most a service gives in one query: cells, and categories of one variable (None: any number)."""

    cells: int
    values: int | None = None


@dataclass(frozen=True)
class Request:
    """One request; the URL is the provider's own, whatever gateway it goes through."""

    method: str
    url: str
    body: Any = None

    @property
    def canonical(self) -> str:
        """The request as JSON with sorted keys: the same request is always the same text."""
        content = {"method": self.method, "url": self.url, "body": self.body}
        return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class Tables(Protocol):
    """What both kinds of PxWeb can do."""

    def describe(self) -> TableInfo:
        """The table's variables."""

    def limits(self) -> CellLimits:
        """What one query may hold."""

    def request(self, selection: Selection) -> Request:
        """The request that gives these cells as JSON-stat 2."""


def cells_of(selection: Selection) -> int:
    """The number of cells of a query."""
    return prod(len(codes) for codes in selection.values())


def no_answer(source_id: str, url: str, missing: str, content: object) -> Finding:
    """The finding about JSON that is not what this API answers with."""
    found = ", ".join(content) if isinstance(content, dict) else type(content).__name__
    return Finding("fetch_no_answer", source_id, found=found[:160], expected=missing, params={"url": url})
