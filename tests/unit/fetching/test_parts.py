"""A query over the limit comes in parts, and together they are what the whole would have been."""

import json
from math import prod
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.core.errors import DeliveryError, Finding
from pipelines.fetching import World, fetch_source
from pipelines.fetching.parts import checked, joined, split
from pipelines.fetching.table import CellLimits, Selection, cells_of
from pipelines.settings import Settings
from tests.support.px_tables import LOW_INCOME
from tests.support.statbank_server import Statbank

ABOUT = Finding("", "kilde", params={"url": "https://statbank"})
WHOLE = {name: tuple(codes) for name, codes in LOW_INCOME.variables.items()}


def part_of(selection: Selection, order: list[str] | None = None) -> dict[str, Any]:
    """The answer to a part, its variables in another order."""
    from dataclasses import replace

    chosen = {
        name: {code: LOW_INCOME.variables[name][code] for code in codes} for name, codes in selection.items()
    }
    content: dict[str, Any] = json.loads(replace(LOW_INCOME, variables=chosen).json(order))
    return content


@pytest.mark.parametrize(
    ("cells", "values"), [(341, None), (100, None), (50, 5), (7, None), (1, None), (9999, 4)]
)
def test_the_parts_make_the_whole(cells: int, values: int | None) -> None:
    parts = split(WHOLE, CellLimits(cells, values))
    assert len(parts) > 1
    assert all(cells_of(part) <= cells for part in parts)
    assert values is None or all(len(codes) <= values for part in parts for codes in part.values())
    answers = [checked(part_of(part), part, ABOUT) for part in parts]
    assert json.loads(joined(answers, WHOLE, ABOUT)) == part_of(WHOLE)


def test_parts_whose_variables_are_in_another_order_make_the_whole() -> None:
    parts = split(WHOLE, CellLimits(60))
    turned = list(reversed(WHOLE))
    answers = [part_of(part, turned if place % 2 else None) for place, part in enumerate(parts)]
    assert json.loads(joined(answers, WHOLE, ABOUT)) == part_of(WHOLE)


@given(
    st.lists(st.integers(1, 9), min_size=1, max_size=4),
    st.integers(1, 60),
    st.one_of(st.none(), st.integers(1, 5)),
)
def test_every_cell_is_in_one_part(sizes: list[int], cells: int, values: int | None) -> None:
    whole = {f"v{at}": tuple(f"{code}" for code in range(size)) for at, size in enumerate(sizes)}
    parts = split(whole, CellLimits(cells, values))
    assert sum(map(cells_of, parts)) == prod(sizes)
    assert all(cells_of(part) <= cells for part in parts)
    starts = [tuple((name, codes[0]) for name, codes in part.items()) for part in parts]
    assert len(set(starts)) == len(parts)


def test_parts_of_two_states_of_a_table_are_not_put_together() -> None:
    parts = split(WHOLE, CellLimits(200))
    answers = [part_of(part) | {"updated": f"2026-06-1{place}T06:00:00Z"} for place, part in enumerate(parts)]
    with pytest.raises(DeliveryError) as caught:
        joined(answers, WHOLE, ABOUT)
    assert [one.code for one in caught.value.findings] == ["fetch_changed_midway"]


@pytest.mark.parametrize(
    ("source_id", "limit", "value"),
    [
        ("oslo_low_income", "maxCells", 100),
        ("oslo_low_income", "maxValues", 7),
        ("ssb_accounts", "maxDataCells", 60),
    ],
)
def test_a_split_table_is_stored_as_the_whole_would_be(
    empty: Settings, bank: Statbank, world: World, source_id: str, limit: str, value: int
) -> None:
    whole = fetch_source(source_id, empty, world)
    calls = len(bank.calls)
    files = {one: empty.data_raw / one for one in whole.delivery_ids}
    contents = {one: json.loads(file.read_bytes()) for one, file in files.items()}
    for file in files.values():
        file.unlink()
        file.with_name(file.name + ".origin.yml").unlink()

    bank.config[limit] = value
    again = fetch_source(source_id, empty, world)

    assert again.delivery_ids == whole.delivery_ids, again
    assert len(bank.calls) > 2 * calls - 2
    assert {one: json.loads(file.read_bytes()) for one, file in files.items()} == contents
