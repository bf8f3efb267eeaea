"""JSON-stat 2 in every legal form: the same cells come out."""

from decimal import Decimal
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.support.json_stat import cells, dataset, read


def permuted(whole: dict[str, Any], order: tuple[int, ...]) -> dict[str, Any]:
    """The dataset with its dimensions in another order."""
    size = whole["size"]
    flat = np.arange(len(whole["value"])).reshape(size).transpose(order).ravel().tolist()
    return whole | {
        "id": [whole["id"][place] for place in order],
        "size": [size[place] for place in order],
        "value": [whole["value"][cell] for cell in flat],
        "status": {
            str(place): whole["status"][str(cell)]
            for place, cell in enumerate(flat)
            if str(cell) in whole["status"]
        },
    }


def test_the_cells_lie_row_by_row(tmp_path: Path) -> None:
    table = read(tmp_path, dataset())
    assert [variable.code for variable in table.variables] == ["Region", "Kjonn", "ContentsCode", "Tid"]
    assert table.variables[0].labels == ("Gamle Oslo", "Grünerløkka")
    assert table.variables[2].units == {"Personer1": "personer"}
    assert table.variables[3].labels == ("2022", "2023"), "a category without a label is called by its code"
    found = cells(table)
    assert found["Personer1", "1", "030101a", "2023"] == (Decimal(12), None)
    assert found["Personer1", "2", "030101a", "2022"] == (None, ":")
    assert found["Personer1", "1", "030102a", "2023"] == (None, "..")
    assert found["Personer1", "2", "030102a", "2023"] == (Decimal(18), None)


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_any_order_of_dimensions_gives_the_same_cells(tmp_path: Path, order: tuple[int, ...]) -> None:
    assert cells(read(tmp_path, permuted(dataset(), order))) == cells(read(tmp_path, dataset()))


@pytest.mark.parametrize(
    "status",
    [
        pytest.param({"2": ":", "5": ".."}, id="object"),
        pytest.param([None, None, ":", None, None, "..", None, None], id="array with nulls"),
        pytest.param(["", "", ":", "", "", "..", "", ""], id="array with empty texts"),
    ],
)
def test_a_status_by_cell_may_be_an_object_or_an_array(tmp_path: Path, status: object) -> None:
    assert cells(read(tmp_path, dataset(status=status))) == cells(read(tmp_path, dataset()))


@pytest.mark.parametrize("status", [":", [":"]], ids=["text", "array of one"])
def test_a_status_for_all_cells_may_be_a_text(tmp_path: Path, status: object) -> None:
    table = read(tmp_path, dataset(value=[None] * 8, status=status))
    assert set(cells(table).values()) == {(None, ":")}


@pytest.mark.parametrize("status", [None, "", {}])
def test_no_status_is_no_mark(tmp_path: Path, status: object) -> None:
    assert {mark for _, mark in cells(read(tmp_path, dataset(status=status))).values()} == {None}


def test_status_may_be_left_out(tmp_path: Path) -> None:
    whole = dataset()
    del whole["status"]
    assert {mark for _, mark in cells(read(tmp_path, whole)).values()} == {None}


def test_values_may_be_an_object_with_gaps(tmp_path: Path) -> None:
    sparse = {str(place): value for place, value in enumerate(dataset()["value"]) if value is not None}
    assert cells(read(tmp_path, dataset(value=sparse))) == cells(read(tmp_path, dataset()))


@pytest.mark.parametrize(
    "category",
    [
        pytest.param({"index": ["1", "2"], "label": {"2": "Kvinner", "1": "Menn"}}, id="array"),
        pytest.param({"index": {"2": 1, "1": 0}, "label": {"1": "Menn", "2": "Kvinner"}}, id="unordered"),
    ],
)
def test_the_index_may_be_an_array_or_an_unordered_object(tmp_path: Path, category: object) -> None:
    whole = dataset()
    whole["dimension"]["Kjonn"]["category"] = category
    assert cells(read(tmp_path, whole)) == cells(read(tmp_path, dataset()))


def test_a_single_category_may_go_without_an_index(tmp_path: Path) -> None:
    whole = dataset()
    del whole["dimension"]["ContentsCode"]["category"]["index"]
    assert cells(read(tmp_path, whole)) == cells(read(tmp_path, dataset()))


@pytest.mark.parametrize("mark", [".", "..", "...", ":", "-", "*"])
def test_every_mark_is_kept_beside_the_value(tmp_path: Path, mark: str) -> None:
    value = 13 if mark == "*" else None
    table = read(tmp_path, dataset(value=[11, 12, value, 14, 15, 16, 17, 18], status={"2": mark}))
    found = cells(table)["Personer1", "2", "030101a", "2022"]
    assert found == (Decimal(13) if mark == "*" else None, mark)


def test_the_frame_has_a_row_per_cell_and_codes_as_categories(tmp_path: Path) -> None:
    frame = read(tmp_path, dataset()).frame()
    assert list(frame.columns) == ["Region", "Kjonn", "ContentsCode", "Tid", "value", "status"]
    assert len(frame) == 8
    assert list(frame["Region"].cat.categories) == ["030101a", "030102a"]
    assert [frame[name].tolist()[2] for name in ("Region", "Kjonn", "Tid")] == ["030101a", "2", "2022"]
    assert frame["value"].isna().tolist() == [False, False, True, False, False, True, False, False]
    assert frame["status"].tolist()[2] == ":"
