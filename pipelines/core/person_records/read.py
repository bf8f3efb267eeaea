"""Reads a file of persons: judges its records, gives rows with pseudonyms and nothing else of the numbers."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.fixed_width import Layout, Record, read_fixed_width
from pipelines.core.identifiers import birth_year, identifier_fault
from pipelines.core.line_faults import MOST_LISTED
from pipelines.core.origins import Origin
from pipelines.core.person_records.form import STOPPING, Form
from pipelines.core.person_records.rules import DUF, ID, Broken, Records
from pipelines.core.person_records.values import Computed, Fields, Landing, Person, Value, day
from pipelines.core.pseudonyms import Pseudonymiser
from pipelines.core.source import Source


@dataclass(frozen=True)
class PersonFile:
    """A file read to the end.

    `rows` are the file's row and the columns the source declares; empty when there are findings, or no key.
    `warnings` stop nothing. Without findings every delivered record is landed.
    """

    rows: tuple[tuple[Value, ...], ...]
    findings: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    rows_delivered: int


@dataclass(frozen=True)
class PersonReader:
    """Reads the files of one form.

    Attributes:
        form: What its records are like.
        computed: Landed columns that are computed from several fields.
    """

    form: Form
    computed: Computed

    def read(self, file: Path, origin: Origin, source: Source, key: Pseudonymiser | None) -> PersonFile:
        """Read one reporting year; without a key the file is judged and no row is given.

        Raises:
            DeliveryError: The file is empty, or its year is before the first that is described.
        """
        about = Finding("", source.source_id, f"{origin.source_id}/{origin.period}/{file.name}")
        year = int(origin.period)
        records, unreadable = read_fixed_width(file, self._layout_of(year, about), about)
        findings, warnings = _first(unreadable, about), list[Finding]()
        if records:
            with Records(records, self.form, year) as asked:
                for broken in asked.broken():
                    told = findings if broken.rule.severity in STOPPING else warnings
                    told += _told(broken, about)
        rows: tuple[tuple[Value, ...], ...] = ()
        if key is not None and not findings:
            rows = _landed(records, year, Landing(source, origin.period, self.computed), key)
        delivered = len(records) + len(unreadable)
        return PersonFile(rows, _by_row(findings), _by_row(warnings), delivered)

    def _layout_of(self, year: int, about: Finding) -> Layout:
        try:
            return self.form.layout(year)
        except LookupError as error:
            first = min(self.form.layouts)
            fault = replace(about, code="wrong_year", column="period", found=str(year), expected=f"{first} -")
            raise DeliveryError([fault]) from error


def _landed(
    records: Iterable[Record], year: int, landing: Landing, key: Pseudonymiser
) -> tuple[tuple[Value, ...], ...]:
    numbers = [(record, _number(record.fields)) for record in records]
    pids = key.pseudonyms(number for _, number in numbers if number)
    return tuple(
        (
            record.file_row,
            *landing.row(record.fields, Person(pids.get(number), _age(record.fields, number, year))),
        )
        for record, number in numbers
    )


def _number(fields: Fields) -> str:
    """The number that tells the person from others; empty when the record has none."""
    number = fields[ID] or fields.get(DUF, "")
    return "" if identifier_fault(number) else number


def _age(fields: Fields, number: str, year: int) -> int | None:
    # a placeholder has no individual number, so the century of its day of birth is not known
    born = birth_year(number)
    if born is None and (told := day(fields.get("FODSELSDATO", ""))):
        born = told.year
    return None if born is None else year - born


def _told(broken: Broken, about: Finding) -> list[Finding]:
    """A finding for each of the first rows, and one that counts when there are more."""
    rule = broken.rule
    params = {
        "rule_id": rule.rule_id,
        "rule_nb": rule.title_nb,
        "rule_en": rule.title_en,
        "kind_nb": rule.message_nb,
        "kind_en": rule.message_en,
        "severity": rule.severity,
    }
    source_id, file, column = about.source_id, about.file, rule.column or None
    listed = broken.rows[:MOST_LISTED]
    if rule.severity in STOPPING:
        told = [
            Finding("control_rule_broken", source_id, file, row=row, column=column, params=params)
            for row in listed
        ]
    else:
        told = [
            Finding("control_rule_to_look_at", source_id, file, row=row, column=column, params=params)
            for row in listed
        ]
    return told + _more(replace(about, column=column, params=params), len(broken.rows))


def _first(unreadable: list[Finding], about: Finding) -> list[Finding]:
    """The first records that cannot be read; what is wrong with them is rule 001."""
    params = {"rule_id": "001", "rule_nb": "Recordlengde", "rule_en": "Record length", "severity": "FATAL"}
    return unreadable[:MOST_LISTED] + _more(replace(about, params=params), len(unreadable))


def _more(about: Finding, total: int) -> list[Finding]:
    if total <= MOST_LISTED:
        return []
    params = {**about.params, "total": str(total), "listed": str(MOST_LISTED)}
    return [Finding("more_records", about.source_id, about.file, column=about.column, params=params)]


def _by_row(findings: list[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda one: (one.row is None, one.row or 0)))
