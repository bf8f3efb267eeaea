"""Lands KOSTRA's files of persons: what the source's reader gives becomes one Parquet file per delivery."""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import cast

import duckdb

from pipelines.core import fixed_width, person_records
from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.origins import Origin
from pipelines.core.person_records.read import PersonFile
from pipelines.core.pseudonyms import Pseudonymiser
from pipelines.core.source import Source
from pipelines.core.sql_text import literal
from pipelines.landing.pseudonym_key import pseudonymiser_or_finding
from pipelines.landing.records.cells import sql_type
from pipelines.landing.records.land import LandedExtract
from pipelines.landing.records.profile import Profile
from pipelines.landing.records.store import file_name
from pipelines.landing.source_folder import Delivery
from pipelines.settings import Settings
from pipelines.sources import load_reader

Reader = Callable[[Path, Origin, Source, Pseudonymiser | None], PersonFile]

_MONEY = "NOK"


class PersonFileLanding:
    """Lands the files of one source; to be used like `records.land.ExtractLanding`.

    Args:
        source: What it declares.
        settings: Memory, and the key.
        work: A folder only its owner can open, for files that are being made.

    Attributes:
        lists: By name, hashes of the files that decide what is landed beside the delivery.
        warnings: What the last file's owner should look at.
    """

    def __init__(self, source: Source, settings: Settings, work: Path) -> None:
        self.source, self.settings, self.work = source, settings, work
        self.lists: Mapping[str, Mapping[str, str]] = {"files": _hashes(source.source_id)}
        self.warnings: tuple[Finding, ...] = ()

    def land(self, delivery: Delivery, *, write: bool = True) -> LandedExtract:
        """Judge a delivery and write its rows; `write` False only adds them up.

        Raises:
            DeliveryError: With every finding; the warnings are told all the same.
        """
        self.warnings = ()
        about = Finding("", delivery.source_id, delivery.delivery_id)
        key, findings = pseudonymiser_or_finding(self.settings, about)
        if delivery.origin.personal_data != "direct":
            found = delivery.origin.personal_data
            findings.append(
                Finding(
                    "not_declared_direct", about.source_id, about.file, column="personal_data", found=found
                )
            )
        # the protocol of readers of cells is another; a source of this kind has this one
        reader = cast("Reader", load_reader(delivery.source_id))
        try:
            read = reader(delivery.path, delivery.origin, self.source, key)
        except DeliveryError as error:
            raise DeliveryError([*findings, *error.findings]) from error
        self.warnings = read.warnings
        if findings or read.findings:
            raise DeliveryError([*findings, *read.findings])
        profile = _profile(self.source, read)
        return LandedExtract(len(read.rows), profile, self._write(delivery, read) if write else None)

    def write_empty(self) -> Path:
        """A file with the columns and no row."""
        return self._parquet(self.work / "empty.parquet", "", [], synthetic=False)

    def _write(self, delivery: Delivery, read: PersonFile) -> Path:
        parquet = self.work / file_name(delivery.delivery_id)
        return self._parquet(parquet, delivery.delivery_id, read.rows, synthetic=delivery.origin.synthetic)

    def _parquet(
        self, parquet: Path, delivery_id: str, rows: Sequence[tuple[object, ...]], *, synthetic: bool
    ) -> Path:
        """Write the rows; DuckDB keeps what it works on in memory."""
        types = {"file_row": "INTEGER"} | {
            name: sql_type(field) for name, field in self.source.fields.items()
        }
        columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in types]
        each = ", ".join(
            f'unnest(${place}::{type_}[]) as "{name}"'
            for place, (name, type_) in enumerate(types.items(), start=1)
        )
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": self.settings.memory_limit,
            "threads": 1,
            "temp_directory": "",
            "autoinstall_known_extensions": False,
        }
        with duckdb.connect(":memory:", config=config) as connection:
            connection.execute(f"create table landed as select {each}", columns)
            given = f"{literal(delivery_id)} as delivery_id, {str(synthetic).lower()} as synthetic"
            connection.execute(
                f"copy (select {given}, * from landed) to {literal(str(parquet))}"
                " (format parquet, compression zstd)"
            )
        return parquet


def _profile(source: Source, read: PersonFile) -> Profile:
    """Rows, distinct persons, sums of money, and records that gave each warning."""
    names = ["file_row", *source.fields]
    columns = dict(zip(names, zip(*read.rows, strict=True), strict=True)) if read.rows else {}
    profile: Profile = {
        "rows": len(read.rows),
        "persons": len({pid for pid in columns.get("person_pid", ()) if pid is not None}),
    }
    for name, field in source.fields.items():
        if field.unit == _MONEY:
            profile[name] = str(sum(cast("tuple[int, ...]", columns.get(name, ()))))
    warned: Counter[str] = Counter()
    for finding in read.warnings:
        rule, total = finding.params["rule_id"], finding.params.get("total")
        warned[rule] += int(total) - int(finding.params["listed"]) if total else 1
    return profile | {"warnings": dict(sorted(warned.items()))}


def _hashes(source_id: str) -> dict[str, str]:
    """What the landed rows follow from beside the delivery: the readers' code and the form's data."""
    code = [Path(str(fixed_width.__file__)), *sorted(Path(str(person_records.__file__)).parent.glob("*.py"))]
    found = {path.name: path.read_bytes() for path in [*code, Path(__file__)]}
    package = files(f"pipelines.sources.{source_id}")
    found |= {one.name: one.read_bytes() for one in package.iterdir() if one.name.endswith((".csv", ".py"))}
    return {name: hashlib.sha256(content).hexdigest() for name, content in sorted(found.items())}
