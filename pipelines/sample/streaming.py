"""Files of the sample written one at a time, so that a full-scale extract never lies in memory as bytes."""

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from pipelines.core.origins import SIDECAR_SUFFIX, sha256_of
from pipelines.sample.files import Outcome, sidecar


class Writable(Protocol):
    """A file that can be saved somewhere; attributes as of `files.SampleFile`."""

    @property
    def source_id(self) -> str: ...  # noqa: D102 - see SampleFile
    @property
    def period(self) -> str: ...  # noqa: D102 - see SampleFile
    @property
    def path(self) -> Path: ...  # noqa: D102 - see SampleFile
    @property
    def table(self) -> str | None: ...  # noqa: D102 - see SampleFile
    @property
    def personal_data(self) -> str: ...  # noqa: D102 - see SampleFile

    def save(self, path: Path) -> None: ...  # noqa: D102 - see SampleFile


def stream_sample(sample: Iterable[Writable], target: Path, *, force: bool = False) -> Outcome:
    """Write the files and their sidecars below the target folder, as `files.write_sample` does.

    All of them are first written into a hidden folder in it and then put in place: when a file with
    another content is there already, nothing is changed, unless `force` is given.
    """
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".sample-", dir=target) as folder:
        staging = Path(folder)
        made = [path for file in sample for path in _stage(file, staging)]
        kept = [path for path in made if _is_same(staging / path, target / path)]
        pending = [path for path in made if path not in set(kept)]
        refused = [path for path in pending if (target / path).exists()]
        if refused and not force:
            return Outcome((), tuple(kept), tuple(refused))
        for path in pending:
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            (staging / path).replace(target / path)
    return Outcome(tuple(pending), tuple(kept), ())


def _stage(file: Writable, staging: Path) -> tuple[Path, Path]:
    place = staging / file.path
    place.parent.mkdir(parents=True, exist_ok=True)
    file.save(place)
    about = file.path.with_name(file.path.name + SIDECAR_SUFFIX)
    text = sidecar(
        (file.source_id, file.period), sha256_of(place), place.stat().st_size, file.personal_data, file.table
    )
    (staging / about).write_bytes(text)
    return file.path, about


def _is_same(made: Path, there: Path) -> bool:
    if not there.is_file() or there.stat().st_size != made.stat().st_size:
        return False
    return sha256_of(made) == sha256_of(there)
