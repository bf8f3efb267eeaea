"""From a plan to the queries that give a source's deliveries: one per period, not yet downloaded."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.source import Source
from pipelines.fetching.choice import Chosen, choose
from pipelines.fetching.http import Http
from pipelines.fetching.klass import codes_request, fetch_codes
from pipelines.fetching.parts import checked, joined, split
from pipelines.fetching.plan import PLAN, Plan
from pipelines.fetching.pxweb1 import PxWeb1
from pipelines.fetching.pxweb2 import PxWeb2
from pipelines.fetching.table import CellLimits, Request, Selection, Tables
from pipelines.landing.seeds import load_areas
from pipelines.settings import Settings

Say = Callable[[str], None]


@dataclass(frozen=True)
class Query:
    """What gives the delivery of one period.

    Attributes:
        period: The delivery's period.
        request: The request as one, also when it is sent in parts.
        updated: The stamp of the table's figures, when the service says it beforehand.
        download: Sends it; gives the response as received, or the one made of the parts.
    """

    period: str
    request: Request
    updated: str | None
    download: Callable[[], bytes]


def queries_of(
    http: Http, plan: Plan, source: Source, settings: Settings, today: date, say: Say
) -> list[Query]:
    """The queries of a source; asks the service what the table has, and nothing more.

    Raises:
        DeliveryError: The table is not as the plan says, or the service's answer is none.
        UnreachableError: The connection is gone.
    """
    if plan.api == "klass":
        request = codes_request(plan, today)
        period = str(plan.since.year if plan.since else today.year)
        return [Query(period, request, None, lambda: fetch_codes(http, request).content)]
    tables: Tables = PxWeb2(http, plan) if plan.api == "pxweb2" else PxWeb1(http, plan)
    say("table")
    info = tables.describe()
    chosen = choose(plan, info, source, load_areas(settings, source.area_system))
    # asked only when something is downloaded, and then once
    limits = cache(tables.limits)
    return [
        Query(
            period, tables.request(selection), info.updated, _Download(http, tables, limits, selection, say)
        )
        for period, selection in _periods(plan, source, chosen).items()
    ]


def _periods(plan: Plan, source: Source, chosen: Chosen) -> dict[str, Selection]:
    if source.periods == "year":
        return {str(year): {**chosen.selection, chosen.time: (code,)} for year, code in chosen.years.items()}
    years = list(chosen.years)
    if len(years) != years[-1] - years[0] + 1:
        params = {"table": plan.table, "plan": f"pipelines/sources/{source.source_id}/{PLAN}"}
        found = ", ".join(map(str, years))
        expected = f"{years[0]}-{years[-1]}"
        raise DeliveryError(
            [
                Finding(
                    "fetch_years_with_gaps", source.source_id, None, None, None, None, found, expected, params
                )
            ]
        )
    return {f"{years[0]}-{years[-1]}": chosen.selection}


@dataclass(frozen=True)
class _Download:
    http: Http
    tables: Tables
    limits: Callable[[], CellLimits]
    selection: Selection
    say: Say

    def __call__(self) -> bytes:
        parts = split(self.selection, self.limits())
        about = Finding("", self.http.source_id, params={"url": self.tables.request(self.selection).url})
        datasets = []
        for number, part in enumerate(parts, start=1):
            self.say("figures" if len(parts) == 1 else f"figures, part {number} of {len(parts)}")
            request = self.tables.request(part)
            answer = self.http.send(request.method, request.url, request.body)
            datasets.append(checked(answer.json, part, about))
            if len(parts) == 1:
                return answer.content
        return joined(datasets, self.selection, about)
