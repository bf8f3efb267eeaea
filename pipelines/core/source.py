"""What a source declares about its deliveries (`source.yml` and `column_map.csv`)."""

import re
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from pipelines.core.column_map import ColumnMap
from pipelines.core.numbers import DecimalMark

Status = Literal["observed", "suppressed", "missing", "not_applicable", "estimated"]
Precision = Literal["exact", "noisy", "rounded"]
Encoding = Literal["cp1252", "utf-8", "utf-8-sig"]


class _Declared(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class DelimitedShape(_Declared):
    """A text file. `ends_with_line_end`: a last line without one means that the file was cut off."""

    kind: Literal["delimited"]
    encoding: Encoding
    delimiter: str = Field(min_length=1, max_length=1)
    decimal: DecimalMark = ","
    ends_with_line_end: bool = True


class WorkbookShape(_Declared):
    """One sheet of an Excel workbook; numbers typed as text carry a decimal comma."""

    kind: Literal["workbook"]
    sheet: str
    decimal: Literal[","] = ","


class Declaration(_Declared):
    """A pattern (regular expression on the whole text) and why what it matches is left out."""

    pattern: str
    reason: str = Field(min_length=1)

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, pattern: str) -> str:
        re.compile(pattern)
        return pattern

    def matches(self, text: str) -> bool:
        """Whether the whole text is meant by the pattern."""
        return re.fullmatch(self.pattern, text) is not None


class Source(_Declared):
    """One source: its words, the shape of its files, and the rules its cells follow.

    Attributes:
        periods: Whether a delivery is for one year (2024) or for a span of years (2022-2024).
        measure: The one measure of the source; None when a column names the measure.
        city_row: Whether the delivery has a row for the whole city.
        unit: Unit of the values as delivered.
        whole_numbers: Whether values are counts; `fractional_measures` are the exceptions.
        symbols: Cell text -> status of a figure that is not given.
        not_data: Rows below the header that are no data, told by their first filled cell.
        ignored_columns: Columns that are not landed, told by their header.
    """

    source_id: str
    title_nb: str
    title_en: str
    description_nb: str
    description_en: str
    owner: str
    area_system: str
    periods: Literal["year", "years"] = "year"
    file: DelimitedShape | WorkbookShape = Field(discriminator="kind")
    measure: str | None = None
    city_row: bool
    unit: str
    whole_numbers: bool
    fractional_measures: frozenset[str] = frozenset()
    precision: Precision
    symbols: dict[str, Status] = {}
    not_data: tuple[Declaration, ...] = ()
    ignored_columns: tuple[Declaration, ...] = ()
    columns: ColumnMap

    def accepts_period(self, period: str) -> bool:
        """Whether the text is a period this source's deliveries can be for."""
        if self.periods == "year":
            return re.fullmatch(r"\d{4}", period) is not None
        span = re.fullmatch(r"(\d{4})-(\d{4})", period)
        return span is not None and span[1] <= span[2]

    def is_count(self, measure: str) -> bool:
        """Whether values of the measure must be whole numbers."""
        return self.whole_numbers and measure not in self.fractional_measures
