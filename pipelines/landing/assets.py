"""Dagster assets of the landing room: one per source, key `landed/<source_id>`."""

from collections.abc import Mapping
from typing import Any

import dagster as dg

from pipelines.core.errors import DeliveryError
from pipelines.landing.inventory import take_inventory
from pipelines.landing.land import LandedSource, land_source
from pipelines.landing.schema import landed_columns
from pipelines.settings import Settings
from pipelines.sources import SOURCES, load_source

GROUP = "landing"


def build_landing_assets(settings: Settings) -> list[dg.AssetsDefinition]:
    """One asset per source that lands its deliveries from data_raw to build/landed."""
    return [_asset(source_id, settings) for source_id in SOURCES]


def _asset(source_id: str, settings: Settings) -> dg.AssetsDefinition:
    source = load_source(source_id)

    @dg.asset(
        key=["landed", source_id],
        group_name=GROUP,
        description=f"{source.description_en}\n\n{source.title_nb}: {source.description_nb}",
        metadata={
            "dagster/column_schema": _column_schema(source_id),
            "unit": source.unit,
            "owner": source.owner,
        },
        kinds={"python", "parquet"},
    )
    def landed(context: dg.AssetExecutionContext) -> dg.MaterializeResult[None]:
        try:
            result = land_source(source_id, settings, take_inventory(settings, [source_id]))
        except DeliveryError as error:
            # a data error stays one however often it is tried
            raise dg.Failure(
                description=error.text(settings.language),
                metadata=_finding_metadata(error),
                allow_retries=False,
            ) from error
        context.log.info("%s: %d rows landed", source_id, result.rows)
        return dg.MaterializeResult(metadata=_landed_metadata(result))

    return landed


def _column_schema(source_id: str) -> dg.TableSchema:
    return dg.TableSchema(
        [
            dg.TableColumn(column.name, column.data_type, f"{column.description} Unit: {column.unit}.")
            for column in landed_columns(load_source(source_id))
        ]
    )


def _landed_metadata(result: LandedSource) -> Mapping[str, Any]:
    deliveries = result.record["deliveries"]
    return {
        "dagster/row_count": result.rows,
        "dagster/column_schema": _column_schema(result.record["source_id"]),
        "parquet": dg.MetadataValue.path(str(result.parquet)),
        "synthetic": any(one["synthetic"] for one in deliveries if one["state"] == "used"),
        "deliveries": dg.MetadataValue.json(
            [
                {key: one[key] for key in ("delivery_id", "sha256", "state", "rows_landed", "rows_not_data")}
                for one in deliveries
            ]
        ),
    }


def _finding_metadata(error: DeliveryError) -> Mapping[str, Any]:
    lines_nb = "\n".join(f"- {finding.text('nb')}" for finding in error.findings)
    lines_en = "\n".join(f"- {finding.text('en')}" for finding in error.findings)
    return {
        "findings_en": dg.MetadataValue.md(lines_en),
        "findings_nb": dg.MetadataValue.md(lines_nb),
        "findings": dg.MetadataValue.json([finding.as_dict() for finding in error.findings]),
    }
