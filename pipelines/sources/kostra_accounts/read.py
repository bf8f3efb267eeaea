"""Reads the account records; lines that are alike in everything are entries of their own and all land."""

import re
from decimal import Decimal
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.fixed_width import Layout, Record, layout_for, read_fixed_width, read_layouts
from pipelines.core.origins import Origin
from pipelines.core.readings import Reading, ReadResult
from pipelines.core.source import Source

_MEASURE = "amount_thousand_nok"
# right-justified, the minus right before the digits
_AMOUNT = re.compile(r"-?\d+")


def read(file: Path, origin: Origin, source: Source) -> ReadResult:
    """Read one accounting year; every record carries it, and it must be the period's.

    Raises:
        DeliveryError: The file is empty, or of a year before the first layout.
    """
    reading = _Reading(f"{origin.source_id}/{origin.period}/{file.name}", origin, source)
    records, findings = read_fixed_width(file, reading.layout(), reading.about)
    reading.findings += findings
    landed, not_data = [], 0
    for record in records:
        if any(declared.matches(record.text) for declared in source.not_data):
            not_data += 1
        elif (one := reading.read(record)) is not None:
            landed.append(one)
    delivered = len(records) + len(findings)
    return ReadResult(tuple(landed), tuple(reading.findings), delivered, len(landed), not_data)


@cache
def _layouts() -> dict[int, Layout]:
    with as_file(files(__package__) / "layout.csv") as path:
        return read_layouts(path)


class _Reading:
    def __init__(self, delivery_id: str, origin: Origin, source: Source) -> None:
        self.source = source
        self.year = int(origin.period)
        self.about = Finding("", source.source_id, delivery_id)
        self.names = {name: str(field) for name, field in source.columns.for_period(origin.period).items()}
        self.findings: list[Finding] = []

    def layout(self) -> Layout:
        """What stands where in the records of the year."""
        try:
            return layout_for(_layouts(), self.year)
        except LookupError as error:
            expected = f"{min(_layouts())} -"
            faulty = Finding(
                "wrong_year",
                self.about.source_id,
                self.about.file,
                column="period",
                found=str(self.year),
                expected=expected,
            )
            raise DeliveryError([faulty]) from error

    def read(self, record: Record) -> Reading | None:
        """The record as a reading; None, and findings, when a field of it is wrong."""
        before = len(self.findings)
        codes = tuple(self._code(record, name) for name in self.source.dimensions)
        amount = self._amount(record)
        self._check_year(record)
        if len(self.findings) > before:
            return None
        return Reading(
            sheet=None,
            file_row=record.file_row,
            file_column=self.names["amount"],
            area_label=record.fields[self.names["district"]],
            measure=_MEASURE,
            source_year=self.year,
            value=amount,
            status="observed",
            precision=self.source.precision,
            area_column=self.names["district"],
            lowest=amount,
            highest=amount,
            codes=codes,
        )

    def _code(self, record: Record, name: str) -> str:
        text = record.fields[self.names[name]]
        dimension = self.source.dimensions[name]
        code = dimension.code(text)
        if code is None:
            self._report("unknown_code", record, name, text, dimension.expected)
        return code or ""

    def _amount(self, record: Record) -> Decimal:
        text = record.fields[self.names["amount"]]
        if not text:
            self._report("missing_value", record, "amount", text)
        elif not _AMOUNT.fullmatch(text):
            self._report("not_a_number", record, "amount", text, example="-36328")
        else:
            return Decimal(text)
        return Decimal(0)

    def _check_year(self, record: Record) -> None:
        text = record.fields[self.names["source_year"]]
        if text != str(self.year):
            self._report("wrong_year", record, "source_year", text, str(self.year))

    def _report(
        self, code: str, record: Record, name: str, found: str, expected: str | None = None, **params: str
    ) -> None:
        self.findings.append(
            Finding(
                code,
                self.about.source_id,
                self.about.file,
                row=record.file_row,
                column=self.names[name],
                found=found,
                expected=expected,
                params=params,
            )
        )
