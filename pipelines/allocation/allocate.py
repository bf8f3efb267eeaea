"""Allocations and their contributions: pure functions from key shares and frames to kroner."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from pipelines.allocation.apportion import apportion

ACCOUNTING_SHARE = "accounting_share"
"""Stands in the place of a criterion_id for the part of an allocation that follows the accounts."""


class KeyYear(NamedTuple):
    """One allocation key in one budget year."""

    allocation_system: str
    key_id: str
    budget_year: int


@dataclass(frozen=True)
class DistrictShare:
    """One district's row of an allocation key, with what it is made of.

    `components` maps criterion_id (and `accounting_share`) to that part of the allocation share.
    """

    key: KeyYear
    district_id: str
    allocation_share: Decimal
    components: Mapping[str, Decimal]
    synthetic: bool


@dataclass(frozen=True)
class Inhabitants:
    """Inhabitants of a district and the year they were counted."""

    count: int
    year: int


@dataclass(frozen=True)
class Allocation:
    """Kroner to one district from one frame; `contributions` sum to `amount_nok` exactly."""

    key: KeyYear
    district_id: str
    frame_nok: int
    amount_nok: int
    contributions: Mapping[str, int]
    inhabitants: Inhabitants | None
    synthetic: bool

    @property
    def amount_per_inhabitant(self) -> Decimal | None:
        """NOK per inhabitant with two decimals; None when no population has been delivered."""
        if self.inhabitants is None:
            return None
        return (Decimal(self.amount_nok) / self.inhabitants.count).quantize(Decimal("0.01"), ROUND_HALF_UP)


def allocate(
    shares: Iterable[DistrictShare],
    frames: Mapping[KeyYear, int],
    inhabitants: Mapping[tuple[KeyYear, str], Inhabitants],
) -> list[Allocation]:
    """Split every frame by its key.

    Keys without a frame and frames without a computable key give no allocation; the first are listed by
    `kriterier status`, the second in meta.not_computable.

    Args:
        shares: One row per key and district.
        frames: NOK by key and year.
        inhabitants: Latest count not after the budget year, by key and district; may be incomplete.

    Returns:
        Allocations ordered by key and district.
    """
    by_key: dict[KeyYear, list[DistrictShare]] = defaultdict(list)
    for share in shares:
        by_key[share.key].append(share)

    allocations = []
    for key in sorted(by_key.keys() & frames.keys()):
        districts = sorted(by_key[key], key=lambda share: share.district_id)
        amounts = apportion(frames[key], {share.district_id: share.allocation_share for share in districts})
        for share in districts:
            amount = amounts[share.district_id]
            allocations.append(
                Allocation(
                    key=key,
                    district_id=share.district_id,
                    frame_nok=frames[key],
                    amount_nok=amount,
                    contributions=_contributions(amount, share.components),
                    inhabitants=inhabitants.get((key, share.district_id)),
                    synthetic=share.synthetic,
                )
            )
    return allocations


def _contributions(amount: int, components: Mapping[str, Decimal]) -> dict[str, int]:
    if amount == 0:
        # a district with no share at all has nothing to explain; its components may all be zero
        return dict.fromkeys(sorted(components), 0)
    return apportion(amount, components)
