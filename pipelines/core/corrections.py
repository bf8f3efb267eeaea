"""Corrections as data: what one entry of a source's `corrections.yml` may say. Landing applies them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from pipelines.core.source import Status

Action = Literal["set", "suppress", "missing", "drop"]


class _Declared(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Selector(_Declared):
    """Which cell is meant, in the words of the landed table.

    Attributes:
        area: Any spelling of the area that the alias seed knows.
        source_year: The year the value is about.
        measure: The measure as landed; not needed where the source has one.
        file_row: Row in the file; only where the rest does not tell the cell.
        codes: Code by dimension of the source; in the file they stand beside the others.
    """

    area: str = Field(min_length=1)
    source_year: int
    measure: str | None = None
    file_row: int | None = Field(default=None, ge=1)
    codes: dict[str, str] = {}

    @model_validator(mode="before")
    @classmethod
    def _dimensions_beside_the_others(cls, content: object) -> object:
        if not isinstance(content, Mapping):
            return content
        own = {name: value for name, value in content.items() if name in cls.model_fields}
        codes = {name: value for name, value in content.items() if name not in own}
        return own | {"codes": codes} if codes else own


class Held(_Declared):
    """What the delivery holds now; when it no longer does, the correction has had its day."""

    value: Decimal | None = None
    status: Status | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.value is None and self.status is None:
            raise PydanticCustomError("held_nothing", "give value, status or both")
        return self

    def holds(self, value: Decimal | None, status: Status) -> bool:
        """Whether a cell is still as it was when the correction was written."""
        return (self.value is None or self.value == value) and self.status in (None, status)

    @property
    def text(self) -> str:
        """For the text of a finding."""
        return cell_text(self.value, self.status)


class Correction(_Declared):
    """One correction of one cell.

    Attributes:
        delivery: Id of the delivery it corrects; `period` (and `table`, of a source with several) binds it to
            whichever delivery of that period is in use.
        value: What to put there; only with `set`.
        expect: What the delivery holds now.
        withdrawn_on: First day it no longer counts. It stays in the file so that a warehouse as of an earlier
            day can be built again.
    """

    correction_id: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")
    delivery: str | None = None
    period: str | None = None
    table: str | None = None
    select: Selector
    action: Action
    value: Decimal | None = Field(default=None, max_digits=20, decimal_places=6)
    expect: Held
    reason_nb: str = Field(min_length=1)
    reason_en: str = Field(min_length=1)
    decided_by: str = Field(min_length=1)
    decided_on: date
    withdrawn_on: date | None = None

    @field_validator("value")
    @classmethod
    def _is_finite(cls, value: Decimal | None) -> Decimal | None:
        if value is not None and not value.is_finite():
            raise PydanticCustomError("decimal_parsing", "not a number such as 12.5")
        return value

    @model_validator(mode="after")
    def _fields_agree(self) -> Self:
        if (self.delivery is None) == (self.period is None):
            raise PydanticCustomError("delivery_or_period", "give either delivery or period")
        if (self.action == "set") != (self.value is not None):
            raise PydanticCustomError(
                "value_with_set", "value is given when the action is set, and only then"
            )
        if self.withdrawn_on is not None and self.withdrawn_on <= self.decided_on:
            raise PydanticCustomError("withdrawn_before", "withdrawn_on must come after decided_on")
        return self

    def counts(self, as_of: date | None) -> bool:
        """Whether it is in force on a day; None stands for now."""
        if as_of is None:
            return self.withdrawn_on is None
        return self.decided_on <= as_of and (self.withdrawn_on is None or as_of < self.withdrawn_on)

    @property
    def where(self) -> str:
        """The delivery or the period it is bound to, for the text of a finding."""
        return self.delivery or " ".join(filter(None, (self.period, self.table)))


def cell_text(value: Decimal | None, status: str | None) -> str:
    """A cell as people write it: its number, its status, or both when the status is not plain `observed`."""
    number = None if value is None else format(value.normalize(), "f")
    return ", ".join(filter(None, (number, None if number and status == "observed" else status)))
