"""One HTTP layer for all services: limits, retries with a bound, deadlines, and errors as findings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.network import reachable
from pipelines.fetching.answers import Transient, judged, retry_after
from pipelines.fetching.transfer import BrokenOffError, UnreachableError, UnsafeError, transfer
from pipelines.fetching.world import World

if TYPE_CHECKING:
    from tenacity import RetryCallState


@dataclass(frozen=True)
class Answer:
    """A good answer: its bytes as received, and what they say."""

    content: bytes
    json: Any


class Http:
    """Sends the requests of one source.

    Args:
        source_id: Whom the findings are about.
        world: Rules, clock and limit.
        base_urls: Host -> address that stands in its place (a gateway, or a server of a test).
    """

    def __init__(self, source_id: str, world: World, base_urls: Mapping[str, str]) -> None:
        import requests

        self.source_id = source_id
        self.world = world
        self.base_urls = base_urls
        self._session = requests.Session()
        # a compressed body that is cut is harder to tell from a whole one
        self._session.headers.update({"Accept": "application/json", "Accept-Encoding": "identity"})

    def get(self, url: str) -> Answer:
        """GET; see `send`."""
        return self.send("GET", url)

    def post(self, url: str, body: object) -> Answer:
        """POST a JSON body; see `send`."""
        return self.send("POST", url, body)

    def send(self, method: str, url: str, body: object = None) -> Answer:
        """Send a request until it is answered, refused or given up.

        Too many calls (429), a closed service (502, 503, 504), a connection that breaks, a timeout and a cut
        body are tried again, a bounded number of times; no other answer is.

        Raises:
            UnreachableError: The host cannot be reached.
            DeliveryError: It refused, was given up, or answered with something else than JSON.
        """
        from tenacity import Retrying, retry_if_exception_type, stop_after_attempt

        rules = self.world.rules
        retrying = Retrying(
            stop=stop_after_attempt(rules.tries),
            wait=self._wait,
            retry=retry_if_exception_type(Transient),
            sleep=self.world.sleep,
            reraise=True,
        )
        try:
            return retrying(self._once, method, url, body)
        except Transient as error:
            params = {"url": url, "tries": str(rules.tries)}
            raise DeliveryError(
                [Finding("fetch_given_up", self.source_id, found=str(error), params=params)]
            ) from error

    def _wait(self, state: "RetryCallState") -> float:
        """Seconds to the next try: what the service asks for, else twice as long each time; bounded."""
        rules = self.world.rules
        error = state.outcome.exception() if state.outcome else None
        asked = error.retry_after if isinstance(error, Transient) else None
        doubled: float = rules.first_wait * 2 ** (state.attempt_number - 1)
        return min(rules.longest_wait, doubled if asked is None else asked)

    def _once(self, method: str, url: str, body: object) -> Answer:
        address = self.address(url)
        # two gateways to one service are counted apart; an installation has one
        self.world.wait_for_turn(f"{urlsplit(url).netloc} at {urlsplit(address).netloc}")
        try:
            response = transfer(self._session, method, address, body, self.world.rules)
        except BrokenOffError as error:
            # when packets are dropped now, further tries would only add up their timeouts
            if not reachable([address])[address]:
                raise UnreachableError(url) from error
            raise Transient(str(error)) from error
        except UnsafeError as error:
            params = {"url": url}
            raise DeliveryError(
                [Finding("fetch_unsafe", self.source_id, found=str(error), params=params)]
            ) from error
        wait = retry_after(response.headers, self.world.now())
        return Answer(response.body, judged(response, wait, Finding("", self.source_id, params={"url": url})))

    def address(self, url: str) -> str:
        """Where a request for the URL really goes."""
        parts = urlsplit(url)
        base = self.base_urls.get(parts.hostname or "")
        if base is None:
            return url
        return base.rstrip("/") + parts.path + (f"?{parts.query}" if parts.query else "")
