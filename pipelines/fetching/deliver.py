"""Makes a delivery of a query's response, when it says something new."""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from pipelines.core.origins import Origin
from pipelines.core.source import Source
from pipelines.fetching.plan import Plan
from pipelines.fetching.queries import Query
from pipelines.fetching.store import free_name, store
from pipelines.fetching.vintages import judge, replaced_by, says_the_same
from pipelines.fetching.world import OSLO
from pipelines.landing.source_folder import Delivery
from pipelines.settings import Settings

_SYNTHETIC = "SYNTETISK"
"""How the notes of an answer with invented figures begin; a service of real figures never says so."""


def deliver(
    query: Query, plan: Plan, source: Source, settings: Settings, used: Sequence[Delivery], today: date
) -> str | None:
    """Download, judge and store a query's response.

    Nothing is downloaded when the service's stamp and the query are those of the delivery in use, and nothing
    is stored when the response says what that delivery says.

    Args:
        query: What to ask.
        plan: What the sidecar says.
        source: Whose delivery it is.
        settings: Where data_raw lies.
        used: The source's deliveries in use.
        today: The day it is received.

    Returns:
        The new delivery's id; None when nothing is new.

    Raises:
        DeliveryError: The response cannot be used, or the earlier delivery not be replaced by it.
    """
    earlier = replaced_by(source, query.period, used)
    if earlier is not None and _is_known(query, earlier):
        return None
    content = query.download()
    origin = _origin(query, plan, source, content, today, earlier)
    folder = settings.data_raw / source.source_id / query.period
    day = origin.published_on or today
    file = folder / free_name(folder, plan.file, day)
    with TemporaryDirectory() as elsewhere:
        # judged before anything lies in data_raw, under the name it will have there
        judged = Path(elsewhere) / file.name
        judged.write_bytes(content)
        readings = judge(judged, origin, source, settings)
    if earlier is not None and says_the_same(readings, earlier, source):
        return None
    store(file, content, origin)
    return file.relative_to(settings.data_raw).as_posix()


def _is_known(query: Query, earlier: Delivery) -> bool:
    stamp = _instant(query.updated)
    return (
        stamp is not None
        and _utc(earlier.origin.updated) == stamp
        and earlier.origin.query == query.request.canonical
    )


def _origin(
    query: Query, plan: Plan, source: Source, content: bytes, today: date, earlier: Delivery | None
) -> Origin:
    answer: Any = json.loads(content)
    updated = _instant(answer.get("updated"))
    notes = answer.get("note")
    return Origin(
        source_id=source.source_id,
        title=f"{plan.title}, {query.period}",
        producer=plan.producer,
        contact=plan.contact,
        url=plan.table_url,
        period=query.period,
        received_on=today,
        published_on=updated.astimezone(ZoneInfo(OSLO)).date() if updated else None,
        licence=plan.licence,
        personal_data=plan.personal_data,
        synthetic=isinstance(notes, list) and any(str(note).startswith(_SYNTHETIC) for note in notes),
        sha256=hashlib.sha256(content).hexdigest(),
        bytes=len(content),
        supersedes=earlier.delivery_id if earlier else None,
        updated=updated,
        query=query.request.canonical,
    )


def _instant(stamp: object) -> datetime | None:
    try:
        return _utc(datetime.fromisoformat(stamp)) if isinstance(stamp, str) else None
    except ValueError:
        return None


def _utc(moment: datetime | None) -> datetime | None:
    """In UTC; a stamp without a zone is the statbanks' own time."""
    if moment is None:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(OSLO))).astimezone(UTC)
