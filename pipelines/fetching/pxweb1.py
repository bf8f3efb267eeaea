"""Client of PxWeb's API version 1, as Oslo's statbank runs it."""

from typing import Any

from pipelines.core.errors import DeliveryError
from pipelines.fetching.http import Http
from pipelines.fetching.plan import Plan
from pipelines.fetching.table import CellLimits, Request, Selection, TableInfo, Variable, no_answer


class PxWeb1:
    """One table of a service; the metadata say nothing about when its figures changed."""

    def __init__(self, http: Http, plan: Plan) -> None:
        self.http = http
        self.plan = plan

    def describe(self) -> TableInfo:
        """Variables with `values` and `valueTexts`.

        Raises:
            DeliveryError: fetch_no_answer, or what the HTTP layer finds.
        """
        url = self.plan.table_url
        content = self.http.get(url).json
        variables: Any = content.get("variables") if isinstance(content, dict) else None
        if not isinstance(variables, list) or not variables or not all(map(_is_variable, variables)):
            missing = "variables: [{code, values, valueTexts}]"
            raise DeliveryError([no_answer(self.http.source_id, url, missing, content)])
        return TableInfo(
            tuple(
                Variable(
                    str(one["code"]),
                    tuple(map(str, one["values"])),
                    tuple(map(str, one["valueTexts"])),
                    one.get("elimination") is True,
                )
                for one in variables
            )
        )

    def limits(self) -> CellLimits:
        """`maxCells` and `maxValues` of `?config`, else what the plan declares."""
        try:
            content = self.http.get(f"{self.plan.base_url}/?config").json
        except DeliveryError:
            content = {}
        found = content if isinstance(content, dict) else {}
        cells = _count(found.get("maxCells")) or self.plan.fallback_cells
        return CellLimits(cells, _count(found.get("maxValues")) or self.plan.fallback_values)

    def request(self, selection: Selection) -> Request:
        """A POST that names every category."""
        query = [
            {"code": variable, "selection": {"filter": "item", "values": list(codes)}}
            for variable, codes in selection.items()
        ]
        return Request("POST", self.plan.table_url, {"query": query, "response": {"format": "json-stat2"}})


def _is_variable(one: object) -> bool:
    if not isinstance(one, dict) or "code" not in one:
        return False
    values, texts = one.get("values"), one.get("valueTexts")
    return isinstance(values, list) and isinstance(texts, list) and len(values) == len(texts) > 0


def _count(found: object) -> int | None:
    return found if isinstance(found, int) and found > 0 else None
