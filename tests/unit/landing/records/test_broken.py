"""Broken extracts: each is refused with its row, its column and what is expected; nothing else is lost."""

import duckdb
import pytest

from pipelines.settings import Settings
from tests.support.extracts import (
    GOOD,
    deliver,
    findings,
    land,
    landed_rows,
    payments,
    period_of,
    row,
    told,
)

KINDS = ("csv", "parquet")


@pytest.mark.parametrize(
    ("source_id", "cells", "code", "column", "found", "expected"),
    [
        (
            "fasit_payments",
            {"payment_date": "2023-12-31"},
            "outside_period",
            "payment_date",
            "2023-12-31",
            "2024-01-01 - 2024-12-31",
        ),
        (
            "fasit_payments",
            {"payment_date": "31.12.2024"},
            "not_a_day",
            "payment_date",
            "31.12.2024",
            "a date such as 2024-03-15",
        ),
        (
            "fasit_payments",
            {"payment_date": "2024-02-30"},
            "not_a_day",
            "payment_date",
            "2024-02-30",
            "a date such as 2024-03-15",
        ),
        (
            "fasit_payments",
            {"extracted_on": " infinity "},
            "not_a_day",
            "extracted_on",
            " infinity ",
            "2024-03-15",
        ),
        ("fasit_household", {"month": "2024-3"}, "not_a_month", "month", "2024-3", "2024-03-01"),
        ("fasit_payments", {"district_code": "16"}, "unknown_district", "district_code", "16", "01-15"),
        ("fasit_payments", {"district_code": "1"}, "unknown_district", "district_code", "1", "01-15"),
        (
            "fasit_payments",
            {"purpose_code": "Hus"},
            "unknown_label",
            "purpose_code",
            "Hus",
            "Husleie, Husleierestanse",
        ),
        (
            "fasit_payments",
            {"gross_amount_nok": "1,234"},
            "too_many_decimals",
            "gross_amount_nok",
            "1,234",
            "at most two",
        ),
        (
            "fasit_payments",
            {"gross_amount_nok": "1 200"},
            "not_a_plain_number",
            "gross_amount_nok",
            "1 200",
            "12345,60",
        ),
        (
            "fasit_payments",
            {"gross_amount_nok": "1.200"},
            "not_a_plain_number",
            "gross_amount_nok",
            "1.200",
            "12345,60",
        ),
        ("fasit_payments", {"main_person_pid": ""}, "empty_cell", "main_person_pid", None, "a value"),
        ("fasit_payments", {"gross_amount_nok": ""}, "empty_cell", "gross_amount_nok", "", "a value"),
        ("fasit_household", {"custody_pct": "120"}, "number_out_of_range", "custody_pct", "120", "0-100"),
        (
            "fasit_household",
            {"custody_pct": "50,5"},
            "not_a_plain_number",
            "custody_pct",
            "50,5",
            "counts without",
        ),
        (
            "fasit_household",
            {"birth_date": "2024-04-01"},
            "days_out_of_order",
            "birth_date",
            "2024-04-01",
            "<= 2024-03-01 (month)",
        ),
        ("fasit_household", {"month": "2024-03-02"}, "not_a_month", "month", "2024-03-02", "2024-03-01"),
        ("fasit_household", {"month": "2023-12-01"}, "outside_period", "month", "2023-12-01", "2024-01-01"),
        (
            "fasit_persons",
            {"origin_country_code": "SY"},
            "unknown_label",
            "origin_country_code",
            "SY",
            "social_countries.csv",
        ),
        (
            "fasit_persons",
            {"valid_to": "2025-01-01"},
            "outside_period",
            "valid_to",
            "2025-01-01",
            "2024-12-31",
        ),
        (
            "fasit_persons",
            {"valid_from": "2024-06-01", "valid_to": "2024-05-31"},
            "days_out_of_order",
            "valid_from",
            "2024-06-01",
            "<= 2024-05-31",
        ),
        ("fasit_kvp", {"ended_as_agreed": "ja"}, "unknown_label", "ended_as_agreed", "ja", "Ja, Nei"),
        (
            "fasit_kvp",
            {"end_date": "2019-01-31"},
            "days_out_of_order",
            "start_date",
            "2019-02-01",
            "<= 2019-01-31",
        ),
        (
            "socio_persons",
            {"settled_district_code": "99"},
            "unknown_district",
            "settled_district_code",
            "99",
            "01-15",
        ),
    ],
)
def test_a_broken_cell_is_told_at_its_place(
    empty: Settings, source_id: str, cells: dict[str, str], code: str, column: str, found: str, expected: str
) -> None:
    place = f"{source_id}/{period_of(source_id)}/a.csv"
    key = {"fasit_payments": "payment_line_id", "fasit_household": "member_pid"}.get(source_id)
    first = row(source_id, **({key: "p0"} if key else {}), **({} if key else {"person_pid": "p0"}))
    deliver(empty, place, [first, row(source_id, **cells)])
    [finding] = findings(empty, source_id)
    assert finding.file == place
    assert told(finding) == (code, 3, column, found)
    assert expected in (finding.expected_text("en") or "")
    assert "{" not in finding.text("nb") + finding.text("en")
    assert finding.why("nb")
    assert finding.why("en")


