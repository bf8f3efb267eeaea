"""The columns of landed tables: the same for every source, then one per dimension the source declares."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.core.records_shape import RecordField
from pipelines.core.source import Source
from pipelines.landing.records.cells import sql_type


@dataclass(frozen=True)
class LandedColumn:
    """Name, DuckDB type, unit and meaning of one column."""

    name: str
    data_type: str
    unit: str
    description: str


COLUMNS = (
    LandedColumn("delivery_id", "VARCHAR", "id", "Delivery the row came from: source/period/file."),
    LandedColumn("synthetic", "BOOLEAN", "boolean", "Whether the delivery's figures are invented."),
    LandedColumn(
        "for_budget_year",
        "INTEGER",
        "year",
        "Budget year the delivery was made for; null when it serves none.",
    ),
    LandedColumn("sheet", "VARCHAR", "text", "Sheet of the workbook; null for text files."),
    LandedColumn(
        "file_row", "INTEGER", "row number", "Row in the file or sheet, from 1, titles and header counted."
    ),
    LandedColumn("file_column", "VARCHAR", "text", "Header of the column the value stands in."),
    LandedColumn("area_label", "VARCHAR", "text", "Area as delivered."),
    LandedColumn("measure", "VARCHAR", "text", "Criterion label or measure as delivered."),
    LandedColumn(
        "table_year",
        "INTEGER",
        "year",
        "Year of the table the value was printed in; null when the delivery has none.",
    ),
    LandedColumn("source_year", "INTEGER", "year", "Year the value is about."),
    LandedColumn(
        "value",
        "DECIMAL(20,6)",
        "as the source declares",
        "The value; null when its status is neither observed nor estimated.",
    ),
    LandedColumn(
        "value_min",
        "DECIMAL(20,6)",
        "as the source declares",
        "Lowest the true value can be: the value, or what a suppressed cell can hide; null when unknown.",
    ),
    LandedColumn(
        "value_max",
        "DECIMAL(20,6)",
        "as the source declares",
        "Highest the true value can be: the value, or what a suppressed cell can hide; null when unknown.",
    ),
    LandedColumn("status", "VARCHAR", "code", "observed, suppressed, missing, not_applicable or estimated."),
    LandedColumn("precision", "VARCHAR", "code", "exact, noisy or rounded."),
)


LINE_COLUMNS = (
    LandedColumn("delivery_id", "VARCHAR", "id", "Delivery the line came from: source/period/file."),
    LandedColumn("synthetic", "BOOLEAN", "boolean", "Whether the delivery's figures are invented."),
    LandedColumn("accounting_year", "INTEGER", "year", "Year of the accounts; the delivery's period."),
    LandedColumn("period", "INTEGER", "month", "Month of the year; 0 opens the year, 13 closes it."),
    LandedColumn("voucher_type", "VARCHAR", "code", "Kind of voucher (bilagsart)."),
    LandedColumn("voucher_no", "VARCHAR", "id", "Number of the voucher."),
    LandedColumn("voucher_date", "DATE", "date", "Date of the voucher."),
    LandedColumn("account", "VARCHAR", "code", "Account, six digits as text; the first three are the art."),
    LandedColumn("art", "VARCHAR", "code", "KOSTRA art, three digits as text."),
    LandedColumn("cost_centre", "VARCHAR", "id", "Cost centre (koststed), which decides the district."),
    LandedColumn("function", "VARCHAR", "code", "KOSTRA function, three digits as text."),
    LandedColumn("project", "VARCHAR", "id", "Project; null when there is none."),
    LandedColumn("service", "VARCHAR", "code", "Service (tjeneste); null when there is none."),
    LandedColumn("counterpart", "VARCHAR", "id", "Counterpart (motpart); null when there is none."),
    LandedColumn("amount_nok", "DECIMAL(18,2)", "NOK", "Amount to the øre; income is negative."),
)
"""Columns of posting lines. Row in the file = place among the delivery's lines in the Parquet file + 2."""


RECORD_COLUMNS = (
    LandedColumn("delivery_id", "VARCHAR", "id", "Delivery the row came from: source/period/file."),
    LandedColumn("synthetic", "BOOLEAN", "boolean", "Whether the delivery's figures are invented."),
    LandedColumn(
        "file_row",
        "INTEGER",
        "row number",
        "Row in the file: the header is 1; of Parquet the first row is 1.",
    ),
)
"""Columns that come first in every extract; those that `source.yml` declares (fields) follow."""

_UNITS = {
    "person": "pseudonym",
    "id": "id",
    "date": "date",
    "month": "date",
    "amount": "NOK",
    "boolean": "boolean",
    "integer": "number",
}


def record_columns(fields: Mapping[str, RecordField]) -> tuple[LandedColumn, ...]:
    """The columns of an extract with these fields."""
    return RECORD_COLUMNS + tuple(
        LandedColumn(name, sql_type(field), field.unit or _UNITS.get(field.type, "code"), field.description)
        for name, field in fields.items()
    )


def landed_columns(source: Source) -> tuple[LandedColumn, ...]:
    """Every column of a source's landed table, in order."""
    if source.file.kind == "lines":
        return LINE_COLUMNS
    if source.fields:
        return record_columns(source.fields)
    return COLUMNS + tuple(
        LandedColumn(name, "VARCHAR", "code", dimension.description)
        for name, dimension in source.dimensions.items()
    )
