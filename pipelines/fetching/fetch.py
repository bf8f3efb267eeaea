"""Fetches sources: ask what a table has, choose, download what changed, judge it, store it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import Literal

from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.network import reachable
from pipelines.fetching.deliver import deliver
from pipelines.fetching.http import Http
from pipelines.fetching.messages import failed, new, offline, quiet, unchanged
from pipelines.fetching.plan import Plan, load_plan
from pipelines.fetching.queries import queries_of
from pipelines.fetching.store import FetchRunningError, fetch_lock, finish_storing
from pipelines.fetching.transfer import UnreachableError
from pipelines.fetching.world import World
from pipelines.landing.inventory import take_inventory
from pipelines.landing.source_folder import Delivery
from pipelines.settings import Settings
from pipelines.sources import load_source

Progress = Callable[[str, str], None]
"""Called with the source and what is being done."""


@dataclass(frozen=True)
class FetchOutcome:
    """What came of fetching one source.

    Attributes:
        source_id: The source.
        status: `new` when a delivery was stored; `unchanged` when the table says what is already there;
            `offline` when its service could not be asked now (no connection, or hours in which it must not
            be asked), so that what has been landed holds; `failed` with findings or a message.
        delivery_ids: Deliveries stored; some may be there although a later period failed.
        message: One line in the language of the settings.
        findings: Why it failed.
    """

    source_id: str
    status: Literal["new", "unchanged", "offline", "failed"]
    delivery_ids: tuple[str, ...]
    message: str
    findings: tuple[Finding, ...] = ()


def fetch_source(
    source_id: str, settings: Settings, world: World | None = None, progress: Progress | None = None
) -> FetchOutcome:
    """Fetch one source; see `fetch_sources`."""
    return fetch_sources([source_id], settings, world, progress)[0]


def fetch_sources(
    source_ids: Collection[str],
    settings: Settings,
    world: World | None = None,
    progress: Progress | None = None,
) -> list[FetchOutcome]:
    """Fetch sources one after the other; one that fails stops no other.

    Args:
        source_ids: Sources with a plan (`FETCHABLE`).
        settings: Where data_raw lies, and gateways. The last day that counts and what is held back are for
            refreshes: a new vintage follows the newest delivery, whatever a run looks at.
        world: Clock and bounds; None for the real ones.
        progress: Told what is being done.

    Raises:
        LookupError: A source has no plan.
        ValueError: A plan is faulty.
    """
    world = world or World()
    whole = settings.model_copy(update={"as_of": None, "held_back": ()})
    plans = {source_id: load_plan(source_id) for source_id in source_ids}
    try:
        with fetch_lock(settings):
            away = _unreachable(list(plans.values()), settings)
            return [
                _Fetching(source_id, plan, whole, world, progress or _silent).outcome(away)
                for source_id, plan in plans.items()
            ]
    except FetchRunningError as error:
        return [FetchOutcome(source_id, "failed", (), str(error)) for source_id in plans]


def _unreachable(plans: list[Plan], settings: Settings) -> list[str]:
    """The hosts that take no connection, all asked at once."""
    addresses = {plan.host: settings.fetch_base_urls.get(plan.host, plan.base_url) for plan in plans}
    answers = reachable(addresses.values())
    return sorted(host for host, address in addresses.items() if not answers[address])


def _silent(_source_id: str, _step: str) -> None:
    return


class _Fetching:
    def __init__(
        self, source_id: str, plan: Plan, settings: Settings, world: World, progress: Progress
    ) -> None:
        self.source_id = source_id
        self.plan = plan
        self.settings = settings
        self.world = world
        self.stored: list[str] = []
        self.progress = partial(progress, source_id)

    def outcome(self, away: list[str]) -> FetchOutcome:
        language, plan = self.settings.language, self.plan
        if plan.host in away:
            return FetchOutcome(self.source_id, "offline", (), offline(language, away))
        hours = plan.quiet_hours
        if hours is not None and hours.first <= self.world.oslo.time() < hours.last:
            return FetchOutcome(self.source_id, "offline", (), quiet(language, plan.host, hours))
        try:
            self._fetch()
        except UnreachableError:
            text = offline(language, [plan.host])
            return FetchOutcome(self.source_id, "offline", tuple(self.stored), text)
        except DeliveryError as error:
            text = failed(language, self.source_id)
            return FetchOutcome(self.source_id, "failed", tuple(self.stored), text, error.findings)
        if self.stored:
            text = new(language, self.source_id, self.stored)
            return FetchOutcome(self.source_id, "new", tuple(self.stored), text)
        return FetchOutcome(self.source_id, "unchanged", (), unchanged(language, self.source_id))

    def _fetch(self) -> None:
        finish_storing(self.settings, self.source_id)
        used = self._in_use()
        source = load_source(self.source_id, self.settings.sources_overlay)
        http = Http(self.source_id, self.world, self.settings.fetch_base_urls)
        today = self.world.oslo.date()
        for query in queries_of(http, self.plan, source, self.settings, today, self.progress):
            self.progress(query.period)
            delivery_id = deliver(query, self.plan, source, self.settings, used, today)
            if delivery_id is not None:
                self.stored.append(delivery_id)

    def _in_use(self) -> list[Delivery]:
        """The source's deliveries in use.

        Raises:
            DeliveryError: The folder must be put in order first: what a new vintage replaces is not clear.
        """
        inventory = take_inventory(self.settings, [self.source_id])
        faults = [one for one in inventory.findings[self.source_id] if one.code != "no_delivery"]
        if faults:
            raise DeliveryError(faults)
        return [one for one in inventory.deliveries[self.source_id] if one.state == "used"]
