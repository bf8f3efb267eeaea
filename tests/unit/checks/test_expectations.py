import json
from typing import Any

import duckdb
import pytest

from pipelines.checks.expectations import evaluate_suite, run_suite
from pipelines.core.errors import Finding
from pipelines.landing.inventory import take_inventory
from pipelines.landing.land import land_source
from pipelines.settings import Settings
from tests.support.deliveries import (
    ALNA_PATIENTS,
    HELSEDATA_TSB,
    OSLO_NET,
    OSLO_POPULATION,
    PATIENTS,
    TRONDHEIM_2012,
    edit_cell,
    edit_row,
    edit_text,
)
from tests.support.landing import TABLE_SOURCES

# the first suite of a process imports Great Expectations, which takes seconds; one process runs them all
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("expectations")]

HEIMDAL = "2012;2012;0-21 år;Heimdal;9\u00a0383;20,0\r\n"


def check(settings: Settings, source_id: str) -> list[Finding]:
    land_source(source_id, settings, take_inventory(settings, [source_id]))
    return run_suite(source_id, settings)


def change_rule(settings: Settings, source_id: str, rule_id: str, **changes: Any) -> None:  # noqa: ANN401
    path = settings.expectations / f"{source_id}.json"
    suite = json.loads(path.read_text(encoding="utf-8"))
    for spec in suite["expectations"]:
        if spec["meta"]["rule_id"] == rule_id:
            spec.update(changes)
    path.write_text(json.dumps(suite), encoding="utf-8")


@pytest.mark.parametrize("source_id", TABLE_SOURCES)
def test_what_ships_breaks_no_rule(project: Settings, source_id: str) -> None:
    assert check(project, source_id) == []


def test_a_missing_district_is_named_with_measure_and_year(project: Settings) -> None:
    edit_text(project, OSLO_POPULATION, "2022,12,Alna,38708\n", "")
    [finding] = check(project, "oslo_population_18plus")
    assert (finding.code, finding.file) == ("missing_area", OSLO_POPULATION)
    assert "The area is missing: Alna, population_18plus, 2022. Expected: 12 Alna." in finding.text("en")
    assert "Området mangler: Alna, population_18plus, 2022." in finding.text("nb")
    assert finding.params["severity"] == "critical"


def test_a_missing_city_row_is_named_too(project: Settings) -> None:
    edit_text(project, TRONDHEIM_2012, "2012;2012;0-21 år;Trondheim;47\u00a0032;100,0\r\n", "")
    [finding] = check(project, "trondheim_criterion_counts")
    assert (finding.file, finding.params["area"]) == (TRONDHEIM_2012, "Trondheim")


def test_a_negative_count_is_named_with_its_row(project: Settings) -> None:
    negative = HEIMDAL.replace("9\u00a0383;20,0", "-9\u00a0383;-20,0")
    edit_text(project, TRONDHEIM_2012, HEIMDAL, negative)
    [finding] = check(project, "trondheim_criterion_counts")
    assert (finding.code, finding.row, finding.column, finding.found) == (
        "expectation_failed",
        5,
        "Antall personer",
        "-9383",
    )
    assert "a count is not negative" in finding.text("en")
    assert "et antall er ikke negativt" in finding.text("nb")
    assert "Trondheim kommune" in finding.text("en")


def test_a_status_that_is_not_agreed_is_named(project: Settings) -> None:
    change_rule(
        project,
        "helsedata_tsb",
        "known_status",
        kwargs={"column": "status", "value_set": ["observed"]},
    )
    row = edit_row(project, HELSEDATA_TSB, PATIENTS, "<5", where=ALNA_PATIENTS)
    found = [finding for finding in check(project, "helsedata_tsb") if finding.file == HELSEDATA_TSB]
    assert ("known_status", "suppressed", row) in {
        (finding.params["rule_id"], finding.found, finding.row) for finding in found
    }
    assert {finding.params["rule_id"] for finding in found} == {"known_status"}


