"""Stubs of expected deliveries: what is known of next year's file from the latest one of its source."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from pipelines.core.calendar import CalendarEntry, last_year, span
from pipelines.core.origins import STUB_SUFFIX, Origin
from pipelines.core.source import Source
from pipelines.landing.source_folder import Delivery

# what a file of each shape is called when there is no earlier one to be called like
_SUFFIXES = {
    "workbook": "xlsx",
    "pasted": "txt",
    "px": "json",
    "fixed_width": "dat",
    "person_file": "dat",
    "klass_codes": "json",
}
_MADE_UP = re.compile(r"\b(SYNTETISK|SYNTHETIC): ")
_FROM_SIDECAR = ("producer", "contact", "url", "licence", "personal_data")


@dataclass(frozen=True)
class Need:
    """One file that a budget year needs, by the calendar of its source.

    `period` keeps the first year of the latest span; `latest` is the newest delivery in use of that table.
    """

    source: Source
    entry: CalendarEntry
    table: str | None
    budget_year: int
    period: str
    latest: Delivery | None

    @property
    def due_on(self) -> date:
        """The day it is expected."""
        return self.entry.due_on(self.budget_year)

    @property
    def owner(self) -> str:
        """Who sees to it."""
        return self.entry.owner or self.source.owner

    @property
    def file_name(self) -> str:
        """What the file should be called: like the latest one, with its years moved."""
        if self.latest is not None:
            return moved(self.latest.path.name, self.latest.period, self.period)
        parts = filter(None, (self.source.source_id, self.table, self.period))
        return f"{'_'.join(parts)}.{_SUFFIXES.get(self.source.file.kind, 'csv')}"

    def stub_name(self, *, later_edition: bool) -> str:
        """Name of the stub; a later edition's says which it is, so that both can lie side by side."""
        stem, dot, suffix = self.file_name.rpartition(".")
        name = f"{stem}_{self.entry.vintage}{dot}{suffix}" if later_edition else self.file_name
        return name + STUB_SUFFIX


def needs_of(source: Source, budget_year: int, deliveries: Iterable[Delivery]) -> list[Need]:
    """What a budget year needs of one source, in the order of its calendar."""
    in_use = [one for one in deliveries if one.state == "used"]
    needs = []
    for entry in source.calendar:
        for table in entry.tables or (None,):
            latest = latest_of(in_use, table)
            period = _period(source, entry.figure_year(budget_year), latest)
            needs.append(Need(source, entry, table, budget_year, period, latest))
    return needs


def latest_of(deliveries: Iterable[Delivery], table: str | None) -> Delivery | None:
    """The delivery of the newest period among those of a table; None when there is none."""
    same = [one for one in deliveries if (one.origin.table or None) == table]
    return max(same, key=lambda one: (last_year(one.period), one.period, one.delivery_id), default=None)


def moved(text: str, old: str, new: str) -> str:
    """A text with the years of one period replaced by those of another; other numbers stay."""
    years = {old: new, str(last_year(old)): str(last_year(new))}
    pattern = "|".join(sorted(map(re.escape, years), key=len, reverse=True))
    return re.sub(rf"(?<!\d)({pattern})(?!\d)", lambda match: years[match[1]], text)


def inherited(origin: Origin, period: str, budget_year: int | None) -> dict[str, Any]:
    """Fields of a sidecar that the latest delivery of the same table says about the next one."""
    known: dict[str, Any] = {"title": moved(origin.title, origin.period, period)}
    known |= {name: getattr(origin, name) for name in _FROM_SIDECAR}
    if origin.for_budget_year is not None:
        known["for_budget_year"] = budget_year
    return known


def real_title(title: str) -> str:
    """The title of an invented delivery without the words that say it is invented."""
    return _MADE_UP.sub("", title)


def stub_content(need: Need) -> dict[str, Any]:
    """The fields of a stub: of the sidecar what is known, then what is expected when, from whom.

    Who made an invented delivery says nothing about who makes the real one.
    """
    known: dict[str, Any] = {}
    if need.latest is not None:
        known = inherited(need.latest.origin, need.period, need.budget_year)
        if need.latest.origin.synthetic:
            known = {name: known[name] for name in ("title", "for_budget_year") if name in known}
            known["title"] = real_title(known["title"])
    begins = need.entry.begins_on(need.budget_year)
    return {
        "source_id": need.source.source_id,
        **known,
        "period": need.period,
        "synthetic": False,
        **({"table": need.table} if need.table else {}),
        "vintage": need.entry.vintage,
        "label_nb": need.entry.label_nb,
        "label_en": need.entry.label_en,
        "budget_year": need.budget_year,
        "due_on": need.due_on,
        "grace_days": need.entry.grace_days,
        **({"not_before": begins} if begins else {}),
        "how": need.entry.how,
        "owner": need.owner,
    }


def as_yaml(fields: Mapping[str, Any]) -> str:
    """Fields as the text of a sidecar, in their order."""
    return yaml.safe_dump(dict(fields), allow_unicode=True, sort_keys=False, width=110)


def _period(source: Source, year: int, latest: Delivery | None) -> str:
    if source.periods == "year":
        return str(year)
    first = span(latest.period)[0] if latest is not None else year
    return f"{min(first, year)}-{year}"
