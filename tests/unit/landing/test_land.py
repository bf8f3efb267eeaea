import json

import pytest

from pipelines.core.errors import DeliveryError
from pipelines.landing.schema import landed_columns
from pipelines.settings import Settings
from pipelines.sources import load_source
from tests.support.deliveries import (
    OSLO_NET,
    OSLO_POPULATION,
    TRONDHEIM_2011,
    TRONDHEIM_2012,
    add_delivery,
    edit_text,
)
from tests.support.landing import TABLE_SOURCES, findings_of, land, query


@pytest.mark.parametrize("source_id", TABLE_SOURCES)
def test_every_source_lands_with_the_agreed_columns(project: Settings, source_id: str) -> None:
    landed = land(project, source_id)
    described = query(landed, "describe select * from landed")
    assert [(name, kind) for name, kind, *_ in described] == [
        (column.name, column.data_type) for column in landed_columns(load_source(source_id))
    ]
    assert query(landed, "select count(*) from landed") == [(landed.rows,)]
    assert json.loads(landed.parquet.with_suffix(".json").read_text(encoding="utf-8")) == landed.record
    assert sorted(p.name for p in project.landed.iterdir()) == [f"{source_id}.json", f"{source_id}.parquet"]


@pytest.mark.parametrize("source_id", TABLE_SOURCES)
def test_landing_twice_gives_the_same_files(project: Settings, source_id: str) -> None:
    landed = land(project, source_id)
    first = landed.parquet.read_bytes(), landed.parquet.with_suffix(".json").read_bytes()
    landed = land(project, source_id)
    assert (landed.parquet.read_bytes(), landed.parquet.with_suffix(".json").read_bytes()) == first


def test_rows_carry_their_place_and_their_origin(project: Settings) -> None:
    landed = land(project, "trondheim_criterion_counts")
    where = f"where delivery_id = '{TRONDHEIM_2012}' and area_label = 'Heimdal' and measure = '0-21 år'"
    assert query(
        landed,
        "select synthetic, for_budget_year, sheet, file_row, file_column, table_year, source_year, "
        f'value::varchar, status, "precision" from landed {where}',
    ) == [(False, 2013, None, 5, "Antall personer", 2012, 2012, "9383.000000", "observed", "exact")]


def test_the_record_accounts_for_every_row(project: Settings) -> None:
    [delivery] = land(project, "oslo_net_social_assistance").record["deliveries"]
    assert delivery["delivery_id"] == OSLO_NET
    assert (delivery["rows_delivered"], delivery["rows_landed"], delivery["rows_not_data"]) == (17, 16, 1)
    assert delivery["state"] == "used"
    assert delivery["received_on"] == "2026-11-02"


def test_a_superseded_delivery_is_recorded_and_not_landed(project: Settings) -> None:
    text = (project.data_raw / OSLO_POPULATION).read_bytes().replace(b"12,Alna,38708", b"12,Alna,38709")
    later = add_delivery(
        project,
        "oslo_population_18plus",
        "2022",
        "v2.csv",
        text,
        like=OSLO_POPULATION,
        supersedes=OSLO_POPULATION,
    )
    landed = land(project, "oslo_population_18plus")
    assert query(landed, "select distinct delivery_id from landed") == [(later,)]
    assert query(landed, "select value::int from landed where area_label = 'Alna'") == [(38709,)]
    states = {one["delivery_id"]: (one["state"], one["rows_landed"]) for one in landed.record["deliveries"]}
    assert states == {OSLO_POPULATION: ("superseded", None), later: ("used", 16)}


def test_a_refused_landing_leaves_the_last_one_as_it_was(project: Settings) -> None:
    landed = land(project, "oslo_population_18plus")
    before = landed.parquet.read_bytes()
    edit_text(project, OSLO_POPULATION, "12,Alna,38708\n", "12,Alna,mange\n")
    findings_of(project, OSLO_POPULATION)
    assert landed.parquet.read_bytes() == before
    assert len(list(project.landed.iterdir())) == 2


def test_faults_of_all_deliveries_of_a_source_come_at_once(project: Settings) -> None:
    edit_text(project, TRONDHEIM_2011, "0-21 år;Midtbyen;", "0-21 år;Midtbyn;")
    edit_text(project, TRONDHEIM_2012, "0-21 år;Midtbyen;", "0-21 år;Midtbyn;")
    with pytest.raises(DeliveryError) as caught:
        land(project, "trondheim_criterion_counts")
    assert [f.file for f in caught.value.findings] == [TRONDHEIM_2011, TRONDHEIM_2012]
