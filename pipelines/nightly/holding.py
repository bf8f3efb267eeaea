"""Which files a night leaves out: what is refused among the new ones, until nothing more is found."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pipelines.core.errors import Finding
from pipelines.core.origins import SIDECAR_SUFFIX
from pipelines.landing.inventory import Inventory, take_inventory
from pipelines.nightly.memory import HeldBack, Published
from pipelines.settings import Settings
from pipelines.warehouse.fingerprint import input_fingerprint

TWO_CLAIMS = "claims_same_period"


@dataclass(frozen=True)
class Holding:
    """What is left out, and what leaving out could not mend.

    Attributes:
        held_back: Path below data_raw -> hash and findings.
        rest: Findings that no held-back file explains; with them there can be no refresh.
        inventory: data_raw without what is held back.
    """

    held_back: Mapping[str, HeldBack]
    rest: tuple[Finding, ...]
    inventory: Inventory


def holding_back(settings: Settings, paths: Iterable[str]) -> Settings:
    """Settings of a run that leaves these out, beside what the installation leaves out anyway."""
    return settings.model_copy(update={"held_back": tuple(sorted({*settings.held_back, *paths}))})


def unchanged_holding(settings: Settings, inventory: Inventory, published: Published) -> Holding | None:
    """What the published release holds back, if all input is as it was; else None."""
    hashes = content_hashes(inventory)
    held = {path: one for path, one in published.held_back.items() if hashes.get(path) == one.sha256}
    paths = holding_back(settings, held).held_back
    as_published = replace(inventory, held_back=paths)
    if input_fingerprint(settings, as_published.fingerprint()) != published.fingerprint:
        return None
    return Holding(held, (), as_published)


def judged_holding(settings: Settings, published: Published) -> Holding:
    """Judge what is new or changed since the release, and hold back what is refused.

    A file that is held back stands in nobody's place: what it was to replace is used again, and is judged too
    if the release did not use it. A refused file that a good one replaces need not be held back.
    """
    from pipelines.checks.judge import judge_deliveries

    held: dict[str, HeldBack] = {}
    judged: set[str] = set()
    while True:
        now = holding_back(settings, held)
        inventory = take_inventory(now)
        hashes = content_hashes(inventory)
        found: dict[str, list[Finding]] = {}
        rest: list[Finding] = []
        for finding in _of_inventory(inventory):
            paths = _paths_of(finding, hashes, published)
            for path in paths:
                found.setdefault(path, []).append(finding)
            if not paths:
                rest.append(finding)
        new = _to_judge(inventory, published) - judged - found.keys()
        judged |= new
        if new:
            for judgement in judge_deliveries(now, sorted(new)).judgements:
                if judgement.refused:
                    found.setdefault(judgement.delivery_id, []).extend(judgement.findings)
        fresh = found.keys() - held.keys()
        if not fresh:
            return Holding(held, tuple(rest), inventory)
        held |= {path: HeldBack(hashes[path], _texts(found[path], settings)) for path in sorted(fresh)}


def content_hashes(inventory: Inventory) -> dict[str, str]:
    """Hash of every file by path; a sidecar without its file stands for it."""
    return {path: file or sidecar for path, file, sidecar in inventory.hashes}


def _to_judge(inventory: Inventory, published: Published) -> set[str]:
    return {
        delivery.delivery_id
        for deliveries in inventory.deliveries.values()
        for delivery in deliveries
        if delivery.state == "used" and published.accepted.get(delivery.delivery_id) != delivery.sha256
    }


def _of_inventory(inventory: Inventory) -> list[Finding]:
    return [*inventory.problems, *(one for found in inventory.findings.values() for one in found)]


def _paths_of(finding: Finding, hashes: Mapping[str, str], published: Published) -> list[str]:
    """The files that a finding speaks of; of two that claim one period, the one that came in between."""
    if finding.code == TWO_CLAIMS and finding.found:
        claims = [path for path in finding.found.split(", ") if path in hashes]
        return [path for path in claims if published.accepted.get(path) != hashes[path]] or claims
    path = (finding.file or "").removesuffix(SIDECAR_SUFFIX)
    return [path] if path in hashes else []


def _texts(findings: Iterable[Finding], settings: Settings) -> tuple[str, ...]:
    return tuple(dict.fromkeys(finding.text(settings.language) for finding in findings))
