"""When a source's figures are needed and expected: the calendar of its `source.yml`, by budget year."""

import re
from datetime import date
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

How = Literal["fetch", "order", "delivery"]
"""Fetched by us, ordered by us, or sent to us."""

FIRST_VINTAGE = "first"


class CalendarEntry(BaseModel):
    """One thing that comes every year.

    Attributes:
        vintage: Which edition of the figures it is, when a period gets several (unrevised, revised).
        label_nb: What is expected, in Norwegian.
        label_en: What is expected, in English.
        figure_year_lag: Years from the figures to the budget that needs them: N-2 is 2.
        due: Month and day it is expected, "03-15".
        due_years_after: The year of `due`, counted from the figure year; negative when it comes before it.
        grace_days: Days after `due` until it is overdue.
        how: Whether it is fetched, ordered or sent.
        owner: Who sees to it; None is the owner of the source.
        tables: The tables of the source it is about, each a file of its own.
        not_before: Month and day, in the year of `due`, before which a file is an earlier edition.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    vintage: str = Field(default=FIRST_VINTAGE, pattern=r"^[a-z0-9_]+$")
    label_nb: str = Field(min_length=1)
    label_en: str = Field(min_length=1)
    figure_year_lag: int = Field(ge=0, le=10)
    due: str
    due_years_after: int = Field(ge=-2, le=5)
    grace_days: int = Field(default=14, ge=0)
    how: How
    owner: str | None = None
    tables: tuple[str, ...] = ()
    not_before: str | None = None

    @field_validator("due", "not_before")
    @classmethod
    def _is_a_day(cls, text: str | None) -> str | None:
        if text is not None and re.fullmatch(r"\d\d-\d\d", text) is None:
            raise ValueError("a day of the calendar is month and day, such as 03-15")
        if text is not None:
            # 2023 is no leap year: a day that only some years have is no day of a calendar
            date.fromisoformat(f"2023-{text}")
        return text

    @model_validator(mode="after")
    def _begins_before_it_is_due(self) -> Self:
        if self.not_before is not None and self.not_before > self.due:
            raise ValueError("not_before must not be after due")
        return self

    def figure_year(self, budget_year: int) -> int:
        """The year the figures are about, or the last of them."""
        return budget_year - self.figure_year_lag

    def due_on(self, budget_year: int) -> date:
        """The day it is expected."""
        return self._day(self.due, budget_year)

    def begins_on(self, budget_year: int) -> date | None:
        """The first day a file can be this edition; None when any can."""
        return None if self.not_before is None else self._day(self.not_before, budget_year)

    def _day(self, text: str, budget_year: int) -> date:
        year = self.figure_year(budget_year) + self.due_years_after
        return date.fromisoformat(f"{year:04d}-{text}")


def check_calendar(entries: tuple[CalendarEntry, ...], tables: tuple[str, ...]) -> None:
    """Refuse a calendar that expects one edition of a table twice, or a table the source has not.

    Raises:
        ValueError: Naming the table and the edition.
    """
    seen: set[tuple[str, str]] = set()
    for entry in entries:
        if bool(tables) != bool(entry.tables) or not set(entry.tables) <= set(tables):
            raise ValueError(f"calendar, {entry.label_en}: tables must be some of {list(tables)}")
        for table in entry.tables or ("",):
            if (table, entry.vintage) in seen:
                raise ValueError(f"calendar: {table or 'the source'} has the vintage {entry.vintage} twice")
            seen.add((table, entry.vintage))


def span(period: str) -> tuple[int, int]:
    """First and last year of a period: 2024 and 2024-03 are 2024 to 2024, 2022-2024 is 2022 to 2024."""
    first, _, last = period.partition("-")
    return int(first), int(last) if len(last) == len(first) else int(first)


def last_year(period: str) -> int:
    """The year of a period, the last one of a span: 2024, 2024-03 and 2022-2024 are all 2024."""
    return span(period)[1]
