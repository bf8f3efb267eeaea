"""Evaluates a suite on frames that are not landed: by the light rules, else with Great Expectations."""

from collections.abc import Callable, Mapping

from pipelines.checks.delivery_frames import ReadingFrame
from pipelines.checks.findings import RuleResult, rule_findings
from pipelines.checks.frames import Frames
from pipelines.checks.rules import Frame, UnknownRuleError, evaluate_rule
from pipelines.checks.suites import ExpectationSpec, Suite


def evaluate(
    source_id: str,
    suite: Suite,
    frames: Mapping[str, Frame],
    wanted: Callable[[ExpectationSpec], bool] = lambda _: True,
) -> list[RuleResult]:
    """Each wanted expectation with the findings it gives, in the order of the suite.

    Args:
        source_id: The source.
        suite: Its expectations.
        frames: The frames they look at, by name.
        wanted: Chooses the expectations.
    """
    chosen = suite.model_copy(update={"expectations": [one for one in suite.expectations if wanted(one)]})
    try:
        broken = [evaluate_rule(spec, frames[spec.meta.frame]) for spec in chosen.expectations]
    except UnknownRuleError:
        # one rule it cannot evaluate makes the whole suite the library's
        from pipelines.checks.expectations import evaluate_frames

        return evaluate_frames(source_id, chosen, Frames({name: _records(f) for name, f in frames.items()}))
    return [
        RuleResult(spec, tuple(rule_findings(source_id, spec, one, frames[spec.meta.frame])))
        for spec, one in zip(chosen.expectations, broken, strict=True)
    ]


def _records(frame: Frame) -> list[dict[str, object]]:
    if isinstance(frame, ReadingFrame):
        return frame.records()
    return [dict(frame[place]) for place in range(len(frame))]
