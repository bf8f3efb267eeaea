"""Expected deliveries: the stubs in data_raw that wait for a file, and which of them it has come for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipelines.core.calendar import FIRST_VINTAGE, How, last_year
from pipelines.core.errors import Finding
from pipelines.core.origins import STUB_SUFFIX
from pipelines.core.yaml_text import load_yaml
from pipelines.landing.inventory import Inventory
from pipelines.landing.source_folder import Delivery
from pipelines.settings import Settings
from pipelines.sources import SOURCES


class _Waiting(BaseModel):
    """What a stub says beside the fields of the sidecar it is to become; both may be edited by hand."""

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)

    table: str | None = None
    vintage: str = FIRST_VINTAGE
    label_nb: str = Field(min_length=1)
    label_en: str = Field(min_length=1)
    budget_year: int
    due_on: date
    grace_days: int = Field(default=14, ge=0)
    not_before: date | None = None
    how: How
    owner: str = Field(min_length=1)


WAITING_FIELDS = tuple(name for name in _Waiting.model_fields if name != "table")
"""Fields of a stub that a sidecar has not."""


@dataclass(frozen=True)
class Expected:
    """A delivery that is to come: one stub `data_raw/<source>/<period>/<file>.origin.stub.yml`.

    `not_before` is set for a later edition of figures that have come before; `known` holds the fields of the
    sidecar that are known already.
    """

    source_id: str
    period: str
    table: str | None
    vintage: str
    due_on: date
    owner: str
    how: How
    label_nb: str
    label_en: str
    budget_year: int
    stub: Path
    grace_days: int = 14
    not_before: date | None = None
    known: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def file(self) -> Path:
        """Where the stub suggests that the file should lie."""
        return self.stub.with_name(self.stub.name.removesuffix(STUB_SUFFIX))


def expected_deliveries(settings: Settings) -> list[Expected]:
    """Every expected delivery with a readable stub, fulfilled or not, by due date and place."""
    return read_stubs(settings)[0]


def read_stubs(settings: Settings) -> tuple[list[Expected], list[Finding]]:
    """Every stub in data_raw, and what is wrong with those that cannot be read; they stop nothing."""
    found: list[Expected] = []
    findings: list[Finding] = []
    for source_id in SOURCES:
        for stub in sorted((settings.data_raw / source_id).glob(f"*/*{STUB_SUFFIX}")):
            try:
                found.append(_read(stub, source_id))
            except (yaml.YAMLError, UnicodeDecodeError, ValidationError, TypeError) as error:
                place = stub.relative_to(settings.data_raw).as_posix()
                findings.append(_fault(source_id, place, error))
    return sorted(found, key=lambda one: (one.due_on, str(one.stub))), findings


def is_fulfilled(expected: Expected, deliveries: Iterable[Delivery]) -> bool:
    """Whether the delivery has come, used or superseded; for a later edition no earlier file counts."""
    return any(
        one.source_id == expected.source_id
        and one.state != "refused"
        and (one.origin.table or "") == (expected.table or "")
        and _covers(one.period, expected.period)
        and (expected.not_before is None or one.origin.received_on >= expected.not_before)
        for one in deliveries
    )


def open_expectations(settings: Settings, inventory: Inventory) -> list[Expected]:
    """The expected deliveries that have not come, by due date."""
    return [
        one
        for one in expected_deliveries(settings)
        if not is_fulfilled(one, inventory.deliveries.get(one.source_id, []))
    ]


def due(expected: Expected, today: date) -> bool:
    """Whether the day it is expected has come."""
    return today >= expected.due_on


def overdue(expected: Expected, today: date) -> bool:
    """Whether the days of grace after the due date are over."""
    return today > expected.due_on + timedelta(days=expected.grace_days)


def _covers(delivered: str, wanted: str) -> bool:
    if "-" not in wanted or "-" not in delivered:
        return delivered == wanted
    return last_year(delivered) >= last_year(wanted)


def _read(stub: Path, source_id: str) -> Expected:
    content = load_yaml(stub.read_text(encoding="utf-8"))
    if not isinstance(content, dict):
        raise TypeError("no list of fields")
    said = _Waiting.model_validate(content)
    facts = {name: getattr(said, name) for name in ("table", *WAITING_FIELDS)}
    known = {name: value for name, value in content.items() if name not in WAITING_FIELDS}
    return Expected(source_id=source_id, period=stub.parent.name, stub=stub, known=known, **facts)


def _fault(source_id: str, place: str, error: Exception) -> Finding:
    if isinstance(error, ValidationError):
        faults = [f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()]
        return Finding("faulty_stub", source_id, place, found="; ".join(faults))
    return Finding("faulty_stub", source_id, place, found=" ".join(str(error).split()))
