"""Client of Klass, Statistics Norway's code lists."""

from datetime import date

from pipelines.core.errors import DeliveryError
from pipelines.fetching.http import Answer, Http
from pipelines.fetching.plan import Plan
from pipelines.fetching.table import Request, no_answer


def codes_request(plan: Plan, today: date) -> Request:
    """The codes valid at some time from the plan's day to the end of this year (`to` is not included)."""
    assert plan.since is not None, "a plan of Klass has it"
    url = f"{plan.table_url}/codes?from={plan.since:%Y-%m-%d}&to={today.year + 1}-01-01"
    return Request("GET", url)


def fetch_codes(http: Http, request: Request) -> Answer:
    """The codes as Klass gives them.

    Raises:
        DeliveryError: fetch_no_answer, or what the HTTP layer finds.
    """
    answer = http.get(request.url)
    codes = answer.json.get("codes") if isinstance(answer.json, dict) else None
    if not isinstance(codes, list) or not codes:
        raise DeliveryError([no_answer(http.source_id, request.url, "codes: [{code, name}]", answer.json)])
    return answer
