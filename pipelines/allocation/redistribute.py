"""Redistribution: what a change of system moves between districts on the same frame."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from pipelines.allocation.allocate import Allocation

WHOLE = "all"
"""The frame group that holds all others: FO4 in all."""


@dataclass(frozen=True)
class Redistribution:
    """One frame group seen from system A to system B.

    `changes` maps district_id to (NOK under A, NOK under B); they sum to the same frame.
    """

    from_system: str
    to_system: str
    budget_year: int
    frame_group: str
    frame_nok: int
    changes: Mapping[str, tuple[int, int]]
    synthetic: bool

    @property
    def gross_moved_nok(self) -> int:
        """The sum of the gains, which equals the sum of the losses."""
        return sum(max(after - before, 0) for before, after in self.changes.values())

    def percent_of_frame(self, nok: int) -> Decimal:
        """`nok` in percent of the frame, six decimals."""
        if self.frame_nok == 0:
            return Decimal("0.000000")
        return (Decimal(nok) * 100 / self.frame_nok).quantize(Decimal("0.000001"), ROUND_HALF_UP)


def redistribute(
    from_system: str,
    to_system: str,
    budget_year: int,
    allocations: Iterable[Allocation],
    groups: Mapping[tuple[str, str], str],
) -> list[Redistribution]:
    """Compare two systems' allocations per frame group and in all.

    Args:
        from_system: The system of today.
        to_system: The system it is compared with.
        budget_year: Budget year of both.
        allocations: Allocations of any systems and years.
        groups: Frame group by (allocation_system, key_id): keys that share a frame share a group.

    Returns:
        One redistribution per group for which both systems split the same frame, ordered by group, and
        one for the whole when that holds for all groups. A difference between unequal frames would mix
        two causes; such groups are left out and the check `compared_frames_agree` names them.
    """
    nok: dict[str, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    synthetic: set[str] = set()
    for allocation in allocations:
        system = allocation.key.allocation_system
        if allocation.key.budget_year != budget_year or system not in (from_system, to_system):
            continue
        own_group = groups[(system, allocation.key.key_id)]
        for group in (own_group, WHOLE):
            nok[system][group][allocation.district_id] += allocation.amount_nok
            if allocation.synthetic:
                synthetic.add(group)

    before, after = nok[from_system], nok[to_system]
    comparable = {
        group: frame
        for group in before.keys() & after.keys()
        if (frame := sum(before[group].values())) == sum(after[group].values())
    }
    if (before.keys() | after.keys()) != comparable.keys():
        comparable.pop(WHOLE, None)

    result = []
    for group, frame in sorted(comparable.items()):
        districts = sorted(before[group].keys() | after[group].keys())
        result.append(
            Redistribution(
                from_system=from_system,
                to_system=to_system,
                budget_year=budget_year,
                frame_group=group,
                frame_nok=frame,
                changes={d: (before[group].get(d, 0), after[group].get(d, 0)) for d in districts},
                synthetic=group in synthetic,
            )
        )
    return result
