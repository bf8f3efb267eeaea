"""Whether hosts are reachable is told in time, whatever the network does."""

import socket
import threading
from collections.abc import Callable, Iterator

import pytest

from pipelines.core import network
from pipelines.core.network import address_of, reachable

PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def listening() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def blocked(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Looking up the name `dropped.invalid` takes until the event is set."""
    released = threading.Event()
    usual = socket.getaddrinfo

    def look_up(host: str, *args: object, **options: object) -> object:
        if host == "dropped.invalid":
            released.wait(60)
            raise socket.gaierror("timed out")
        return usual(host, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    yield released
    released.set()


def ended(work: Callable[[], object], seconds: float = 30) -> list[object]:
    """What the work gave; fails when it does not end."""
    results: list[object] = []
    thread = threading.Thread(target=lambda: results.append(work()), daemon=True)
    thread.start()
    thread.join(seconds)
    assert not thread.is_alive(), "it stalled"
    return results


def test_a_host_that_listens_is_reachable(listening: str) -> None:
    assert reachable([listening, f"{listening}/api"]) == {listening: True, f"{listening}/api": True}


def test_a_port_nobody_listens_on_is_not(listening: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        assert reachable([url, listening]) == {url: False, listening: True}


def test_names_that_do_not_resolve_stall_nothing(listening: str, blocked: threading.Event) -> None:
    asked = ["https://dropped.invalid/a", "dropped.invalid", listening]
    [answer] = ended(lambda: reachable(asked, timeout=0.2))
    assert answer == {asked[0]: False, asked[1]: False, listening: True}
    assert not blocked.is_set(), "the answer came while the name was still being looked up"


def test_packets_that_are_dropped_stall_nothing() -> None:
    # a queue of connections that nobody takes and that is full: the next one gets no answer at all
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(0)
        address = server.getsockname()
        waiting = []
        for _ in range(4):
            client = socket.socket()
            client.setblocking(False)
            client.connect_ex(address)
            waiting.append(client)
        url = f"http://127.0.0.1:{address[1]}"
        assert ended(lambda: reachable([url], timeout=0.3)) == [{url: False}]
        for client in waiting:
            client.close()


def test_a_name_that_cannot_be_one_is_not_reachable() -> None:
    assert reachable(["https://" + "a" * 300]) == {"https://" + "a" * 300: False}
    assert reachable([]) == {}


def test_behind_a_proxy_the_proxy_is_tried(listening: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", listening)
    monkeypatch.setenv("no_proxy", "inside.example")
    port = int(listening.rsplit(":", 1)[1])
    assert address_of("https://data.ssb.no/api") == ("127.0.0.1", port)
    assert address_of("https://inside.example") == ("inside.example", 443)
    assert address_of("http://data.ssb.no") == ("data.ssb.no", 80)
    assert reachable(["https://data.ssb.no/api"]) == {"https://data.ssb.no/api": True}
    assert network.reachable(["data.ssb.no"]) == {"data.ssb.no": True}
