"""Extracts of rows about persons before the rules: sums by delivery, and judgements without a refresh."""

from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.checks.expectations import evaluate_suite
from pipelines.checks.good import Total
from pipelines.checks.judge import judge_deliveries, judge_file
from pipelines.checks.private import HIDDEN
from pipelines.checks.record_frames import record_frames
from pipelines.landing.provisional import loose_origin
from pipelines.reports.owner_report import build_report, write_owner_report
from pipelines.reports.texts_owner_report import Lang
from pipelines.settings import Settings
from tests.support.extracts import GOOD, as_csv, deliver, land, payments, period_of, project, row

YEAR = [{"payment_date": f"2024-{month:02}-15"} for month in range(1, 13)]


@pytest.fixture
def empty(tmp_path: Path) -> Settings:
    return project(tmp_path)


def broken_rules(settings: Settings, source_id: str) -> dict[str, str | None]:
    rules = evaluate_suite(source_id, settings)
    return {rule.spec.meta.rule_id: rule.findings[0].found for rule in rules if rule.findings}


def test_sums_by_delivery(empty: Settings) -> None:
    changes = [{}, {"gross_amount_nok": "-45,60", "payment_date": "2024-05-31"}, {"main_person_pid": "p2"}]
    deliver(empty, "fasit_payments/2024/a.csv", payments(*changes))
    deliver(empty, "fasit_payments/2025-02/b.csv", payments({"payment_date": "2025-02-01"}))
    land(empty, "fasit_payments")
    year, month = record_frames("fasit_payments", empty)["totals"]
    # 2 x 12345.60 - 45.60; lines in March and May
    assert (year["rows"], year["amount_nok_text"], year["months_missing"]) == (3, "24645.60", 10)
    assert year["negative_share"] == pytest.approx(1 / 3)
    assert (month["rows"], month["months_missing"], month["source_year"]) == (1, 0, 2025)


@pytest.mark.parametrize("source_id", GOOD)
def test_without_a_delivery_no_rule_is_broken(empty: Settings, source_id: str) -> None:
    land(empty, source_id)
    assert record_frames(source_id, empty) == {"totals": []}
    assert broken_rules(empty, source_id) == {}


def test_an_optional_table_without_a_delivery_breaks_no_rule(empty: Settings) -> None:
    land(empty, "nav_unemployed")
    assert broken_rules(empty, "nav_unemployed") == {}


def test_a_whole_year_keeps_every_rule(empty: Settings) -> None:
    deliver(empty, "fasit_payments/2024/a.csv", payments(*YEAR))
    land(empty, "fasit_payments")
    assert broken_rules(empty, "fasit_payments") == {}


def test_payments_with_the_sign_turned_round_and_a_month_missing(empty: Settings) -> None:
    turned = [{**one, "gross_amount_nok": "-100,00"} for one in YEAR[1:]]
    deliver(empty, "fasit_payments/2024/a.csv", payments(*turned))
    land(empty, "fasit_payments")
    assert broken_rules(empty, "fasit_payments") == {
        "positive_sum": "-1100.00",
        "every_month": "1",
        "few_corrections": "100.0 %",
    }


@pytest.mark.parametrize(
    ("source_id", "cells", "rule_id", "highest"),
    [
        ("fasit_persons", {"origin_country_code": ""}, "country_is_registered", 5),
        ("fasit_persons", {"marital_status_code": "Ukjent"}, "marital_status_is_known", 1),
        ("fasit_kvp", {"marital_status_code": "Ukjent"}, "marital_status_is_known", 1),
        ("socio_persons", {"citizenship_country_code": ""}, "country_is_registered", 5),
        ("socio_persons", {"prior_education_code": "Ikke registrert"}, "education_is_registered", 40),
    ],
)
def test_a_share_may_be_so_large_and_no_larger(
    empty: Settings, source_id: str, cells: dict[str, str], rule_id: str, highest: int
) -> None:
    place = f"{source_id}/{period_of(source_id)}/a.csv"
    for lacking in (highest, highest + 1):
        rows = [
            row(source_id, person_pid=f"p{number}", **(cells if number < lacking else {}))
            for number in range(100)
        ]
        deliver(empty, place, rows)
        land(empty, source_id)
        broken = broken_rules(empty, source_id)
        assert broken == ({} if lacking == highest else {rule_id: f"{lacking:.1f} %"})


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_sound_extract_is_judged_good(empty: Settings, kind: str) -> None:
    deliver(empty, f"fasit_payments/2024/a.{kind}", payments(*YEAR, {"district_code": "15"}))
    [judgement] = judge_deliveries(empty, [f"fasit_payments/2024/a.{kind}"]).judgements
    assert (judgement.findings, judgement.warnings) == ((), ())
    assert judgement.good is not None
    assert (judgement.good.rows_landed, judgement.good.periods) == (13, (2024,))
    assert judgement.good.areas == ("Gamle Oslo", "Søndre Nordstrand")
    [total] = judgement.good.totals
    assert total == Total("gross_amount_nok", "gross_amount_nok", 2024, 13, 0, Decimal("160492.80"))
    assert not empty.build.exists()


def test_a_broken_extract_is_judged_by_row_and_shows_nothing(empty: Settings) -> None:
    changes = [*YEAR, {"district_code": "99"}, {"main_person_pid": "01818012345"}]
    deliver(empty, "fasit_payments/2024/a.csv", payments(*changes))
    [judgement] = judge_deliveries(empty, ["fasit_payments/2024/a.csv"]).judgements
    assert [(one.code, one.row, one.found) for one in judgement.findings] == [
        ("unknown_district", 14, HIDDEN),
        ("identifier_in_pseudonymised", 15, None),
    ]
    assert judgement.is_personal


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_the_owners_report_has_places_and_no_person(tmp_path: Path, empty: Settings, lang: Lang) -> None:
    number = "01818012345"
    deliver(
        empty, "fasit_payments/2024/a.csv", payments({"main_person_pid": number}, {"district_code": number})
    )
    report = build_report(judge_deliveries(empty, ["fasit_payments/2024/a.csv"]), lang)
    lines = [line for part in report.parts for line in part.lines]
    assert {(line.row, line.column) for line in lines} == {(2, "main_person_pid"), (3, "district_code")}
    assert all(line.problem and line.why and line.send for line in lines)
    page, workbook = write_owner_report(report, tmp_path, "rapport")
    assert number.encode() not in page.read_bytes() + workbook.read_bytes()


def test_a_loose_file_is_taken_for_one_of_pseudonyms(tmp_path: Path, empty: Settings) -> None:
    path = tmp_path / "uttrekk.csv"
    path.write_bytes(as_csv(payments(*YEAR)))
    origin = loose_origin(path, "fasit_payments", "2024", None, empty)
    assert origin.personal_data == "pseudonymised"
    assert not judge_file(path, origin, empty).refused
