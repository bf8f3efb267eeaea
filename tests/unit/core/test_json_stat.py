"""JSON-stat 2 in every legal form, and everything that may come in its place."""

import json
from decimal import Decimal
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.json_stat import read_json_stat
from pipelines.core.px_table import PxTable, as_decimal

ABOUT = Finding("", "kilde", "kilde/2022/f.json")


def dataset(**changes: object) -> dict[str, Any]:
    """Two districts, two sexes, two years: eight cells, two of them marked."""
    whole: dict[str, Any] = {
        "version": "2.0",
        "class": "dataset",
        "label": "10826: Folkemengde",
        "source": "Statistisk sentralbyrå",
        "updated": "2026-02-25T07:00:00Z",
        "role": {"time": ["Tid"], "geo": ["Region"], "metric": ["ContentsCode"]},
        "id": ["Region", "Kjonn", "ContentsCode", "Tid"],
        "size": [2, 2, 1, 2],
        "dimension": {
            "Region": {
                "label": "region",
                "category": {
                    "index": {"030101a": 0, "030102a": 1},
                    "label": {"030101a": "Gamle Oslo", "030102a": "Grünerløkka"},
                },
            },
            "Kjonn": {"category": {"index": {"1": 0, "2": 1}, "label": {"1": "Menn", "2": "Kvinner"}}},
            "ContentsCode": {
                "category": {
                    "index": {"Personer1": 0},
                    "label": {"Personer1": "Personer"},
                    "unit": {"Personer1": {"base": "personer", "decimals": 0}},
                }
            },
            "Tid": {"category": {"index": {"2022": 0, "2023": 1}, "label": {"2022": "2022"}}},
        },
        "value": [11, 12, None, 14, 15, None, 17, 18],
        "status": {"2": ":", "5": ".."},
    }
    return whole | changes


def read(tmp_path: Path, content: bytes | dict[str, Any]) -> PxTable:
    file = tmp_path / "f.json"
    file.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return read_json_stat(file, ABOUT)


def faults(tmp_path: Path, content: bytes | dict[str, Any]) -> list[Finding]:
    with pytest.raises(DeliveryError) as caught:
        read(tmp_path, content)
    for finding in caught.value.findings:
        assert (finding.source_id, finding.file) == ("kilde", "kilde/2022/f.json")
        assert "{" not in finding.message("nb") + finding.message("en")
    return list(caught.value.findings)


def fault(tmp_path: Path, content: bytes | dict[str, Any]) -> Finding:
    [finding] = faults(tmp_path, content)
    return finding


def cells(table: PxTable) -> dict[tuple[str, ...], tuple[Decimal | None, str | None]]:
    """Value and mark by the cell's codes, in the order of the variables' names."""
    frame = table.frame()
    names = sorted(variable.code for variable in table.variables)
    return {
        tuple(str(row[name]) for name in names): (
            as_decimal(table.values[place]),
            row["status"] if isinstance(row["status"], str) else None,
        )
        for place, (_, row) in enumerate(frame.iterrows())
    }


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


def test_decimals_are_kept_as_printed(tmp_path: Path) -> None:
    text = json.dumps(dataset(status=None)).replace(
        "[11, 12, null, 14, 15, null, 17, 18]", "[7.5, 2.3, 24.8, 0.1, 16, -3.25, 999999999.999999, 0.000001]"
    )
    table = read(tmp_path, text.encode())
    assert table.values.dtype == np.float64
    found = [as_decimal(value) for value in table.values]
    printed = ["7.5", "2.3", "24.8", "0.1", "16", "-3.25", "999999999.999999", "0.000001"]
    assert found == [Decimal(text) for text in printed]


