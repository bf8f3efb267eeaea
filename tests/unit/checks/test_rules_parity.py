"""The light evaluator says what Great Expectations says, for every rule that ships, kept and broken."""

from collections.abc import Callable
from typing import Any

import pytest

from pipelines.checks.delivery_frames import RecordFrame
from pipelines.checks.evaluate import evaluate
from pipelines.checks.expectations import evaluate_frames
from pipelines.checks.findings import RuleResult
from pipelines.checks.frames import Frames, make_frames
from pipelines.checks.judge import judge_deliveries
from pipelines.checks.rules import evaluate_rule
from pipelines.checks.suites import ExpectationSpec, Suite, load_suite
from pipelines.core.errors import Finding
from pipelines.landing.inventory import take_inventory
from pipelines.landing.land import land_source
from pipelines.settings import Settings
from tests.support.deliveries import (
    ALNA_PATIENTS,
    FRAMES,
    HELSEDATA_TSB,
    HUSBANKEN_2022,
    OSLO_NET,
    OSLO_POPULATION,
    PATIENTS,
    TRONDHEIM_2012,
    drop_rows,
    edit_cell,
    edit_row,
    edit_text,
)
from tests.support.landing import TABLE_SOURCES

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("expectations")]

Records = dict[str, list[dict[str, Any]]]


def landed(settings: Settings, source_id: str) -> Frames:
    land_source(source_id, settings, take_inventory(settings, [source_id]))
    return make_frames(source_id, settings)


def in_words(results: list[RuleResult]) -> list[tuple[str, list[str]]]:
    """Rule and the texts of its findings; all a user can see of a result."""
    return [(one.spec.meta.rule_id, [finding.text("nb") for finding in one.findings]) for one in results]


def by_rules(source_id: str, suite: Suite, frames: Frames) -> list[RuleResult]:
    """The light evaluation; fails when it would have had to ask the library."""
    light = {name: RecordFrame(records) for name, records in frames.records.items()}
    for spec in suite.expectations:
        evaluate_rule(spec, light[spec.meta.frame])
    return evaluate(source_id, suite, light)


@pytest.mark.parametrize("source_id", TABLE_SOURCES)
def test_every_rule_broken_is_told_alike(project: Settings, source_id: str) -> None:
    suite, frames = load_suite(source_id, project), landed(project, source_id)
    # the library's word on what ships is `test_expectations.test_what_ships_breaks_no_rule`
    assert [rule for rule, findings in in_words(by_rules(source_id, suite, frames)) if findings] == []
    for name, records in frames.records.items():
        # rows enough to break every rule in one of its own
        frames.records[name] = [dict(one) for one in records * (1 + 60 // len(records))]
    broken = [_break(spec, frames.records[spec.meta.frame], at) for at, spec in enumerate(suite.expectations)]
    suite = suite.model_copy(update={"expectations": broken})
    light = in_words(by_rules(source_id, suite, frames))
    assert light == in_words(evaluate_frames(source_id, suite, frames))
    assert [rule for rule, findings in light if not findings] == []


def _break(spec: ExpectationSpec, records: list[dict[str, Any]], at: int) -> ExpectationSpec:
    """Break a rule in a row of its own, where a row can break it; else the rule itself."""
    record = records[(3 * at) % len(records)]
    kwargs, column = spec.kwargs, spec.kwargs.get("column", "")
    match spec.type:
        case "expect_table_row_count_to_be_between":
            return spec.model_copy(update={"kwargs": {"min_value": len(records) + 1}})
        case "expect_column_values_to_not_be_null":
            record |= {"status": "observed", column: None} if "status" in record else {column: None}
        case "expect_column_values_to_be_null":
            record |= {"status": "suppressed", column: 7.0, f"{column}_text": "7"}
        case "expect_column_values_to_be_in_set":
            allowed = kwargs["value_set"]
            record[column] = "zz" if isinstance(allowed[0], str) else max(allowed) + 0.5
        case "expect_column_values_to_not_be_in_set":
            record[column] = kwargs["value_set"][0]
        case "expect_column_values_to_be_between":
            record[column] = kwargs["min_value"] - 1 if "min_value" in kwargs else kwargs["max_value"] + 1
            if "value" in record and column == "value":
                record |= {"value_text": str(record[column]), "status": "observed"}
        case "expect_compound_columns_to_be_unique":
            record |= {name: records[0][name] for name in kwargs["column_list"]}
            records[-1] |= {name: records[0][name] for name in kwargs["column_list"]}
        case _:
            pytest.fail(f"{spec.type} is a type this test does not know how to break")
    return spec


@pytest.mark.parametrize(
    "break_it",
    [
        lambda s: edit_text(s, OSLO_POPULATION, "2022,12,Alna,38708\n", ""),
        lambda s: edit_text(s, TRONDHEIM_2012, "Heimdal;9\u00a0383;20,0", "Heimdal;-9\u00a0383;-20,0"),
        lambda s: edit_text(s, TRONDHEIM_2012, "2012;2012;0-21 år;Trondheim;47\u00a0032;100,0\r\n", ""),
        lambda s: edit_cell(s, OSLO_NET, "B5", 184337.0),
        lambda s: edit_cell(s, OSLO_NET, "C7", -3.25),
        lambda s: edit_row(s, HELSEDATA_TSB, PATIENTS, 340000, where=ALNA_PATIENTS),
        lambda s: drop_rows(s, HELSEDATA_TSB, where=ALNA_PATIENTS),
        lambda s: drop_rows(s, HELSEDATA_TSB, where={"Bydel": "Alna"}),
        lambda s: drop_rows(s, HUSBANKEN_2022, where={"Bydel": "Alna"}),
        lambda s: edit_row(s, HUSBANKEN_2022, "Mottakere", "-5", where={"Bydel": "Alna"}),
        lambda s: edit_cell(s, FRAMES, "C6", 0),
    ],
    ids=(
        *("lost_row", "negative", "lost_total", "published_figure", "negative_amount", "too_many_patients"),
        *("lost_cell", "lost_district", "lost_district_text", "negative_text", "no_frame"),
    ),
)
def test_a_broken_file_is_judged_as_it_would_be_after_landing(
    project: Settings, break_it: Callable[[Settings], object]
) -> None:
    before = {path: path.read_bytes() for path in project.data_raw.rglob("*") if path.is_file()}
    break_it(project)
    [delivery_id] = [
        path.relative_to(project.data_raw).as_posix()
        for path, content in before.items()
        if path.read_bytes() != content and path.suffix != ".yml"
    ]
    source_id = delivery_id.split("/", maxsplit=1)[0]
    suite, frames = load_suite(source_id, project), landed(project, source_id)
    expected: dict[str, list[Finding]] = {"critical": [], "warning": []}
    for rule in evaluate_frames(source_id, suite, frames):
        expected[rule.spec.severity] += rule.findings
    [judgement] = judge_deliveries(project, [delivery_id]).judgements
    assert list(judgement.findings) == expected["critical"]
    assert list(judgement.warnings) == expected["warning"]
