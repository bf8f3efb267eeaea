"""Reads one delivery whose content is readings, and looks up what its rows name."""

from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.readings import ReadResult
from pipelines.core.source import Source
from pipelines.landing.lookups import Lookup
from pipelines.landing.seeds import load_areas, load_codes, load_labels
from pipelines.landing.source_folder import Delivery
from pipelines.settings import Settings
from pipelines.sources import load_reader


def read_delivery(delivery: Delivery, source: Source, settings: Settings) -> tuple[ReadResult, list[Finding]]:
    """What the file says, and every finding of its reader, the lookups and the row account, by row.

    A file that cannot be read at all gives an empty result and what is wrong with it.
    """
    try:
        result = load_reader(delivery.source_id)(delivery.path, delivery.origin, source)
    except DeliveryError as error:
        return ReadResult((), (), 0, 0, 0), list(error.findings)
    lookup = make_lookup(source, delivery.delivery_id, settings)
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


def make_lookup(source: Source, delivery_id: str, settings: Settings) -> Lookup:
    """The seeds a delivery of the source is looked up in."""
    return Lookup(
        source,
        delivery_id,
        load_areas(settings, source.area_system),
        load_labels(settings, source.source_id),
        {
            name: load_codes(settings, dimension.listed_in)
            for name, dimension in source.dimensions.items()
            if dimension.listed_in
        },
    )