@pytest.mark.parametrize(
    ("token", "landed"),
    [
        pytest.param("9007199254740991", "9007199254740991", id="2^53 - 1"),
        pytest.param("9007199254740993", "9007199254740993", id="2^53 + 1, which no double is"),
        pytest.param("12345678901234.123456", "12345678901234.123456", id="20 digits"),
        pytest.param("4503599627370497.3", "4503599627370497.3", id="a double of it has no fraction"),
        pytest.param("0.30000000000000004", "0.30000000000000004", id="more decimals than land"),
        pytest.param("1234567890123456789012", "1234567890123456789012", id="beyond 64 bits"),
    ],
)
def test_numbers_a_floating_number_cannot_hold_keep_every_digit(
    tmp_path: Path, token: str, landed: str
) -> None:
    text = json.dumps(dataset()).replace("[11, 12,", f"[{token}, 24.8,")
    table = read(tmp_path, text.encode())
    assert as_decimal(table.values[0]) == Decimal(landed)
    assert as_decimal(table.values[1]) == Decimal("24.8")
    assert as_decimal(table.values[2]) is None


def test_the_frame_has_a_row_per_cell_and_codes_as_categories(tmp_path: Path) -> None:
    frame = read(tmp_path, dataset()).frame()
    assert list(frame.columns) == ["Region", "Kjonn", "ContentsCode", "Tid", "value", "status"]
    assert len(frame) == 8
    assert list(frame["Region"].cat.categories) == ["030101a", "030102a"]
    assert [frame[name].tolist()[2] for name in ("Region", "Kjonn", "Tid")] == ["030101a", "2", "2022"]
    assert frame["value"].isna().tolist() == [False, False, True, False, False, True, False, False]
    assert frame["status"].tolist()[2] == ":"


# what is refused


@pytest.mark.parametrize(
    ("content", "found"),
    [
        pytest.param(
            b"<!DOCTYPE html>\n<html><head><title>503 Service\n Unavailable</title></head></html>",
            "503 Service Unavailable",
            id="web page",
        ),
        pytest.param(b"Bad Request", "Bad Request", id="bare words"),
        pytest.param(b'{"error":"Parameter error"}', "Parameter error", id="error of version 1"),
        pytest.param(
            b'{"type":"Parameter error","title":"Non-existent value","status":400}',
            "Non-existent value",
            id="error of version 2",
        ),
    ],
)
def test_an_error_answer_is_not_a_table(tmp_path: Path, content: bytes, found: str) -> None:
    finding = fault(tmp_path, content)
    assert (finding.code, finding.found) == ("error_answer", found)


@pytest.mark.parametrize("kept", [0.3, 0.9])
def test_a_truncated_body_is_named(tmp_path: Path, kept: float) -> None:
    whole = json.dumps(dataset()).encode()
    assert fault(tmp_path, whole[: int(len(whole) * kept)]).code == "truncated_file"


@pytest.mark.parametrize("content", [b"", b"  \n"])
def test_an_empty_file_is_named(tmp_path: Path, content: bytes) -> None:
    assert fault(tmp_path, content).code == "truncated_file"


def test_damaged_json_is_named_with_its_line(tmp_path: Path) -> None:
    text = json.dumps(dataset(), indent=1).replace('"class": "dataset",', '"class": "dataset"')
    finding = fault(tmp_path, text.encode())
    assert (finding.code, finding.row) == ("broken_json", 4)


@pytest.mark.parametrize("token", ["NaN", "Infinity"])
def test_what_only_python_calls_json_is_refused(tmp_path: Path, token: str) -> None:
    text = json.dumps(dataset()).replace("[11,", f"[{token},")
    assert fault(tmp_path, text.encode()).code == "broken_json"


def test_another_character_set_is_named(tmp_path: Path) -> None:
    text = json.dumps(dataset(), ensure_ascii=False)
    assert fault(tmp_path, text.encode("iso-8859-1")).code == "wrong_encoding"
    assert cells(read(tmp_path, text.encode("utf-8-sig"))) == cells(read(tmp_path, dataset()))


@pytest.mark.parametrize(
    "changes", [{"class": "collection"}, {"version": "1.2"}, {"version": None}, {"class": None}]
)
def test_another_class_or_version_is_refused(tmp_path: Path, changes: dict[str, object]) -> None:
    finding = fault(tmp_path, dataset(**changes))
    assert finding.code == "not_agreed_json"
    assert finding.expected == "class dataset, version 2.0"


