"""What a source asks a statistics service for: `sources/<source_id>/fetch.yml`, data and no code."""

from datetime import date, time
from functools import cache
from importlib.resources import files
from typing import Any, Literal, Self
from urllib.parse import quote, urlsplit

from pydantic import BaseModel, ConfigDict, Field, model_validator

from pipelines.core.yaml_text import load_yaml
from pipelines.sources import SOURCES

PLAN = "fetch.yml"

Api = Literal["pxweb2", "pxweb1", "klass"]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Years(_Strict):
    """The years to ask for, both ends included; open at the end when `to` is null."""

    first: int = Field(alias="from", ge=1900, le=2200)
    last: int | None = Field(default=None, alias="to", ge=1900, le=2200)


class Choice(_Strict):
    """How the categories of one variable are chosen; exactly one way.

    A category is never named by its code: codes differ from table to table and from year to year.

    Attributes:
        every: `all`; `areas`: those that mean an area of the source's area system; `declared`: those that
            source.yml declares; `none`: leave the variable out, when the table allows it.
        labels: Texts of categories, all of which must be there.
        pattern: Regular expression for the whole text of a category.
        years: Categories that are years.
        without: Texts of categories that are left out of those chosen.
        codelist: Id of a code list of the service (PxWebApi 2) that replaces the table's own categories.
    """

    every: Literal["all", "areas", "declared", "none"] | None = None
    labels: tuple[str, ...] | None = Field(default=None, min_length=1)
    pattern: str | None = None
    years: Years | None = None
    without: tuple[str, ...] = ()
    codelist: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _one_word(cls, value: object) -> object:
        return {"every": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        ways = [way for way in (self.every, self.labels, self.pattern, self.years) if way is not None]
        if len(ways) != 1:
            raise ValueError("choose categories in one way: every, labels, pattern or years")
        return self


class QuietHours(_Strict):
    """Hours of Oslo's clock in which the service must not be asked; `last` is not among them."""

    first: time = Field(alias="from")
    last: time = Field(alias="to")


class Plan(_Strict):
    """The request of one source and what the sidecar of its deliveries says.

    Attributes:
        api: Which API answers.
        base_url: Its address up to what all its tables share.
        table: Id of the table (PxWebApi 2), its path below `base_url` as written in the statbank (PxWeb 1),
            or the number of the classification (Klass).
        language: Language of the texts the categories are chosen by.
        file: Start of the file name of a delivery.
        select: Variable of the table -> how its categories are chosen.
        since: First day of validity asked for (Klass); its year is the period.
        fallback_cells: Cells per query when the service does not say its limit.
        fallback_values: Categories per variable and query when it does not; null for no limit.
        quiet_hours: When not to ask.
    """

    api: Api
    base_url: str
    table: str
    language: str = "no"
    file: str = Field(pattern=r"^[\w.-]+$")
    title: str
    producer: str
    contact: str
    licence: str
    personal_data: Literal["none", "aggregate"] = "none"
    select: dict[str, Choice] = {}
    since: date | None = None
    fallback_cells: int = Field(default=300_000, ge=1)
    fallback_values: int | None = Field(default=None, ge=1)
    quiet_hours: QuietHours | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.api == "klass" and self.since is None:
            raise ValueError("a classification needs since: the first day of validity to ask for")
        if self.api != "klass" and sum(choice.years is not None for choice in self.select.values()) != 1:
            raise ValueError("a table needs one variable chosen by years")
        return self

    @property
    def host(self) -> str:
        """The host that answers."""
        return urlsplit(self.base_url).hostname or ""

    @property
    def table_url(self) -> str:
        """Address of the table, its path percent-encoded."""
        folder = {"pxweb2": "/tables/", "pxweb1": "/", "klass": "/classifications/"}[self.api]
        return self.base_url + folder + quote(self.table)


FETCHABLE: tuple[str, ...] = tuple(
    source_id for source_id in SOURCES if (files("pipelines.sources") / source_id / PLAN).is_file()
)
"""The sources that have a plan."""


@cache
def load_plan(source_id: str) -> Plan:
    """The source's plan.

    Raises:
        LookupError: The source is not fetched.
        ValueError: The plan is faulty.
    """
    if source_id not in FETCHABLE:
        raise LookupError(f"{source_id!r} is not fetched; fetched are: {', '.join(FETCHABLE)}")
    declared: Any = load_yaml((files("pipelines.sources") / source_id / PLAN).read_text("utf-8"))
    return Plan.model_validate(declared)
