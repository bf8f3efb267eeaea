"""What lies in data_raw: every file, its sidecar, its hash, and which delivery of a period is in use."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.origins import sha256_of
from pipelines.landing.correction_files import overlay_strangers
from pipelines.landing.source_folder import Delivery, SourceFolder, files_below
from pipelines.settings import Settings
from pipelines.sources import SOURCES

# data_raw/README.md describes the room and is no delivery
_ROOM_README = "README.md"


@dataclass(frozen=True)
class Inventory:
    """Everything found in data_raw.

    `problems` are files and folders that belong to no source; `hashes` holds (delivery id, sha256 of the
    file, sha256 of the sidecar) of every file, an empty text standing for the one that is not there;
    `held_back` are those the run was told to leave out.
    """

    deliveries: dict[str, list[Delivery]] = field(default_factory=dict)
    findings: dict[str, list[Finding]] = field(default_factory=dict)
    problems: list[Finding] = field(default_factory=list)
    hashes: tuple[tuple[str, str, str], ...] = ()
    held_back: tuple[str, ...] = ()

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
        lines += "".join(f"held back\t{one}\n" for one in sorted(self.held_back))
        return hashlib.sha256(lines.encode()).hexdigest()


def take_inventory(settings: Settings, sources: Iterable[str] | None = None) -> Inventory:
    """Walk data_raw, check every sidecar and hash every file.

    Args:
        settings: Where data_raw lies, the last day that counts, and what is held back.
        sources: Only these sources; None for all, and for what belongs to none.
    """
    chosen = SOURCES if sources is None else tuple(sources)
    inventory = Inventory()
    hashes: list[tuple[str, str, str]] = []
    for source_id in chosen:
        folder = SourceFolder(settings, source_id)
        inventory.deliveries[source_id], inventory.findings[source_id] = folder.read()
        hashes += folder.hashes
    if sources is None:
        strangers = _strangers(settings.data_raw)
        inventory.problems.extend(
            finding for finding, _ in strangers if finding.file not in settings.held_back
        )
        hashes += [(str(finding.file), digest, "") for finding, digest in strangers]
        inventory.problems.extend(overlay_strangers(settings))
    return Inventory(
        inventory.deliveries,
        inventory.findings,
        inventory.problems,
        tuple(sorted(hashes)),
        tuple(sorted(settings.held_back)),
    )


def _strangers(data_raw: Path) -> list[tuple[Finding, str]]:
    found = []
    for path in files_below(data_raw):
        name = path.relative_to(data_raw).as_posix()
        top = name.split("/", maxsplit=1)[0]
        if top in SOURCES or name == _ROOM_README:
            continue
        expected = ", ".join(SOURCES)
        found.append((Finding("unknown_source", top, name, found=top, expected=expected), sha256_of(path)))
    return found
