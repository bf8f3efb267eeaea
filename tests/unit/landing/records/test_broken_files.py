"""Extracts that are not the table agreed on: refused as a whole, in words that say what they are."""

from pathlib import Path

import duckdb
import pytest

from pipelines.settings import Settings
from tests.support.extracts import as_csv, deliver, findings, payments, told

HEADER, *GOOD_LINES = as_csv(payments({}, {}, {})).decode().splitlines()


@pytest.mark.parametrize(
    ("lines", "code", "at"),
    [
        ([HEADER, GOOD_LINES[0], GOOD_LINES[1] + ";x", GOOD_LINES[2]], "wrong_cell_count", 3),
        ([HEADER, GOOD_LINES[0], GOOD_LINES[1].replace(";01;", ';"01;'), GOOD_LINES[2]], "open_quotation", 3),
        ([HEADER, GOOD_LINES[0], "", GOOD_LINES[1]], "blank_line", 3),
        ([HEADER, GOOD_LINES[0], GOOD_LINES[1][:20]], "truncated_file", 3),
        ([one.replace(";", "\t") for one in (HEADER, *GOOD_LINES)], "wrong_delimiter", 1),
        ([HEADER.replace("district_code", "bydel"), *GOOD_LINES], "missing_header", 1),
        ([HEADER + ";navn", *(one + ";Ola" for one in GOOD_LINES)], "undeclared_column", 1),
        ([""], "truncated_file", None),
    ],
)
def test_a_file_that_is_no_table(empty: Settings, lines: list[str], code: str, at: int | None) -> None:
    deliver(empty, "fasit_payments/2024/a.csv", "".join(f"{line}\r\n" for line in lines).encode())
    found = findings(empty, "fasit_payments")
    assert (code, at) in [told(one)[:2] for one in found]


def test_a_last_line_without_a_line_end_was_cut_off(empty: Settings) -> None:
    deliver(empty, "fasit_payments/2024/a.csv", as_csv(payments({}, {}))[:-2])
    [finding] = findings(empty, "fasit_payments")
    assert told(finding) == ("truncated_file", 3, None, None)


def test_faults_below_a_broken_line_keep_their_rows(empty: Settings) -> None:
    broken = payments({}, {}, {"district_code": "99"}, {})
    lines = as_csv(broken).decode().splitlines()
    lines[2] += ";x"
    deliver(empty, "fasit_payments/2024/a.csv", "".join(f"{line}\n" for line in lines).encode())
    assert [told(one) for one in findings(empty, "fasit_payments")] == [
        ("wrong_cell_count", 3, None, "8"),
        ("unknown_district", 4, "district_code", "99"),
    ]


def test_a_file_in_another_character_set(empty: Settings) -> None:
    text = as_csv(payments({}, {"purpose_code": "Strøm"})).decode()
    deliver(empty, "fasit_payments/2024/a.csv", text.encode("cp1252"))
    [finding] = findings(empty, "fasit_payments")
    assert (finding.code, finding.row, finding.column) == ("wrong_encoding", 3, "purpose_code")


def test_a_parquet_file_that_is_none(empty: Settings) -> None:
    deliver(empty, "fasit_payments/2024/a.parquet", b"PAR1 and no more")
    assert [told(one)[0] for one in findings(empty, "fasit_payments")] == ["not_parquet"]


@pytest.mark.parametrize(
    ("column", "cast", "found", "expected"),
    [
        ("district_code", "1", "INTEGER", "VARCHAR"),
        ("gross_amount_nok", "1.5::double", "DOUBLE", "DECIMAL"),
        ("payment_date", "20240315", "INTEGER", "DATE"),
    ],
)
def test_a_parquet_column_of_another_type(
    empty: Settings, tmp_path: Path, column: str, cast: str, found: str, expected: str
) -> None:
    path = deliver(empty, "fasit_payments/2024/a.parquet", payments({}))
    with duckdb.connect() as connection:
        other = tmp_path / "other.parquet"
        connection.execute(f"copy (select * replace ({cast} as {column}) from '{path}') to '{other}'")
    deliver(empty, "fasit_payments/2024/a.parquet", other.read_bytes())
    [finding] = findings(empty, "fasit_payments")
    assert told(finding) == ("wrong_column_type", None, column, found)
    assert expected in (finding.expected or "")


def test_a_parquet_amount_is_not_rounded(empty: Settings, tmp_path: Path) -> None:
    path = deliver(empty, "fasit_payments/2024/a.parquet", payments({}))
    other = tmp_path / "other.parquet"
    with duckdb.connect() as connection:
        amount = "cast('1.234' as decimal(9, 3)) as gross_amount_nok"
        connection.execute(f"copy (select * replace ({amount}) from '{path}') to '{other}'")
    deliver(empty, "fasit_payments/2024/a.parquet", other.read_bytes())
    [finding] = findings(empty, "fasit_payments")
    assert told(finding) == ("too_many_decimals", 1, "gross_amount_nok", "1,234")


@pytest.mark.parametrize("personal", ["none", "aggregate"])
def test_an_extract_says_that_it_is_about_persons(empty: Settings, personal: str) -> None:
    deliver(empty, "fasit_payments/2024/a.csv", payments({}), personal_data=personal)
    [finding] = findings(empty, "fasit_payments")
    assert told(finding) == ("invalid_sidecar", None, "personal_data", personal)
    assert finding.expected == "pseudonymised, direct"
