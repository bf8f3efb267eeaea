"""Klass 103: Oslo's codes land with their validity, those of other cities are declared not to be data."""

import json
from decimal import Decimal

import pytest

from pipelines.settings import Settings
from tests.support.landing import findings_of, land, query
from tests.support.px_tables import deliver
from tests.unit.sources.conftest import FindingsIn, ReadBytes

FILE = "klass_103_codes.json"


@pytest.fixture
def source_id() -> str:
    return "klass_districts"


@pytest.fixture
def period() -> str:
    return "2020"


def code(number: str, name: str, **changes: object) -> dict[str, object]:
    """One entry as Klass writes it."""
    entry: dict[str, object] = {
        "code": number,
        "parentCode": None,
        "level": "1",
        "name": name,
        "shortName": "",
        "presentationName": "",
        "validFrom": "2004-01-01",
        "validTo": None,
        "validFromInRequestedRange": "2020-01-01",
        "validToInRequestedRange": None,
        "notes": "",
    }
    return entry | changes


CODES = [
    code("030101", "Gamle Oslo"),
    code("030107", "Vestre Aker", validTo=""),
    code("030116", "Sentrum", validTo="2031-01-01"),
    code("460101", "Arna", validFrom="2020-01-01"),
]


def answer(*codes: dict[str, object]) -> bytes:
    return json.dumps({"codes": list(codes)}, ensure_ascii=False).encode()


def test_codes_land_with_names_and_validity(read: ReadBytes) -> None:
    result = read(answer(*CODES), FILE)
    assert result.findings == ()
    assert (result.rows_delivered, result.rows_landed, result.rows_not_data) == (4, 3, 1)
    assert [(r.file_row, r.area_label, r.codes) for r in result.readings] == [
        (1, "030101", ("Gamle Oslo", "2004-01-01", "-")),
        (2, "030107", ("Vestre Aker", "2004-01-01", "-")),
        (3, "030116", ("Sentrum", "2004-01-01", "2031-01-01")),
    ]
    one = Decimal(1)
    assert {(r.measure, r.value, r.source_year) for r in result.readings} == {("district_code", one, 2020)}


def test_known_codes_land(project: Settings) -> None:
    deliver(project, "klass_districts", "2020", FILE, answer(*CODES))
    landed = land(project, "klass_districts")
    assert query(landed, "select area_label, valid_to from landed order by file_row") == [
        ("030101", "-"),
        ("030107", "-"),
        ("030116", "2031-01-01"),
    ]


def test_an_unknown_code_of_oslo_is_refused(project: Settings) -> None:
    delivery = deliver(project, "klass_districts", "2020", FILE, answer(*CODES, code("030118", "Ny bydel")))
    [finding] = findings_of(project, delivery)
    assert (finding.code, finding.row, finding.column, finding.found) == ("unknown_area", 5, "code", "030118")


def test_a_date_that_is_none_and_a_missing_name_are_refused(findings: FindingsIn) -> None:
    found = findings(answer(code("030101", "", validFrom="1.1.2004")), FILE)
    assert [(one.code, one.row, one.column, one.found) for one in found] == [
        ("missing_value", 1, "name", ""),
        ("unknown_code", 1, "validFrom", "1.1.2004"),
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'<?xml version="1.0"?><codeList/>', "error_answer"),
        (b'{"classificationItems": []}', "not_agreed_json"),
        (b'{"codes": []}', "not_agreed_json"),
        (b'{"codes": [1]}', "not_agreed_json"),
        (b'{"codes": [{"code": "030101"', "truncated_file"),
        (b'{"error": "classification not found"}', "error_answer"),
    ],
)
def test_another_answer_is_refused(findings: FindingsIn, content: bytes, expected: str) -> None:
    [finding] = findings(content, FILE)
    assert finding.code == expected
