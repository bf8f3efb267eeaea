"""Reads one source's folder in data_raw: files, sidecars, hashes, and what is wrong with them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipelines.core.errors import Finding
from pipelines.core.origins import (
    PERSONAL,
    SIDECAR_SUFFIX,
    STUB_SUFFIX,
    Origin,
    OriginError,
    read_origin,
    sha256_of,
)
from pipelines.landing.succession import overlaps, successions
from pipelines.settings import Settings
from pipelines.sources import load_source

# hidden files, and the locks Office leaves beside an open book
_IGNORED = (".", "~$")


@dataclass(frozen=True)
class Delivery:
    """One received file with its origin.

    `state` says whether it counts: `superseded` when a later delivery took its place, `refused` when the
    run holds it back.
    """

    delivery_id: str
    source_id: str
    period: str
    path: Path
    origin: Origin
    sha256: str
    state: Literal["used", "superseded", "refused"]


def files_below(folder: Path) -> list[Path]:
    """Files below a folder, without hidden ones, Office's locks and the stubs of expected deliveries."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and not path.name.endswith(STUB_SUFFIX)
        and not any(part.startswith(_IGNORED) for part in path.relative_to(folder).parts)
    )


@dataclass(frozen=True)
class _Received:
    """A file and its sidecar, both readable."""

    path: Path
    origin: Origin
    sha256: str


class SourceFolder:
    """Reads one source's folder; collects findings and hashes on the way.

    Deliveries received after `settings.as_of` are not seen at all. Those in `settings.held_back` are seen but
    stand in nobody's place: what they supersede is in use again, and what is wrong with them stops nothing.
    """

    def __init__(self, settings: Settings, source_id: str) -> None:
        self.data_raw = settings.data_raw
        self.as_of = settings.as_of
        self.held_back = frozenset(settings.held_back)
        self.source_id = source_id
        self.source = load_source(source_id)
        self.findings: list[Finding] = []
        self.hashes: list[tuple[str, str, str]] = []

    def read(self) -> tuple[list[Delivery], list[Finding]]:
        """Deliveries and findings of the source, those of held-back files left out."""
        paths = files_below(self.data_raw / self.source_id)
        sidecars = {path for path in paths if path.name.endswith(SIDECAR_SUFFIX)}
        files = [path for path in paths if path not in sidecars]
        received: dict[str, _Received] = {}
        for path in files:
            sidecar = path.with_name(path.name + SIDECAR_SUFFIX)
            if found := self._file(path, sidecar if sidecar in sidecars else None):
                received[self._id(path)] = found
        for sidecar in sorted(sidecars):
            file = sidecar.with_name(sidecar.name.removesuffix(SIDECAR_SUFFIX))
            if file not in files and self.as_of is None:
                self._report("sidecar_without_file", sidecar, expected=self._id(file))
                self.hashes.append((self._id(file), "", sha256_of(sidecar)))
        findings = [one for one in self.findings if not self._is_held_back(one)]
        origins = {one: found.origin for one, found in received.items() if one not in self.held_back}
        if not origins and not findings and not self.source.optional:
            findings.append(Finding("no_delivery", self.source_id, self.source_id))
        known = {self._id(path) for path in files} if self.as_of is None else set(received)
        state, unclear = successions(self.source_id, origins, known - self.held_back)
        unclear += overlaps(
            self.source_id, {one: origins[one].period for one in origins if state[one] == "used"}
        )
        deliveries = [
            Delivery(
                delivery_id,
                self.source_id,
                found.origin.period,
                found.path,
                found.origin,
                found.sha256,
                state.get(delivery_id, "refused"),
            )
            for delivery_id, found in received.items()
        ]
        return sorted(deliveries, key=lambda one: one.delivery_id), findings + unclear

    def _is_held_back(self, finding: Finding) -> bool:
        file = finding.file or ""
        return file in self.held_back or file.removesuffix(SIDECAR_SUFFIX) in self.held_back

    def _file(self, path: Path, sidecar: Path | None) -> _Received | None:
        if sidecar is None:
            # when it came is not known, so it was not known then
            if self.as_of is None:
                self.hashes.append((self._id(path), sha256_of(path), ""))
                self._report("missing_sidecar", path, expected=self._id(path) + SIDECAR_SUFFIX)
            return None
        try:
            origin = read_origin(sidecar)
        except OriginError as error:
            if self.as_of is None:
                self.hashes.append((self._id(path), sha256_of(path), sha256_of(sidecar)))
                self._report_faults(sidecar, error)
            return None
        if self.as_of is not None and origin.received_on > self.as_of:
            return None
        digest = sha256_of(path)
        self.hashes.append((self._id(path), digest, sha256_of(sidecar)))
        self._check_place(path, origin)
        self._check_privacy(path, origin)
        self._check_content(path, origin, digest)
        return _Received(path, origin, digest)

    def _report_faults(self, sidecar: Path, error: OriginError) -> None:
        for fault in error.faults:
            self._report(
                "invalid_sidecar",
                sidecar,
                column=fault.field or None,
                found=fault.found,
                problem_nb=fault.problem_nb,
                problem_en=fault.problem_en,
            )

    def _check_place(self, path: Path, origin: Origin) -> None:
        should_lie = f"{origin.source_id}/{origin.period}/{path.name}"
        if self._id(path) != should_lie:
            self._report("misplaced", path, found=self._id(path), expected=should_lie)
        elif not self.source.accepts_period(origin.period):
            expected = self.source.period_example
            self._report("misplaced", path, column="period", found=origin.period, expected=expected)
        if not self.source.has_table(origin.table):
            self._report(
                "invalid_sidecar",
                path.with_name(path.name + SIDECAR_SUFFIX),
                column="table",
                found=origin.table or "",
                expected=", ".join(self.source.tables),
                problem_nb="feltet sier ikke hvilken av kildens tabeller fila er",
                problem_en="the field does not say which of the source's tables the file is",
            )

    def _check_privacy(self, path: Path, origin: Origin) -> None:
        """Rows about persons have no delivery that says it has none."""
        if not self.source.fields or origin.personal_data in PERSONAL:
            return
        self._report(
            "invalid_sidecar",
            path.with_name(path.name + SIDECAR_SUFFIX),
            column="personal_data",
            found=origin.personal_data,
            expected=", ".join(PERSONAL),
            problem_nb="uttrekket har rader om personer",
            problem_en="the extract has rows about persons",
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
