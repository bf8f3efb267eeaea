"""What differs between two warehouses, on rows made by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.analysis.compare import UnknownKeyError, compare
from pipelines.analysis.compare_rows import AllocationChange, KeyChange
from pipelines.warehouse.comparison import Allocation, CriterionValue, WarehouseRows

A, B, C = "030101", "030102", "030103"


def value(district: str, number: str | None, criterion: str = "patients", **fields: object) -> CriterionValue:
    exact = None if number is None else Decimal(number)
    row = CriterionValue("oslo", 2024, criterion, district, 2022, exact, exact, exact, "observed", "persons")
    return replace(row, **fields)  # type: ignore[arg-type]


def amount(district: str, nok: int, key: str = "fo4c", year: int = 2024, frame: int = 300) -> Allocation:
    return Allocation("proposal", key, year, district, frame, nok)


def warehouse(
    values: tuple[CriterionValue, ...] = (), amounts: tuple[Allocation, ...] = (), *, synthetic: bool = False
) -> WarehouseRows:
    return WarehouseRows(
        path=Path("warehouse.duckdb"),
        run_id="run",
        finished_at=datetime(2026, 11, 22, tzinfo=UTC),
        as_of=date(2026, 11, 22),
        synthetic=synthetic,
        deliveries=frozenset(),
        names={("oslo", A): "Gamle Oslo", ("oslo", B): "Grünerløkka"},
        area_systems={"proposal": "oslo"},
        key_criteria=frozenset({("proposal", "fo4c", "patients"), ("proposal", "fo4a", "dwellings")}),
        criterion_values=values,
        allocations=amounts,
    )


def test_equal_rows_are_counted_and_not_listed() -> None:
    rows = warehouse((value(A, "1"), value(B, "2")), (amount(A, 100), amount(B, 200)))
    found = compare(rows, rows)
    assert (found.criterion_values, found.allocations, found.keys) == ((), (), ())
    assert (found.criterion_values_equal, found.allocations_equal) == (2, 2)


def test_a_criterion_value_before_after_and_difference() -> None:
    found = compare(
        warehouse((value(A, "340.5"), value(B, "2"))), warehouse((value(A, "330.25"), value(B, "2")))
    )
    [change] = found.criterion_values
    assert (change.district, change.unit, change.difference) == ("Gamle Oslo", "persons", Decimal("-10.25"))
    assert change.before is not None
    assert change.after is not None
    assert (change.before.value, change.after.value) == (Decimal("340.5"), Decimal("330.25"))
    assert found.criterion_values_equal == 1


@pytest.mark.parametrize("gone", ["before", "after"])
def test_a_row_on_one_side_only_is_a_change_without_a_difference(gone: str) -> None:
    whole = warehouse((value(A, "1"),), (amount(A, 300),))
    found = compare(warehouse(), whole) if gone == "before" else compare(whole, warehouse())
    [change], [moved], [key] = found.criterion_values, found.allocations, found.keys
    assert getattr(change, gone) is None
    assert getattr(moved, f"{gone}_nok") is None
    assert (change.difference, moved.difference_nok) == (None, None)
    # money came or went, so none changed hands
    assert key.moved_nok is None
    assert key.sum_of_differences_nok == (300 if gone == "before" else -300)


def test_a_value_that_became_suppressed_is_a_change() -> None:
    hidden = value(A, None, status="suppressed", value_min=Decimal(1), value_max=Decimal(4))
    [change] = compare(warehouse((value(A, "3"),)), warehouse((hidden,))).criterion_values
    assert change.difference is None
    assert change.after is not None
    assert (change.after.status, change.after.value_max) == ("suppressed", Decimal(4))


def test_the_same_value_from_another_year_is_no_change() -> None:
    found = compare(warehouse((value(A, "3"),)), warehouse((value(A, "3", source_year=2021),)))
    assert found.criterion_values == ()


def test_what_changed_hands_is_half_of_the_absolute_differences() -> None:
    before = warehouse(amounts=(amount(A, 100), amount(B, 120), amount(C, 80)))
    after = warehouse(amounts=(amount(A, 90), amount(B, 127), amount(C, 83)))
    found = compare(before, after)
    assert found.allocations == (
        AllocationChange("proposal", "fo4c", 2024, A, "Gamle Oslo", 100, 90, -10),
        AllocationChange("proposal", "fo4c", 2024, B, "Grünerløkka", 120, 127, 7),
        AllocationChange("proposal", "fo4c", 2024, C, "", 80, 83, 3),
    )
    assert found.keys == (KeyChange("proposal", "fo4c", 2024, 300, 300, 3, 3, 0, 10),)


def test_with_another_frame_nothing_is_said_to_have_changed_hands() -> None:
    before = warehouse(amounts=(amount(A, 100), amount(B, 200)))
    after = warehouse(amounts=(amount(A, 200, frame=400), amount(B, 200, frame=400)))
    assert compare(before, after).keys == (KeyChange("proposal", "fo4c", 2024, 300, 400, 2, 1, 100, None),)


def test_keys_and_years_are_told_apart_and_sorted() -> None:
    before = (amount(A, 1, "fo4c", 2025), amount(A, 1, "fo4c"), amount(A, 1, "fo4a"))
    after = tuple(replace(row, amount_nok=2) for row in reversed(before))
    found = compare(warehouse(amounts=before), warehouse(amounts=after))
    places = [("fo4a", 2024), ("fo4c", 2024), ("fo4c", 2025)]
    assert [(row.key_id, row.budget_year) for row in found.allocations] == places
    assert [(row.key_id, row.budget_year) for row in found.keys] == places
    backwards = compare(warehouse(amounts=before[::-1]), warehouse(amounts=after[::-1]))
    assert backwards == found


@pytest.mark.parametrize("key", ["fo4c", "proposal/fo4c"])
def test_one_key_and_its_criteria(key: str) -> None:
    before = warehouse((value(A, "1"), value(A, "1", "dwellings")), (amount(A, 1), amount(A, 1, "fo4a")))
    after = warehouse((value(A, "2"), value(A, "2", "dwellings")), (amount(A, 2), amount(A, 2, "fo4a")))
    found = compare(before, after, keys=[key])
    assert [row.criterion_id for row in found.criterion_values] == ["patients"]
    assert [row.key_id for row in found.allocations] == ["fo4c"]


def test_one_budget_year() -> None:
    before = warehouse(
        (value(A, "1"), value(A, "1", budget_year=2025)), (amount(A, 1), amount(A, 1, year=2025))
    )
    found = compare(before, warehouse(), budget_year=2025)
    assert [row.budget_year for row in found.criterion_values] == [2025]
    assert [row.budget_year for row in found.allocations] == [2025]


def test_a_key_that_neither_side_has_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownKeyError, match=r"unknown key: 'fo4x'; valid: fo4a, fo4c, proposal/fo4a"):
        compare(warehouse(), warehouse(), keys=["fo4x"])


@pytest.mark.parametrize(("before", "after"), [(True, False), (False, True)])
def test_one_synthetic_side_makes_all_of_it_synthetic(before: bool, after: bool) -> None:
    assert compare(warehouse(synthetic=before), warehouse(synthetic=after)).synthetic
