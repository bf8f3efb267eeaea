"""Prepares data_raw for a budget year: folders, stubs of what is to come, columns of the column maps."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipelines.core.replacing import write_whole
from pipelines.landing.expected import Expected, expected_deliveries, is_fulfilled
from pipelines.landing.inventory import Inventory, take_inventory
from pipelines.landing.map_columns import add_column, has_column, map_to_write
from pipelines.landing.source_folder import Delivery
from pipelines.landing.stubs import Need, as_yaml, needs_of, stub_content
from pipelines.landing.year_decisions import NeededDecision, needed_decisions
from pipelines.settings import Settings
from pipelines.sources import SOURCES, load_source

FIRST_YEAR, LAST_YEAR = 1990, 2200

State = Literal["made", "there", "delivered"]
"""Made now; waiting from before; delivered, so that nothing waits."""


@dataclass(frozen=True)
class Preparation:
    """One file the budget year needs: what, where its stub lies, and what was done about it."""

    need: Need
    stub: Path
    state: State


@dataclass(frozen=True)
class MapColumn:
    """A column of a column map for a new period."""

    source_id: str
    period: str
    path: Path
    state: Literal["made", "there"]


@dataclass(frozen=True)
class NewYear:
    """What a budget year needs, and what was prepared of it.

    Attributes:
        budget_year: The year.
        dry_run: Whether nothing was written.
        preparations: Every file it needs, by due date.
        columns: Columns of column maps, for the periods that have not been delivered.
        decisions: What is to be decided or confirmed.
    """

    budget_year: int
    dry_run: bool
    preparations: tuple[Preparation, ...]
    columns: tuple[MapColumn, ...]
    decisions: tuple[NeededDecision, ...]


def prepare(settings: Settings, budget_year: int, *, dry_run: bool = False) -> NewYear:
    """Make what is missing of the folders, stubs and columns a budget year needs; nothing is overwritten.

    Run twice it changes nothing the second time. Faults of data_raw do not stop it.

    Raises:
        ValueError: The year is no budget year.
    """
    if not FIRST_YEAR <= budget_year <= LAST_YEAR:
        raise ValueError(f"{budget_year} is no budget year")
    inventory = take_inventory(settings)
    waiting = expected_deliveries(settings)
    preparations: list[Preparation] = []
    columns: list[MapColumn] = []
    for source_id in SOURCES:
        deliveries = inventory.deliveries.get(source_id, [])
        made = [
            _prepare_one(settings, need, deliveries, waiting, dry_run=dry_run)
            for need in needs_of(load_source(source_id), budget_year, deliveries)
        ]
        preparations += made
        periods = {one.need.period for one in made if one.state != "delivered"}
        columns += [_column(settings, source_id, period, dry_run=dry_run) for period in sorted(periods)]
    preparations.sort(key=lambda one: (one.need.due_on, one.need.source.source_id, str(one.stub)))
    decisions = tuple(needed_decisions(settings, budget_year))
    return NewYear(budget_year, dry_run, tuple(preparations), tuple(columns), decisions)


def needed_deliveries(settings: Settings, budget_year: int, inventory: Inventory) -> list[Expected]:
    """What the calendar says a budget year needs, whether or not anybody has prepared it."""
    return [
        as_expected(settings, need)
        for source_id in SOURCES
        for need in needs_of(load_source(source_id), budget_year, inventory.deliveries.get(source_id, []))
    ]


def as_expected(settings: Settings, need: Need) -> Expected:
    """The expectation a need becomes; its stub need not be there."""
    entry = need.entry
    return Expected(
        need.source.source_id,
        need.period,
        need.table,
        entry.vintage,
        need.due_on,
        need.owner,
        entry.how,
        entry.label_nb,
        entry.label_en,
        need.budget_year,
        _stub_path(settings, need),
        entry.grace_days,
        entry.begins_on(need.budget_year),
    )


def _prepare_one(
    settings: Settings, need: Need, deliveries: list[Delivery], waiting: list[Expected], *, dry_run: bool
) -> Preparation:
    wanted = as_expected(settings, need)
    for one in waiting:
        if _same(one, wanted):
            state: State = "delivered" if is_fulfilled(one, deliveries) else "there"
            return Preparation(need, one.stub, state)
    if is_fulfilled(wanted, deliveries):
        return Preparation(need, wanted.stub, "delivered")
    if wanted.stub.exists():
        return Preparation(need, wanted.stub, "there")
    if not dry_run:
        write_whole(wanted.stub, as_yaml(stub_content(need)))
    return Preparation(need, wanted.stub, "made")


def _same(one: Expected, other: Expected) -> bool:
    def told(each: Expected) -> tuple[str, str, str, str]:
        return each.source_id, each.period, each.table or "", each.vintage

    return told(one) == told(other)


def _stub_path(settings: Settings, need: Need) -> Path:
    # the first edition of the calendar has the plain name
    editions = [one for one in need.source.calendar if one.tables == need.entry.tables]
    later = bool(editions) and need.entry.vintage != editions[0].vintage
    folder = settings.data_raw / need.source.source_id / need.period
    return folder / need.stub_name(later_edition=later)


def _column(settings: Settings, source_id: str, period: str, *, dry_run: bool) -> MapColumn:
    there = has_column(settings, source_id, period)
    if not there and not dry_run:
        add_column(settings, source_id, period)
    return MapColumn(source_id, period, map_to_write(settings, source_id), "there" if there else "made")
