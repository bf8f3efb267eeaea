from decimal import Decimal
from typing import Any

import pytest

from pipelines.core.column_map import ColumnMap
from pipelines.core.source import Source

DECLARED: dict[str, Any] = {
    "source_id": "kilde",
    "title_nb": "Kilde",
    "title_en": "Source",
    "description_nb": "En kilde.",
    "description_en": "A source.",
    "owner": "Oslo kommune",
    "area_system": "oslo_districts",
    "file": {"kind": "workbook", "sheet": "Tall"},
    "measures": {"recipients": "persons", "paid": "thousand NOK"},
    "city_row": True,
    "unit": "persons",
    "whole_numbers": True,
    "precision": "exact",
    "columns": ColumnMap({"2022": {"recipients": "Mottakere"}}),
}


def declared(**fields: object) -> Source:
    return Source.model_validate({**DECLARED, **fields})


@pytest.mark.parametrize(
    ("fields", "levels"),
    [
        ({}, {"country", "district", "city"}),
        ({"city_row": False}, {"country", "district"}),
        ({"district_rows": False}, {"country", "city"}),
        ({"district_rows": False, "city_row": False}, {"country"}),
    ],
)
def test_a_source_says_which_areas_must_be_delivered(fields: dict[str, object], levels: set[str]) -> None:
    assert declared(**fields).levels == levels


def test_what_a_hidden_cell_holds_is_known_for_the_counts_it_was_hidden_for() -> None:
    source = declared(
        symbols={":": "suppressed"}, hidden={"lowest": 1, "highest": 3, "measures": ["recipients"]}
    )
    assert source.bounds(None, "suppressed", "recipients") == (Decimal(1), Decimal(3))
    assert source.bounds(None, "suppressed", "paid") == (None, None)
    assert source.bounds(Decimal(7), "observed", "paid") == (Decimal(7), Decimal(7))
    assert source.bounds(None, "missing", "recipients") == (None, None)


def test_a_source_that_suppresses_must_say_what_it_hides() -> None:
    with pytest.raises(ValueError, match="declares what it can hide"):
        declared(symbols={":": "suppressed"})


def test_texts_of_measures_lead_to_measures() -> None:
    with pytest.raises(ValueError, match=r"not declared: \['amount'\]"):
        declared(measure_texts={"Mottakere": "recipients", "Beløp": "amount"})
