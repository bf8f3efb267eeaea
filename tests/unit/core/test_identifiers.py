"""Numbers of persons: worked by hand from the weights, and months with 80 added, so that nobody has them."""

from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.core.identifiers import (
    birth_date,
    birth_year,
    identifier_fault,
    identifier_faults,
    looks_like_identifier,
)
from tests.support.person_files import duf_number, national_id

# 1 January 1990 with 80 added to the month, individual number 0 0 0:
# 0*3 + 1*7 + 8*6 + 1*1 + 9*8 + 0*9 + 0*4 + 0*5 + 0*2 = 128 = 11*11 + 7, so the first digit is 11 - 7 = 4
# 0*5 + 1*4 + 8*3 + 1*2 + 9*7 + 0*6 + 0 + 0 + 0 + 4*2 = 101 = 11*9 + 2, so the second is 11 - 2 = 9
BY_HAND = "01819000049"
# with 4 added to the first digit: 128 + 4*3 = 140 = 11*12 + 8, first 3;
# 93 + 4*5 + 3*2 = 119 = 11*10 + 9, second 2
D_BY_HAND = "41819000032"
# 2*4 + 0*6 + 9*3 + 9*2 + 0 + 0 + 0 + 0 + 0 + 1*5 = 58 = 11*5 + 3, two digits: 03
DUF_BY_HAND = "209900000103"

days = st.dates(date(1900, 1, 1), date(2039, 12, 31))


def test_numbers_worked_by_hand() -> None:
    assert identifier_faults([BY_HAND, D_BY_HAND, DUF_BY_HAND]) == dict.fromkeys(
        (BY_HAND, D_BY_HAND, DUF_BY_HAND)
    )
    assert national_id(date(1990, 1, 1)) == BY_HAND
    assert national_id(date(1990, 1, 1), d_number=True) == D_BY_HAND
    assert duf_number(1) == DUF_BY_HAND


@given(born=days, number=st.integers(0, 50), d_number=st.booleans())
def test_a_number_says_the_day_of_birth(born: date, number: int, d_number: bool) -> None:
    text = national_id(born, number, d_number=d_number)
    assert identifier_fault(text) is None
    assert (birth_date(text), birth_year(text)) == (born, born.year)
    assert looks_like_identifier(text)


@given(born=days, place=st.integers(0, 10), step=st.integers(1, 9))
def test_one_wrong_digit_is_always_found(born: date, place: int, step: int) -> None:
    """Modulo 11 finds every single wrong digit."""
    text = national_id(born)
    wrong = str((int(text[place]) + step) % 10)
    assert identifier_fault(text[:place] + wrong + text[place + 1 :]) is not None


@given(number=st.integers(0, 999_999), place=st.integers(0, 11), step=st.integers(1, 9))
def test_one_wrong_digit_of_a_duf_number_is_always_found(number: int, place: int, step: int) -> None:
    text = duf_number(number)
    assert identifier_fault(text) is None
    wrong = str((int(text[place]) + step) % 10)
    assert identifier_fault(text[:place] + wrong + text[place + 1 :]) == "wrong_check_digits"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "blank"),
        ("   ", "blank"),
        ("0181900004X", "not_digits"),
        # digits of another script are no digits of a number
        ("٠١٨١٩٠٠٠٠٤٩", "not_digits"),
        ("0181900004", "wrong_length"),
        ("2099000001031", "wrong_length"),
        ("01819000059", "wrong_check_digits"),
        ("01819000048", "wrong_check_digits"),
        ("209900000104", "wrong_check_digits"),
        ("31829000000", "no_such_date"),
        ("00819000000", "no_such_date"),
        ("01809000000", "no_such_date"),
        ("01939000000", "no_such_date"),
        # no century has individual number 750 with year 40
        ("01814075000", "no_such_date"),
        # 40 added to the month is a day of birth to nobody
        ("01419000000", "no_such_date"),
        ("01819000100", "placeholder"),
        ("01819000200", "placeholder"),
        ("01819099999", "placeholder"),
        ("31829000100", "no_such_date"),
    ],
)
def test_what_speaks_against_a_number(text: str, fault: str) -> None:
    assert identifier_fault(text) == fault


@pytest.mark.parametrize("text", ["018190 00049", "018190-00049", " 01819000049 ", "018190\u00a000049"])
def test_spaces_and_one_dash_do_not_count(text: str) -> None:
    assert identifier_fault(text) is None
    assert birth_date(text) == date(1990, 1, 1)


@pytest.mark.parametrize(
    ("individual", "year", "born"),
    [
        ("000", "00", 1900),
        ("499", "99", 1999),
        ("500", "00", 2000),
        ("999", "39", 2039),
        ("500", "54", 1854),
        ("749", "99", 1899),
        ("900", "40", 1940),
        ("999", "99", 1999),
        ("500", "40", None),
        ("749", "53", None),
        ("750", "54", None),
    ],
)
def test_the_individual_number_tells_the_century(individual: str, year: str, born: int | None) -> None:
    assert birth_year(f"0181{year}{individual}00") == born


@pytest.mark.parametrize(
    ("text", "looks"),
    [
        # mistyped, but no doubt meant as one
        ("01819000040", True),
        ("01819000100", True),
        ("018190-00049", True),
        (DUF_BY_HAND, True),
        ("209900000104", False),
        ("99999999999", False),
        ("k1AbCdEfGhIjKlMnOpQrStUv", False),
        ("", False),
        ("4711", False),
    ],
)
def test_what_looks_like_a_number_of_a_person(text: str, looks: bool) -> None:
    assert looks_like_identifier(text) is looks


def test_each_distinct_text_is_judged_once() -> None:
    def once() -> Iterable[str]:
        yield from [BY_HAND, BY_HAND, "1"]

    assert identifier_faults(once()) == {BY_HAND: None, "1": "wrong_length"}
