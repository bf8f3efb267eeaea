"""Applies a source's corrections to the readings of its deliveries; what no longer fits is a finding."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipelines.core.corrections import Correction, cell_text
from pipelines.core.errors import Finding
from pipelines.core.readings import Reading
from pipelines.core.source import Source, Status
from pipelines.landing.seeds import Areas
from pipelines.landing.source_folder import Delivery


@dataclass(frozen=True)
class Corrections:
    """The corrections of a source that count in a run.

    `file` is what findings call the file; `findings` are its own faults.
    """

    source: Source
    areas: Areas
    file: str
    active: tuple[Correction, ...] = ()
    findings: tuple[Finding, ...] = ()

    def for_delivery(self, delivery: Delivery) -> list[Correction]:
        """Those bound to a delivery, or to its period and table."""
        return [one for one in self.active if is_bound(one, delivery)]

    def without(self, correction_id: str) -> "Corrections":
        """All but one."""
        return replace(self, active=tuple(one for one in self.active if one.correction_id != correction_id))


@dataclass(frozen=True)
class Applied:
    """A correction that was applied; `corrected` is None when the cell was dropped."""

    correction: Correction
    delivered: Reading
    corrected: Reading | None

    def record(self, source: Source, delivery_id: str) -> dict[str, Any]:
        """Its entry in the landing record; numbers as text, so that they stay exact."""
        before, after, correction = self.delivered, self.corrected, self.correction
        return {
            "correction_id": correction.correction_id,
            "source_id": source.source_id,
            "delivery_id": delivery_id,
            "sheet": before.sheet,
            "file_row": before.file_row,
            "file_column": before.file_column,
            "area_label": before.area_label,
            "measure": before.measure,
            "source_year": before.source_year,
            "codes": dict(zip(source.dimensions, before.codes, strict=True)),
            "action": correction.action,
            "delivered_value": None if before.value is None else str(before.value),
            "delivered_status": before.status,
            "corrected_value": None if after is None or after.value is None else str(after.value),
            "corrected_status": None if after is None else after.status,
            "reason_nb": correction.reason_nb,
            "reason_en": correction.reason_en,
            "decided_by": correction.decided_by,
            "decided_on": correction.decided_on.isoformat(),
        }


def is_bound(correction: Correction, delivery: Delivery) -> bool:
    """Whether a correction is for the delivery, by its id or by its period and table."""
    if correction.delivery is not None:
        return correction.delivery == delivery.delivery_id
    return correction.period == delivery.period and correction.table == delivery.origin.table


def apply_corrections(
    readings: Sequence[Reading], delivery: Delivery, corrections: Corrections
) -> tuple[tuple[Reading, ...], tuple[Applied, ...], tuple[Finding, ...]]:
    """Correct the readings of one delivery that is in use.

    Args:
        readings: As read, looked up without a finding.
        delivery: Where they come from.
        corrections: Of the same source; those of other deliveries are passed over.

    Returns:
        The readings in their order with the corrected cells (dropped ones left out), what was applied, and
        findings: a selector that meets no cell or several, an `expect` that no longer holds, two corrections
        of one cell. With findings, the readings are as far as it got.
    """
    result: list[Reading | None] = list(readings)
    applied: list[Applied] = []
    findings: list[Finding] = []
    corrected_by: dict[int, str] = {}
    for correction in corrections.for_delivery(delivery):
        at, finding = _find(correction, readings, delivery, corrections)
        if finding is not None:
            findings.append(finding)
            continue
        reading = readings[at]
        first = corrected_by.setdefault(at, correction.correction_id)
        if first != correction.correction_id:
            findings.append(
                _report("correction_of_same_cell", correction, reading, delivery, corrections, first)
            )
        elif not correction.expect.holds(reading.value, reading.status):
            findings.append(_report("correction_expired", correction, reading, delivery, corrections))
        else:
            result[at] = _corrected(correction, reading, corrections.source)
            applied.append(Applied(correction, reading, result[at]))
    return tuple(one for one in result if one is not None), tuple(applied), tuple(findings)


def _find(
    correction: Correction, readings: Sequence[Reading], delivery: Delivery, corrections: Corrections
) -> tuple[int, Finding | None]:
    """Place of the one reading the selector meets, or a finding when there is none or more than one."""
    select = correction.select
    facts = {"correction_id": correction.correction_id, "delivery": delivery.delivery_id}
    source_id = corrections.source.source_id
    area = corrections.areas.resolve(select.area)
    if area is None:
        alike = corrections.areas.nearest(select.area)
        facts["nearest_nb"] = f", men ligner «{alike}»" if alike else ""
        facts["nearest_en"] = f", but looks like «{alike}»" if alike else ""
        expected = ", ".join(corrections.areas.names)
        return 0, Finding(
            "correction_unknown_area",
            source_id,
            corrections.file,
            None,
            None,
            "select.area",
            select.area,
            expected,
            facts,
        )

    tests: list[tuple[str, object, Callable[[Reading], object]]] = [
        ("source_year", select.source_year, lambda one: one.source_year),
        ("area", area.name, lambda one: _area_name(one, corrections)),
    ]
    if select.measure is not None:
        tests.append(("measure", select.measure, lambda one: one.measure))
    tests += [(name, code, _code_of(corrections.source, name)) for name, code in select.codes.items()]
    if select.file_row is not None:
        tests.append(("file_row", select.file_row, lambda one: one.file_row))

    left = list(range(len(readings)))
    for name, wanted, of in tests:
        met = [at for at in left if of(readings[at]) == wanted]
        if not met:
            there = sorted({str(of(readings[at])) for at in left})
            return 0, Finding(
                "correction_matches_nothing",
                source_id,
                corrections.file,
                column=f"select.{name}",
                found=str(wanted),
                expected=", ".join(there),
                params=facts,
            )
        left = met
    if len(left) > 1:
        rows = ", ".join(f"{readings[at].file_row} «{readings[at].file_column}»" for at in left[:10])
        facts["count"] = str(len(left))
        return 0, Finding(
            "correction_matches_several",
            source_id,
            corrections.file,
            column="select",
            found=rows,
            params=facts,
        )
    return left[0], None


def _area_name(reading: Reading, corrections: Corrections) -> str:
    area = corrections.areas.resolve(reading.area_label)
    return area.name if area else reading.area_label


def _code_of(source: Source, dimension: str) -> Callable[[Reading], object]:
    place = list(source.dimensions).index(dimension)
    return lambda reading: reading.codes[place]


def _report(
    code: str,
    correction: Correction,
    reading: Reading,
    delivery: Delivery,
    corrections: Corrections,
    first: str = "",
) -> Finding:
    """A finding at the cell, so that who reads it can look; it names the correction and its file."""
    return Finding(
        code,
        delivery.source_id,
        delivery.delivery_id,
        reading.sheet,
        reading.file_row,
        reading.file_column,
        cell_text(reading.value, reading.status),
        correction.expect.text,
        {"correction_id": correction.correction_id, "corrections": corrections.file, "first": first},
    )


def _corrected(correction: Correction, reading: Reading, source: Source) -> Reading | None:
    if correction.action == "drop":
        return None
    if correction.action == "set":
        value = correction.value
        return replace(reading, value=value, lowest=value, highest=value, status="observed")
    status: Status = "suppressed" if correction.action == "suppress" else "missing"
    lowest, highest = source.bounds(None, status, reading.measure)
    return replace(reading, value=None, lowest=lowest, highest=highest, status=status)
