"""Runs a source's suite with Great Expectations and tells which rows break which rule."""

import logging
import os
from functools import cache
from typing import Any

from pipelines.checks.findings import Broken, RuleResult, rule_findings
from pipelines.checks.frames import Frames, make_frames
from pipelines.checks.suites import ExpectationSpec, Suite, load_suite
from pipelines.core.errors import Finding
from pipelines.settings import Settings
from pipelines.sources import load_source


def run_suite(source_id: str, settings: Settings) -> list[Finding]:
    """Every finding of a landed source, in the order of its suite."""
    return [finding for rule in evaluate_suite(source_id, settings) for finding in rule.findings]


def evaluate_suite(source_id: str, settings: Settings) -> list[RuleResult]:
    """Each expectation of the suite with its findings.

    An expectation that cannot be evaluated counts as broken: a rule nobody can check protects nothing.
    """
    suite, frames = load_suite(source_id, settings), make_frames(source_id, settings)
    if load_source(source_id).optional:
        return _where_delivered(source_id, suite, frames)
    return evaluate_frames(source_id, suite, frames)


def _where_delivered(source_id: str, suite: Suite, frames: Frames) -> list[RuleResult]:
    """The results of a source that may have no delivery: without one every rule holds."""
    there = [spec for spec in suite.expectations if frames.records[spec.meta.frame]]
    chosen = suite.model_copy(update={"expectations": there})
    found = (
        {one.spec.meta.rule_id: one for one in evaluate_frames(source_id, chosen, frames)} if there else {}
    )
    return [found.get(spec.meta.rule_id, RuleResult(spec)) for spec in suite.expectations]


def evaluate_frames(source_id: str, suite: Suite, frames: Frames) -> list[RuleResult]:
    """Each expectation of the suite with the findings it gives on these frames."""
    results: dict[str, Any] = {}
    for name in frames.records:
        if specs := suite.on(name):
            results |= _validate(f"{source_id}_{name}", frames.frame(name), specs)
    return [
        RuleResult(
            spec,
            tuple(
                rule_findings(
                    source_id, spec, _broken(results[spec.meta.rule_id]), frames.records[spec.meta.frame]
                )
            ),
        )
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


def _broken(result: Any) -> Broken | None:  # noqa: ANN401
    if result.success:
        return None
    places = sorted({int(one["place"]) for one in result.result.get("unexpected_index_list") or []})
    observed = result.result.get("observed_value")
    found = None if observed is None else str(observed)
    if result.exception_info and found is None:
        found = _exception_text(result.exception_info)
    return Broken(places, found)


def _exception_text(info: dict[str, Any]) -> str:
    """The message of an expectation that could not be evaluated, however deep the library put it."""
    message = info.get("exception_message")
    if isinstance(message, str) and message:
        return message.splitlines()[0]
    nested = [_exception_text(part) for part in info.values() if isinstance(part, dict)]
    return next((text for text in nested if text), "")
