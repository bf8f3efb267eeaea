"""What a correction moves: the same frames split by the shares with it and without it."""

from collections.abc import Iterator
from decimal import Decimal

import duckdb
import pytest

from pipelines.allocation.allocate import DistrictShare, KeyYear, allocate
from pipelines.allocation.checks import CHECKS, failing_rows
from pipelines.allocation.effects import SplitFrame, changes, split_frames
from pipelines.allocation.reading import AllocationInput

FO4C, FO4AB = KeyYear("fo4", "fo4c", 2024), KeyYear("fo4", "fo4ab", 2024)


def source(shares: dict[KeyYear, dict[str, str]], frames: dict[KeyYear, int]) -> AllocationInput:
    rows = [
        DistrictShare(key, district, Decimal(share), {"age": Decimal(share)}, False)
        for key, districts in shares.items()
        for district, share in districts.items()
    ]
    return AllocationInput(rows, frames, {}, {}, [])


def test_the_amounts_are_those_of_the_allocations() -> None:
    given = source(
        {FO4C: {"01": "0.333", "02": "0.333", "03": "0.334"}, FO4AB: {"01": "0.5", "02": "0.5"}},
        {FO4C: 1_000_001, FO4AB: 7},
    )
    allocated = {
        (one.key, one.district_id): one.amount_nok for one in allocate(given.shares, given.frames, {})
    }
    split = split_frames(given)
    assert {(key, d): nok for key, frame in split.items() for d, nok in frame.amounts.items()} == allocated
    assert split[FO4C].frame_nok == 1_000_001


def test_a_key_without_a_frame_or_without_a_share_is_not_split() -> None:
    given = source({FO4C: {"01": "0", "02": "0"}, FO4AB: {"01": "1"}}, {FO4C: 100})
    assert split_frames(given) == {}


def test_only_keys_that_change_have_rows_and_they_have_all_districts() -> None:
    before = {FO4C: SplitFrame(10, {"01": 6, "02": 3, "03": 1}), FO4AB: SplitFrame(4, {"01": 4})}
    after = before | {FO4C: SplitFrame(10, {"01": 5, "02": 4, "03": 1})}
    assert list(changes(before, after)) == [
        (*FO4C, "01", 10, 10, 5, 6, -1),
        (*FO4C, "02", 10, 10, 4, 3, 1),
        (*FO4C, "03", 10, 10, 1, 1, 0),
    ]
    assert list(changes(before, before)) == []


def test_a_corrected_frame_moves_what_it_grew_by() -> None:
    before, after = {FO4C: SplitFrame(10, {"01": 6, "02": 4})}, {FO4C: SplitFrame(12, {"01": 7, "02": 5})}
    rows = list(changes(before, after))
    assert [row[4:6] for row in rows] == [(12, 10), (12, 10)]
    assert sum(int(str(row[-1])) for row in rows) == 2


@pytest.mark.parametrize("with_correction", [True, False])
def test_a_key_that_can_be_split_on_one_side_only_has_nothing_on_the_other(with_correction: bool) -> None:
    one = {FO4C: SplitFrame(10, {"01": 6, "02": 4})}
    before, after = ({}, one) if with_correction else (one, {})
    rows = list(changes(before, after))
    frame_and_amount = [(10, 6), (10, 4)]
    there, gone = [(4, 6), (5, 7)][:: 1 if with_correction else -1]
    assert [tuple(row[at] for at in there) for row in rows] == frame_and_amount
    assert [tuple(row[at] for at in (*gone, 8)) for row in rows] == [(None, None, None)] * 2


@pytest.fixture
def effects() -> Iterator[duckdb.DuckDBPyConnection]:
    """The two tables the checks read, with one sound correction."""
    with duckdb.connect() as connection:
        connection.execute("create schema allocations")
        key = "allocation_system varchar, key_id varchar, budget_year int, district_id varchar"
        connection.execute(f"create table allocations.allocations ({key}, amount_nok bigint)")
        connection.execute(
            f"create table allocations.correction_effects (correction_id varchar, {key}, frame_nok bigint,"
            " frame_without_nok bigint, amount_nok bigint, amount_without_nok bigint, change_nok bigint)"
        )
        connection.execute(
            "insert into allocations.allocations values"
            " ('fo4', 'fo4c', 2024, '01', 5), ('fo4', 'fo4c', 2024, '02', 5)"
        )
        connection.execute(
            "insert into allocations.correction_effects values"
            " ('a', 'fo4', 'fo4c', 2024, '01', 10, 10, 5, 6, -1),"
            " ('a', 'fo4', 'fo4c', 2024, '02', 10, 10, 5, 4, 1),"
            " ('b', 'fo4', 'fo4c', 2024, '01', 10, 8, 5, 4, 1),"
            " ('b', 'fo4', 'fo4c', 2024, '02', 10, 8, 5, 4, 1),"
            " ('c', 'fo4', 'fo4c', 2024, '01', 10, null, 5, null, null),"
            " ('c', 'fo4', 'fo4c', 2024, '02', 10, null, 5, null, null)"
        )
        yield connection


@pytest.mark.parametrize(
    ("check", "fault", "found"),
    [
        ("correction_effects_sum_to_zero", "select 1", None),
        ("corrected_amounts_are_allocated", "select 1", None),
        (
            "correction_effects_sum_to_zero",
            (
                "update allocations.correction_effects set change_nok = 2"
                " where correction_id = 'a' and change_nok = 1"
            ),
            "a, fo4 fo4c 2024: changes sum to 1 NOK, expected 0",
        ),
        (
            "correction_effects_sum_to_zero",
            "delete from allocations.correction_effects where correction_id = 'b' and district_id = '01'",
            "b, fo4 fo4c 2024: changes sum to 1 NOK, expected 2",
        ),
        (
            "correction_effects_sum_to_zero",
            "update allocations.correction_effects set change_nok = null where correction_id = 'a'",
            "a, fo4 fo4c 2024: changes sum to nothing NOK, expected 0",
        ),
        (
            "corrected_amounts_are_allocated",
            (
                "update allocations.correction_effects set amount_nok = 4"
                " where correction_id = 'c' and district_id = '02'"
            ),
            "c, fo4 fo4c 2024 district 02: found 4 NOK, allocated 5 NOK",
        ),
    ],
)
def test_the_checks_find_what_does_not_add_up(
    effects: duckdb.DuckDBPyConnection, check: str, fault: str, found: str | None
) -> None:
    effects.execute(fault)
    [sql] = [one.sql for one in CHECKS if one.name == check]
    assert failing_rows(effects, sql) == ([] if found is None else [found])
