import pytest

from pipelines.core.units import unit_in, without_unit


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Beløp (1000 kr)", "1000 kr"),
        ("Beløp (1 000 kr)", "1000 kr"),
        ("Beløp (1\u00a0000 kr)", "1000 kr"),
        ("Beløp i tusen kroner", "1000 kr"),
        ("Utbetalt 1000 kr", "1000 kr"),
        ("Beløp (mill. kr)", "mill. kr"),
        ("Beløp, millioner kroner", "mill. kr"),
        ("Beløp i mrd. kr", "mrd. kr"),
        ("Rammer i hele kroner", "kr"),
        ("Beløp (kr)", "kr"),
        ("Beløp kr.", "kr"),
        ("Beløp (NOK)", "kr"),
        ("Endring fra året før (%)", "%"),
        ("Andel i prosent", "%"),
        ("Antall personer", None),
        ("Kravet", None),
        ("Ramme 2024", None),
    ],
)
def test_a_header_or_title_names_at_most_one_unit(text: str, unit: str | None) -> None:
    assert unit_in(text) == unit


@pytest.mark.parametrize("header", ["Beløp (kr)", "Beløp (1000 kr)", "beløp i mill. kr", "Beløp, %", "Beløp"])
def test_headers_that_differ_in_unit_have_the_same_words(header: str) -> None:
    assert without_unit(header) == "beløp"


def test_headers_that_mean_different_things_do_not() -> None:
    assert without_unit("Netto beløp (kr)") != without_unit("Beløp (kr)")
