"""What a fetched response is to the deliveries that are there: the same, a later vintage, or a conflict."""

from collections.abc import Sequence
from pathlib import Path

from pipelines.core.calendar import span
from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.origins import Origin
from pipelines.core.readings import Reading
from pipelines.core.source import Source
from pipelines.landing.read_delivery import make_lookup
from pipelines.landing.source_folder import Delivery
from pipelines.settings import Settings
from pipelines.sources import load_reader


def replaced_by(source: Source, period: str, used: Sequence[Delivery]) -> Delivery | None:
    """The delivery in use whose place a new one of this period takes; None when there is none.

    Raises:
        DeliveryError: fetch_loses_years, when the new one lacks years of it; fetch_several_replaced, when it
            would take the place of more than one.
    """
    touched = [one for one in used if span(one.period)[0] <= span(period)[1]]
    touched = [one for one in touched if span(period)[0] <= span(one.period)[1]]
    if len(touched) > 1:
        ids = ", ".join(one.delivery_id for one in touched)
        params = {"period": period}
        raise DeliveryError([Finding("fetch_several_replaced", source.source_id, found=ids, params=params)])
    if not touched:
        return None
    (first, last), (old_first, old_last) = span(period), span(touched[0].period)
    if old_first < first or old_last > last:
        raise DeliveryError(
            [
                Finding(
                    "fetch_loses_years",
                    source.source_id,
                    touched[0].delivery_id,
                    found=period,
                    expected=f"{min(old_first, first)}-{max(old_last, last)}",
                )
            ]
        )
    return touched[0]


def judge(file: Path, origin: Origin, source: Source, settings: Settings) -> tuple[Reading, ...]:
    """What the source's reader makes of the response.

    Raises:
        DeliveryError: What the reader and the lookups in the seeds find.
    """
    result = load_reader(source.source_id)(file, origin, source)
    delivery_id = f"{origin.source_id}/{origin.period}/{file.name}"
    lookup = make_lookup(source, delivery_id, settings)
    if findings := [*result.findings, *lookup.check(result.readings)]:
        raise DeliveryError(findings)
    return result.readings


def says_the_same(readings: Sequence[Reading], earlier: Delivery, source: Source) -> bool:
    """Whether a delivery says what the new one says: the same cells with the same figures and marks.

    The provider's stamp, the codes of categories that are told by their texts, the order of the variables
    and the format of the file do not count.
    """
    try:
        known = load_reader(source.source_id)(earlier.path, earlier.origin, source)
    except DeliveryError:
        return False
    return not known.findings and set(map(_said, known.readings)) == set(map(_said, readings))


def _said(reading: Reading) -> tuple[object, ...]:
    return (
        reading.area_label,
        reading.measure,
        reading.source_year,
        reading.codes,
        reading.value,
        reading.status,
        reading.precision,
    )
