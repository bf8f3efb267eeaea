"""A file of the sample with its sidecar, and how both get to their place."""

import hashlib
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import cast

import yaml

from pipelines.core.origins import SIDECAR_SUFFIX
from pipelines.core.yaml_text import load_yaml

RECEIVED_ON = date(2026, 11, 22)
"""The day the sample was made; deliveries never ask the clock."""

_SYNTHETIC_NB = "SYNTETISK. Oppdiktede tall i den virkelige leveransens form, ikke fakta om bydelene."
_SYNTHETIC_EN = "SYNTHETIC. Invented figures in the shape of the real delivery, no facts about the districts."


@cache
def _texts() -> dict[str, dict[str, str]]:
    found = load_yaml((files("pipelines.sample") / "texts.yml").read_text(encoding="utf-8"))
    return cast("dict[str, dict[str, str]]", found)


@dataclass(frozen=True)
class SampleFile:
    """One delivery of the sample.

    Attributes:
        source_id, period, name: Its place, `<source_id>/<period>/<name>`.
        content: The file's bytes.
        table: Which of the source's tables it is, when a period has several.
        personal_data: What the sidecar says of persons; none but in extracts.
    """

    source_id: str
    period: str
    name: str
    content: bytes
    table: str | None = None
    personal_data: str = "none"

    @property
    def path(self) -> Path:
        """Its place below data_raw."""
        return Path(self.source_id, self.period, self.name)

    def sidecar(self, content: bytes) -> bytes:
        """The origin sidecar of the file when it holds these bytes."""
        place = self.source_id, self.period
        digest = hashlib.sha256(content).hexdigest()
        return sidecar(place, digest, len(content), self.personal_data, self.table)

    def save(self, path: Path) -> None:
        """Write the file's bytes to a place."""
        path.write_bytes(self.content)


def sidecar(
    place: tuple[str, str], sha256: str, size: int, personal_data: str, table: str | None = None
) -> bytes:
    """The origin sidecar of a file of a source and period with this hash and number of bytes."""
    source_id, period = place
    texts = _texts()[source_id]
    title_nb, title_en = (
        texts[f"title_{language}"].format(period=period, table=table) for language in ("nb", "en")
    )
    origin = {
        "source_id": source_id,
        "title": f"SYNTETISK: {title_nb} / SYNTHETIC: {title_en}",
        "producer": "kriterier (eksempeldata)",
        "contact": "kriterier",
        "url": None,
        "period": period,
        "received_on": RECEIVED_ON,
        "published_on": None,
        "licence": "EUPL-1.2",
        "personal_data": personal_data,
        "synthetic": True,
        "sha256": sha256,
        "bytes": size,
        **({"table": table} if table else {}),
        "supersedes": None,
        "for_budget_year": None,
        "note": f"{_SYNTHETIC_NB} {texts['note_nb']} / {_SYNTHETIC_EN} {texts['note_en']}",
    }
    return yaml.safe_dump(origin, allow_unicode=True, sort_keys=False, width=110).encode()


@dataclass(frozen=True)
class Outcome:
    """What writing did: paths below the target folder, by what became of them."""

    written: tuple[Path, ...]
    kept: tuple[Path, ...]
    refused: tuple[Path, ...]


def write_sample(sample: Iterable[SampleFile], target: Path, *, force: bool = False) -> Outcome:
    """Write the files and their sidecars below the target folder.

    What is there already and holds the same is left alone. When something else is there, nothing is
    written at all, unless `force` is given.
    """
    pending: dict[Path, bytes] = {}
    kept: list[Path] = []
    refused: list[Path] = []
    for file in sample:
        present = _present(target / file.path)
        if present is not None and _same_content(present, file.content, file.path.suffix):
            content = present
        else:
            content = file.content
        sidecar = file.path.with_name(file.path.name + SIDECAR_SUFFIX)
        for path, wanted in ((file.path, content), (sidecar, file.sidecar(content))):
            found = _present(target / path)
            if found == wanted:
                kept.append(path)
            else:
                pending[path] = wanted
                if found is not None:
                    refused.append(path)
    if refused and not force:
        return Outcome((), tuple(kept), tuple(refused))
    for path, wanted in pending.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes(wanted)
    return Outcome(tuple(pending), tuple(kept), ())


def _present(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _same_content(found: bytes, wanted: bytes, suffix: str) -> bool:
    """Whether two files say the same; other versions of zlib and pyarrow pack it into other bytes."""
    if found == wanted:
        return True
    unpack = {".xlsx": _members, ".parquet": _columns}.get(suffix)
    return unpack is not None and (said := unpack(found)) is not None and said == unpack(wanted)


def _members(content: bytes) -> object:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except zipfile.BadZipFile:
        return None


def _columns(content: bytes) -> object:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.read_table(io.BytesIO(content))
    except pa.ArrowException:
        return None
