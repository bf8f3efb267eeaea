"""What a source declares about its deliveries (`source.yml` and `column_map.csv`)."""

import re
from decimal import Decimal
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from pipelines.core.column_map import ColumnMap
from pipelines.core.numbers import DecimalMark

Status = Literal["observed", "suppressed", "missing", "not_applicable", "estimated"]
Precision = Literal["exact", "noisy", "rounded"]
Encoding = Literal["cp1252", "iso-8859-1", "utf-8", "utf-8-sig", "detect"]


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


class Dimension(_Declared):
    """One thing the values of a source are split by, such as sex or age group; landed as a column of codes.

    Attributes:
        description: What the column says, in English.
        codes: Delivered text -> our code, when the list is closed; a text outside it is a finding.
        pattern: What a delivered code looks like, when it is landed as delivered.
        width: Digits a code has; an export that lost leading zeros gets them back.
    """

    description: str = Field(min_length=1)
    codes: dict[str, str] = {}
    pattern: str | None = None
    width: int | None = None

    @model_validator(mode="after")
    def _codes_or_pattern(self) -> Self:
        if bool(self.codes) == bool(self.pattern):
            raise ValueError("a dimension declares either codes or a pattern")
        return self

    def code(self, text: str) -> str | None:
        """The code a delivered text stands for; None when it stands for none."""
        if self.codes:
            return self.codes.get(text)
        padded = text.zfill(self.width) if self.width and text.isdigit() else text
        return padded if re.fullmatch(self.pattern or "", padded) else None

    @property
    def expected(self) -> str:
        """What may stand in a cell, for the text of a finding."""
        return ", ".join(self.codes) if self.codes else str(self.pattern)


class HiddenRange(_Declared):
    """The lowest and the highest count that a suppressed cell of the source can hide."""

    lowest: int = Field(ge=0)
    highest: int = Field(ge=0)


class Source(_Declared):
    """One source: its words, the shape of its files, and the rules its cells follow.

    Attributes:
        periods: Whether a delivery is for one year (2024) or for a span of years (2022-2024).
        tables: Names of the tables of a source that delivers several files for one period (sidecar: table).
        measure: The one measure of the source; None when it has several.
        measures: Our names of the measures and their units; empty when a column holds criterion labels.
        dimensions: What the values are split by, in the order they are landed.
        hidden: What a suppressed cell can hide; a source that suppresses must say it.
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
    tables: tuple[str, ...] = ()
    measure: str | None = None
    measures: dict[str, str] = {}
    dimensions: dict[str, Dimension] = {}
    hidden: HiddenRange | None = None
    city_row: bool
    unit: str
    whole_numbers: bool
    fractional_measures: frozenset[str] = frozenset()
    precision: Precision
    symbols: dict[str, Status] = {}
    not_data: tuple[Declaration, ...] = ()
    ignored_columns: tuple[Declaration, ...] = ()
    columns: ColumnMap

    @model_validator(mode="after")
    def _suppressed_has_a_range(self) -> Self:
        if "suppressed" in self.symbols.values() and self.hidden is None:
            raise ValueError("a source with a symbol for suppressed declares what it can hide (hidden)")
        return self

    @property
    def names_criteria(self) -> bool:
        """Whether a column of the delivery names the criterion of each value."""
        return self.measure is None and not self.measures

    def bounds(self, value: Decimal | None, status: Status) -> tuple[Decimal | None, Decimal | None]:
        """What the true value lies between: the value itself, or what a suppressed cell can hide."""
        if status == "suppressed" and self.hidden is not None:
            return Decimal(self.hidden.lowest), Decimal(self.hidden.highest)
        return value, value

    def accepts_period(self, period: str) -> bool:
        """Whether the text is a period this source's deliveries can be for."""
        if self.periods == "year":
            return re.fullmatch(r"\d{4}", period) is not None
        span = re.fullmatch(r"(\d{4})-(\d{4})", period)
        return span is not None and span[1] <= span[2]

    def is_count(self, measure: str) -> bool:
        """Whether values of the measure must be whole numbers."""
        return self.whole_numbers and measure not in self.fractional_measures
