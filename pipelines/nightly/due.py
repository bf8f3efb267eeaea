"""What the calendar says is due: fetched if it can be fetched, overdue if it has not come."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from pipelines.landing.expected import Expected, due
from pipelines.settings import Settings

if TYPE_CHECKING:
    from pipelines.fetching import FetchOutcome


@dataclass(frozen=True)
class Fetched:
    """What a night fetched: one outcome per source that was due; `asked` is false when it was told not to."""

    asked: bool = False
    outcomes: "tuple[FetchOutcome, ...]" = field(default_factory=tuple)

    @property
    def has_new(self) -> bool:
        """Whether any new delivery came of it."""
        return any(outcome.delivery_ids for outcome in self.outcomes)


def fetch_due(
    settings: Settings, expected: Sequence[Expected], today: date, beside: Callable[[], None] | None = None
) -> Fetched:
    """Fetch every source with an expected delivery whose day has come; a fetch that fails stops nothing.

    Args:
        settings: The installation.
        expected: What has not come.
        today: The day it is.
        beside: Called before anything is fetched, to begin what can go on meanwhile.
    """
    wanted = {one.source_id for one in expected if one.how == "fetch" and due(one, today)}
    if not wanted:
        return Fetched(asked=True)
    from pipelines.fetching import FETCHABLE, fetch_sources

    if beside is not None:
        # where nobody answers, all waiting is done at the same time
        beside()
    return Fetched(asked=True, outcomes=tuple(fetch_sources(sorted(wanted & set(FETCHABLE)), settings)))
