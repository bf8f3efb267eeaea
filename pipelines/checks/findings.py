"""From a broken rule to findings: the same words, whoever evaluated it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from pipelines.checks.suites import ExpectationSpec
from pipelines.core.errors import Finding
from pipelines.landing.seeds import district_number

# columns of the rows frame that are made from the value; what was found is the value itself
_VALUE_COLUMNS = {"value", "fraction"}


class Records(Protocol):
    """Rows of a frame by their place."""

    def __getitem__(self, place: int, /) -> Mapping[str, Any]: ...


@dataclass(frozen=True)
class RuleResult:
    """One expectation and the findings it gave; none means that it holds."""

    spec: ExpectationSpec
    findings: tuple[Finding, ...] = field(default=())


@dataclass(frozen=True)
class Broken:
    """How a rule is broken: the places of its rows, or what was observed of the table as a whole."""

    places: Sequence[int] = ()
    observed: str | None = None


def rule_findings(
    source_id: str, spec: ExpectationSpec, broken: Broken | None, records: Records
) -> list[Finding]:
    """One finding per row that breaks the rule, or one about the table; none when it holds."""
    if broken is None:
        return []
    if not broken.places:
        params = _params(spec) | {"about": source_id}
        return [Finding("expectation_failed", source_id, found=broken.observed, params=params)]
    make = _area_finding if spec.meta.frame == "grid" else _row_finding
    return [make(source_id, spec, records[place]) for place in broken.places]


def _row_finding(source_id: str, spec: ExpectationSpec, record: Mapping[str, Any]) -> Finding:
    columns = spec.kwargs.get("column_list") or [spec.kwargs.get("column", "value")]
    found = [
        str(record["value_text"] if column in _VALUE_COLUMNS else _exact(record, column))
        for column in columns
    ]
    return Finding(
        "expectation_failed",
        source_id,
        record["delivery_id"],
        record["sheet"],
        record["file_row"],
        record["file_column"],
        found=", ".join(found),
        params=_params(spec)
        | {"about": f"{record['measure']}, {record['source_year']}, {record['area_label']}"},
    )


def _exact(record: Mapping[str, Any], column: str) -> object:
    """What stands in the column; a number as its exact text, where the frame has one."""
    return record.get(f"{column}_text", record[column])


def _area_finding(source_id: str, spec: ExpectationSpec, record: Mapping[str, Any]) -> Finding:
    return Finding(
        "missing_area",
        source_id,
        record["delivery_id"],
        record["sheet"],
        expected=f"{district_number(record['district_id'])} {record['area']}",
        params=_params(spec)
        | {
            "area": record["area"],
            "measure": record["measure"],
            "year": str(record["source_year"]),
        },
    )


def _params(spec: ExpectationSpec) -> dict[str, str]:
    return spec.meta.model_dump(exclude={"frame"}) | {"severity": spec.severity}
