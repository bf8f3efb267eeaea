"""Where rows about persons are kept: one Parquet file per delivery, in folders only their owner can open.

A file is used again as long as the delivery and the recipe it was made by are the same.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from pipelines.core import identifiers, line_survey, pseudonyms, records_shape, sql_text
from pipelines.core.source import Source
from pipelines.landing.records.codes import Lists
from pipelines.landing.source_folder import Delivery
from pipelines.settings import Settings

FOLDER_MODE, FILE_MODE = 0o700, 0o600
EMPTY = "empty.parquet"
"""Stands in the folder of a source without deliveries, so that SQL finds its columns."""

_WORK = ".work-"


def personal_folder(settings: Settings) -> Path:
    """The folder of rows about persons, made when it is not there; its owner alone can open it."""
    settings.personal.mkdir(parents=True, exist_ok=True)
    settings.personal.chmod(FOLDER_MODE)
    return settings.personal


def private_folder(settings: Settings, source_id: str) -> Path:
    """The source's folder, made when it is not there; its owner alone can open it."""
    folder = personal_folder(settings) / source_id
    folder.mkdir(exist_ok=True)
    folder.chmod(FOLDER_MODE)
    return folder


@contextmanager
def work_folder(settings: Settings, source_id: str) -> Iterator[Path]:
    """A folder for what is being made; gone afterwards, and so are those of processes that were killed."""
    private_folder(settings, source_id)
    for left in settings.personal.glob(f"{_WORK}*"):
        if not _is_alive(int(left.name.split("-")[1])):
            _remove(left)
    prefix = f"{_WORK}{os.getpid()}-"
    with tempfile.TemporaryDirectory(prefix=prefix, dir=settings.personal) as folder:
        yield Path(folder)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _remove(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    folder.rmdir()


def file_name(delivery_id: str) -> str:
    """What the landed file of a delivery is called: period and file, made plain, and a hash."""
    _, period, name = delivery_id.split("/", maxsplit=2)
    plain = re.sub(r"[^a-z0-9]+", "_", name.rsplit(".", maxsplit=1)[0].lower()).strip("_")
    return f"{period}_{plain}_{hashlib.sha256(delivery_id.encode()).hexdigest()[:8]}.parquet"


def recipe_of(source: Source, lists: Lists, delivery: Delivery, key: str | None) -> str:
    """A hash of everything but the file that decides what is landed of it.

    Args:
        source: What the source declares, the installation's own column map included.
        lists: The code lists.
        delivery: Its period, origin and place.
        key: What tells one key of pseudonyms from another; None when none is used.
    """
    digest = hashlib.sha256()
    said = source.model_dump_json(include={"fields", "rules", "file", "ignored_columns", "area_system"})
    agreed = sorted(source.columns.for_period(delivery.period).items())
    origin = (delivery.delivery_id, delivery.origin.synthetic, delivery.origin.personal_data)
    for part in (said, agreed, sorted(lists.items()), origin, key, duckdb.__version__):
        digest.update(f"{part}\0".encode())
    modules = (identifiers, line_survey, pseudonyms, records_shape, sql_text)
    for path in [*(Path(str(one.__file__)) for one in modules), *sorted(Path(__file__).parent.glob("*.py"))]:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def put_files_in_place(
    settings: Settings, source_id: str, made: Mapping[str, Path], kept: Collection[str]
) -> Path:
    """Let new files take the place of old ones and remove those no longer in use; gives the folder.

    Args:
        settings: Where the folder lies.
        source_id: The source.
        made: File by the name it gets.
        kept: Names of files of an earlier landing that are used again.
    """
    folder = private_folder(settings, source_id)
    for name, path in made.items():
        path.chmod(FILE_MODE)
        path.replace(folder / name)
    for path in folder.iterdir():
        if path.name not in made and path.name not in kept:
            with suppress(FileNotFoundError):
                path.unlink()
    return folder
