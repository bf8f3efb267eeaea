"""Runs a source's suite with Great Expectations and tells which rows break which rule."""

import logging
import os
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pipelines.checks.frames import Frames, make_frames
from pipelines.checks.suites import ExpectationSpec, load_suite
from pipelines.core.errors import Finding
from pipelines.settings import Settings

# columns of the rows frame that are made from the value; what was found is the value itself
_VALUE_COLUMNS = {"value", "fraction"}


@dataclass(frozen=True)
class RuleResult:
    """One expectation and the findings it gave; none means that it holds."""

    spec: ExpectationSpec
    findings: tuple[Finding, ...] = field(default=())


def run_suite(source_id: str, settings: Settings) -> list[Finding]:
    """Every finding of a landed source, in the order of its suite."""
    return [finding for rule in evaluate_suite(source_id, settings) for finding in rule.findings]


def evaluate_suite(source_id: str, settings: Settings) -> list[RuleResult]:
    """Each expectation of the suite with its findings.

    An expectation that cannot be evaluated counts as broken: a rule nobody can check protects nothing.
    """
    suite = load_suite(source_id, settings)
    frames = make_frames(source_id, settings)
    results: dict[str, Any] = {}
    for name in frames.records:
        if specs := suite.on(name):
            results |= _validate(f"{source_id}_{name}", frames.frame(name), specs)
    return [
        RuleResult(spec, tuple(_findings(source_id, spec, results[spec.meta.rule_id], frames)))
        for spec in suite.expectations
    ]


@cache
def _context() -> Any:  # noqa: ANN401, the library is imported late and publishes no type for it
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations as gx

    # that module sets a level of its own and tells of temporary folders nobody asked about
    for name in ("great_expectations", "great_expectations.data_context.types.base"):
        logging.getLogger(name).setLevel(logging.ERROR)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}  # type: ignore[assignment]
    asset = context.data_sources.add_pandas("landed").add_dataframe_asset("frame")
    return asset.add_batch_definition_whole_dataframe("whole")


def _validate(name: str, frame: Any, specs: list[ExpectationSpec]) -> dict[str, Any]:  # noqa: ANN401
    """Result by rule_id."""
    batch = _context().get_batch({"dataframe": frame})
    import great_expectations as gx

    # the index names the row; the columns of the rule itself are in the frame's records
    frame_index = "place"
    batch.data.dataframe[frame_index] = range(len(frame))
    suite = gx.ExpectationSuite(
        name=name,
        expectations=[
            {"type": s.type, "kwargs": s.kwargs, "severity": s.severity, "meta": s.meta.model_dump()}
            for s in specs
        ],
    )
    result = batch.validate(
        suite,
        result_format={"result_format": "COMPLETE", "unexpected_index_column_names": [frame_index]},
    )
    return {one.expectation_config.meta["rule_id"]: one for one in result.results}


def _findings(source_id: str, spec: ExpectationSpec, result: Any, frames: Frames) -> list[Finding]:  # noqa: ANN401
    if result.success:
        return []
    places = sorted({int(one["place"]) for one in result.result.get("unexpected_index_list") or []})
    if not places:
        return [_whole_table_finding(source_id, spec, result)]
    records = frames.records[spec.meta.frame]
    make = _area_finding if spec.meta.frame == "grid" else _row_finding
    return [make(source_id, spec, records[place]) for place in places]


def _row_finding(source_id: str, spec: ExpectationSpec, record: dict[str, Any]) -> Finding:
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


def _exact(record: dict[str, Any], column: str) -> object:
    """What stands in the column; a number as its exact text, where the frame has one."""
    return record.get(f"{column}_text", record[column])


def _area_finding(source_id: str, spec: ExpectationSpec, record: dict[str, Any]) -> Finding:
    return Finding(
        "missing_area",
        source_id,
        record["delivery_id"],
        record["sheet"],
        expected=f"{record['district_id'][-2:]} {record['area']}",
        params=_params(spec)
        | {
            "area": record["area"],
            "measure": record["measure"],
            "year": str(record["source_year"]),
        },
    )


def _whole_table_finding(source_id: str, spec: ExpectationSpec, result: Any) -> Finding:  # noqa: ANN401
    observed = result.result.get("observed_value")
    found = None if observed is None else str(observed)
    if result.exception_info and found is None:
        found = _exception_text(result.exception_info)
    return Finding("expectation_failed", source_id, found=found, params=_params(spec) | {"about": source_id})


def _exception_text(info: dict[str, Any]) -> str:
    """The message of an expectation that could not be evaluated, however deep the library put it."""
    message = info.get("exception_message")
    if isinstance(message, str) and message:
        return message.splitlines()[0]
    nested = [_exception_text(part) for part in info.values() if isinstance(part, dict)]
    return next((text for text in nested if text), "")


def _params(spec: ExpectationSpec) -> dict[str, str]:
    return spec.meta.model_dump(exclude={"frame"}) | {"severity": spec.severity}
