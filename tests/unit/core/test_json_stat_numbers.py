"""Numbers of JSON-stat keep every digit they were printed with."""

import json
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.core.px.table import as_decimal, exact_array, gives_back
from tests.support.json_stat import dataset, read


def test_decimals_are_kept_as_printed(tmp_path: Path) -> None:
    text = json.dumps(dataset(status=None)).replace(
        "[11, 12, null, 14, 15, null, 17, 18]", "[7.5, 2.3, 24.8, 0.1, 16, -3.25, 999999999.999999, 0.000001]"
    )
    table = read(tmp_path, text.encode())
    assert table.values.dtype == np.float64
    found = [as_decimal(value) for value in table.values]
    printed = ["7.5", "2.3", "24.8", "0.1", "16", "-3.25", "999999999.999999", "0.000001"]
    assert found == [Decimal(text) for text in printed]


@pytest.mark.parametrize(
    ("token", "landed"),
    [
        pytest.param("9007199254740991", "9007199254740991", id="2^53 - 1"),
        pytest.param("9007199254740993", "9007199254740993", id="2^53 + 1, which no double is"),
        pytest.param("12345678901234.123456", "12345678901234.123456", id="20 digits"),
        pytest.param("4503599627370497.3", "4503599627370497.3", id="a double of it has no fraction"),
        pytest.param("0.30000000000000004", "0.30000000000000004", id="more decimals than land"),
        pytest.param("1234567890123456789012", "1234567890123456789012", id="beyond 64 bits"),
    ],
)
def test_numbers_a_floating_number_cannot_hold_keep_every_digit(
    tmp_path: Path, token: str, landed: str
) -> None:
    text = json.dumps(dataset()).replace("[11, 12,", f"[{token}, 24.8,")
    table = read(tmp_path, text.encode())
    assert as_decimal(table.values[0]) == Decimal(landed)
    assert as_decimal(table.values[1]) == Decimal("24.8")
    assert as_decimal(table.values[2]) is None


decimals = st.decimals(min_value=-(10**14), max_value=10**14, places=6, allow_nan=False)
printed = st.one_of(
    st.integers(-(2**70), 2**70).map(str),
    st.integers(-(10**9), 10**9).map(str),
    decimals.map(lambda number: f"{number:f}"),
    st.tuples(st.integers(-(10**6), 10**6), st.integers(0, 9)).map(lambda parts: f"{parts[0]}.{parts[1]}"),
)


@given(tokens=st.lists(printed, min_size=8, max_size=8))
def test_any_number_that_can_land_is_read_as_it_is_printed(
    tmp_path_factory: pytest.TempPathFactory, tokens: list[str]
) -> None:
    """Integers of any size and numbers with the decimals that a landed value has, mixed in one table."""
    text = json.dumps(dataset(status=None, value="VALUES")).replace('"VALUES"', f"[{', '.join(tokens)}]")
    table = read(tmp_path_factory.mktemp("numbers"), text.encode())
    assert [as_decimal(value) for value in table.values] == [Decimal(token) for token in tokens]


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), max_size=5))
def test_floating_numbers_are_trusted_only_with_six_decimals_and_fifteen_digits(numbers: list[float]) -> None:
    trusted = gives_back(np.array(numbers, dtype=np.float64))
    assert trusted == all(abs(one) < 1e9 and round(one, 6) == one for one in numbers)


def test_an_array_of_decimals_becomes_floating_numbers_only_when_nothing_is_lost() -> None:
    assert exact_array([Decimal("24.8"), None, 3]).dtype == np.float64
    kept = exact_array([Decimal("12345678901234.123456"), None, 0.1])
    assert kept.tolist() == [Decimal("12345678901234.123456"), None, Decimal("0.1")]
