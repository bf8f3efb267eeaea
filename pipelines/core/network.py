"""Whether a host can be reached, told in time also when packets are dropped and names do not resolve."""

import socket
import threading
import time
from collections.abc import Iterable
from urllib.parse import SplitResult, urlsplit
from urllib.request import getproxies, proxy_bypass

_PORTS = {"http": 80, "https": 443}

Address = tuple[str, int]


def reachable(urls_or_hosts: Iterable[str], timeout: float = 1.5) -> dict[str, bool]:
    """Try to connect to every host at once; a proxy of the environment is tried in the host's place.

    Looking a name up cannot be interrupted, so each attempt has a thread of its own that nobody waits for
    once the time is up; such a thread does not keep the process alive.

    Args:
        urls_or_hosts: URLs, or host names (port 443).
        timeout: Seconds for everything together, name resolution included.

    Returns:
        Whether the host took the connection in time, by what was asked for.
    """
    asked = {one: address_of(one) for one in urls_or_hosts}
    until = time.monotonic() + timeout
    taken: dict[Address, bool] = {}
    attempts = [
        threading.Thread(target=_connect, args=(address, timeout, taken), daemon=True)
        for address in sorted(set(asked.values()))
    ]
    for attempt in attempts:
        attempt.start()
    for attempt in attempts:
        attempt.join(max(0.0, until - time.monotonic()))
    return {one: taken.get(address, False) for one, address in asked.items()}


def address_of(url_or_host: str) -> Address:
    """The host and port a request to the URL connects to: its own, or those of the environment's proxy."""
    url = urlsplit(url_or_host if "://" in url_or_host else f"https://{url_or_host}")
    host = url.hostname or ""
    proxies = getproxies()
    proxy = proxies.get(url.scheme) or proxies.get("all")
    if proxy and not proxy_bypass(host):
        return _address(urlsplit(proxy if "://" in proxy else f"http://{proxy}"))
    return _address(url)


def _address(url: SplitResult) -> Address:
    return url.hostname or "", url.port or _PORTS.get(url.scheme, 443)


def _connect(address: Address, timeout: float, taken: dict[Address, bool]) -> None:
    try:
        with socket.create_connection(address, timeout):
            taken[address] = True
    except (OSError, UnicodeError):
        # no such name, refused, dropped, no route
        taken[address] = False
