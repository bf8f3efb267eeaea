from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.core.numbers import DecimalMark, fits, is_whole, parse_number

SPACES = [" ", "\u00a0", "\u2009", "\u202f"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        ("12320", "12320"),
        ("12 320", "12320"),
        ("12\u00a0320", "12320"),
        ("1\u202f234\u202f567,89", "1234567.89"),
        ("1\u2009000", "1000"),
        ("  24,8 ", "24.8"),
        ("24,8 %", "24.8"),
        ("24,8%", "24.8"),
        ("-5", "-5"),
        ("\u22125", "-5"),
        ("\u2212 1 234,5", "-1234.5"),
        ("5-", "-5"),
        ("1 234,50-", "-1234.50"),
        ("1\u00a0234,50\u2212", "-1234.50"),
        ("1 234 -", "-1234"),
        ("\u22121,2 %", "-1.2"),
        ("3,5\u00a0%", "3.5"),
        ("0,10", "0.10"),
        ("007", "7"),
    ],
)
def test_reads_what_norwegian_tables_print(text: str, number: str) -> None:
    parsed = parse_number(text)
    assert parsed == Decimal(number)
    assert parsed.as_tuple().exponent == Decimal(number).as_tuple().exponent


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "%",
        ",5",
        "5,",
        "12.320",
        "1,2,3",
        "12 32",
        "1234 567",
        "1  234",
        "--5",
        "-5-",
        "5 kr",
        "1e5",
        "NaN",
        "Infinity",
        "٣",
        "½",
        "1_000",
        "(5)",
        "1 234 ,5",
        "12,3 4",
    ],
)
def test_refuses_what_is_not_one_number(text: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        parse_number(text)


def test_a_delivery_may_use_the_decimal_point() -> None:
    assert parse_number("12.5", ".") == Decimal("12.5")
    with pytest.raises(ValueError, match="not a number"):
        parse_number("12,5", ".")


@given(
    number=st.decimals(
        allow_nan=False, allow_infinity=False, places=6, min_value=-(10**13), max_value=10**13
    ),
    thousands=st.sampled_from(["", *SPACES]),
    minus=st.sampled_from(["-", "\u2212"]),
    trailing=st.booleans(),
    mark=st.sampled_from([",", "."]),
    percent=st.sampled_from(["", "%", " %"]),
)
def test_what_is_printed_is_read_back(
    number: Decimal, thousands: str, minus: str, trailing: bool, mark: DecimalMark, percent: str
) -> None:
    printed = f"{abs(number):,.6f}".replace(",", "T").replace(".", mark).replace("T", thousands)
    if number < 0:
        printed = printed + minus if trailing else minus + printed
    assert parse_number(printed + percent, mark) == number


@given(st.text(max_size=12))
def test_any_text_gives_a_number_or_a_value_error(text: str) -> None:
    try:
        number = parse_number(text)
    except ValueError:
        return
    assert number.is_finite()


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("0", True),
        ("99999999999999.999999", True),
        ("100000000000000", False),
        ("-100000000000000", False),
        ("0.0000001", False),
        ("1.0000000", True),
        ("1" + "0" * 40, False),
        ("0." + "1" * 40, False),
    ],
)
def test_fits_is_what_decimal_20_6_holds(number: str, expected: bool) -> None:
    assert fits(Decimal(number)) is expected


def test_a_whole_number_may_be_written_with_decimals() -> None:
    assert is_whole(Decimal("12.0"))
    assert not is_whole(Decimal("12.5"))
