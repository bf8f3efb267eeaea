"""What a night has to tell, as alarms with a key that stays the same from night to night."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import duckdb

from pipelines.landing.expected import Expected, overdue
from pipelines.nightly.due import Fetched
from pipelines.nightly.memory import HeldBack
from pipelines.notices import Alarm, refused_cause
from pipelines.settings import Settings
from pipelines.warehouse.access import NotPublishedError, open_published

OFFLINE = "fetch_offline"
NIGHTS_OFFLINE = 3
"""One night without a way out is no news; after three somebody should look."""

FAILED, REFUSED, WARNING, OVERDUE, FETCH = "failed/", "refused/", "warning/", "overdue/", "fetch/"
"""Beginnings of cause keys, by what a night looks at."""


def refused_alarms(held_back: Mapping[str, HeldBack], *, published: bool) -> list[Alarm]:
    """One alarm per refused file; `published` says whether the release goes on without them."""
    return [
        Alarm("held_back" if published else "refused", refused_cause(path, held.sha256), path, held.findings)
        for path, held in held_back.items()
    ]


def warning_alarms(settings: Settings) -> list[Alarm] | None:
    """One alarm per check of the published release that warns or asks to look; None without a release."""
    try:
        with open_published(settings) as connection:
            rows = connection.execute(
                """
                select check_id, owner, message, description from meta.checks
                where not passed and severity <> 'error' order by check_id
                """
            ).fetchall()
    except (NotPublishedError, duckdb.Error):
        return None
    return [
        Alarm(
            "warning", WARNING + check_id, check_id, tuple(filter(None, (description, message))), owner or "-"
        )
        for check_id, owner, message, description in rows
    ]


def overdue_alarms(settings: Settings, expected: Iterable[Expected], today: date) -> list[Alarm]:
    """One alarm per expected delivery whose days of grace are over."""
    alarms = []
    for one in expected:
        if overdue(one, today):
            place = f"{one.source_id}/{one.period}/{one.table or '-'}/{one.vintage}"
            label = one.label_nb if settings.language == "nb" else one.label_en
            details = (f"{label}: {one.due_on.isoformat()}, {one.how}, {one.owner}.",)
            alarms.append(
                Alarm("overdue", OVERDUE + place, f"{one.source_id} {one.period}", details, one.owner)
            )
    return alarms


def fetch_alarms(settings: Settings, fetched: Fetched) -> list[Alarm]:
    """One alarm per source that answered and could not be fetched, and one for all that were not reached."""
    alarms = [
        Alarm(
            "fetch",
            FETCH + outcome.source_id,
            outcome.source_id,
            (outcome.message, *(finding.text(settings.language) for finding in outcome.findings)),
        )
        for outcome in fetched.outcomes
        if outcome.status == "failed"
    ]
    unreached = [outcome for outcome in fetched.outcomes if outcome.status == "offline"]
    if unreached:
        lines = tuple(dict.fromkeys(outcome.message for outcome in unreached))
        alarms.append(Alarm("offline", OFFLINE, "", lines, tell_after=NIGHTS_OFFLINE))
    return alarms


def looked_at_by_fetching(fetched: Fetched) -> Sequence[str]:
    """Which causes the fetching has settled: those of a source that was not reached stay as they were."""
    if not fetched.asked:
        return ()
    unreached = {outcome.source_id for outcome in fetched.outcomes if outcome.status == "offline"}
    if not unreached:
        return (FETCH, OFFLINE)
    return tuple(FETCH + one.source_id for one in fetched.outcomes if one.source_id not in unreached)
