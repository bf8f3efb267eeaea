"""What lies in data_raw: every file, its sidecar, its hash, and which delivery of a period is in use."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.origins import SIDECAR_SUFFIX, Origin, OriginError, read_origin, sha256_of
from pipelines.landing.succession import successions
from pipelines.settings import Settings
from pipelines.sources import SOURCES, load_source

# data_raw/README.md describes the room and is no delivery
_ROOM_README = "README.md"


@dataclass(frozen=True)
class Delivery:
    """One received file with its origin; `state` says whether a later delivery has superseded it."""

    delivery_id: str
    source_id: str
    period: str
    path: Path
    origin: Origin
    sha256: str
    state: Literal["used", "superseded"]


@dataclass(frozen=True)
class Inventory:
    """Everything found in data_raw.

    `problems` are files and folders that belong to no source; `hashes` holds (delivery id, sha256 of the
    file, sha256 of the sidecar) of every file, an empty text standing for the one that is not there.
    """

    deliveries: dict[str, list[Delivery]] = field(default_factory=dict)
    findings: dict[str, list[Finding]] = field(default_factory=dict)
    problems: list[Finding] = field(default_factory=list)
    hashes: tuple[tuple[str, str, str], ...] = ()

    def for_source(self, source_id: str) -> list[Delivery]:
        """The source's deliveries, used and superseded, sorted by delivery id.

        Raises:
            DeliveryError: With all findings of the source.
        """
        if findings := self.findings.get(source_id):
            raise DeliveryError(findings)
        return self.deliveries.get(source_id, [])

    def refuse_strangers(self) -> None:
        """Stop when data_raw holds something that belongs to no source; it might be a source misspelt.

        Raises:
            DeliveryError: Naming every such file.
        """
        if self.problems:
            raise DeliveryError(self.problems)

    def fingerprint(self) -> str:
        """One sha256 over every file and sidecar; the same input gives the same text."""
        lines = "".join("\t".join(entry) + "\n" for entry in sorted(self.hashes))
        return hashlib.sha256(lines.encode()).hexdigest()


def take_inventory(settings: Settings, sources: Iterable[str] | None = None) -> Inventory:
    """Walk data_raw, check every sidecar and hash every file.

    Args:
        settings: Where data_raw lies.
        sources: Only these sources; None for all, and for what belongs to none.
    """
    chosen = SOURCES if sources is None else tuple(sources)
    inventory = Inventory()
    hashes: list[tuple[str, str, str]] = []
    for source_id in chosen:
        folder = _SourceFolder(settings.data_raw, source_id)
        inventory.deliveries[source_id], inventory.findings[source_id] = folder.read()
        hashes += folder.hashes
    if sources is None:
        strangers = _strangers(settings.data_raw)
        inventory.problems.extend(finding for finding, _ in strangers)
        hashes += [(str(finding.file), digest, "") for finding, digest in strangers]
    return Inventory(inventory.deliveries, inventory.findings, inventory.problems, tuple(sorted(hashes)))


def _strangers(data_raw: Path) -> list[tuple[Finding, str]]:
    found = []
    for path in _files(data_raw):
        name = path.relative_to(data_raw).as_posix()
        top = name.split("/", maxsplit=1)[0]
        if top in SOURCES or name == _ROOM_README:
            continue
        expected = ", ".join(SOURCES)
        found.append((Finding("unknown_source", top, name, found=top, expected=expected), sha256_of(path)))
    return found


def _files(folder: Path) -> list[Path]:
    """Files below a folder, without hidden ones and the locks Office leaves beside an open book."""
    ignored = (".", "~$")
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not any(p.startswith(ignored) for p in path.relative_to(folder).parts)
    )


class _SourceFolder:
    """Reads one source's folder; collects findings and hashes on the way."""

    def __init__(self, data_raw: Path, source_id: str) -> None:
        self.data_raw = data_raw
        self.source_id = source_id
        self.source = load_source(source_id)
        self.findings: list[Finding] = []
        self.hashes: list[tuple[str, str, str]] = []

    def read(self) -> tuple[list[Delivery], list[Finding]]:
        """Deliveries and findings of the source."""
        paths = _files(self.data_raw / self.source_id)
        sidecars = {path for path in paths if path.name.endswith(SIDECAR_SUFFIX)}
        received = []
        for path in paths:
            if path not in sidecars:
                sidecar = path.with_name(path.name + SIDECAR_SUFFIX)
                received.append(self._file(path, sidecar if sidecar in sidecars else None))
        for sidecar in sorted(sidecars):
            file = sidecar.with_name(sidecar.name.removesuffix(SIDECAR_SUFFIX))
            if file not in paths:
                self._report("sidecar_without_file", sidecar, expected=self._id(file))
                self.hashes.append((self._id(file), "", sha256_of(sidecar)))
        if not paths:
            self._report("no_delivery", self.data_raw / self.source_id)
        origins = {found[0]: found[2] for found in received if found is not None}
        known = {self._id(path) for path in paths if path not in sidecars}
        state, findings = successions(self.source_id, origins, known)
        deliveries = [
            Delivery(delivery_id, self.source_id, origin.period, path, origin, sha256, state[delivery_id])
            for delivery_id, path, origin, sha256 in filter(None, received)
        ]
        return sorted(deliveries, key=lambda one: one.delivery_id), self.findings + findings

    def _file(self, path: Path, sidecar: Path | None) -> tuple[str, Path, Origin, str] | None:
        digest = sha256_of(path)
        self.hashes.append((self._id(path), digest, sha256_of(sidecar) if sidecar else ""))
        if sidecar is None:
            self._report("missing_sidecar", path, expected=self._id(path) + SIDECAR_SUFFIX)
            return None
        try:
            origin = read_origin(sidecar)
        except OriginError as error:
            for fault in error.faults:
                self._report(
                    "invalid_sidecar",
                    sidecar,
                    column=fault.field or None,
                    found=fault.found,
                    problem_nb=fault.problem_nb,
                    problem_en=fault.problem_en,
                )
            return None
        self._check_place(path, origin)
        self._check_content(path, origin, digest)
        return self._id(path), path, origin, digest

    def _check_place(self, path: Path, origin: Origin) -> None:
        should_lie = f"{origin.source_id}/{origin.period}/{path.name}"
        if self._id(path) != should_lie:
            self._report("misplaced", path, found=self._id(path), expected=should_lie)
        elif not self.source.accepts_period(origin.period):
            expected = "2024" if self.source.periods == "year" else "2022-2024"
            self._report("misplaced", path, column="period", found=origin.period, expected=expected)
        if (origin.table or "") not in (self.source.tables or ("",)):
            self._report(
                "invalid_sidecar",
                path.with_name(path.name + SIDECAR_SUFFIX),
                column="table",
                found=origin.table or "",
                expected=", ".join(self.source.tables),
                problem_nb="feltet sier ikke hvilken av kildens tabeller fila er",
                problem_en="the field does not say which of the source's tables the file is",
            )

    def _check_content(self, path: Path, origin: Origin, digest: str) -> None:
        size = path.stat().st_size
        if digest != origin.sha256:
            notes = {"size_note_nb": "", "size_note_en": ""}
            if size < origin.bytes:
                notes["size_note_nb"] = f"; fila er kuttet eller endret: {size} av {origin.bytes} byte er her"
                notes["size_note_en"] = (
                    f"; the file is truncated or edited: {size} of {origin.bytes} bytes are here"
                )
            self._report(
                "hash_mismatch", path, found=f"sha256 {digest}", expected=f"sha256 {origin.sha256}", **notes
            )
        elif size != origin.bytes:
            sidecar = path.with_name(path.name + SIDECAR_SUFFIX)
            self._report(
                "invalid_sidecar",
                sidecar,
                column="bytes",
                found=str(origin.bytes),
                expected=str(size),
                problem_nb="størrelsen er en annen enn filas, enda sha256 stemmer",
                problem_en="the size is not the file's although sha256 agrees",
            )

    def _id(self, path: Path) -> str:
        return path.relative_to(self.data_raw).as_posix()

    def _report(
        self,
        code: str,
        path: Path,
        column: str | None = None,
        found: str | None = None,
        expected: str | None = None,
        **params: str,
    ) -> None:
        place = self._id(path)
        self.findings.append(
            Finding(code, self.source_id, place, column=column, found=found, expected=expected, params=params)
        )
