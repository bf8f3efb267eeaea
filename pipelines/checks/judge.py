"""Judges deliveries: every finding of the sidecar, the reader, the lookups and the rules, at once.

Nothing is landed, derived or written below build/; neither Dagster nor dbt is imported, nor Great
Expectations as long as the suites are made of rules that `rules` knows.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pipelines.checks.content import judge_content
from pipelines.checks.good import Good, Total
from pipelines.checks.private import is_personal, masked
from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.origins import SIDECAR_SUFFIX, Origin
from pipelines.landing.correction_files import load_corrections, unbound_corrections
from pipelines.landing.inventory import Inventory, take_inventory
from pipelines.landing.provisional import provisional_delivery
from pipelines.landing.source_folder import Delivery
from pipelines.settings import Settings
from pipelines.sources import SOURCES, load_source

__all__ = ["Good", "Judgement", "Judgements", "Total", "judge_deliveries", "judge_file"]


@dataclass(frozen=True)
class Judgement:
    """What was found in one delivery.

    Attributes:
        delivery_id: `<source_id>/<period>/<file>`.
        source_id: The source whose rules it was held against.
        findings: What stops it; empty when it is accepted.
        warnings: What its owner should look at.
        good: What could be read; None when nothing could.
        origin: Its sidecar; None when that is missing or faulty.
        state: Whether it counts; None when the sidecar does not say.
        path: The file.
    """

    delivery_id: str
    source_id: str
    findings: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    good: Good | None
    origin: Origin | None = None
    state: Literal["used", "superseded", "refused"] | None = None
    path: Path | None = None

    @property
    def refused(self) -> bool:
        """Whether a refresh would refuse it."""
        return bool(self.findings)

    @property
    def is_personal(self) -> bool:
        """Whether what was found is not shown, because the delivery has personal data."""
        return is_personal(self.origin)


@dataclass(frozen=True)
class Judgements:
    """Judgements by delivery id, and problems that belong to no delivery."""

    judgements: tuple[Judgement, ...]
    problems: tuple[Finding, ...]

    @property
    def refused(self) -> bool:
        """Whether a refresh would stop on anything here."""
        return bool(self.problems) or any(one.refused for one in self.judgements)


def judge_deliveries(
    settings: Settings, delivery_ids: Collection[str] | None = None, *, superseded: bool = True
) -> Judgements:
    """Judge deliveries in data_raw.

    Args:
        settings: Where everything lies; what is held back is judged only when it is named.
        delivery_ids: Those to judge; None for every one that is not superseded.
        superseded: Whether those of `delivery_ids` that are superseded are judged too.

    Raises:
        LookupError: A delivery is not there.
    """
    chosen = None if delivery_ids is None else _sources(delivery_ids)
    inventory = take_inventory(settings, chosen)
    deliveries = {one.delivery_id: one for each in inventory.deliveries.values() for one in each}
    strangers = {finding.file for finding in inventory.problems}
    there = [one for one, _, _ in inventory.hashes if one not in strangers]
    if delivery_ids is None:
        wanted = [one for one in there if one not in deliveries or deliveries[one].state == "used"]
        problems = [*inventory.problems, *_corrections(settings, inventory)]
    else:
        if unknown := set(delivery_ids) - set(there) - strangers:
            raise LookupError(f"no such delivery: {', '.join(sorted(unknown))}")
        past = {one for one in deliveries if deliveries[one].state == "superseded" and not superseded}
        wanted = [one for one in there if one in delivery_ids and one not in past]
        problems = [one for one in inventory.problems if one.file in delivery_ids]
    said: dict[str, list[Finding]] = {}
    for finding in (one for each in inventory.findings.values() for one in each):
        delivery_id = _delivery_of(finding, there)
        if delivery_id is not None:
            said.setdefault(delivery_id, []).append(finding)
        elif delivery_ids is None or _concerns(finding, delivery_ids):
            problems.append(finding)
    judgements = [
        _judge(one, deliveries.get(one), said.get(one, []), settings) for one in sorted(set(wanted))
    ]
    return Judgements(tuple(judgements), tuple(problems))


def judge_file(path: Path, origin: Origin, settings: Settings) -> Judgement:
    """Judge a file that may lie anywhere, as the delivery its origin says it is.

    Raises:
        LookupError: There is no such source.
        ValueError: The source has no such period or table.
    """
    source = load_source(origin.source_id, settings.sources_overlay)
    if not source.accepts_period(origin.period):
        example = source.period_example
        raise ValueError(f"{origin.source_id} has no period {origin.period!r}; one looks like {example}")
    if not source.has_table(origin.table):
        raise ValueError(f"{origin.source_id} has no table {origin.table!r}: {', '.join(source.tables)}")
    delivery_id = f"{origin.source_id}/{origin.period}/{path.name}"
    state: Literal["used"] = "used"
    delivery = Delivery(delivery_id, origin.source_id, origin.period, path, origin, origin.sha256, state)
    return _judge(delivery_id, delivery, [], settings)


def _judge(delivery_id: str, delivery: Delivery | None, said: list[Finding], settings: Settings) -> Judgement:
    path = delivery.path if delivery else settings.data_raw / delivery_id
    origin = delivery.origin if delivery else None
    state = delivery.state if delivery else None
    source_id = delivery_id.split("/", maxsplit=1)[0]
    readable = provisional_delivery(delivery_id, delivery, settings)
    findings, warnings, good = list(said), [], None
    if readable is not None:
        try:
            found = judge_content(readable, settings)
        except DeliveryError as error:
            # the source's own declaration is faulty
            findings += error.findings
        else:
            source_id, good = readable.source_id, found.good
            # the file may lie in another place than its sidecar says
            findings += _placed(found.findings, readable, delivery_id)
            warnings += _placed(found.warnings, readable, delivery_id)
    if readable is not None and is_personal(readable.origin):
        findings, warnings = [masked(one) for one in findings], [masked(one) for one in warnings]
    return Judgement(delivery_id, source_id, tuple(findings), tuple(warnings), good, origin, state, path)


def _placed(findings: tuple[Finding, ...], delivery: Delivery, delivery_id: str) -> list[Finding]:
    read_as = f"{delivery.origin.source_id}/{delivery.origin.period}/{delivery.path.name}"
    mine = {None, read_as, delivery.delivery_id}
    return [replace(one, file=delivery_id) if one.file in mine else one for one in findings]


def _sources(delivery_ids: Collection[str]) -> list[str] | None:
    """The sources of deliveries; None, which is all and what belongs to none, when one has no source."""
    tops = {one.split("/", maxsplit=1)[0] for one in delivery_ids}
    return sorted(tops) if tops <= set(SOURCES) else None


def _delivery_of(finding: Finding, there: Collection[str]) -> str | None:
    """The delivery a finding of the inventory is about; None for one about a period or a whole source."""
    file = (finding.file or "").removesuffix(SIDECAR_SUFFIX)
    between = finding.code in ("claims_same_period", "circular_supersede")
    return file if file in there and not between else None


def _concerns(finding: Finding, delivery_ids: Collection[str]) -> bool:
    return any(one in (finding.found or "") for one in delivery_ids)


def _corrections(settings: Settings, inventory: Inventory) -> list[Finding]:
    """Corrections that are faulty or bound to nothing."""
    findings: list[Finding] = []
    for source_id, deliveries in inventory.deliveries.items():
        try:
            source = load_source(source_id, settings.sources_overlay)
        except DeliveryError as error:
            findings += error.findings
        else:
            findings += unbound_corrections(load_corrections(settings, source), deliveries, settings)
    return findings
