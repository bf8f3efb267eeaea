"""Client of PxWebApi 2, as Statistics Norway runs it."""

from typing import Any
from urllib.parse import quote

from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.px.json_stat_dimensions import read_variables
from pipelines.fetching.http import Http
from pipelines.fetching.plan import Plan
from pipelines.fetching.table import CellLimits, Request, Selection, TableInfo, Variable, no_answer


class PxWeb2:
    """One table of a service."""

    def __init__(self, http: Http, plan: Plan) -> None:
        self.http = http
        self.plan = plan

    def describe(self) -> TableInfo:
        """Variables from `/metadata`, with the categories of a code list where the plan names one.

        Raises:
            DeliveryError: fetch_no_answer, or what the HTTP layer finds.
        """
        url = f"{self.plan.table_url}/metadata?lang={self.plan.language}"
        content = self.http.get(url).json
        if not isinstance(content, dict) or content.get("class") != "dataset":
            raise DeliveryError([no_answer(self.http.source_id, url, "class: dataset", content)])
        found = read_variables(content, Finding("", self.http.source_id, url))
        variables = []
        for variable in found:
            extension = content["dimension"][variable.code].get("extension") or {}
            optional = extension.get("elimination") is True
            choice = self.plan.select.get(variable.code)
            if choice is None or choice.codelist is None:
                variables.append(Variable(variable.code, variable.codes, variable.labels, optional))
            else:
                variables.append(self._from_codelist(variable.code, optional, choice.codelist))
        updated = content.get("updated")
        return TableInfo(tuple(variables), updated if isinstance(updated, str) else None)

    def _from_codelist(self, code: str, optional: bool, codelist: str) -> Variable:
        url = f"{self.plan.base_url}/codelists/{quote(codelist)}?lang={self.plan.language}"
        content = self.http.get(url).json
        values: Any = content.get("values") if isinstance(content, dict) else None
        if not isinstance(values, list) or not all(isinstance(one, dict) and "code" in one for one in values):
            raise DeliveryError([no_answer(self.http.source_id, url, "values: [{code, label}]", content)])
        codes = tuple(str(one["code"]) for one in values)
        labels = tuple(str(one.get("label", one["code"])) for one in values)
        return Variable(code, codes, labels, optional, codelist)

    def limits(self) -> CellLimits:
        """`maxDataCells` of `/config`, else what the plan declares."""
        try:
            content = self.http.get(f"{self.plan.base_url}/config").json
        except DeliveryError:
            content = {}
        cells = content.get("maxDataCells") if isinstance(content, dict) else None
        if not isinstance(cells, int) or cells < 1:
            cells = self.plan.fallback_cells
        return CellLimits(cells, self.plan.fallback_values)

    def request(self, selection: Selection) -> Request:
        """A POST that names every category; an omitted variable would give a default extract."""
        chosen = []
        for variable, codes in selection.items():
            one: dict[str, Any] = {"variableCode": variable, "valueCodes": list(codes)}
            if codelist := self.plan.select[variable].codelist:
                one["codelist"] = codelist
            chosen.append(one)
        url = f"{self.plan.table_url}/data?lang={self.plan.language}&outputFormat=json-stat2"
        return Request("POST", url, {"selection": chosen})
