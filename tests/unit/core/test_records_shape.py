from datetime import date

import pytest

from pipelines.core.calendar import last_year, span
from pipelines.core.private import HIDDEN, shown
from pipelines.core.records_shape import RecordField, first_day, last_day
from pipelines.sources import load_source


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-12", date(2023, 12, 1), date(2023, 12, 31)),
        ("2017-2024", date(2017, 1, 1), date(2024, 12, 31)),
    ],
)
def test_a_period_has_a_first_and_a_last_day(period: str, first: date, last: date) -> None:
    assert (first_day(period), last_day(period)) == (first, last)
    assert span(period) == (first.year, last.year)
    assert last_year(period) == last.year


@pytest.mark.parametrize(
    ("source_id", "accepted", "refused"),
    [
        (
            "fasit_payments",
            ["2024", "2024-01", "2024-12"],
            ["2024-00", "2024-13", "2017-2024", "24", "2024-1"],
        ),
        ("fasit_kvp", ["2017-2024", "2024-2024"], ["2024", "2024-03", "2024-2017"]),
        ("unit4_ledger", ["2024"], ["2024-03"]),
    ],
)
def test_a_source_says_which_periods_it_has(source_id: str, accepted: list[str], refused: list[str]) -> None:
    source = load_source(source_id)
    assert [one for one in (*accepted, *refused) if source.accepts_period(one)] == accepted
    assert all(source.accepts_period(one) for one in source.period_example.split(", "))


@pytest.mark.parametrize(
    ("text", "is_shown"),
    [
        ("2024-03-15", True),
        ("12345,60", True),
        ("15", True),
        ("Husleie", True),
        ("01818012345", False),
        ("018180 12345", False),
        ("018180-12345", False),
        ("01 81 80 12345", False),
        ("x1234567", False),
    ],
)
def test_what_can_be_a_persons_number_is_not_shown(text: str, is_shown: bool) -> None:
    assert shown(text) == (text if is_shown else HIDDEN)
    assert shown(None) is None


@pytest.mark.parametrize(
    "field",
    [
        {"type": "code"},
        {"type": "text", "codes": {"Ja": "yes"}},
        {"type": "date", "min": 1},
    ],
)
def test_a_field_that_contradicts_itself_is_refused(field: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"type code|belong to numbers"):
        RecordField.model_validate({"description": "A field."} | field)
