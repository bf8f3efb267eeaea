"""What a source declares about its deliveries (`source.yml` and `column_map.csv`)."""

import re
from decimal import Decimal
from typing import Literal, Self

from pydantic import BaseModel, Field, field_validator, model_validator

from pipelines.core.calendar import CalendarEntry, check_calendar
from pipelines.core.column_map import ColumnMap
from pipelines.core.lines_shape import LinesShape
from pipelines.core.person_file_shape import PersonFileShape
from pipelines.core.px.shape import PxShape
from pipelines.core.records_shape import RecordField, RecordRules, RecordsShape
from pipelines.core.shapes import (
    DECLARED,
    DelimitedShape,
    Encoding,
    FixedWidthShape,
    KlassShape,
    PastedShape,
    WorkbookShape,
)

__all__ = [
    "Declaration",
    "DelimitedShape",
    "Dimension",
    "Encoding",
    "HiddenRange",
    "PastedShape",
    "Precision",
    "Shape",
    "Source",
    "Status",
    "WorkbookShape",
]

Status = Literal["observed", "suppressed", "missing", "not_applicable", "estimated"]
Precision = Literal["exact", "noisy", "rounded"]


TableShape = DelimitedShape | PastedShape | WorkbookShape | PxShape | FixedWidthShape | KlassShape
Shape = TableShape | LinesShape | RecordsShape | PersonFileShape


