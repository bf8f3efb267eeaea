"""One night from beginning to end.

Whether anything is new is found out before anything heavy is imported: most nights end there.
"""

import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pipelines.landing.expected import open_expectations
from pipelines.landing.inventory import Inventory, take_inventory
from pipelines.nightly.alarms import (
    FAILED,
    OVERDUE,
    REFUSED,
    WARNING,
    fetch_alarms,
    looked_at_by_fetching,
    overdue_alarms,
    refused_alarms,
    warning_alarms,
)
from pipelines.nightly.due import Fetched, fetch_due
from pipelines.nightly.holding import Holding, holding_back, judged_holding, unchanged_holding
from pipelines.nightly.memory import read_published, remember
from pipelines.notices import Alarm, Post, Report, failed_alarm, failure_alarms, looked_before, report
from pipelines.refresh import Progress, RefreshOutcome, refuse_other_folder, run_refresh
from pipelines.settings import Settings
from pipelines.warehouse.lock import RefreshRunningError, refresh_lock

OSLO = ZoneInfo("Europe/Oslo")
Status = Literal["published", "unchanged", "refused", "failed", "busy"]


@dataclass
class NightlyOutcome:
    """What a night did.

    Attributes:
        status: `refused` when a delivery that the release needs was refused, so that nothing was rebuilt;
            `busy` when another process is refreshing, so that nothing was done.
        run_id: The night's own id; notices carry it.
        published_at: When the release that is published now was built, UTC.
        fetched: Source, status, new deliveries and message of each fetch.
        held_back: Files that were left out or refused.
        errors: Why nothing was published, as texts for people.
        alarms: Cause keys that are new (told now), open and closed.
        total_seconds: How long the night took.
    """

    status: Status
    run_id: str
    published_at: datetime | None = None
    fetched: list[dict[str, Any]] = field(default_factory=list)
    held_back: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    alarms: Report = field(default_factory=lambda: Report((), (), ()))
    total_seconds: float = 0.0

    @property
    def good(self) -> bool:
        """Whether the published release is as new as it can be, held-back files aside."""
        return self.status in {"published", "unchanged"}


def run_nightly(
    settings: Settings, *, fetch: bool = True, today: date | None = None, progress: Progress | None = None
) -> NightlyOutcome:
    """Fetch what is due, refresh when something changed, hold back what is refused, and tell once per cause.

    Args:
        settings: The installation.
        fetch: Whether to fetch what the calendar says is due.
        today: The day it is; today in Oslo unless given.
        progress: Told of each step as it starts.

    Raises:
        NotAProjectError: There is no dbt project where the settings say.
    """
    refuse_other_folder(settings)
    start = time.perf_counter()
    night = _Night(settings, today or datetime.now(OSLO).date(), progress or (lambda _phase, _step: None))
    try:
        with refresh_lock(settings):
            night.run(fetch=fetch)
    except RefreshRunningError as error:
        # the other one tells of itself
        night.outcome.status = "busy"
        night.outcome.errors = [str(error)]
    except Exception as error:
        # nobody sits at the screen at night: what no rule foresaw is told as well, then raised
        night.tell([failed_alarm([f"{type(error).__name__}: {error}"])], ())
        raise
    night.outcome.total_seconds = round(time.perf_counter() - start, 3)
    return night.outcome


