"""How tables look as Dagster assets: key and group are the room, checks say what they protect."""

from collections.abc import Iterable, Mapping
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtProject

from pipelines.warehouse.metadata import Table


class RoomTranslator(DagsterDbtTranslator):
    """Asset key = [schema, table name]; group = the room (first folder below models/ or seeds/)."""

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> dg.AssetKey:
        """Key of a model, seed or source: where an analyst finds it in the warehouse."""
        name = dbt_resource_props.get("alias") or dbt_resource_props["name"]
        return dg.AssetKey([dbt_resource_props["schema"], name])

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        """The room a node lies in, by its folder."""
        return str(dbt_resource_props["fqn"][1])

    def get_asset_check_spec(
        self,
        asset_spec: dg.AssetSpec,
        manifest: Mapping[str, Any],
        unique_id: str,
        project: DbtProject | None,
    ) -> dg.AssetCheckSpec | None:
        """A check with the sentence from the test's YAML: what it protects, what to do when it fails."""
        spec = super().get_asset_check_spec(asset_spec, manifest, unique_id, project)
        if spec is None:
            return None
        return spec._replace(description=manifest["nodes"][unique_id].get("description") or None)


def table_spec(room: str, table: Table, deps: Iterable[dg.AssetKey]) -> dg.AssetSpec:
    """A table that Python writes, as an asset of a room: key [room, table name], columns as declared."""
    return dg.AssetSpec(
        key=[room, table.name],
        deps=deps,
        description=table.description,
        group_name=room,
        kinds={"python", "duckdb"},
        metadata={
            "dagster/column_schema": dg.TableSchema(
                [dg.TableColumn(c.name, c.data_type, c.description) for c in table.columns]
            )
        },
    )
