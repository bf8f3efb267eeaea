"""What a source of record extracts declares: one row per person, payment or month, as CSV or Parquet."""

from datetime import date
from typing import Literal, Self

from pydantic import BaseModel, Field, model_validator

from pipelines.core.shapes import DECLARED

FieldType = Literal["person", "id", "code", "text", "date", "month", "integer", "amount", "boolean"]

YES_NO = {"Ja": "true", "Nei": "false"}
"""How a CSV writes a boolean."""


class _Declared(BaseModel):
    model_config = DECLARED


class RecordsShape(_Declared):
    """A text file in UTF-8 (a byte order mark may begin it) with a header, or a Parquet file.

    Which of the two a delivery is follows from its name (`.csv`, `.parquet`).
    """

    kind: Literal["records"]
    delimiter: str = Field(default=";", min_length=1, max_length=1)
    encoding: Literal["utf-8"] = "utf-8"
    decimal: Literal[","] = ","


class RecordField(_Declared):
    """One column of an extract.

    Attributes:
        type: `person` is an id of a person and lands as a pseudonym; `month` is the first day of a month;
            `amount` has at most two decimals.
        description: What the column says, in English.
        unit: Its unit; None when the type says it.
        nullable: Whether a cell may be empty, and the column absent.
        codes: Delivered label -> our code, when the list is closed.
        listed_in: The code list (seeds/codes/<name>.csv) whose first column must hold the code.
        district: Whether the cell is the number of a district, 01 and up.
        pattern: What the whole cell looks like.
        min: Smallest number that may stand there.
        max: Greatest number that may stand there.
    """

    type: FieldType
    description: str = Field(min_length=1)
    unit: str | None = None
    nullable: bool = False
    codes: dict[str, str] = {}
    listed_in: str | None = None
    district: bool = False
    pattern: str | None = None
    min: int | None = None
    max: int | None = None

    @model_validator(mode="after")
    def _says_which_codes(self) -> Self:
        closed = bool(self.codes) or self.listed_in is not None or self.district
        if (self.type == "code") != closed:
            raise ValueError("a field of type code, and no other, has codes, listed_in or district")
        if (self.min is not None or self.max is not None) and self.type not in ("integer", "amount"):
            raise ValueError("min and max belong to numbers")
        return self

    @property
    def is_shown(self) -> bool:
        """Whether a finding may show what stands in the cell: a code, a day or a number, never an id."""
        return self.type not in ("person", "id", "text")


class RecordRules(_Declared):
    """Rules on more than one cell; every name is that of a field.

    Attributes:
        unique: Columns of which no two rows may have the same.
        in_period: Columns of days that must lie in the period of the delivery.
        ordered: Pairs of days, the first not after the second; a month counts as its last day.
        one_household: Whether an adult may be a member of one household a month only.
        adults: Codes of the roles that are adults; of children the parents can share custody.
    """

    unique: tuple[tuple[str, ...], ...] = ()
    in_period: tuple[str, ...] = ()
    ordered: tuple[tuple[str, str], ...] = ()
    one_household: bool = False
    adults: tuple[str, ...] = ("main_person", "spouse", "cohabitant")

    @property
    def names(self) -> set[str]:
        """Every field a rule is about."""
        pairs = (*self.unique, *self.ordered)
        return {*self.in_period, *(name for names in pairs for name in names)}


def first_day(period: str) -> date:
    """The first day of 2024, 2024-03 or 2017-2024."""
    first, _, rest = period.partition("-")
    return date(int(first), int(rest) if len(rest) == 2 else 1, 1)


def last_day(period: str) -> date:
    """The last day of 2024, 2024-03 or 2017-2024."""
    first, _, rest = period.partition("-")
    year = int(rest) if len(rest) == 4 else int(first)
    month = int(rest) if len(rest) == 2 else 12
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
