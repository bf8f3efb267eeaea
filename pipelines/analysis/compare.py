"""What differs between two warehouses: criterion values, allocations and the kroner that changed hands."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from pipelines.analysis.compare_rows import (
    AllocationChange,
    Comparison,
    KeyChange,
    Measured,
    Side,
    ValueChange,
)
from pipelines.warehouse.comparison import Allocation, CriterionValue, WarehouseRows

Row = TypeVar("Row")


class UnknownKeyError(Exception):
    """A key that neither side has; `valid` are those that at least one has."""

    def __init__(self, key: str, valid: Sequence[str]) -> None:
        super().__init__(f"unknown key: {key!r}; valid: {', '.join(valid)}")


def compare(
    before: WarehouseRows,
    after: WarehouseRows,
    *,
    keys: Collection[str] = (),
    budget_year: int | None = None,
) -> Comparison:
    """Put two warehouses beside each other, row by row.

    Args:
        before: The earlier state.
        after: The later one.
        keys: Only these keys and their criteria, as `fo4c` or `fo4_gh2024/fo4c`; empty for all.
        budget_year: Only this budget year; None for all.

    Raises:
        UnknownKeyError: One of the keys is on neither side.
    """
    _refuse_unknown(before, after, keys)
    before, after = (_narrow(rows, keys, budget_year) for rows in (before, after))
    names = {**before.names, **after.names}
    area_systems = {**before.area_systems, **after.area_systems}
    values = _pairs(before.criterion_values, after.criterion_values)
    changed_values = [
        _value_change(key, old, new, names)
        for key, (old, new) in values.items()
        if _measured(old) != _measured(new)
    ]
    amounts = _pairs(before.allocations, after.allocations)
    changed_amounts = [
        _allocation_change(key, old, new, names.get((area_systems.get(key[0], ""), key[3]), ""))
        for key, (old, new) in amounts.items()
        if _nok(old) != _nok(new)
    ]
    return Comparison(
        before=_side(before),
        after=_side(after),
        synthetic=before.synthetic or after.synthetic,
        criterion_values=tuple(changed_values),
        criterion_values_equal=len(values) - len(changed_values),
        allocations=tuple(changed_amounts),
        allocations_equal=len(amounts) - len(changed_amounts),
        keys=tuple(_key_changes(amounts)),
    )


def _refuse_unknown(before: WarehouseRows, after: WarehouseRows, keys: Collection[str]) -> None:
    known = {
        (system, key) for rows in (before, after) for system, key, _ in (*rows.key_criteria, *_key_ids(rows))
    }
    valid = sorted({key for _, key in known} | {f"{system}/{key}" for system, key in known})
    for key in keys:
        if key not in valid:
            raise UnknownKeyError(key, valid)


def _key_ids(rows: WarehouseRows) -> Iterable[tuple[str, str, int]]:
    return ((one.allocation_system, one.key_id, one.budget_year) for one in rows.allocations)


def _narrow(rows: WarehouseRows, keys: Collection[str], budget_year: int | None) -> WarehouseRows:
    def is_chosen(system: str, key: str) -> bool:
        return not keys or key in keys or f"{system}/{key}" in keys

    def is_year(year: int) -> bool:
        return budget_year is None or year == budget_year

    criteria = {
        (rows.area_systems.get(system), criterion)
        for system, key, criterion in rows.key_criteria
        if is_chosen(system, key)
    }
    return replace(
        rows,
        criterion_values=tuple(
            one
            for one in rows.criterion_values
            if is_year(one.budget_year) and (not keys or (one.area_system, one.criterion_id) in criteria)
        ),
        allocations=tuple(
            one
            for one in rows.allocations
            if is_year(one.budget_year) and is_chosen(one.allocation_system, one.key_id)
        ),
    )


Key = tuple[str, str, int, str]


def _pairs(before: Sequence[Row], after: Sequence[Row]) -> dict[Key, tuple[Row | None, Row | None]]:
    old, new = ({_key(row): row for row in rows} for rows in (before, after))
    return {key: (old.get(key), new.get(key)) for key in sorted(old.keys() | new.keys())}


def _key(row: object) -> Key:
    match row:
        case CriterionValue():
            return row.area_system, row.criterion_id, row.budget_year, row.district_id
        case Allocation():
            return row.allocation_system, row.key_id, row.budget_year, row.district_id
    raise TypeError(type(row).__name__)


def _side(rows: WarehouseRows) -> Side:
    return Side(str(rows.path), rows.run_id, rows.finished_at, rows.as_of, rows.synthetic)


def _shown(row: CriterionValue | None) -> Measured | None:
    if row is None:
        return None
    return Measured(row.value, row.value_min, row.value_max, row.status, row.source_year)


def _measured(row: CriterionValue | None) -> Measured | None:
    """What makes a criterion value another; the year it is taken from does not."""
    shown = _shown(row)
    return shown and replace(shown, source_year=0)


def _nok(row: Allocation | None) -> int | None:
    return row.amount_nok if row else None


def _value_change(
    key: Key, old: CriterionValue | None, new: CriterionValue | None, names: Mapping[tuple[str, str], str]
) -> ValueChange:
    area_system, criterion_id, budget_year, district_id = key
    either = new or old
    assert either is not None  # the key came from one of them
    difference = None
    if old and new and old.value is not None and new.value is not None:
        difference = new.value - old.value
    return ValueChange(
        area_system=area_system,
        budget_year=budget_year,
        criterion_id=criterion_id,
        district_id=district_id,
        district=names.get((area_system, district_id), ""),
        unit=either.unit,
        before=_shown(old),
        after=_shown(new),
        difference=difference,
    )


def _allocation_change(
    key: Key, old: Allocation | None, new: Allocation | None, district: str
) -> AllocationChange:
    before, after = _nok(old), _nok(new)
    difference = after - before if before is not None and after is not None else None
    return AllocationChange(*key, district, before, after, difference)


def _key_changes(amounts: Mapping[Key, tuple[Allocation | None, Allocation | None]]) -> Iterable[KeyChange]:
    by_key: dict[tuple[str, str, int], list[tuple[Allocation | None, Allocation | None]]] = {}
    for (system, key_id, budget_year, _), pair in amounts.items():
        by_key.setdefault((system, key_id, budget_year), []).append(pair)
    for key, pairs in by_key.items():
        frame_before, frame_after = (
            next((row.frame_nok for row in side if row), None) for side in zip(*pairs, strict=True)
        )
        changed = [(old, new) for old, new in pairs if _nok(old) != _nok(new)]
        if not changed and frame_before == frame_after:
            continue
        differences = [(_nok(new) or 0) - (_nok(old) or 0) for old, new in pairs]
        whole = all(old and new for old, new in pairs) and frame_before == frame_after
        yield KeyChange(
            *key,
            frame_before_nok=frame_before,
            frame_after_nok=frame_after,
            districts=len(pairs),
            districts_changed=len(changed),
            sum_of_differences_nok=sum(differences),
            moved_nok=sum(map(abs, differences)) // 2 if whole else None,
        )
