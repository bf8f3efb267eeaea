"""Redistribution between two systems on hand-made allocations."""

from decimal import Decimal

from pipelines.allocation.allocate import Allocation, KeyYear
from pipelines.allocation.redistribute import redistribute

GROUPS = {
    ("today", "fo4a"): "fo4ab",
    ("today", "fo4b"): "fo4ab",
    ("today", "fo4c"): "fo4c",
    ("new", "fo4ab"): "fo4ab",
    ("new", "fo4c"): "fo4c",
}


def allocation(system: str, key: str, district: str, amount: int, synthetic: bool = False) -> Allocation:
    return Allocation(KeyYear(system, key, 2024), district, 0, amount, {}, None, synthetic)


TODAY = [
    allocation("today", "fo4a", "a", 60),
    allocation("today", "fo4a", "b", 40),
    allocation("today", "fo4b", "a", 30),
    allocation("today", "fo4b", "b", 70),
    allocation("today", "fo4c", "a", 100),
    allocation("today", "fo4c", "b", 100),
]
NEW = [
    allocation("new", "fo4ab", "a", 100),
    allocation("new", "fo4ab", "b", 100),
    allocation("new", "fo4c", "a", 80),
    allocation("new", "fo4c", "b", 120),
]


def test_keys_that_share_a_frame_are_compared_together_and_the_whole_nets_out() -> None:
    result = {r.frame_group: r for r in redistribute("today", "new", 2024, TODAY + NEW, GROUPS)}
    assert result["fo4ab"].changes == {"a": (90, 100), "b": (110, 100)}
    assert result["fo4c"].changes == {"a": (100, 80), "b": (100, 120)}
    # district a gains 10 and loses 20: over the whole it loses 10, less than the groups' sum
    assert result["all"].changes == {"a": (190, 180), "b": (210, 220)}
    assert [result[group].gross_moved_nok for group in ("fo4ab", "fo4c", "all")] == [10, 20, 10]
    assert result["all"].percent_of_frame(result["all"].gross_moved_nok) == Decimal("2.500000")


def test_a_group_with_frames_of_different_size_is_left_out_with_the_whole() -> None:
    smaller = [*NEW[:2], allocation("new", "fo4c", "a", 80), allocation("new", "fo4c", "b", 119)]
    groups = [r.frame_group for r in redistribute("today", "new", 2024, TODAY + smaller, GROUPS)]
    assert groups == ["fo4ab"]


def test_a_group_that_only_one_system_allocates_is_left_out_with_the_whole() -> None:
    groups = [r.frame_group for r in redistribute("today", "new", 2024, TODAY + NEW[2:], GROUPS)]
    assert groups == ["fo4c"]


def test_other_years_and_systems_do_not_count() -> None:
    assert redistribute("today", "new", 2025, TODAY + NEW, GROUPS) == []


def test_a_synthetic_part_marks_its_group_and_the_whole() -> None:
    marked = [*TODAY, *NEW[1:], allocation("new", "fo4ab", "a", 100, synthetic=True)]
    flags = {r.frame_group: r.synthetic for r in redistribute("today", "new", 2024, marked, GROUPS)}
    assert flags == {"fo4ab": True, "fo4c": False, "all": True}
