"""What a delivered cell is worth, in SQL: the typed value, or null when it breaks a rule of its field."""

from collections.abc import Mapping

from pipelines.core.records_shape import YES_NO, RecordField
from pipelines.core.sql_text import literal

SQL_TYPES = {
    "date": "DATE",
    "month": "DATE",
    "integer": "INTEGER",
    "amount": "DECIMAL(12,2)",
    "boolean": "BOOLEAN",
}
"""DuckDB type by type of field; the others are VARCHAR."""

DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
MONTH = "[0-9]{4}-[0-9]{2}(-[0-9]{2})?"
WHOLE = "-?[0-9]{1,9}"
AMOUNT = "-?[0-9]{1,10}(,[0-9]{1,2})?"
_NATIVE = {
    "date": ("DATE",),
    "month": ("DATE",),
    "integer": ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"),
    "amount": ("DECIMAL", "TINYINT", "SMALLINT", "INTEGER", "BIGINT"),
    "boolean": ("BOOLEAN",),
}


def sql_type(field: RecordField) -> str:
    """The DuckDB type a field lands as."""
    return SQL_TYPES.get(field.type, "VARCHAR")


def accepted_types(field: RecordField) -> tuple[str, ...]:
    """Types a Parquet column may have; text is always read as in a CSV."""
    return (*_NATIVE.get(field.type, ()), "VARCHAR")


def typed(field: RecordField, cell: str, codes: Mapping[str, str], *, native: bool) -> str:
    """The value of a cell; null when it is empty or breaks a rule of its field alone.

    Args:
        field: What the source declares.
        cell: SQL of the delivered cell.
        codes: Delivered label -> code of the field.
        native: Whether the cell has a type of its own and is no text.
    """
    value = _native(field, cell) if native else _text(field, cell, codes)
    if field.type == "month":
        value = f"case when day({value}) = 1 then {value} end"
    if field.min is not None or field.max is not None:
        low = [] if field.min is None else [f"{value} >= {field.min}"]
        high = [] if field.max is None else [f"{value} <= {field.max}"]
        value = f"case when {' and '.join(low + high)} then {value} end"
    return f"cast({value} as {sql_type(field)})"


def _native(field: RecordField, cell: str) -> str:
    value = f"try_cast({cell} as {sql_type(field)})"
    # a cast would round what has more decimals
    return f"case when {value} = {cell} then {value} end" if field.type == "amount" else value


def _text(field: RecordField, cell: str, codes: Mapping[str, str]) -> str:
    if field.type == "code":
        return _code(cell, codes)
    if field.type == "boolean":
        return _case(cell, YES_NO)
    number = f"replace({cell}, ',', '.')"
    month = f"try_cast(left({cell}, 7) || if(strlen({cell}) = 7, '-01', right({cell}, 3)) as date)"
    patterns = {
        "month": f"case when regexp_full_match({cell}, '{MONTH}') then {month} end",
        "date": f"case when regexp_full_match({cell}, '{DAY}') then try_cast({cell} as date) end",
        "integer": f"case when regexp_full_match({cell}, '{WHOLE}') then try_cast({cell} as integer) end",
        "amount": f"case when regexp_full_match({cell}, '{AMOUNT}') then {number}::decimal(12, 2) end",
    }
    if field.pattern is not None:
        return f"case when regexp_full_match({cell}, {literal(field.pattern)}) then {cell} end"
    return patterns.get(field.type, cell)


def _code(cell: str, codes: Mapping[str, str]) -> str:
    if all(label == code for label, code in codes.items()):
        # not `in`, which DuckDB makes a join of: rows then come in another order
        return f"case when list_contains([{', '.join(map(literal, codes))}], {cell}) then {cell} end"
    return _case(cell, {label: literal(code) for label, code in codes.items()})


def _case(cell: str, values: Mapping[str, str]) -> str:
    whens = " ".join(f"when {literal(text)} then {value}" for text, value in values.items())
    return f"case {cell} {whens} end"
