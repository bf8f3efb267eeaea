"""The KOSTRA person files: a district counts its records, the city counts persons."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.models import ModelRun, Node, Row
from tests.unit.social.programme_rows import FIRST, OSLO, SECOND, figures, fill, start


@pytest.fixture(scope="module")
def models(compiled: dict[str, Node]) -> Iterator[ModelRun]:
    run = start(compiled)
    yield run
    run.close()


def test_the_city_counts_a_recipient_of_two_districts_once(models: ModelRun) -> None:
    def record(
        pid: str | None, district: str, months: int, grant: int, age: int | None, loan: int = 0
    ) -> Row:
        support = {"months_with_support": months, "grant_nok": grant, "loan_nok": loan, "age": age}
        return {"reporting_year": 2024, "person_pid": pid, "district_id": district} | support

    fill(
        models,
        "11f",
        [
            record("m", FIRST, 3, 9_999, 17),  # 3 and 4 months, 9 999 and 40 001: the city sees 7 and 50 000
            record("m", SECOND, 4, 40_001, 17),
            record("a", FIRST, 12, 100_000, 67, loan=50_000),
            record(None, FIRST, 1, 5_000, None),  # placeholder ids are persons of their own, of no known age
            record(None, FIRST, 1, 5_000, None),
        ],
        span="2024",
    )
    fill(models, "11cf", [], span="2024")
    told: dict[str, Any] = {"year": 2024, "month": None}
    assert figures(models, "kostra_files", "kostra_recipients", **told, category="all") == {
        (FIRST,): 4,
        (SECOND,): 1,
        (OSLO,): 4,
    }
    assert figures(models, "kostra_files", "kostra_duration", **told) == {
        (FIRST, "1"): 2,
        (FIRST, "2_3"): 1,
        (FIRST, "12"): 1,
        (SECOND, "4_6"): 1,
        (OSLO, "1"): 2,
        (OSLO, "7_9"): 1,
        (OSLO, "12"): 1,
    }
    assert figures(models, "kostra_files", "kostra_amounts", **told, district_id=OSLO) == {
        ("1_9999",): 2,
        ("50000_99999",): 1,
        ("150000_plus",): 1,
    }
    assert figures(models, "kostra_files", "kostra_amounts", **told, district_id=SECOND) == {
        ("10000_49999",): 1
    }
    assert figures(models, "kostra_files", "kostra_ages", **told, district_id=OSLO) == {
        ("under_18",): 1,
        ("67_plus",): 1,
    }
    known = figures(models, "kostra_files", "kostra_ages", column="base", **told, category="67_plus")
    assert known == {(FIRST,): 2, (SECOND,): 1, (OSLO,): 2}


def test_moved_to_another_district_is_no_status_of_the_city(models: ModelRun) -> None:
    def record(pid: str, district: str, status: str, begun: str) -> Row:
        about = {"person_pid": pid, "district_id": district, "status_code": status, "begun_on": begun}
        return {"reporting_year": 2024} | about

    fill(models, "11f", [], span="2024")
    fill(
        models,
        "11cf",
        [
            record("m", FIRST, "6", "2023-02-01"),
            record("m", SECOND, "3", "2023-02-01"),
            record("a", FIRST, "1", "2024-02-01"),
            record("g", FIRST, "6", "2024-02-01"),  # the other district has not reported him
        ],
        span="2024",
    )
    told: dict[str, Any] = {"year": 2024, "month": None}
    assert figures(models, "kostra_files", "kostra_kvp_status", **told) == {
        (FIRST, "1"): 1,
        (FIRST, "6"): 2,
        (SECOND, "3"): 1,
        (OSLO, "1"): 1,
        (OSLO, "3"): 1,
    }
    bases = figures(models, "kostra_files", "kostra_kvp_status", column="base", **told, category="1")
    assert bases == {(FIRST,): 3, (SECOND,): 1, (OSLO,): 2}