class _Night:
    """The steps of one night, each of which may add to the outcome."""

    def __init__(self, settings: Settings, today: date, progress: Progress) -> None:
        self.settings = settings
        self.today = today
        self.progress = progress
        self.inventory = Inventory()
        self.post = Post(settings)
        self.outcome = NightlyOutcome("unchanged", str(uuid.uuid4()))

    def run(self, *, fetch: bool) -> None:
        """Fetch, refresh if need be, tell."""
        self.inventory = take_inventory(self.settings)
        # a warning that stood in the release before the first night is no news
        first = not looked_before(self.settings, WARNING)
        known = (warning_alarms(self.settings) or []) if first else []
        fetched = self._fetch() if fetch else Fetched()
        alarms, looked_at = self._refresh()
        alarms += fetch_alarms(self.settings, fetched)
        warnings = warning_alarms(self.settings)
        settled = [*looked_at, OVERDUE, *looked_at_by_fetching(fetched)]
        if warnings is not None:
            alarms += warnings
            settled.append(WARNING)
        inventory = self.inventory
        if self.outcome.held_back:
            # what is refused has not come
            inventory = take_inventory(holding_back(self.settings, self.outcome.held_back))
        alarms += overdue_alarms(self.settings, open_expectations(self.settings, inventory), self.today)
        self.tell(alarms, settled, known)

    def tell(self, alarms: Sequence[Alarm], settled: Sequence[str], known: Sequence[Alarm] = ()) -> None:
        """Send what is new and close what is gone."""
        self.outcome.alarms = report(
            self.settings,
            alarms,
            run_id=self.outcome.run_id,
            looked_at=settled,
            known_before=[alarm.cause for alarm in known],
            post=self.post,
        )

    def _fetch(self) -> Fetched:
        self.progress("fetch", "fetch")
        expected = open_expectations(self.settings, self.inventory)
        fetched = fetch_due(self.settings, expected, self.today, beside=self.post.look_ahead)
        self.outcome.fetched = [
            {
                "source_id": one.source_id,
                "status": one.status,
                "delivery_ids": list(one.delivery_ids),
                "message": one.message,
            }
            for one in fetched.outcomes
        ]
        if fetched.has_new:
            self.inventory = take_inventory(self.settings)
        return fetched

    def _refresh(self) -> tuple[list[Alarm], tuple[str, ...]]:
        """Bring the release up to date if that can be done; gives the alarms and what they settle."""
        self.progress("looking for changes", "looking for changes")
        published = read_published(self.settings)
        self.outcome.published_at = published.published_at
        holding = unchanged_holding(self.settings, self.inventory, published)
        if holding is not None:
            self.outcome.held_back = sorted(holding.held_back)
            return refused_alarms(holding.held_back, published=True), (FAILED, REFUSED)
        self.progress("judging", "judging")
        holding = judged_holding(self.settings, published)
        self.outcome.held_back = sorted(holding.held_back)
        if stopped := self._what_stops(holding):
            self.outcome.status = "refused"
            self.outcome.errors = stopped
            return self._refused(holding), (REFUSED,)
        refreshed = run_refresh(holding_back(self.settings, holding.held_back), progress=self.progress)
        return self._after(refreshed, holding)

    def _what_stops(self, holding: Holding) -> list[str]:
        """Why there can be no refresh: what is held back is needed, or holding back does not mend it."""
        rest = [finding.text(self.settings.language) for finding in holding.rest]
        if not holding.held_back:
            return rest
        from pipelines.nightly.lineage import needed_sources

        needed = needed_sources(self.settings)
        missed = [
            text
            for path, held in sorted(holding.held_back.items())
            if path.split("/", maxsplit=1)[0] in needed
            for text in held.findings
        ]
        return missed + rest

    def _refused(self, holding: Holding) -> list[Alarm]:
        sources = {path.split("/", maxsplit=1)[0] for path in holding.held_back}
        rest = [one.text(self.settings.language) for one in holding.rest if one.source_id not in sources]
        return refused_alarms(holding.held_back, published=False) + ([failed_alarm(rest)] if rest else [])

    def _after(self, refreshed: RefreshOutcome, holding: Holding) -> tuple[list[Alarm], tuple[str, ...]]:
        self.outcome.published_at = refreshed.published_at
        self.outcome.errors = refreshed.errors
        self.outcome.status = refreshed.status
        if refreshed.status == "failed":
            alarms = refused_alarms(holding.held_back, published=False)
            return alarms + failure_alarms(self.settings, refreshed.errors), (REFUSED,)
        remember(self.settings, holding.held_back)
        return refused_alarms(holding.held_back, published=True), (FAILED, REFUSED)