def test_the_number_of_values_must_be_the_product_of_the_sizes(tmp_path: Path) -> None:
    finding = fault(tmp_path, dataset(value=[11, 12, None]))
    assert finding.code == "wrong_cell_total"
    assert (finding.column, finding.found, finding.expected) == ("value", "3", "2 x 2 x 1 x 2 = 8")
    finding = fault(tmp_path, dataset(status=[None, ":"]))
    assert (finding.code, finding.column, finding.found) == ("wrong_cell_total", "status", "2")


def test_values_must_be_there(tmp_path: Path) -> None:
    assert fault(tmp_path, dataset(value=None)).code == "wrong_cell_total"


def test_sizes_must_be_the_number_of_categories(tmp_path: Path) -> None:
    finding = fault(tmp_path, dataset(size=[3, 2, 1, 2]))
    assert (finding.code, finding.column, finding.found, finding.expected) == (
        *("broken_px_table", "Region", "2", "3"),
    )


@pytest.mark.parametrize("key", ["8", "-1", "1.5", "x"])
@pytest.mark.parametrize("member", ["value", "status"])
def test_a_place_the_table_does_not_have_is_refused(tmp_path: Path, member: str, key: str) -> None:
    content: dict[str, object] = {"0": 11, key: 12} if member == "value" else {key: ":"}
    finding = fault(tmp_path, dataset(**{member: content, "status": {}} | {member: content}))
    assert (finding.code, finding.column, finding.found, finding.expected) == (
        *("cell_out_of_range", member, key, "0 - 7"),
    )


def test_an_unknown_mark_is_refused_with_the_place_of_its_cell(tmp_path: Path) -> None:
    found = faults(tmp_path, dataset(status={"2": "?", "5": "x"}))
    assert {finding.code for finding in found} == {"unknown_mark"}
    assert found[0].column == "Region=030101a, Kjonn=2, ContentsCode=Personer1, Tid=2022"
    assert [finding.found for finding in found] == ["?", "x"]
    assert found[0].expected == ". .. ... : - *"


@pytest.mark.parametrize(("value", "found"), [("12", "12"), (True, "true / false"), ([1], "[...]")])
def test_a_value_that_is_no_number_is_refused(tmp_path: Path, value: object, found: str) -> None:
    finding = fault(tmp_path, dataset(value=[11, 12, None, value, 15, None, 17, 18]))
    assert (finding.code, finding.found) == ("not_a_number", found)
    assert finding.column == "Region=030101a, Kjonn=2, ContentsCode=Personer1, Tid=2023"


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    found = faults(tmp_path, dataset(value=[1], status={"2": "?", "99": ":"}))
    assert sorted(finding.code for finding in found) == ["cell_out_of_range", "wrong_cell_total"]


@pytest.mark.parametrize(
    "index",
    [
        pytest.param({"1": 0, "2": 2}, id="a gap"),
        pytest.param({"1": 0, "2": 0}, id="one place twice"),
        pytest.param(["1", "1"], id="one code twice"),
        pytest.param(None, id="none, with two categories"),
        pytest.param("1", id="a text"),
    ],
)
def test_categories_need_a_place_each(tmp_path: Path, index: object) -> None:
    whole = dataset()
    whole["dimension"]["Kjonn"]["category"]["index"] = index
    finding = fault(tmp_path, whole)
    assert (finding.code, finding.column) == ("broken_px_table", "Kjonn")


@pytest.mark.parametrize(
    "changes",
    [
        {"id": None},
        {"size": [2, 2, 1]},
        {"id": ["Region", "Region", "ContentsCode", "Tid"]},
        {"dimension": {}},
    ],
)
def test_a_description_that_does_not_hold_together_is_refused(
    tmp_path: Path, changes: dict[str, object]
) -> None:
    assert {finding.code for finding in faults(tmp_path, dataset(**changes))} == {"broken_px_table"}
