"""A running statbank, a small project whose tables it has, and a world whose time costs nothing."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipelines.fetching import FETCHABLE, World
from pipelines.fetching.world import HttpRules, RateLimit
from pipelines.settings import Settings
from tests.support.deliveries import ROOT
from tests.support.statbank_server import Statbank, statbank

NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
"""Oslo's clock says 12."""


@dataclass
class Time:
    """A clock that goes only when somebody waits."""

    moment: datetime = NOON
    passed: float = 0.0
    waits: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return self.moment + timedelta(seconds=self.passed)

    def clock(self) -> float:
        return self.passed

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.passed += seconds


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")


@pytest.fixture
def bank() -> Iterator[Statbank]:
    with statbank() as running:
        yield running


@pytest.fixture
def at() -> Time:
    return Time()


@pytest.fixture
def world(at: Time) -> World:
    return make_world(at)


def make_world(at: Time, calls: int = 1000, **rules: float) -> World:
    """A world with its own limit; `rules` are those of `HttpRules`."""
    chosen = replace(HttpRules(calls=calls), **rules)  # type: ignore[arg-type]
    return World(chosen, at.now, at.clock, at.sleep, RateLimit(calls, chosen.window))


@pytest.fixture
def settings(tmp_path: Path, bank: Statbank) -> Settings:
    """A project with the shipped deliveries of the fetched sources."""
    for source_id in FETCHABLE:
        shutil.copytree(ROOT / "data_raw" / source_id, tmp_path / "data_raw" / source_id)
    shutil.copytree(ROOT / "dbt_project" / "seeds", tmp_path / "dbt_project" / "seeds")
    return Settings(root=tmp_path, fetch_base_urls=bank.settings_urls)


@pytest.fixture
def empty(settings: Settings) -> Settings:
    """The same project before anything was delivered."""
    shutil.rmtree(settings.data_raw)
    settings.data_raw.mkdir()
    return settings
