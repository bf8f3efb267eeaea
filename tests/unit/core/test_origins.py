import hashlib
from datetime import date
from pathlib import Path

import pytest

from pipelines.core.origins import OriginError, read_origin, sha256_of

SIDECAR = f"""\
source_id: helsedata_tsb
title: Kriterieverdier / Criterion values
producer: Oslo kommune
contact: Oslo kommune
url: null
period: "2024"
received_on: 2026-11-02
published_on: null
licence: NLOD 2.0
personal_data: aggregate
synthetic: false
sha256: "{"0" * 64}"
bytes: 10
supersedes: null
for_budget_year: 2024
note: null
"""


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "f.csv.origin.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_sidecar_is_read(tmp_path: Path) -> None:
    origin = read_origin(write(tmp_path, SIDECAR))
    assert origin.received_on == date(2026, 11, 2)
    assert origin.period == "2024"
    assert origin.for_budget_year == 2024
    assert origin.supersedes is None


def test_a_year_without_quotes_is_a_period(tmp_path: Path) -> None:
    assert read_origin(write(tmp_path, SIDECAR.replace('"2024"', "2024"))).period == "2024"


@pytest.mark.parametrize(
    ("old", "new", "field", "problem"),
    [
        ("producer: Oslo kommune\n", "", "producer", "the field is missing"),
        ("note: null", "note: null\nowner: x", "owner", "the field is not known"),
        ("received_on: 2026-11-02", "received_on: i går", "received_on", "not a date such as 2026-11-02"),
        ("contact: Oslo kommune", 'contact: ""', "contact", "the field is empty"),
        ("aggregate", "some", "personal_data", "Input should be"),
        ("0" * 64, "0" * 63, "sha256", "String should match"),
        ("bytes: 10", "bytes: -1", "bytes", "greater than or equal"),
    ],
)
def test_a_faulty_field_is_named(tmp_path: Path, old: str, new: str, field: str, problem: str) -> None:
    with pytest.raises(OriginError) as caught:
        read_origin(write(tmp_path, SIDECAR.replace(old, new)))
    [fault] = caught.value.faults
    assert fault.field == field
    assert problem in fault.problem_en
    assert fault.problem_nb


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    with pytest.raises(OriginError) as caught:
        read_origin(write(tmp_path, "title: x\nsynthetic: kanskje\n"))
    assert len(caught.value.faults) > 5


@pytest.mark.parametrize("text", ["- a list", "", "a: [unclosed", "just words"])
def test_what_is_no_list_of_fields_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(OriginError, match=r"not (YAML|a list of fields)"):
        read_origin(write(tmp_path, text))


def test_a_sidecar_in_another_character_set_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "f.origin.yml"
    path.write_bytes("title: bydelsfordeling på norsk\n".encode("cp1252"))
    with pytest.raises(OriginError, match="not YAML in UTF-8"):
        read_origin(path)


def test_the_hash_is_that_of_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"abc" * 100_000)
    assert sha256_of(path) == hashlib.sha256(b"abc" * 100_000).hexdigest()
