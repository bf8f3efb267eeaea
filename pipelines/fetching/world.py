"""What fetching takes from the world outside: the time, waiting, and how many calls a service may get."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from pyrate_limiter import InMemoryBucket

OSLO = "Europe/Oslo"


@dataclass(frozen=True)
class HttpRules:
    """Bounds of the HTTP layer; times in seconds.

    Attributes:
        calls: Calls per host in a `window`; the statbanks ask for at most 30 a minute.
        window: Length of the window.
        tries: How often one request is sent at most.
        first_wait: Wait before the second try; it doubles from try to try.
        longest_wait: Longest wait between tries, also when the service asks for a longer one.
        connect_timeout: For one connection.
        read_timeout: For the next bytes of a response.
        deadline: For a whole response, first byte to last.
        largest_body: Bytes of a response.
    """

    calls: int = 30
    window: float = 60.0
    tries: int = 5
    first_wait: float = 1.0
    longest_wait: float = 60.0
    connect_timeout: float = 1.5
    read_timeout: float = 30.0
    deadline: float = 120.0
    largest_body: int = 300_000_000


class RateLimit:
    """Lets at most a number of calls per host through in any window of time."""

    def __init__(self, calls: int, window: float) -> None:
        self._calls = calls
        self._window_ms = round(window * 1000)
        self._buckets: dict[str, InMemoryBucket] = {}
        self._lock = threading.Lock()

    def wait(self, host: str, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        """Come back when the host may be called; the call counts from then."""
        from pyrate_limiter import RateItem

        while True:
            with self._lock:
                bucket = self._bucket(host)
                item = RateItem(host, round(clock() * 1000))
                bucket.leak(item.timestamp)
                if bucket.put(item):
                    return
                # a call that is exactly as old as the window still counts
                seconds = (int(bucket.waiting(item)) + 1) / 1000  # type: ignore[arg-type]  # not awaitable
            sleep(seconds)

    def _bucket(self, host: str) -> "InMemoryBucket":
        from pyrate_limiter import InMemoryBucket, Rate

        if host not in self._buckets:
            self._buckets[host] = InMemoryBucket([Rate(self._calls, self._window_ms)])
        return self._buckets[host]


@cache
def process_limit(calls: int, window: float) -> RateLimit:
    """The limit that all fetching of this process shares."""
    return RateLimit(calls, window)


@dataclass(frozen=True)
class World:
    """Rules, clock and limit of one round of fetching; tests put in their own.

    Attributes:
        rules: Bounds of the HTTP layer.
        now: The time, with its zone.
        clock: Seconds that never go back.
        sleep: Waits some seconds.
        limit: Counts the calls; None for the one of this process.
    """

    rules: HttpRules = field(default_factory=HttpRules)
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    limit: RateLimit | None = None

    @property
    def oslo(self) -> datetime:
        """The time on Oslo's clock."""
        return self.now().astimezone(ZoneInfo(OSLO))

    def wait_for_turn(self, host: str) -> None:
        """Come back when the host may be called."""
        limit = self.limit or process_limit(self.rules.calls, self.rules.window)
        limit.wait(host, self.clock, self.sleep)
