"""What each correction moved: every key with it and without it, all else equal, to the krone."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipelines.allocation.allocate import KeyYear
from pipelines.allocation.apportion import apportion
from pipelines.allocation.reading import AllocationInput, read_input
from pipelines.landing.store import landed_without
from pipelines.settings import Settings
from pipelines.warehouse.corrections import applied_corrections
from pipelines.warehouse.counterfactual import counterfactual


@dataclass(frozen=True)
class SplitFrame:
    """A frame and its amounts by district, in NOK."""

    frame_nok: int
    amounts: Mapping[str, int]


def effect_rows(
    settings: Settings,
    manifest: Mapping[str, Any],
    corrected: AllocationInput,
    read_from: Sequence[tuple[str, str]],
) -> list[tuple[object, ...]]:
    """Rows of allocations.correction_effects, ordered; none, at no cost, when nothing was corrected.

    Args:
        settings: Where the candidate lies; it must not be open.
        manifest: The dbt manifest.
        corrected: What the allocations of this run rest on.
        read_from: The tables that input is read from.
    """
    corrections = applied_corrections(settings)
    if not corrections:
        return []
    after = split_frames(corrected)
    rows: list[tuple[object, ...]] = []
    for correction in corrections:
        correction_id, source_id = str(correction["correction_id"]), str(correction["source_id"])
        landed = landed_without(settings, source_id, correction_id)
        with counterfactual(settings, manifest, source_id, landed, read_from) as connection:
            before = split_frames(read_input(connection))
        rows += [(correction_id, *row) for row in changes(before, after)]
    return rows


def split_frames(source: AllocationInput) -> dict[KeyYear, SplitFrame]:
    """Every frame that can be split, by the key's shares; the amounts are those of the allocations."""
    by_key: dict[KeyYear, dict[str, Decimal]] = defaultdict(dict)
    for share in source.shares:
        by_key[share.key][share.district_id] = share.allocation_share
    frames = {}
    for key in by_key.keys() & source.frames.keys():
        try:
            frames[key] = SplitFrame(source.frames[key], apportion(source.frames[key], by_key[key]))
        except ValueError:
            # the very fault a correction mends can leave shares that split nothing
            continue
    return frames


def changes(
    before: Mapping[KeyYear, SplitFrame], after: Mapping[KeyYear, SplitFrame]
) -> Iterator[tuple[object, ...]]:
    """Key, district, frame and amount after and before, and the change in NOK, of every key that differs.

    A key that can be split on one side only has null on the other; all its districts are given.
    """
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        districts = {district for side in (old, new) if side for district in side.amounts}
        for district in sorted(districts):
            was = old.amounts.get(district) if old else None
            now = new.amounts.get(district) if new else None
            yield (
                *key,
                district,
                new.frame_nok if new else None,
                old.frame_nok if old else None,
                now,
                was,
                None if now is None or was is None else now - was,
            )
