"""The fully unemployed beside the recipients (S15): every answer is worked out beside the rows."""

from collections.abc import Iterator

import pytest

from tests.support.models import ModelRun, Node, Row

STAGED = "stg_nav_unemployed__persons"
OLD, NEW = "nav_unemployed/2023-2024/f.csv", "nav_unemployed/2023-2025/f.csv"


@pytest.fixture(scope="module")
def models(compiled: dict[str, Node]) -> Iterator[ModelRun]:
    run = ModelRun(compiled, [STAGED])
    yield run
    run.close()


def registered(delivery_id: str, year: int, month: str, value: int | None) -> Row:
    return {
        "delivery_id": delivery_id,
        "synthetic": "true",
        "area_system": "oslo_districts",
        "district_id": "0301",
        "level": "city",
        "source_year": year,
        "month": month,
        "value": value,
        "status": "missing" if value is None else "observed",
    }


def test_each_month_is_the_citys_own_figure(models: ModelRun) -> None:
    # December is not counted yet: it has no row, neither zero nor the month before
    models.fill(
        STAGED,
        [
            registered(OLD, 2023, "01", 9_000),
            registered(OLD, 2024, "11", 9_500),
            registered(OLD, 2024, "12", None),
        ],
    )
    rows = models.rows("unemployed")
    assert [(row["year"], row["month"], row["value"], row["base"], row["units"]) for row in rows] == [
        (2023, 1, 9_000, None, 9_000),
        (2024, 11, 9_500, None, 9_500),
    ]
    assert {(row["statistic_id"], row["district_id"]) for row in rows} == {("unemployed_month", "0301")}


def test_a_year_that_two_files_hold_is_the_later_ones_whole(models: ModelRun) -> None:
    # 2024 is in both: January is 9 900, and November, which the later file lacks, is not taken from the older
    models.fill(
        STAGED,
        [
            *(registered(OLD, 2023, "01", 9_000), registered(OLD, 2024, "01", 9_500)),
            *(registered(OLD, 2024, "11", 9_600), registered(NEW, 2024, "01", 9_900)),
        ],
    )
    found = [(row["year"], row["month"], row["value"]) for row in models.rows("unemployed")]
    assert found == [(2023, 1, 9_000), (2024, 1, 9_900)]
