"""Lands a source of record extracts: each delivery by itself, all findings of all of them at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import duckdb

from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.line_faults import MOST_LISTED
from pipelines.core.pseudonyms import Pseudonymiser
from pipelines.core.records_shape import RecordsShape
from pipelines.core.source import Source
from pipelines.core.sql_text import literal
from pipelines.landing.pseudonym_key import pseudonymiser_or_finding
from pipelines.landing.records.codes import load_lists
from pipelines.landing.records.faults import Faults
from pipelines.landing.records.opened import Opened, open_extract
from pipelines.landing.records.persons import Persons
from pipelines.landing.records.profile import Profile, profile_of
from pipelines.landing.records.query import is_in_order, landed_select, load_extract, rules_of
from pipelines.landing.records.rules import find_clashes
from pipelines.landing.records.store import file_name
from pipelines.landing.source_folder import Delivery
from pipelines.settings import Settings

_FORM = "parquet_version v2, compression snappy, write_bloom_filter false"
"""Each of the three makes landing faster; the files are about as large as those delivered. Enums would halve
the time of writing, but DuckDB 2.0.0 then writes a wrong code now and then when two threads are at work."""

_UNREADABLE = (
    duckdb.InvalidInputException,
    duckdb.ConversionException,
    duckdb.OutOfRangeException,
    duckdb.DataError,
)


@dataclass(frozen=True)
class LandedExtract:
    """What became of a delivery: its rows, what they add up to, and the file, not yet in its place."""

    rows: int
    profile: Profile
    parquet: Path | None


class ExtractLanding:
    """Lands the extracts of one source.

    Args:
        source: What it declares.
        shape: How its files are written.
        settings: Memory and threads, seeds, key.
        work: A folder only its owner can open, for files that are being made.
        at_once: How many deliveries are landed at the same time, in threads of the caller. They share memory
            and threads, and see nothing of each other.
    """

    def __init__(
        self, source: Source, shape: RecordsShape, settings: Settings, work: Path, *, at_once: int = 1
    ) -> None:
        self.source, self.shape, self.settings, self.work = source, shape, settings, work
        self.at_once = at_once
        self.warnings: tuple[Finding, ...] = ()
        self.lists = load_lists(settings, source)

    def land(self, delivery: Delivery, *, write: bool = True) -> LandedExtract:
        """Check a delivery and write its rows; `write` False only adds them up.

        Raises:
            DeliveryError: With every finding.
        """
        key = key_for(self.settings, delivery)
        try:
            return self._land(delivery, key, write=write, every_line=False)
        except _UNREADABLE:
            # its text can quote what stands in the file
            pass
        try:
            return self._land(delivery, key, write=write, every_line=True)
        except _UNREADABLE:
            finding = Finding("unreadable_extract", delivery.source_id, delivery.delivery_id)
        raise DeliveryError([finding])

    def _land(
        self, delivery: Delivery, key: Pseudonymiser | None, *, write: bool, every_line: bool
    ) -> LandedExtract:
        with self._connect() as connection:
            opened = open_extract(
                delivery, self.source, self.shape, connection, self.work, every_line=every_line
            )
            rules = rules_of(self.source, delivery.period)
            rows = load_extract(connection, opened, self.source, self.lists, rules)
            if opened.rows not in (None, rows) and not every_line:
                return self._land(delivery, key, write=write, every_line=True)
            findings = [*opened.findings, *_not_adding_up(delivery, opened, rows)]
            about = Finding("", delivery.source_id, delivery.delivery_id)
            faults = Faults(about, self.source, self.shape, opened, self.lists)
            findings += faults.of_rows(connection, rules)
            persons = Persons(connection, self.source, MOST_LISTED)
            findings += faults.of_ids(
                persons.numbers_among_pseudonyms() if key is None else persons.faulty_numbers()
            )
            if key is not None:
                persons.pseudonymise(key)
            findings += faults.of_clashes(find_clashes(connection, self.source, MOST_LISTED))
            if findings:
                raise DeliveryError(sorted(findings, key=lambda one: (one.row is None, one.row or 0)))
            profile = profile_of(connection, self.source)
            return LandedExtract(rows, profile, self._write(connection, delivery) if write else None)

    def _write(self, connection: duckdb.DuckDBPyConnection, delivery: Delivery) -> Path:
        parquet = self.work / file_name(delivery.delivery_id)
        select = landed_select(
            delivery.delivery_id,
            self.source,
            synthetic=delivery.origin.synthetic,
            in_order=is_in_order(connection),
        )
        _copy(connection, select, parquet)
        return parquet

    def write_empty(self) -> Path:
        """A file with the columns and no row."""
        from pipelines.landing.schema import landed_columns

        parquet = self.work / "empty.parquet"
        columns = ", ".join(
            f'cast(null as {one.data_type}) as "{one.name}"' for one in landed_columns(self.source)
        )
        with self._connect() as connection:
            _copy(connection, f"select {columns} where false", parquet)
        return parquet

    def _connect(self) -> duckdb.DuckDBPyConnection:
        """A connection with temporary tables of its own."""
        return self._database.cursor()

    @cached_property
    def _database(self) -> duckdb.DuckDBPyConnection:
        # making one takes as long as landing 30 000 rows
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": self.settings.memory_limit,
            # two deliveries in a thread each are landed faster than both in two
            "threads": max(self.settings.threads // self.at_once, 1),
            "temp_directory": str(self.work / "spill"),
            "autoinstall_known_extensions": False,
        }
        return duckdb.connect(":memory:", config=config)


def key_for(settings: Settings, delivery: Delivery) -> Pseudonymiser | None:
    """The pseudonymiser of a delivery with numbers of persons; None when it has pseudonyms.

    Raises:
        DeliveryError: There is no key, or none that can be used.
    """
    if delivery.origin.personal_data != "direct":
        return None
    about = Finding("", delivery.source_id, delivery.delivery_id)
    key, findings = pseudonymiser_or_finding(settings, about)
    if findings:
        raise DeliveryError(findings)
    return key


def _not_adding_up(delivery: Delivery, opened: Opened, rows: int) -> Sequence[Finding]:
    if opened.rows in (None, rows):
        return []
    found, expected = str(rows), str(opened.rows)
    source_id, file = delivery.source_id, delivery.delivery_id
    return [Finding("rows_do_not_reconcile", source_id, file, found=found, expected=expected)]


def _copy(connection: duckdb.DuckDBPyConnection, select: str, parquet: Path) -> None:
    connection.execute(f"copy ({select}) to {literal(str(parquet))} (format parquet, {_FORM})")
