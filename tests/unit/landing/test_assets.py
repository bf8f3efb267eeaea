from typing import Any

import dagster as dg
import pytest

from pipelines.landing.assets import build_landing_assets
from pipelines.landing.schema import landed_columns
from pipelines.settings import Settings
from pipelines.sources import SOURCES, load_source
from tests.support.deliveries import OSLO_POPULATION, edit_origin, edit_text


def asset_of(settings: Settings, source_id: str) -> dg.AssetsDefinition:
    [found] = [a for a in build_landing_assets(settings) if a.key == dg.AssetKey(["landed", source_id])]
    return found


def test_one_described_asset_per_source_in_the_landing_room(project: Settings) -> None:
    assets = build_landing_assets(project)
    assert [asset.key.path for asset in assets] == [["landed", source_id] for source_id in SOURCES]
    for asset, source_id in zip(assets, SOURCES, strict=True):
        assert asset.group_names_by_key[asset.key] == "landing"
        assert asset.descriptions_by_key[asset.key]
        schema = asset.metadata_by_key[asset.key]["dagster/column_schema"]
        assert [column.name for column in schema.columns] == [
            column.name for column in landed_columns(load_source(source_id))
        ]
        assert all(column.description for column in schema.columns)


def test_a_landed_asset_tells_its_rows_and_deliveries(project: Settings) -> None:
    edit_origin(project, OSLO_POPULATION, synthetic=True)
    result = dg.materialize([asset_of(project, "oslo_population_18plus")])
    [materialization] = result.asset_materializations_for_node("landed__oslo_population_18plus")
    metadata: dict[str, Any] = {key: value.value for key, value in materialization.metadata.items()}
    assert metadata["dagster/row_count"] == 16
    assert metadata["synthetic"] is True
    [delivery] = metadata["deliveries"]
    assert delivery["delivery_id"] == OSLO_POPULATION
    assert len(delivery["sha256"]) == 64


def test_a_broken_delivery_fails_in_words_and_is_not_tried_again(project: Settings) -> None:
    edit_text(project, OSLO_POPULATION, "12,Alna,38708\n", "12,Alna,mange\n")
    with pytest.raises(dg.Failure) as caught:
        dg.materialize([asset_of(project, "oslo_population_18plus")])
    failure = caught.value
    assert failure.description is not None
    assert failure.description.startswith(f"{OSLO_POPULATION}, row ")
    assert failure.allow_retries is False
    assert "Cella er ikke et tall" in str(failure.metadata["findings_nb"].value)
