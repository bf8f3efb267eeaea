"""What reading a delivery gives: typed values with their place in the file, findings, row counts."""

from dataclasses import dataclass
from decimal import Decimal

from pipelines.core.errors import Finding
from pipelines.core.source import Precision, Status


# not frozen: that trebles the time to make one, and a large table has hundreds of thousands
@dataclass(slots=True)
class Reading:
    """One value of a delivery, never changed. Area and measure are as delivered; landing looks them up.

    Attributes:
        file_row: 1-based row in the file or sheet.
        file_column: Header of the column the value stands in.
        area_code: District number of the row when the delivery has one; checked, not landed.
        table_year: Year of the table the value was printed in, when it differs in kind from its own year.
        source_year: The year the value is about.
        value: None unless observed or estimated.
        lowest, highest: What the true value lies between: the value itself, or the source's hidden range when
            it is suppressed; None when nothing is known.
        codes: Codes of the source's dimensions, in the order it declares them.
    """

    sheet: str | None
    file_row: int
    file_column: str
    area_label: str
    measure: str
    source_year: int
    value: Decimal | None
    status: Status
    precision: Precision
    table_year: int | None = None
    area_code: str | None = None
    area_column: str | None = None
    measure_column: str | None = None
    lowest: Decimal | None = None
    highest: Decimal | None = None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadResult:
    """A file read to the end.

    `rows_delivered` = rows with content below the header; `rows_landed` = those that became data;
    `rows_not_data` = those declared not to be data. Without findings, delivered = landed + not data.
    `lost_areas` = areas, as delivered, of cells that a finding kept from becoming a reading; None when a row
    was lost whose area is not known.
    """

    readings: tuple[Reading, ...]
    findings: tuple[Finding, ...]
    rows_delivered: int
    rows_landed: int
    rows_not_data: int
    lost_areas: frozenset[str] | None = None
