"""What comes in place of a JSON-stat dataset, or is wrong in one, is named with its place."""

import json
from pathlib import Path

import pytest

from tests.support.json_stat import cells, dataset, fault, faults, read


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
