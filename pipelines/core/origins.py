"""Origin sidecars: who delivered a file, when, under which licence, and its hash."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipelines.core.yaml_text import load_yaml

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

SIDECAR_SUFFIX = ".origin.yml"
STUB_SUFFIX = ".origin.stub.yml"
"""What a sidecar is called that waits for its file: an expected delivery, no input to a refresh."""

PERSONAL = ("pseudonymised", "direct")
"""What `personal_data` says of a file with rows about persons."""


class Origin(BaseModel):
    """What the sidecar `<file>.origin.yml` says about the file beside it.

    `period` is the folder the file lies in; `for_budget_year` the budget year the delivery was made for
    (null when it serves none); `table` which table of the source it holds, when a period has several;
    `supersedes` the delivery id `<source_id>/<period>/<file>` it replaces. A fetched response has the stamp
    its provider gave it (`updated`) and the request that gave it (`query`).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)

    source_id: str = Field(min_length=1)
    title: str = Field(min_length=1)
    producer: str = Field(min_length=1)
    contact: str = Field(min_length=1)
    url: str | None = None
    period: str = Field(pattern=r"^\d{4}(-\d{2,4})?$")
    received_on: date
    published_on: date | None = None
    licence: str = Field(min_length=1)
    personal_data: Literal["none", "aggregate", "pseudonymised", "direct"]
    synthetic: bool
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    bytes: int = Field(ge=0)
    table: str | None = None
    supersedes: str | None = None
    for_budget_year: int | None = Field(default=None, ge=1900, le=2200)
    updated: datetime | None = None
    query: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class SidecarFault:
    """One fault of a sidecar: the field, what stands there, and what is wrong with it."""

    field: str
    found: str
    problem_nb: str
    problem_en: str


class OriginError(ValueError):
    """A sidecar that cannot be used; `faults` holds everything that is wrong with it."""

    def __init__(self, faults: list[SidecarFault]) -> None:
        self.faults = faults
        super().__init__("; ".join(f"{fault.field}: {fault.problem_en}" for fault in faults))


def read_origin(path: Path) -> Origin:
    """Read and check a sidecar.

    Raises:
        OriginError: The file is not YAML, lacks fields, or holds values that are not allowed.
    """
    try:
        content = load_yaml(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        reason = " ".join(str(error).split())
        raise OriginError(
            [SidecarFault("", "", f"ikke YAML i UTF-8 ({reason})", f"not YAML in UTF-8 ({reason})")]
        ) from error
    if not isinstance(content, dict):
        raise OriginError([SidecarFault("", "", "ikke en liste av felter", "not a list of fields")])
    try:
        return Origin.model_validate(content)
    except ValidationError as error:
        raise OriginError([_fault(detail) for detail in error.errors()]) from error


# kinds of fault by pydantic's name for them
_PROBLEMS = {
    "missing": ("feltet mangler", "the field is missing"),
    "extra_forbidden": ("feltet er ukjent", "the field is not known"),
    "string_too_short": ("feltet er tomt", "the field is empty"),
    "date_from_datetime_parsing": ("ikke en dato som 2026-11-02", "not a date such as 2026-11-02"),
    "date_parsing": ("ikke en dato som 2026-11-02", "not a date such as 2026-11-02"),
    "date_type": ("ikke en dato som 2026-11-02", "not a date such as 2026-11-02"),
}


def _fault(detail: "ErrorDetails") -> SidecarFault:
    field = ".".join(str(part) for part in detail["loc"])
    found = "" if detail["type"] == "missing" else str(detail["input"])
    problem_nb, problem_en = _PROBLEMS.get(detail["type"], (detail["msg"], detail["msg"]))
    return SidecarFault(field, found, problem_nb, problem_en)


def sha256_of(path: Path) -> str:
    """The file's sha256 as 64 hex digits, read as a stream."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
