"""Rows on their way out: nothing cut, nothing rounded, nothing obeyed."""

import io
from decimal import Decimal

import pytest
from rich.console import Console

from pipelines.cli.output import (
    make_result_table,
    number,
    plain,
    print_whole,
    to_json,
    unique,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("0E-18"), "0.000000000000000000"),
        (Decimal("1E+3"), "1000"),
        (0.1, "0.1"),
        (True, "true"),
        (None, ""),
        (b"\x00\xff", "AP8="),
        ([Decimal("1.10"), None], "[1.10, null]"),
    ],
)
def test_plain_text_has_every_digit(value: object, text: str) -> None:
    assert plain(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (
            {"a": Decimal("12345678901234567890.123456789012345678")},
            '{"a": 12345678901234567890.123456789012345678}',
        ),
        (float("inf"), "null"),
        ("æ\n\u2028", '"æ\\n\u2028"'),
        (True, "true"),
    ],
)
def test_json_text_has_every_digit(value: object, text: str) -> None:
    assert to_json(value) == text


@pytest.mark.parametrize(
    ("value", "language", "decimals", "text"),
    [
        (1678000000, "en", None, "1 678 000 000"),
        (Decimal("4190.320000"), "nb", None, "4 190,32"),
        (Decimal("4190.3"), "nb", 2, "4 190,30"),
        (Decimal("100.000000"), "en", None, "100"),
        (Decimal("-1234.5"), "en", 1, "-1 234.5"),
    ],
)
def test_numbers_for_people(value: Decimal | int, language: str, decimals: int | None, text: str) -> None:
    assert number(value, "nb" if language == "nb" else "en", decimals) == text


def test_a_result_wider_than_the_terminal_keeps_every_digit() -> None:
    screen = io.StringIO()
    rows = [(Decimal("1234567890.123456789012345678"),) * 6]
    print_whole(Console(file=screen, width=40), make_result_table(list("abcdef"), rows))
    assert screen.getvalue().count("1234567890.123456789012345678") == 6


def test_names_are_made_unique() -> None:
    assert unique(["a", "a_2", "a", "a", "b"]) == ["a", "a_2", "a_3", "a_4", "b"]
