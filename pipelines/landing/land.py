"""Lands a source: reads its deliveries in use, checks, corrects, writes Parquet and the landing record."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.core.collection import collection_paused
from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.lines_shape import LinesShape
from pipelines.core.person_file_shape import PersonFileShape
from pipelines.core.readings import Reading, ReadResult
from pipelines.core.records_shape import RecordsShape
from pipelines.core.source import Source
from pipelines.landing.correct import Applied, Corrections, apply_corrections
from pipelines.landing.correction_files import load_corrections, unbound_corrections
from pipelines.landing.inventory import Inventory
from pipelines.landing.read_delivery import read_delivery
from pipelines.landing.source_folder import Delivery
from pipelines.landing.store import forget_without, put_in_place, write_landed, write_record, write_without
from pipelines.settings import Settings
from pipelines.sources import load_source


@dataclass(frozen=True)
class LandedSource:
    """What landing a source left behind: the Parquet file, its record (also written as JSON), its rows.

    Of a source with rows about persons `parquet` is the folder of its files, one per delivery.
    """

    parquet: Path
    record: dict[str, Any]
    rows: int


def land_source(source_id: str, settings: Settings, inventory: Inventory) -> LandedSource:
    """Land every delivery of a source that is in use.

    Files of an earlier landing are replaced whole, and only when nothing is wrong.

    Raises:
        DeliveryError: With all findings of all the source's deliveries.
    """
    source = load_source(source_id, settings.sources_overlay)
    known = inventory.for_source(source_id)
    corrections = load_corrections(settings, source)
    findings = unbound_corrections(corrections, known, settings)
    if isinstance(source.file, LinesShape):
        return _land_lines(source, source.file, settings, known, findings)
    if isinstance(source.file, RecordsShape | PersonFileShape):
        return _land_extracts(source, source.file, settings, known, findings)
    with collection_paused():
        return _land_readings(source, settings, known, corrections, findings)


def _land_readings(
    source: Source,
    settings: Settings,
    known: list[Delivery],
    corrections: Corrections,
    findings: list[Finding],
) -> LandedSource:
    read: list[tuple[Delivery, ReadResult]] = []
    deliveries: list[dict[str, Any]] = []
    for delivery in known:
        result = None
        if delivery.state == "used":
            result, faults = read_delivery(delivery, source, settings)
            findings += faults
            # a correction of a file that cannot be read is neither right nor wrong
            if not faults:
                read.append((delivery, result))
        deliveries.append(_record(delivery, result))
    landed, applied, faults = _correct(read, corrections)
    findings += faults
    if findings:
        raise DeliveryError(findings)
    record = {
        "source_id": source.source_id,
        "deliveries": deliveries,
        "corrections": [one.record(source, delivery.delivery_id) for delivery, one in applied],
    }
    forget_without(settings, source.source_id)
    for _, one in applied:
        # what each correction moved is found by landing as if it had not been made
        left_out = one.correction.correction_id
        write_without(settings, source.source_id, left_out, _correct(read, corrections.without(left_out))[0])
    parquet = write_landed(settings, source.source_id, landed, record)
    return LandedSource(parquet, record, len(landed))


def _correct(
    read: list[tuple[Delivery, ReadResult]], corrections: Corrections
) -> tuple[list[tuple[Delivery, Reading]], list[tuple[Delivery, Applied]], list[Finding]]:
    landed: list[tuple[Delivery, Reading]] = []
    applied: list[tuple[Delivery, Applied]] = []
    findings: list[Finding] = []
    for delivery, result in read:
        readings, done, faults = apply_corrections(result.readings, delivery, corrections)
        landed += [(delivery, reading) for reading in readings]
        applied += [(delivery, one) for one in done]
        findings += faults
    return landed, applied, findings


def _land_lines(
    source: Source,
    shape: LinesShape,
    settings: Settings,
    deliveries: list[Delivery],
    findings: list[Finding],
) -> LandedSource:
    from pipelines.landing.lines.land import land_lines

    if findings:
        raise DeliveryError(findings)
    used = [delivery for delivery in deliveries if delivery.state == "used"]
    unfinished, results = land_lines(source, shape, settings, used)
    records = [_record(delivery, results.get(delivery.delivery_id)) for delivery in deliveries]
    record = {"source_id": source.source_id, "deliveries": records, "corrections": []}
    parquet = put_in_place(settings, source.source_id, unfinished, record)
    return LandedSource(parquet, record, sum(result.rows_landed for result in results.values()))


def _land_extracts(
    source: Source,
    shape: RecordsShape | PersonFileShape,
    settings: Settings,
    deliveries: list[Delivery],
    findings: list[Finding],
) -> LandedSource:
    from pipelines.landing.records.source import land_extracts

    if findings:
        raise DeliveryError(findings)
    folder, landed, drift = land_extracts(source, shape, settings, deliveries)
    records = [
        _record(delivery, one.result if delivery.state == "used" else None) | one.record
        for delivery, one in ((delivery, landed[delivery.delivery_id]) for delivery in deliveries)
    ]
    record = {"source_id": source.source_id, "deliveries": records, "corrections": [], "drift": drift}
    write_record(settings, source.source_id, record)
    return LandedSource(folder, record, sum(one["rows_landed"] or 0 for one in records))


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
