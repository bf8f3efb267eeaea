import json
from pathlib import Path

import pytest

from pipelines.checks.suites import load_suite
from pipelines.settings import Settings
from pipelines.sources import SOURCES, load_source
from tests.support.deliveries import ROOT, copy_project
from tests.support.landing import TABLE_SOURCES


@pytest.fixture(scope="module")
def shipped() -> Settings:
    return Settings(root=ROOT, expectations=ROOT / "expectations")


def test_there_is_one_suite_per_source_and_no_other(shipped: Settings) -> None:
    assert sorted(path.stem for path in shipped.expectations.glob("*.json")) == list(SOURCES)


@pytest.mark.parametrize("source_id", SOURCES)
def test_every_rule_says_in_both_languages_what_and_why(shipped: Settings, source_id: str) -> None:
    suite = load_suite(source_id, shipped)
    for spec in suite.expectations:
        rule = spec.meta
        assert all((rule.rule_nb, rule.rule_en, rule.why_nb, rule.why_en, rule.owner)), rule.rule_id
        assert rule.why_nb.endswith("."), rule.rule_id
        assert rule.why_en.endswith("."), rule.rule_id
        assert rule.rule_en in suite.description
    assert suite.owners == load_source(source_id).owner


@pytest.mark.parametrize("source_id", [one for one in TABLE_SOURCES if load_source(one).file.kind != "lines"])
def test_the_rules_every_table_needs_are_there_and_block(shipped: Settings, source_id: str) -> None:
    critical = {
        s.meta.rule_id for s in load_suite(source_id, shipped).expectations if s.severity == "critical"
    }
    assert critical >= {
        "not_empty",
        "complete_grid",
        "unique_rows",
        "value_when_observed",
        "no_value_when_withheld",
        "known_status",
        "known_precision",
        "source_year_in_range",
    }
    source = load_source(source_id)
    assert ("whole_numbers" in critical) == source.whole_numbers
    if "NOK" not in source.unit:
        assert "not_negative" in critical


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"name": "another"}, "the name must be"),
        ({"comment": "x"}, "Extra inputs"),
        ({"expectations": "twice"}, "must stand once"),
    ],
)
def test_a_suite_written_wrongly_is_refused(tmp_path: Path, change: dict[str, str], problem: str) -> None:
    settings = copy_project(tmp_path)
    path = settings.expectations / "oslo_population_18plus.json"
    suite = json.loads(path.read_text(encoding="utf-8"))
    if change.get("expectations") == "twice":
        suite["expectations"] *= 2
    else:
        suite |= change
    path.write_text(json.dumps(suite), encoding="utf-8")
    with pytest.raises(ValueError, match=problem):
        load_suite("oslo_population_18plus", settings)