class _Declared(BaseModel):
    model_config = DECLARED


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
        pattern: What a delivered code looks like, when it is landed as delivered; a group in it is the part
            that is landed.
        example: A code that fits the pattern, for the text of a finding: people do not read patterns.
        width: Digits a code has; an export that lost leading zeros gets them back.
        listed_in: The code list (seeds/codes/<name>.csv, first column) that must hold the code when it lands.
    """

    description: str = Field(min_length=1)
    codes: dict[str, str] = {}
    pattern: str | None = None
    example: str | None = None
    width: int | None = None
    listed_in: str | None = None

    @model_validator(mode="after")
    def _codes_or_pattern(self) -> Self:
        if bool(self.codes) == bool(self.pattern):
            raise ValueError("a dimension declares either codes or a pattern")
        if self.pattern and self.code(self.example or "") is None:
            raise ValueError("a dimension with a pattern gives an example that fits it")
        return self

    def code(self, text: str) -> str | None:
        """The code a delivered text stands for; None when it stands for none."""
        if self.codes:
            return self.codes.get(text)
        padded = text.zfill(self.width) if self.width and text.isdigit() else text
        match = re.fullmatch(self.pattern or "", padded)
        return match[1 if match.re.groups else 0] if match else None

    @property
    def expected(self) -> str:
        """What may stand in a cell, for the text of a finding."""
        return ", ".join(self.codes) if self.codes else f"som / such as «{self.example}»"


class HiddenRange(_Declared):
    """The lowest and the highest value that a suppressed cell of the source can hide; null when unknown.

    `measures` are those it holds for, all when empty; the others of a suppressed row can be anything.
    """

    lowest: int | None = Field(ge=0)
    highest: int | None = Field(ge=0)
    measures: tuple[str, ...] = ()


class Source(_Declared):
    """One source: its words, the shape of its files, and the rules its cells follow.

    Attributes:
        optional: Whether it may have no delivery at all.
        periods: Whether a delivery is for one year (2024), one year or one month (2024-03), or for a span of
            years (2022-2024).
        tables: Names of the tables of a source that delivers several files for one period (sidecar: table).
        measure: The one measure of the source; None when it has several.
        measures: Our names of the measures and their units; empty when a column holds criterion labels.
        measure_texts: Delivered text -> our name, when a column says which measure a row holds.
        dimensions: What the values are split by, in the order they are landed.
        hidden: What a suppressed cell can hide; a source that suppresses must say it.
        city_row: Whether the delivery has a row for the whole city.
        district_rows: Whether it has a row for every district.
        unit: Unit of the values as delivered.
        whole_numbers: Whether values are counts.
        symbols: Cell text -> status of a figure that is not given.
        marks: Mark after a number -> status of the figure, which keeps its value.
        repeated_rows: Whether rows of the same area, year and codes are lines that add up, and no slip.
        not_data: Rows below the header that are no data, told by their first filled cell; a record of fixed
            width by the whole of it.
        ignored_columns: Columns that are not landed, told by their header.
        fields: The columns of an extract of records, in the order they are landed; empty for other sources.
        rules: What must hold between the cells of an extract.
        calendar: What comes every year, and when; empty for a source that is delivered once.
    """

    source_id: str
    title_nb: str
    title_en: str
    description_nb: str
    description_en: str
    owner: str
    area_system: str
    optional: bool = False
    periods: Literal["year", "years", "year_or_month"] = "year"
    file: Shape = Field(discriminator="kind")
    tables: tuple[str, ...] = ()
    measure: str | None = None
    measures: dict[str, str] = {}
    measure_texts: dict[str, str] = {}
    dimensions: dict[str, Dimension] = {}
    hidden: HiddenRange | None = None
    city_row: bool
    district_rows: bool = True
    unit: str
    whole_numbers: bool
    precision: Precision
    symbols: dict[str, Status] = {}
    marks: dict[str, Status] = {}
    repeated_rows: bool = False
    not_data: tuple[Declaration, ...] = ()
    ignored_columns: tuple[Declaration, ...] = ()
    fields: dict[str, RecordField] = {}
    rules: RecordRules = RecordRules()
    calendar: tuple[CalendarEntry, ...] = ()
    columns: ColumnMap

    @model_validator(mode="after")
    def _suppressed_has_a_range(self) -> Self:
        if "suppressed" in self.symbols.values() and self.hidden is None:
            raise ValueError("a source with a symbol for suppressed declares what it can hide (hidden)")
        return self

    @model_validator(mode="after")
    def _texts_mean_measures(self) -> Self:
        if unknown := set(self.measure_texts.values()) - set(self.measures):
            raise ValueError(f"measure_texts name measures that are not declared: {sorted(unknown)}")
        return self

    @model_validator(mode="after")
    def _calendar_is_sound(self) -> Self:
        check_calendar(self.calendar, self.tables)
        return self

    @model_validator(mode="after")
    def _rules_are_about_fields(self) -> Self:
        if unknown := self.rules.names - set(self.fields):
            raise ValueError(f"rules name fields that are not declared: {sorted(unknown)}")
        return self

    @property
    def levels(self) -> frozenset[str]:
        """Levels of areas whose every area must be delivered."""
        districts = {"district"} if self.district_rows else set()
        return frozenset({"country"} | districts | ({"city"} if self.city_row else set()))

    @property
    def names_criteria(self) -> bool:
        """Whether a column of the delivery names the criterion of each value."""
        return self.measure is None and not self.measures and not self.fields

    def bounds(
        self, value: Decimal | None, status: Status, measure: str = ""
    ) -> tuple[Decimal | None, Decimal | None]:
        """What the true value lies between: the value itself, or what a suppressed cell can hide."""
        if (
            status == "suppressed"
            and self.hidden is not None
            and (not self.hidden.measures or measure in self.hidden.measures)
        ):
            hidden = (self.hidden.lowest, self.hidden.highest)
            lowest, highest = (None if end is None else Decimal(end) for end in hidden)
            return lowest, highest
        return value, value

    def accepts_period(self, period: str) -> bool:
        """Whether the text is a period this source's deliveries can be for."""
        if self.periods != "years":
            month = "(-(0[1-9]|1[0-2]))?" if self.periods == "year_or_month" else ""
            return re.fullmatch(rf"\d{{4}}{month}", period) is not None
        span = re.fullmatch(r"(\d{4})-(\d{4})", period)
        return span is not None and span[1] <= span[2]

    @property
    def period_example(self) -> str:
        """What such a period looks like."""
        return {"year": "2024", "year_or_month": "2024, 2024-03", "years": "2022-2024"}[self.periods]

    def has_table(self, table: str | None) -> bool:
        """Whether a delivery can be this table; where the source has no tables, it names none."""
        return (table or "") in (self.tables or ("",))
