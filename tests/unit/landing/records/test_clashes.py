"""Rows that cannot stand beside others: a line twice, an adult in two households in a month."""

import pytest

from pipelines.settings import Settings
from tests.support.extracts import deliver, findings, land, payments, row, told

KINDS = ("csv", "parquet")


@pytest.mark.parametrize("kind", KINDS)
def test_a_payment_line_that_stands_twice(empty: Settings, kind: str) -> None:
    again = payments({}, {}, {"payment_line_id": "L1"})
    deliver(empty, f"fasit_payments/2024/a.{kind}", again)
    [finding] = findings(empty, "fasit_payments")
    last, first = (4, 2) if kind == "csv" else (3, 1)
    assert told(finding) == ("repeated_record", last, "payment_line_id", None)
    assert f"row {first}" in finding.message("en")


@pytest.mark.parametrize("kind", KINDS)
def test_an_adult_in_two_households_in_a_month(empty: Settings, kind: str) -> None:
    def member(household: str, person: str, role: str, month: str = "2024-03-01") -> dict[str, str]:
        custody = "50" if role == "Barn" else ""
        return row(
            "fasit_household",
            main_person_pid=household,
            member_pid=person,
            role_code=role,
            month=month,
            custody_pct=custody,
        )

    rows = [
        member("p1", "p1", "Hovedperson"),
        member("p1", "p2", "Samboer"),
        member("p1", "barn", "Barn"),
        member("p3", "p3", "Hovedperson"),
        member("p3", "barn", "Barn"),
        member("p3", "p2", "Ektefelle", "2024-04-01"),
    ]
    deliver(empty, f"fasit_household/2024/a.{kind}", rows)
    assert land(empty, "fasit_household").rows == len(rows), "a shared child, and another month, are no fault"
    deliver(empty, f"fasit_household/2024/a.{kind}", [*rows, member("p3", "p2", "Ektefelle")])
    [finding] = findings(empty, "fasit_household")
    last, first = (8, 3) if kind == "csv" else (7, 2)
    assert told(finding) == ("two_households", last, "member_pid", None)
    assert f"row {first}" in finding.message("en")
