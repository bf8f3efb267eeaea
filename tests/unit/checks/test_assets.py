import dagster as dg
import pytest

from pipelines.checks.assets import build_expectation_checks
from pipelines.landing.assets import build_landing_assets
from pipelines.settings import Settings
from pipelines.sources import SOURCES
from tests.support.deliveries import OSLO_NET, TRONDHEIM_2012, edit_cell, edit_text

NEGATIVE = ("Heimdal;9\u00a0383;20,0", "Heimdal;-9\u00a0383;-20,0")
"""Heimdal's 0-21 years with a minus, and the share of the city that goes with it."""


def test_one_blocking_check_per_landed_table_says_its_rules(project: Settings) -> None:
    checks = build_expectation_checks(project)
    keys = [spec.key for check in checks for spec in check.check_specs]
    assert keys == [
        dg.AssetCheckKey(dg.AssetKey(["landed", source_id]), "expectations") for source_id in SOURCES
    ]
    for check in checks:
        for spec in check.check_specs:
            assert spec.blocking
            assert spec.description


def run(settings: Settings, source_id: str) -> tuple[bool, list[str], dg.AssetCheckEvaluation]:
    """Whether the run succeeded, which steps ran, and the evaluation."""
    key = dg.AssetKey(["landed", source_id])

    @dg.asset(deps=[key])
    def downstream() -> None:
        pass

    landed = [asset for asset in build_landing_assets(settings) if asset.key == key]
    checks = [
        check
        for check in build_expectation_checks(settings)
        if key in {k.asset_key for k in check.check_keys}
    ]
    definitions = dg.Definitions(
        assets=[*landed, downstream],
        asset_checks=checks,
        jobs=[dg.define_asset_job("all", selection=dg.AssetSelection.all())],
    )
    result = definitions.resolve_job_def("all").execute_in_process(raise_on_error=False)
    [evaluation] = result.get_asset_check_evaluations()
    ran = [e.step_key for e in result.all_events if e.event_type_value == "STEP_SUCCESS" and e.step_key]
    return result.success, ran, evaluation


@pytest.mark.slow
@pytest.mark.xdist_group("expectations")
class TestOnDagster:
    def test_a_table_that_keeps_its_rules_lets_the_rest_run(self, project: Settings) -> None:
        success, ran, evaluation = run(project, "oslo_population_18plus")
        assert success
        assert "downstream" in ran
        assert evaluation.passed
        assert evaluation.metadata["failing_rows"].value == 0
        assert evaluation.metadata["owner"].value == "Oslo kommune"

    def test_a_broken_critical_rule_stops_the_rest_and_names_the_row(self, project: Settings) -> None:
        edit_text(project, TRONDHEIM_2012, *NEGATIVE)
        success, ran, evaluation = run(project, "trondheim_criterion_counts")
        assert not success
        assert "downstream" not in ran
        assert not evaluation.passed
        assert evaluation.severity == dg.AssetCheckSeverity.ERROR
        assert evaluation.description
        assert "-9383" in evaluation.description
        assert evaluation.metadata["failing_rows"].value == 1

    def test_a_broken_warning_is_told_and_stops_nothing(self, project: Settings) -> None:
        edit_cell(project, OSLO_NET, "B5", 184337.0)
        success, ran, evaluation = run(project, "oslo_net_social_assistance")
        assert success
        assert "downstream" in ran
        assert not evaluation.passed
        assert evaluation.severity == dg.AssetCheckSeverity.WARN