def test_a_suppressed_figure_breaks_no_rule(project: Settings) -> None:
    edit_row(project, HELSEDATA_TSB, PATIENTS, "<5", where=ALNA_PATIENTS)
    assert check(project, "helsedata_tsb") == []


@pytest.mark.parametrize(
    ("tampered", "rule_id"),
    [
        ("null as value, status", "value_when_observed"),
        ("value, 'suppressed' as status", "no_value_when_withheld"),
        ("value + 0.5 as value, status", "whole_numbers"),
    ],
)
def test_rules_hold_for_the_landed_table_whoever_wrote_it(
    project: Settings, tampered: str, rule_id: str
) -> None:
    """Landing cannot write such rows; the rules do not take its word for it."""
    source_id = "helsedata_tsb"
    row = edit_row(project, HELSEDATA_TSB, PATIENTS, 340, where=ALNA_PATIENTS)
    landed = land_source(source_id, project, take_inventory(project, [source_id])).parquet
    with duckdb.connect() as connection:
        connection.execute(
            f"""
            copy (
                select * from '{landed}' where not (delivery_id = '{HELSEDATA_TSB}' and file_row = {row})
                union all by name
                select * exclude (value, status), {tampered} from '{landed}'
                where delivery_id = '{HELSEDATA_TSB}' and file_row = {row}
            ) to '{landed.with_name("new")}' (format parquet)
            """
        )
    landed.with_name("new").replace(landed)
    [finding] = run_suite(source_id, project)
    assert finding.params["rule_id"] == rule_id
    assert (finding.file, finding.row) == (HELSEDATA_TSB, row)


def test_an_old_source_year_is_named(project: Settings) -> None:
    edit_text(project, TRONDHEIM_2012, HEIMDAL, HEIMDAL.replace(";2012;", ";2006;"))
    found = check(project, "trondheim_criterion_counts")
    rules = {finding.params["rule_id"] for finding in found}
    # one district alone in its year: the others and the city are missing there, and it in its own year
    assert rules == {"source_year_in_range", "complete_grid"}
    [old] = [finding for finding in found if finding.params["rule_id"] == "source_year_in_range"]
    assert old.row == 5


def test_an_amount_in_another_unit_is_a_warning(project: Settings) -> None:
    edit_cell(project, OSLO_NET, "B5", 184337.0)
    [finding] = check(project, "oslo_net_social_assistance")
    assert finding.params["severity"] == "warning"
    assert (finding.sheet, finding.row, finding.column) == ("Tabell 3.1", 5, "2022")
    assert finding.found == "184337"


def test_a_negative_net_amount_is_a_warning(project: Settings) -> None:
    edit_cell(project, OSLO_NET, "B5", "-5\u00a0000")
    found = check(project, "oslo_net_social_assistance")
    assert {finding.params["severity"] for finding in found} == {"warning"}
    assert {finding.found for finding in found} == {"-5000"}


def test_an_expectation_that_cannot_be_evaluated_counts_as_broken(project: Settings) -> None:
    change_rule(project, "oslo_population_18plus", "not_negative", kwargs={"column": "gone", "min_value": 0})
    [finding] = check(project, "oslo_population_18plus")
    assert finding.code == "expectation_failed"
    assert finding.found
    assert "gone" in finding.found


def test_a_rule_on_the_whole_table_tells_what_it_saw(project: Settings) -> None:
    change_rule(project, "oslo_population_18plus", "not_empty", kwargs={"min_value": 17})
    [finding] = check(project, "oslo_population_18plus")
    assert finding.found == "16"


def test_every_rule_is_accounted_for(project: Settings) -> None:
    assert check(project, "oslo_population_18plus") == []
    rules = evaluate_suite("oslo_population_18plus", project)
    assert [rule.findings for rule in rules] == [()] * len(rules)
    assert len(rules) > 8
