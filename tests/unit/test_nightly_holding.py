"""What a night holds back: the refused among the new files, until nothing more is found."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.landing.inventory import take_inventory
from pipelines.nightly.holding import Holding, holding_back, judged_holding, unchanged_holding
from pipelines.nightly.memory import HeldBack, Published
from pipelines.settings import Settings
from pipelines.warehouse.fingerprint import input_fingerprint
from tests.support.deliveries import (
    ALNA_PATIENTS,
    HELSEDATA_TSB,
    PATIENTS,
    add_delivery,
    copy_project,
    edit_origin,
    edit_row,
    sidecar_of,
    write_bytes,
)

PRICES = "prices/2015-2026/priser.csv"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return copy_project(tmp_path)


@pytest.fixture
def published(settings: Settings) -> Published:
    """A release of the project as it stands, which holds nothing back."""
    inventory = take_inventory(settings)
    accepted = {one.delivery_id: one.sha256 for each in inventory.deliveries.values() for one in each}
    return Published(input_fingerprint(settings, inventory.fingerprint()), None, accepted)


def new_prices(settings: Settings, name: str, content: bytes | None = None, **fields: object) -> str:
    """A new delivery of the prices; unless given, with the content of the first one."""
    content = content or (settings.data_raw / PRICES).read_bytes()
    return add_delivery(settings, "prices", "2015-2026", name, content, like=PRICES, **fields)


def broken(settings: Settings) -> bytes:
    return (settings.data_raw / PRICES).read_bytes().replace(b"103,6", b"mange")


def states(holding: Holding, source_id: str) -> dict[str, str]:
    return {one.path.name: one.state for one in holding.inventory.deliveries[source_id]}


def test_nothing_new_is_nothing_to_judge(settings: Settings, published: Published) -> None:
    holding = unchanged_holding(settings, take_inventory(settings), published)
    assert holding is not None
    assert holding.held_back == {}


def test_a_good_new_delivery_is_not_held_back(settings: Settings, published: Published) -> None:
    edit_row(settings, HELSEDATA_TSB, PATIENTS, 339, where=ALNA_PATIENTS)
    new_prices(settings, "priser_2.csv", supersedes=PRICES)
    assert unchanged_holding(settings, take_inventory(settings), published) is None
    holding = judged_holding(settings, published)
    assert (holding.held_back, holding.rest) == ({}, ())


def test_a_refused_delivery_stands_in_nobodys_place(settings: Settings, published: Published) -> None:
    bad = new_prices(settings, "priser_2.csv", broken(settings), supersedes=PRICES)
    holding = judged_holding(settings, published)
    assert list(holding.held_back) == [bad]
    assert holding.rest == ()
    assert states(holding, "prices") == {"priser.csv": "used", "priser_2.csv": "refused"}
    [text] = holding.held_back[bad].findings
    assert "mange" in text


def test_the_next_night_says_unchanged(settings: Settings, published: Published) -> None:
    bad = new_prices(settings, "priser_2.csv", broken(settings), supersedes=PRICES)
    holding = judged_holding(settings, published)
    inventory = take_inventory(holding_back(settings, holding.held_back))
    release = Published(
        input_fingerprint(settings, inventory.fingerprint()), None, published.accepted, holding.held_back
    )
    again = unchanged_holding(settings, take_inventory(settings), release)
    assert again is not None
    assert again.held_back == holding.held_back

    write_bytes(settings, bad, broken(settings) + b"\r\n")
    assert unchanged_holding(settings, take_inventory(settings), release) is None, (
        "other bytes are judged anew"
    )


def test_a_release_that_forgot_why_still_knows_what(settings: Settings, published: Published) -> None:
    bad = new_prices(settings, "priser_2.csv", broken(settings), supersedes=PRICES)
    now = take_inventory(holding_back(settings, [bad]))
    sha256 = next(digest for path, digest, _ in now.hashes if path == bad)
    release = Published(
        input_fingerprint(settings, now.fingerprint()), None, published.accepted, {bad: HeldBack(sha256)}
    )
    assert unchanged_holding(settings, take_inventory(settings), release) is not None


def test_a_mended_delivery_replaces_a_refused_one(settings: Settings, published: Published) -> None:
    """Both may lie there: what a good delivery supersedes is not read, so it is not held back."""
    bad = new_prices(settings, "priser_2.csv", broken(settings), supersedes=PRICES)
    new_prices(settings, "priser_3.csv", supersedes=bad)
    holding = judged_holding(settings, published)
    assert (dict(holding.held_back), holding.rest) == ({}, ())
    assert states(holding, "prices")["priser_3.csv"] == "used"


def test_what_a_refused_delivery_replaced_is_judged_if_no_release_used_it(
    settings: Settings, published: Published
) -> None:
    first = new_prices(settings, "priser_2.csv", broken(settings), supersedes=PRICES)
    second = new_prices(settings, "priser_3.csv", broken(settings) + b"\r\n", supersedes=first)
    holding = judged_holding(settings, published)
    assert sorted(holding.held_back) == [first, second]
    assert states(holding, "prices")["priser.csv"] == "used"


def no_sidecar(settings: Settings) -> str:
    bad = new_prices(settings, "priser_2.csv", supersedes=PRICES)
    sidecar_of(settings, bad).unlink()
    return bad


def no_file(settings: Settings) -> str:
    bad = new_prices(settings, "priser_2.csv", supersedes=PRICES)
    (settings.data_raw / bad).unlink()
    return bad


def faulty_sidecar(settings: Settings) -> str:
    bad = new_prices(settings, "priser_2.csv", supersedes=PRICES)
    edit_origin(settings, bad, received_on="a day in May")
    return bad


def another_hash(settings: Settings) -> str:
    bad = new_prices(settings, "priser_2.csv", supersedes=PRICES)
    write_bytes(settings, bad, b"cut", resign=False)
    return bad


def second_claim(settings: Settings) -> str:
    """By name it comes before the delivery it competes with; it is still the one that came in between."""
    return new_prices(settings, "aaa.csv")


def stranger(settings: Settings) -> str:
    bad = "pirces/2026/priser.csv"
    path = settings.data_raw / bad
    path.parent.mkdir(parents=True)
    path.write_text("1", encoding="utf-8")
    return bad


@pytest.mark.parametrize(
    "fault",
    [no_sidecar, no_file, faulty_sidecar, another_hash, second_claim, stranger],
    ids=lambda f: f.__name__,
)
def test_what_the_inventory_refuses_is_held_back_by_its_path(
    settings: Settings, published: Published, fault: Callable[[Settings], str]
) -> None:
    bad = fault(settings)
    holding = judged_holding(settings, published)
    assert list(holding.held_back) == [bad]
    assert holding.held_back[bad].findings
    assert holding.rest == ()
    assert states(holding, "prices")["priser.csv"] == "used"


def test_a_source_with_nothing_else_cannot_do_without(settings: Settings, published: Published) -> None:
    write_bytes(settings, PRICES, broken(settings))
    holding = judged_holding(settings, published)
    assert list(holding.held_back) == [PRICES]
    assert [finding.code for finding in holding.rest] == ["no_delivery"]