@pytest.mark.parametrize("kind", KINDS)
def test_a_birth_in_the_month_of_the_payment_is_no_fault(empty: Settings, kind: str) -> None:
    born = row(
        "fasit_household", birth_date="2024-03-31", role_code="Barn", custody_pct="100", member_pid="b"
    )
    deliver(empty, f"fasit_household/2024/a.{kind}", [GOOD["fasit_household"], born])
    assert land(empty, "fasit_household").rows == 2


def test_every_fault_of_every_file_is_told_at_once(empty: Settings) -> None:
    rows = payments({"district_code": "99"}, {"purpose_code": "?"}, {"payment_line_id": "L2"}, {})
    deliver(empty, "fasit_payments/2024/a.csv", rows)
    deliver(empty, "fasit_payments/2023/b.csv", payments({}))
    assert [(one.file, *told(one)[:2]) for one in findings(empty, "fasit_payments")] == [
        ("fasit_payments/2023/b.csv", "outside_period", 2),
        ("fasit_payments/2024/a.csv", "unknown_district", 2),
        ("fasit_payments/2024/a.csv", "unknown_label", 3),
        ("fasit_payments/2024/a.csv", "repeated_record", 4),
    ]


def test_of_many_faults_the_first_hundred_are_listed(empty: Settings) -> None:
    deliver(empty, "fasit_payments/2024/a.csv", payments(*[{"district_code": "77"}] * 250))
    found = findings(empty, "fasit_payments")
    assert [one.row for one in found[:-1]] == list(range(2, 102))
    assert found[-1].code == "more_cells"
    assert "250" in found[-1].message("en")


def test_nothing_else_is_lost_when_a_source_is_refused(empty: Settings) -> None:
    deliver(empty, "fasit_payments/2023/a.csv", payments({"payment_date": "2023-05-01"}))
    deliver(empty, "fasit_household/2024/a.csv", [GOOD["fasit_household"]])
    before = landed_rows(land(empty, "fasit_payments"))
    record = (empty.landed / "fasit_payments.json").read_bytes()
    deliver(empty, "fasit_payments/2024/b.csv", payments({"district_code": "99"}))
    assert len(findings(empty, "fasit_payments")) == 1
    folder = empty.personal / "fasit_payments"
    with duckdb.connect() as connection:
        assert connection.execute(f"select * from '{folder}/*.parquet'").fetchall() == before
    assert (empty.landed / "fasit_payments.json").read_bytes() == record
    assert land(empty, "fasit_household").rows == 1
    assert [path.name for path in empty.personal.glob(".work*")] == []
