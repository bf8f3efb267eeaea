"""Lands a source of posting lines: survey, one pass by DuckDB, then a look for lines that broke a rule."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import duckdb

from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.headers import find_places
from pipelines.core.line_survey import Survey, read_header, survey_lines
from pipelines.core.lines_shape import LinesShape
from pipelines.core.readings import ReadResult
from pipelines.core.source import Source
from pipelines.core.sql_text import literal
from pipelines.landing.lines.codes import load_line_codes
from pipelines.landing.lines.faults import DeliveredFile, FaultSearch, Landed, landed_counts
from pipelines.landing.lines.query import LinesFile
from pipelines.landing.lines.reconcile import NOTHING, Prepared, adds_up, control_findings, not_adding_up
from pipelines.landing.source_folder import Delivery
from pipelines.settings import Settings


def land_lines(
    source: Source, shape: LinesShape, settings: Settings, deliveries: Sequence[Delivery]
) -> tuple[Path, dict[str, ReadResult]]:
    """Write the lines of all deliveries to one Parquet file, delivery by delivery in the order of the files.

    Returns:
        The Parquet file, not yet in its place, and by delivery id the row account.

    Raises:
        DeliveryError: With all findings of all the deliveries.
    """
    settings.landed.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".lines-", dir=settings.build) as work:
        landing = _Landing(source, shape, settings, Path(work))
        results = landing.run(deliveries, every_line=False) or landing.run(deliveries, every_line=True)
        assert results is not None, "looking at every line leaves nothing to try"
        unfinished = settings.landed / f".{source.source_id}.parquet.new"
        return landing.parquet.replace(unfinished), results


class _Landing:
    def __init__(self, source: Source, shape: LinesShape, settings: Settings, work: Path) -> None:
        self.source, self.shape, self.settings, self.work = source, shape, settings, work
        self.codes = load_line_codes(settings, source.area_system)
        self.parquet = work / "lines.parquet"

    def run(self, deliveries: Sequence[Delivery], *, every_line: bool) -> dict[str, ReadResult] | None:
        """Land the deliveries; None when DuckDB stumbled and every line should be looked at first."""
        prepared, findings = self._prepare_all(deliveries, every_line=every_line)
        if not prepared:
            raise DeliveryError(findings)
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": self.settings.memory_limit,
            "threads": self.settings.threads,
            "temp_directory": str(self.work),
            "autoinstall_known_extensions": False,
        }
        with duckdb.connect(":memory:", config=config) as connection:
            select = " union all ".join(one.lines.select for one in prepared)
            try:
                connection.execute(
                    f"copy ({select}) to {literal(str(self.parquet))} (format parquet, compression zstd)"
                )
            except (duckdb.InvalidInputException, duckdb.ConversionException) as error:
                if not every_line:
                    return None
                raise DeliveryError([*findings, self._unreadable(str(error), prepared)]) from error
            counts = landed_counts(connection, self.parquet)
            pairs = [(one, counts.get(one.delivery.delivery_id, NOTHING)) for one in prepared]
            if not every_line and not all(adds_up(one, landed) for one, landed in pairs):
                return None
            for one, landed in pairs:
                findings += self._check(connection, one, landed)
        if findings:
            raise DeliveryError(findings)
        return {
            one.delivery.delivery_id: ReadResult((), (), one.survey.delivered, landed.rows, 1)
            for one, landed in pairs
        }

    def _check(self, connection: duckdb.DuckDBPyConnection, one: Prepared, landed: Landed) -> list[Finding]:
        """Every finding about the lines of one delivery, by row."""
        findings = [*one.survey.findings, *not_adding_up(one, landed)]
        if landed.rows:
            search = FaultSearch(connection, self.parquet, landed, one.about, self.codes)
            findings += search.findings(one.delivered, self.shape)
        findings += control_findings(one, landed, compare=not findings)
        return sorted(findings, key=lambda finding: (finding.row is None, finding.row or 0))

    def _prepare_all(
        self, deliveries: Sequence[Delivery], *, every_line: bool
    ) -> tuple[list[Prepared], list[Finding]]:
        prepared: list[Prepared] = []
        findings: list[Finding] = []
        for number, delivery in enumerate(deliveries):
            try:
                prepared.append(self._prepare(delivery, self.work / f"{number}.csv", every_line=every_line))
            except DeliveryError as error:
                findings += error.findings
        return prepared, findings

    def _prepare(self, delivery: Delivery, text: Path, *, every_line: bool) -> Prepared:
        about = Finding("", delivery.source_id, delivery.delivery_id)
        header = read_header(delivery.path, self.shape, about)
        agreed = self.source.columns.for_period(delivery.period)
        wanted = {name: column for name, column in agreed.items() if column is not None}
        ignored = [one for one in header if any(d.matches(one) for d in self.source.ignored_columns)]
        places = find_places(header, wanted, ignored, (about.source_id, delivery.delivery_id, None, 1))
        if places.findings:
            raise DeliveryError(places.findings)
        survey = self._survey(delivery.path, about, text, every_line=every_line)
        names = {place: name for name, place in places.index.items()}
        year = int(delivery.period)
        return Prepared(
            delivery,
            about,
            survey,
            DeliveredFile(delivery.path, year, places.headers, places.index, survey.left_out),
            LinesFile(
                delivery.delivery_id,
                delivery.origin.synthetic,
                year,
                text,
                [names.get(place) for place in range(len(header))],
                self.shape,
            ),
        )

    def _survey(self, file: Path, about: Finding, text: Path, *, every_line: bool) -> Survey:
        """Survey the file; `text` becomes what DuckDB reads: the file itself when nothing has to change."""
        text.unlink(missing_ok=True)
        if self.shape.encoding == "utf-8" and not every_line:
            survey = survey_lines(file, self.shape, about, None)
            if not survey.left_out:
                text.symlink_to(file)
                return survey
        with text.open("wb") as copy:
            return survey_lines(file, self.shape, about, copy, every_line=every_line)

    def _unreadable(self, message: str, prepared: list[Prepared]) -> Finding:
        file = next((one.about.file for one in prepared if str(one.lines.text) in message), None)
        problem = message.splitlines()[0]
        return Finding("unreadable_lines", self.source.source_id, file, params={"problem": problem})
