"""One request and its response, within a deadline whatever the network does."""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipelines.fetching.world import HttpRules

if TYPE_CHECKING:
    import requests

_PIECE = 1 << 16


class UnreachableError(Exception):
    """No connection to the host of the URL came about."""


class BrokenOffError(Exception):
    """The exchange began and did not end as it should; says why in a few words."""


class UnsafeError(Exception):
    """The host could not prove who it is."""


@dataclass(frozen=True)
class Response:
    """Status, headers and whole body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass
class _Exchange:
    """Runs in a thread of its own, because looking up a name and reading a header cannot be interrupted."""

    session: "requests.Session"
    method: str
    url: str
    body: object
    rules: HttpRules
    response: Response | None = None
    error: BaseException | None = None
    given_up: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        try:
            self.response = self._exchanged()
        except BaseException as error:  # noqa: BLE001, told in the thread that waits
            self.error = error

    def _exchanged(self) -> Response:
        rules = self.rules
        with self.session.request(
            self.method,
            self.url,
            json=self.body,
            stream=True,
            timeout=(rules.connect_timeout, rules.read_timeout),
            allow_redirects=False,
        ) as response:
            headers = {name.lower(): value for name, value in response.headers.items()}
            body = bytearray()
            # read1 gives what has come; read would wait for a whole piece of a body that drips
            while piece := response.raw.read1(_PIECE, decode_content=True):
                body += piece
                if self.given_up.is_set():
                    raise BrokenOffError("given up")
                if len(body) > rules.largest_body:
                    raise BrokenOffError(f"more than {rules.largest_body} bytes")
            length = headers.get("content-length", "")
            if length.isdigit() and response.raw.tell() < int(length):
                raise BrokenOffError(f"{response.raw.tell()} of {length} bytes came")
            return Response(response.status_code, headers, bytes(body))


def transfer(session: "requests.Session", method: str, url: str, body: object, rules: HttpRules) -> Response:
    """Send one request and read the whole response.

    Args:
        session: Keeps the connection for the next request.
        method: GET or POST.
        url: Address.
        body: Sent as JSON; None for none.
        rules: Timeouts, deadline and size.

    Raises:
        UnreachableError: No connection.
        BrokenOffError: Timeout, deadline, reset, or a body that is cut or too large.
        UnsafeError: The certificate is not accepted.
    """
    exchange = _Exchange(session, method, url, body, rules)
    began = time.monotonic()
    thread = threading.Thread(target=exchange.run, daemon=True)
    thread.start()
    thread.join(rules.deadline)
    if thread.is_alive():
        exchange.given_up.set()
        raise BrokenOffError(f"not finished after {time.monotonic() - began:.0f} s")
    if exchange.response is not None:
        return exchange.response
    assert exchange.error is not None
    raise _named(exchange.error) from exchange.error


def _named(error: BaseException) -> BaseException:
    import requests
    import urllib3

    if isinstance(error, requests.exceptions.SSLError):
        return UnsafeError(" ".join(str(error).split()))
    if isinstance(error, requests.exceptions.ConnectTimeout | requests.exceptions.ProxyError):
        return UnreachableError()
    if isinstance(error, requests.exceptions.ConnectionError) and _never_connected(error):
        return UnreachableError()
    if isinstance(
        error,
        requests.exceptions.ConnectionError
        | requests.exceptions.Timeout
        | requests.exceptions.ChunkedEncodingError
        | urllib3.exceptions.HTTPError
        | OSError,
    ) and not isinstance(error, requests.exceptions.InvalidURL):
        # the texts of these errors hold addresses of objects and of proxies
        late = isinstance(error, requests.exceptions.Timeout | urllib3.exceptions.TimeoutError | TimeoutError)
        return BrokenOffError("no answer in time" if late else "the connection broke off")
    return error


def _never_connected(error: BaseException) -> bool:
    from urllib3.exceptions import MaxRetryError, NewConnectionError

    cause = error.args[0] if error.args else None
    return isinstance(cause.reason if isinstance(cause, MaxRetryError) else cause, NewConnectionError)
