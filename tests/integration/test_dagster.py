"""What Dagster's page shows of a refresh: rooms as groups, columns, row counts, checks; and its schedule."""

from collections.abc import Iterator

import dagster as dg
import pytest

from pipelines.definitions import build_definitions
from pipelines.settings import Settings


@pytest.fixture(scope="module")
def instance(published: Settings) -> Iterator[dg.DagsterInstance]:
    """The history that the shared refresh left in its DAGSTER_HOME."""
    with dg.DagsterInstance.from_config(str(published.build / "dagster")) as found:
        yield found


@pytest.fixture(scope="module")
def definitions(published: Settings) -> dg.Definitions:
    return build_definitions(published)


def test_assets_are_grouped_by_room(definitions: dg.Definitions) -> None:
    groups: dict[str, set[str]] = {}
    for spec in definitions.resolve_all_asset_specs():
        groups.setdefault(spec.group_name or "", set()).add(spec.key.to_user_string())
    rooms = {
        "landing",
        "staging",
        "intermediate",
        "criteria",
        "keys",
        "social",
        "disclosure",
        "allocations",
        "published",
        "qc",
        "evaluation",
    }
    seeds = {"decisions", "geography", "codes"}
    assert groups.keys() == rooms | seeds
    assert "landed/helsedata_tsb" in groups["landing"]
    assert {"criteria/tsb_patients", "criteria/criterion_values"} <= groups["criteria"]
    assert "meta/not_computable" in groups["keys"]
    assert {"disclosure/statistics", "disclosure/moves"} <= groups["disclosure"]


def test_every_asset_has_a_description_and_described_columns(definitions: dg.Definitions) -> None:
    for spec in definitions.resolve_all_asset_specs():
        assert spec.description, spec.key
        if spec.group_name != "published":
            schema = spec.metadata["dagster/column_schema"]
            assert isinstance(schema, dg.TableSchema)
            assert schema.columns, spec.key
            assert all(column.description for column in schema.columns), spec.key


def test_row_counts_are_recorded(instance: dg.DagsterInstance) -> None:
    def row_count(*key: str) -> object:
        event = instance.get_latest_materialization_event(dg.AssetKey(key))
        assert event is not None
        assert event.asset_materialization is not None
        return event.asset_materialization.metadata["dagster/row_count"].value

    assert row_count("landed", "oslo_population_18plus") == 15 + 1
    assert row_count("criteria", "tsb_patients") == 3 * 15
    assert row_count("keys", "allocation_keys") == 3 * 5 * 15 + 3 * 4
    assert row_count("allocations", "allocations") == 3 * 5 * 15


def test_every_check_was_evaluated_and_says_what_it_protects(
    definitions: dg.Definitions, instance: dg.DagsterInstance
) -> None:
    specs = _check_specs(definitions)
    assert len(specs) > 50
    for spec in specs:
        assert spec.description, spec.key
        record = instance.event_log_storage.get_latest_asset_check_execution_by_key([spec.key])[spec.key]
        assert record is not None, spec.key


def _check_specs(definitions: dg.Definitions) -> list[dg.AssetCheckSpec]:
    graph = definitions.resolve_asset_graph()
    return [graph.get_check_spec(key) for key in sorted(graph.asset_check_keys, key=str)]


def test_checks_on_counts_block_what_is_downstream(definitions: dg.Definitions) -> None:
    blocking = {spec.name for spec in _check_specs(definitions) if spec.blocking}
    assert blocking >= {
        "expectations",
        "criterion_values__complete",
        "criterion_values__whole",
        "criterion_values__not_negative",
        "criterion_values__band",
        "criterion_values__lag",
        "stg_trondheim_criterion_counts__counts__city_total",
        "stg_trondheim_criterion_counts__counts__budget_year",
        "weights__sum",
        "mixes__sum",
        "criterion_shares__sum",
        "allocation_keys__sum",
        "allocations_sum_to_frame",
        "contributions_sum_to_allocation",
    }


def test_the_nightly_schedule_runs_the_nightly_job_at_two_in_oslo(definitions: dg.Definitions) -> None:
    repository = definitions.get_repository_def()
    [schedule] = repository.schedule_defs
    assert (schedule.cron_schedule, schedule.execution_timezone) == ("0 2 * * *", "Europe/Oslo")
    assert schedule.job_name == "nightly"
    sensors = {sensor.name: sensor for sensor in repository.sensor_defs}
    assert sensors.keys() == {"new_delivery", "failure_notice"}
    assert sensors["new_delivery"].job_name == "nightly"
    assert {"nightly", "refresh"} <= {job.name for job in repository.get_all_jobs()}
