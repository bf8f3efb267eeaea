"""Judges what stands in one delivery: reader, lookups, corrections, rules."""

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pipelines.checks.delivery_frames import ReadingFrame, RecordFrame, grid_frame
from pipelines.checks.evaluate import evaluate
from pipelines.checks.findings import RuleResult
from pipelines.checks.good import Good, Total, good_of, good_of_extract, good_of_lines
from pipelines.checks.rules import Frame
from pipelines.checks.suites import ExpectationSpec, load_suite
from pipelines.core.collection import collection_paused
from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.lines_shape import LinesShape
from pipelines.core.person_file_shape import PersonFileShape
from pipelines.core.readings import Reading, ReadResult
from pipelines.core.records_shape import RecordsShape
from pipelines.core.source import Source
from pipelines.landing.correct import apply_corrections
from pipelines.landing.correction_files import load_corrections
from pipelines.landing.read_delivery import read_delivery
from pipelines.landing.seeds import load_areas
from pipelines.landing.source_folder import Delivery
from pipelines.settings import Settings
from pipelines.sources import load_source

_UNIQUE = "expect_compound_columns_to_be_unique"


@dataclass(frozen=True)
class Content:
    """Findings that stop the delivery, those that do not, and what could be read."""

    findings: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    good: Good | None


def judge_content(delivery: Delivery, settings: Settings) -> Content:
    """Read a delivery and hold it against its source's rules.

    Raises:
        DeliveryError: The installation's own declaration of the source is faulty.
    """
    source = load_source(delivery.source_id, settings.sources_overlay)
    if isinstance(source.file, RecordsShape | PersonFileShape):
        return _judge_extract(delivery, source, source.file, settings)
    if isinstance(source.file, LinesShape):
        return _judge_lines(delivery, source, source.file, settings)
    # the rows are gone when the function returns, and with them what garbage would be looked for in
    with collection_paused():
        return _judge_table(delivery, source, settings)


def _judge_table(delivery: Delivery, source: Source, settings: Settings) -> Content:
    result, findings = read_delivery(delivery, source, settings)
    readings: tuple[Reading, ...] = result.readings
    if not findings:
        readings, _, faults = apply_corrections(readings, delivery, load_corrections(settings, source))
        findings += faults
    if not readings:
        return Content(tuple(findings), (), None)
    rows = ReadingFrame(delivery.delivery_id, delivery.period, readings)
    frames: dict[str, Frame] = {"rows": rows, "grid": _grid(rows, source, result, findings, settings)}
    broken = _evaluate(delivery, settings, frames, findings)
    return _content(findings, broken, good_of(result, load_areas(settings, source.area_system)))


def _grid(
    rows: ReadingFrame, source: Source, result: ReadResult, findings: list[Finding], settings: Settings
) -> RecordFrame:
    """The grid of areas, without those whose rows were not read: they are there, and the fault is told."""
    grid = grid_frame(rows, source, settings)
    if not findings:
        return grid
    areas = load_areas(settings, source.area_system)
    lost = {area.district_id for label in result.lost_areas or () if (area := areas.resolve(label))}
    whole = result.lost_areas is not None and not any(one.code in _AREA_UNKNOWN for one in findings)
    return RecordFrame(
        [
            record
            for record in grid.records
            if record["delivered_row"] is not None or (whole and record["district_id"] not in lost)
        ]
    )


# a row of an area nobody can name may be of any area that seems to be missing
_AREA_UNKNOWN = {"unknown_area", "area_not_valid", "area_code_mismatch"}


def _judge_lines(delivery: Delivery, source: Source, shape: LinesShape, settings: Settings) -> Content:
    from pipelines.checks.line_frames import line_frames
    from pipelines.landing.lines.land import land_lines

    with tempfile.TemporaryDirectory(prefix="kriterier-check-") as folder:
        elsewhere = settings.model_copy(update={"build": Path(folder)})
        try:
            unfinished, results = land_lines(source, shape, elsewhere, [delivery])
        except DeliveryError as error:
            return Content(error.findings, (), None)
        unfinished.replace(elsewhere.landed / f"{source.source_id}.parquet")
        records = line_frames(source.source_id, elsewhere)
    frames: dict[str, Frame] = {name: RecordFrame(rows) for name, rows in records.items()}
    broken = _evaluate(delivery, settings, frames, [])
    areas = dict.fromkeys(str(one["area_label"]) for one in records["totals"])
    good = good_of_lines(results[delivery.delivery_id], records["rows"], list(areas))
    return _content([], broken, good)


def _judge_extract(
    delivery: Delivery, source: Source, shape: RecordsShape | PersonFileShape, settings: Settings
) -> Content:
    from pipelines.checks.record_frames import districts_in, record_frames, sums_by_year
    from pipelines.landing.records.source import landing_of
    from pipelines.landing.records.store import put_files_in_place, work_folder

    with tempfile.TemporaryDirectory(prefix="kriterier-check-") as folder:
        elsewhere = settings.model_copy(update={"build": Path(folder)})
        with work_folder(elsewhere, source.source_id) as work:
            landing = landing_of(source, shape, elsewhere, work)
            try:
                extract = landing.land(delivery)
            except DeliveryError as error:
                return Content(error.findings, landing.warnings, None)
            made = {} if extract.parquet is None else {"judged.parquet": extract.parquet}
            put_files_in_place(elsewhere, source.source_id, made, ())
        records = record_frames(source.source_id, elsewhere)
        areas = districts_in(source.source_id, elsewhere)
        headers = {
            name: header or name for name, header in source.columns.for_period(delivery.period).items()
        }
        totals = [
            Total(one.field, headers[one.field], one.year, one.figures, one.withheld, one.total)
            for one in sums_by_year(source.source_id, elsewhere)
        ]
    frames: dict[str, Frame] = {name: RecordFrame(rows) for name, rows in records.items()}
    broken = _evaluate(delivery, settings, frames, [])
    content = _content([], broken, good_of_extract(extract.rows, delivery.period, areas, totals))
    return replace(content, warnings=(*landing.warnings, *content.warnings))


def _evaluate(
    delivery: Delivery, settings: Settings, frames: Mapping[str, Frame], findings: Iterable[Finding]
) -> list[RuleResult]:
    codes = {one.code for one in findings}

    def is_wanted(spec: ExpectationSpec) -> bool:
        # a row that came twice has been told of already
        return len(frames[spec.meta.frame]) > 0 and not (spec.type == _UNIQUE and "duplicate_row" in codes)

    suite = load_suite(delivery.source_id, settings)
    return evaluate(delivery.source_id, suite, frames, is_wanted)


def _content(findings: Iterable[Finding], broken: Iterable[RuleResult], good: Good) -> Content:
    stopping, warnings = list(findings), list[Finding]()
    for rule in broken:
        (stopping if rule.spec.severity == "critical" else warnings).extend(rule.findings)
    return Content(tuple(stopping), tuple(warnings), good)
