"""What a comparison of two warehouses gives: one dataclass per kind of row, decimals and kroner exact."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True)
class Side:
    """One of the two warehouses; as_of is the newest day on which anything in it became known."""

    path: str
    run_id: str
    finished_at: datetime
    as_of: date | None
    synthetic: bool


@dataclass(frozen=True)
class Measured:
    """A criterion value on one side; the bounds are those of a value that is suppressed."""

    value: Decimal | None
    value_min: Decimal | None
    value_max: Decimal | None
    status: str
    source_year: int


@dataclass(frozen=True)
class ValueChange:
    """A criterion value that is not the same; a side without the row is None.

    `difference` is after minus before in the criterion's unit; None unless both sides have a value.
    """

    area_system: str
    budget_year: int
    criterion_id: str
    district_id: str
    district: str
    unit: str
    before: Measured | None
    after: Measured | None
    difference: Decimal | None


@dataclass(frozen=True)
class AllocationChange:
    """An allocation that is not the same, in whole NOK; a side without the row is None."""

    allocation_system: str
    key_id: str
    budget_year: int
    district_id: str
    district: str
    before_nok: int | None
    after_nok: int | None
    difference_nok: int | None


@dataclass(frozen=True)
class KeyChange:
    """What became of a key of a budget year in which at least one allocation or the frame is not the same.

    `moved_nok` is what changed hands: half the sum of the absolute differences. None when the frame is not
    the same or a district is missing on one side, because then money came or went.
    """

    allocation_system: str
    key_id: str
    budget_year: int
    frame_before_nok: int | None
    frame_after_nok: int | None
    districts: int
    districts_changed: int
    sum_of_differences_nok: int
    moved_nok: int | None


@dataclass(frozen=True)
class Comparison:
    """All differences between two warehouses, sorted; equal rows are counted."""

    before: Side
    after: Side
    synthetic: bool
    criterion_values: tuple[ValueChange, ...]
    criterion_values_equal: int
    allocations: tuple[AllocationChange, ...]
    allocations_equal: int
    keys: tuple[KeyChange, ...]
