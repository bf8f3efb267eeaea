"""What is wrong with one delivered cell that did not become a value."""

import re
from collections.abc import Mapping

from pipelines.core.errors import Finding
from pipelines.core.private import shown
from pipelines.core.records_shape import YES_NO, RecordField
from pipelines.landing.records.cells import AMOUNT, WHOLE

_MANY_DECIMALS = re.compile("-?[0-9]+,[0-9]{3,}")
_LISTED_CODES = 25


def cell_finding(
    about: Finding, field: RecordField, row: int, header: str, cell: str, codes: Mapping[str, str]
) -> Finding:
    """The finding about a cell that broke the rule of its field.

    Args:
        about: A finding that names source and file.
        field: What the source declares.
        row: Row in the delivered file.
        header: Delivered header.
        cell: What stands there; of a Parquet file with a comma for the point of a number.
        codes: Delivered label -> code of the field.
    """
    told = _empty(about) if not cell else _told(about, field, cell, codes)
    found = shown(cell) if field.is_shown else None
    return Finding(
        told.code, about.source_id, about.file, None, row, header, found, told.expected, told.params
    )


def _empty(about: Finding) -> Finding:
    return Finding("empty_cell", about.source_id)


def _told(about: Finding, field: RecordField, cell: str, codes: Mapping[str, str]) -> Finding:
    if field.type in ("integer", "amount"):
        return _number(about, field, cell)
    if field.type in ("code", "boolean"):
        return _label(about, field, codes or YES_NO)
    if field.type in ("date", "month"):
        return _day(about, field)
    return Finding("not_the_pattern", about.source_id, expected=field.pattern)


def _label(about: Finding, field: RecordField, codes: Mapping[str, str]) -> Finding:
    if field.district:
        return Finding("unknown_district", about.source_id, expected=f"{min(codes)}-{max(codes)}")
    few = len(codes) <= _LISTED_CODES
    listed = ", ".join(codes) if few else f"seeds/codes/{field.listed_in}.csv"
    return Finding("unknown_label", about.source_id, expected=listed)


def _day(about: Finding, field: RecordField) -> Finding:
    if field.type == "date":
        return Finding("not_a_day", about.source_id)
    return Finding("not_a_month", about.source_id)


def _number(about: Finding, field: RecordField, cell: str) -> Finding:
    source_id = about.source_id
    if field.type == "amount" and _MANY_DECIMALS.fullmatch(cell):
        return Finding("too_many_decimals", source_id)
    if not re.fullmatch(WHOLE if field.type == "integer" else AMOUNT, cell):
        return Finding("not_a_plain_number", source_id)
    low = "" if field.min is None else str(field.min)
    high = "" if field.max is None else str(field.max)
    return Finding("number_out_of_range", source_id, expected=f"{low}-{high}")
