"""Lands a source: reads its deliveries in use, checks them, writes Parquet and the landing record."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.lines_shape import LinesShape
from pipelines.core.readings import Reading, ReadResult
from pipelines.landing.inventory import Inventory
from pipelines.landing.lookups import Lookup
from pipelines.landing.seeds import load_areas, load_codes, load_labels
from pipelines.landing.source_folder import Delivery
from pipelines.landing.store import put_in_place, write_landed
from pipelines.settings import Settings
from pipelines.sources import load_reader, load_source


@dataclass(frozen=True)
class LandedSource:
    """What landing a source left behind: the Parquet file, its record (also written as JSON), its rows."""

    parquet: Path
    record: dict[str, Any]
    rows: int


def land_source(source_id: str, settings: Settings, inventory: Inventory) -> LandedSource:
    """Land every delivery of a source that is in use.

    Files of an earlier landing are replaced whole, and only when nothing is wrong.

    Raises:
        DeliveryError: With all findings of all the source's deliveries.
    """
    shape = load_source(source_id).file
    if isinstance(shape, LinesShape):
        return _land_lines(source_id, shape, settings, inventory.for_source(source_id))
    findings: list[Finding] = []
    landed: list[tuple[Delivery, Reading]] = []
    deliveries: list[dict[str, Any]] = []
    for delivery in inventory.for_source(source_id):
        result = None
        if delivery.state == "used":
            result, faults = _read(delivery, settings)
            findings += faults
            landed += [(delivery, reading) for reading in result.readings]
        deliveries.append(_record(delivery, result))
    if findings:
        raise DeliveryError(findings)
    record = {"source_id": source_id, "deliveries": deliveries}
    parquet = write_landed(settings, source_id, landed, record)
    return LandedSource(parquet, record, len(landed))


def _land_lines(
    source_id: str, shape: LinesShape, settings: Settings, deliveries: list[Delivery]
) -> LandedSource:
    from pipelines.landing.lines.land import land_lines

    used = [delivery for delivery in deliveries if delivery.state == "used"]
    unfinished, results = land_lines(load_source(source_id), shape, settings, used)
    records = [_record(delivery, results.get(delivery.delivery_id)) for delivery in deliveries]
    record = {"source_id": source_id, "deliveries": records}
    parquet = put_in_place(settings, source_id, unfinished, record)
    return LandedSource(parquet, record, sum(result.rows_landed for result in results.values()))


def _read(delivery: Delivery, settings: Settings) -> tuple[ReadResult, list[Finding]]:
    source = load_source(delivery.source_id)
    try:
        result = load_reader(delivery.source_id)(delivery.path, delivery.origin, source)
    except DeliveryError as error:
        return ReadResult((), (), 0, 0, 0), list(error.findings)
    lookup = Lookup(
        source,
        delivery.delivery_id,
        load_areas(settings, source.area_system),
        load_labels(settings, source.source_id),
        {
            name: load_codes(settings, dimension.listed_in)
            for name, dimension in source.dimensions.items()
            if dimension.listed_in
        },
    )
    findings = [*result.findings, *lookup.check(result.readings)]
    if not findings and result.rows_delivered != result.rows_landed + result.rows_not_data:
        findings.append(
            Finding(
                "rows_do_not_reconcile",
                delivery.source_id,
                delivery.delivery_id,
                found=f"{result.rows_landed} + {result.rows_not_data}",
                expected=str(result.rows_delivered),
            )
        )
    return result, sorted(findings, key=lambda finding: finding.row or 0)


def _record(delivery: Delivery, result: ReadResult | None) -> dict[str, Any]:
    """The delivery's line in the landing record; a superseded one was not read and has no row counts."""
    origin = delivery.origin.model_dump(mode="json", exclude={"note"})
    return {
        "delivery_id": delivery.delivery_id,
        "source_id": delivery.source_id,
        "period": delivery.period,
        "file_name": delivery.path.name,
        "sha256": delivery.sha256,
        **{key: value for key, value in origin.items() if key not in ("source_id", "period", "sha256")},
        "state": delivery.state,
        "rows_delivered": result.rows_delivered if result else None,
        "rows_landed": result.rows_landed if result else None,
        "rows_not_data": result.rows_not_data if result else None,
    }
