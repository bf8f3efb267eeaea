"""Without a way to the services nothing stalls and nothing is lost."""

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipelines.fetching import FETCHABLE, FetchOutcome, World, fetch_source, fetch_sources
from pipelines.fetching.store import fetch_lock
from pipelines.settings import Settings
from tests.support.statbank_server import OSLO, SSB, Statbank
from tests.unit.fetching.conftest import Time, make_world

GOES_ON = "cannot be reached; going on with what has been landed"


@contextmanager
def dropping() -> Iterator[str]:
    """An address that answers nothing: its queue of connections is full and nobody takes one."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        for client in waiting:
            client.setblocking(False)
            client.connect_ex(server.getsockname())
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        for client in waiting:
            client.close()


def in_time(settings: Settings, world: World) -> list[FetchOutcome]:
    """The outcomes of all sources; fails when fetching does not come back."""
    outcomes: list[FetchOutcome] = []
    work = threading.Thread(
        target=lambda: outcomes.extend(fetch_sources(FETCHABLE, settings, world)), daemon=True
    )
    work.start()
    work.join(30)
    assert not work.is_alive(), "fetching stalled"
    return outcomes


def test_dropped_packets_are_told_in_one_line(settings: Settings, bank: Statbank, at: Time) -> None:
    with dropping() as address:
        away = settings.model_copy(update={"fetch_base_urls": {SSB: address, OSLO: address}})
        # one that waited for a connection or tried again would be longer than the test waits
        outcomes = in_time(away, make_world(at, connect_timeout=300))
    assert {one.status for one in outcomes} == {"offline"}
    assert {one.message for one in outcomes} == {f"offline: {SSB}, {OSLO} {GOES_ON}"}
    assert at.waits == []


def test_names_that_do_not_resolve_are_told(
    settings: Settings, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    released = threading.Event()

    def look_up(*_args: object, **_options: object) -> object:
        released.wait(60)
        raise socket.gaierror("timed out")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    norwegian = settings.model_copy(update={"fetch_base_urls": {}, "language": "nb"})
    try:
        outcomes = in_time(norwegian, world)
    finally:
        released.set()
    assert {one.status for one in outcomes} == {"offline"}
    expected = f"uten nett: {SSB}, {OSLO} kan ikke nås; går videre med det som er landet"
    assert {one.message for one in outcomes} == {expected}


def test_one_service_that_is_away_stops_no_other(settings: Settings, bank: Statbank, world: World) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{taken.getsockname()[1]}"
        urls = bank.settings_urls | {OSLO: nobody}
        outcomes = fetch_sources(FETCHABLE, settings.model_copy(update={"fetch_base_urls": urls}), world)
    assert [one.status for one in outcomes] == ["unchanged", "offline", "unchanged", "unchanged"]
    assert outcomes[1].message == f"offline: {OSLO} {GOES_ON}"


def test_a_service_that_goes_away_in_the_middle_is_away(settings: Settings, at: Time) -> None:
    server = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{server.getsockname()[1]}"

    def take_one() -> None:
        server.accept()[0].close()
        server.close()

    taking = threading.Thread(target=take_one, daemon=True)
    taking.start()
    gone = settings.model_copy(update={"fetch_base_urls": {OSLO: url}})
    outcome = fetch_source("oslo_low_income", gone, make_world(at))
    taking.join(10)
    assert (outcome.status, outcome.message) == ("offline", f"offline: {OSLO} {GOES_ON}")


def test_two_fetches_do_not_meet(settings: Settings, bank: Statbank, world: World) -> None:
    with fetch_lock(settings):
        outcome = fetch_source("klass_districts", settings, world)
    assert outcome.status == "failed"
    assert "Another fetch" in outcome.message
    assert bank.calls == []
    assert fetch_source("klass_districts", settings, world).status == "unchanged"


def test_a_failing_source_stops_no_other(
    settings: Settings, bank: Statbank, world: World, tmp_path: Path
) -> None:
    shutil.rmtree(settings.data_raw / "klass_districts")
    bank.tables["oslo_low_income"].relabel("geografi", "12 Alna", "12 Alna-Furuset")
    outcomes = fetch_sources(FETCHABLE, settings, world)
    assert [one.status for one in outcomes] == ["new", "failed", "unchanged", "unchanged"]
