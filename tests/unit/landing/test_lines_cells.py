"""Cells of posting lines that are refused: told with row, column, what was found and what was expected."""

from pathlib import Path

import pytest

from tests.support.ledger import DELIVERY, findings_2024, line, told, with_line

ACCOUNT = "five or six digits; the first three of six are the art"
ART_LIST = "an account whose first three of six digits are an art of the list"
FUNCTION = "three to five digits; the first three are the KOSTRA function"
CENTRE = "a cost centre with a district in 2024"
DATE = "01.01.2023-31.12.2025"
PERIOD = "202400-202413"
AMOUNT = "an amount such as 1 234,50 or 1 234,50-"


@pytest.mark.parametrize(
    ("cells", "code", "found", "expected"),
    [
        ({"Beløp": "1.234,50"}, "not_an_amount", "1.234,50", AMOUNT),
        ({"Beløp": "1234.50"}, "not_an_amount", "1234.50", AMOUNT),
        ({"Beløp": "12 34,50"}, "not_an_amount", "12 34,50", AMOUNT),
        ({"Beløp": "1 2345,50"}, "not_an_amount", "1 2345,50", AMOUNT),
        ({"Beløp": "-5,00-"}, "not_an_amount", "-5,00-", AMOUNT),
        ({"Beløp": "5,"}, "not_an_amount", "5,", AMOUNT),
        ({"Beløp": "1e3"}, "not_an_amount", "1e3", AMOUNT),
        ({"Beløp": "(5,00)"}, "not_an_amount", "(5,00)", AMOUNT),
        ({"Beløp": "kr 5,00"}, "not_an_amount", "kr 5,00", AMOUNT),
        ({"Beløp": "-"}, "not_an_amount", "-", AMOUNT),
        ({"Beløp": "5,005"}, "too_many_decimals", "5,005", "at most two decimals"),
        ({"Beløp": "1\xa0005,0050-"}, "too_many_decimals", "1\xa0005,0050-", "at most two decimals"),
        (
            {"Beløp": "12345678901234567,00"},
            "amount_too_large",
            "12345678901234567,00",
            "at most 16 digits before the decimal mark",
        ),
        ({"Beløp": ""}, "missing_value", "", "a value"),
        ({"Bilagsdato": "2024-03-15"}, "not_a_date", "2024-03-15", DATE),
        ({"Bilagsdato": "31.02.2024"}, "not_a_date", "31.02.2024", DATE),
        ({"Bilagsdato": "15.03.24"}, "not_a_date", "15.03.24", DATE),
        ({"Bilagsdato": "15.03.2204"}, "not_a_date", "15.03.2204", DATE),
        ({"Bilagsdato": ""}, "missing_value", "", "a value"),
        ({"Periode": "202414"}, "not_a_period", "202414", PERIOD),
        ({"Periode": "2024"}, "not_a_period", "2024", PERIOD),
        ({"Periode": "2024e2"}, "not_a_period", "2024e2", PERIOD),
        ({"Periode": "202303"}, "wrong_year", "202303", PERIOD),
        ({"Periode": ""}, "missing_value", "", "a value"),
        (
            {"Konto": "1010"},
            "not_an_account",
            "1010",
            ACCOUNT,
        ),
        (
            {"Konto": "47010A"},
            "not_an_account",
            "47010A",
            ACCOUNT,
        ),
        (
            {"Konto": "1e100"},
            "not_an_account",
            "1e100",
            ACCOUNT,
        ),
        ({"Konto": "295100"}, "unknown_art", "295100", ART_LIST),
        ({"Konto": "11100"}, "unknown_art", "11100", ART_LIST),
        ({"Konto": ""}, "missing_value", "", "a value"),
        (
            {"Funksjon": "282"},
            "unknown_function",
            "282",
            FUNCTION,
        ),
        (
            {"Funksjon": "281000"},
            "unknown_function",
            "281000",
            FUNCTION,
        ),
        (
            {"Funksjon": "281a"},
            "unknown_function",
            "281a",
            FUNCTION,
        ),
        ({"Funksjon": ""}, "missing_value", "", "a value"),
        (
            {"Koststed": "999999"},
            "cost_centre_without_district",
            "999999",
            CENTRE,
        ),
        # closed in 2021
        (
            {"Koststed": "103900"},
            "cost_centre_without_district",
            "103900",
            CENTRE,
        ),
        ({"Koststed": ""}, "missing_value", "", "a value"),
    ],
)
def test_a_broken_cell_is_named(
    tmp_path: Path, cells: dict[str, str], code: str, found: str, expected: str
) -> None:
    [finding] = findings_2024(tmp_path, with_line(line(**cells)))
    [column] = cells
    assert told(finding) == (code, 6, column, found, expected)
    assert finding.file == DELIVERY
    assert finding.text("nb")
