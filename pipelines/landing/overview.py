"""Per source and period: what is used, superseded, refused or missing, and when the missing is expected."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pipelines.core.calendar import last_year
from pipelines.core.errors import Finding
from pipelines.core.origins import SIDECAR_SUFFIX
from pipelines.landing.expected import Expected, is_fulfilled, overdue, read_stubs
from pipelines.landing.inventory import Inventory, take_inventory
from pipelines.landing.new_year import needed_deliveries
from pipelines.settings import Settings

_FRAMES = "budget_frames"


@dataclass(frozen=True)
class DeliveryLine:
    """One delivery that came, or one that has not.

    Attributes:
        source_id: Its source.
        period: Year or span of years of the figures.
        table: Which table of the source, when it has several.
        vintage: Which edition of the figures is missing; empty for what has come, whose day tells it.
        state: Whether it counts, or why not.
        delivery_id: The file; None when it has not come.
        received_on: When it came.
        due_on: When it is expected.
        overdue: Whether its days of grace are over.
        owner: Who sees to it.
        how: fetch, order or delivery.
        label_nb: What is expected, in Norwegian.
        label_en: What is expected, in English.
        prepared: Whether a stub waits for it; else the calendar says it is needed.
    """

    source_id: str
    period: str
    table: str | None
    vintage: str
    state: Literal["used", "superseded", "refused", "missing"]
    delivery_id: str | None = None
    received_on: date | None = None
    due_on: date | None = None
    overdue: bool = False
    owner: str | None = None
    how: str | None = None
    label_nb: str | None = None
    label_en: str | None = None
    prepared: bool = True


@dataclass(frozen=True)
class Overview:
    """Every line by source and period, what is wrong with files and stubs, and whose needs were counted."""

    budget_year: int | None
    lines: tuple[DeliveryLine, ...]
    findings: tuple[Finding, ...]


def look_over(
    settings: Settings, budget_year: int | None, today: date, refused: Collection[str] = ()
) -> Overview:
    """What has come and what has not.

    Args:
        settings: Where data_raw lies.
        budget_year: The year whose needs count; None for the newest a frame or a stub names.
        today: The day that tells what is overdue.
        refused: Deliveries the published release left out.
    """
    inventory = take_inventory(settings)
    stubs, faults = read_stubs(settings)
    year = budget_year if budget_year is not None else _newest_year(inventory, stubs)
    lines = _arrived(inventory, refused)
    told = {_told(one) for one in stubs}
    needs = [] if year is None else needed_deliveries(settings, year, inventory)
    unprepared = [one for one in needs if _told(one) not in told]
    for wanted, prepared in ((stubs, True), (unprepared, False)):
        lines += [
            _missing(one, today, prepared=prepared)
            for one in wanted
            if not is_fulfilled(one, inventory.deliveries.get(one.source_id, []))
        ]
    findings = [*inventory.problems, *(one for each in inventory.findings.values() for one in each)]
    findings = [one for one in findings if one.code != "no_delivery"]
    return Overview(year, tuple(sorted(lines, key=_order)), (*findings, *faults))


def _arrived(inventory: Inventory, refused: Collection[str]) -> list[DeliveryLine]:
    lines, seen = [], set()
    faulty = {
        (one.file or "").removesuffix(SIDECAR_SUFFIX) for each in inventory.findings.values() for one in each
    }
    for source_id, deliveries in inventory.deliveries.items():
        for one in deliveries:
            seen.add(one.delivery_id)
            bad = one.delivery_id in faulty or one.delivery_id in refused
            lines.append(
                DeliveryLine(
                    source_id,
                    one.period,
                    one.origin.table,
                    "",
                    "refused" if bad else one.state,
                    one.delivery_id,
                    one.origin.received_on,
                )
            )
    # a file whose sidecar is missing or cannot be read is no delivery, yet it lies there
    for file in sorted(faulty - seen):
        parts = file.split("/")
        if len(parts) > 1:
            lines.append(DeliveryLine(parts[0], parts[1], None, "", "refused", file))
    return lines


def _missing(one: Expected, today: date, *, prepared: bool) -> DeliveryLine:
    return DeliveryLine(
        one.source_id,
        one.period,
        one.table,
        one.vintage,
        "missing",
        due_on=one.due_on,
        overdue=overdue(one, today),
        owner=one.owner,
        how=one.how,
        label_nb=one.label_nb,
        label_en=one.label_en,
        prepared=prepared,
    )


def _newest_year(inventory: Inventory, stubs: list[Expected]) -> int | None:
    frames = [last_year(one.period) for one in inventory.deliveries.get(_FRAMES, []) if one.state == "used"]
    return max([*frames, *(one.budget_year for one in stubs)], default=None)


def _told(one: Expected) -> tuple[str, str, str, str]:
    return one.source_id, one.period, one.table or "", one.vintage


def _order(one: DeliveryLine) -> tuple[str, str, str, bool, str, str]:
    missing = one.state == "missing"
    return one.source_id, one.period, one.table or "", missing, str(one.due_on), one.delivery_id or ""
