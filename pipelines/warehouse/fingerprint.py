"""What a published warehouse was built from, as one hash: same fingerprint, same tables."""

import hashlib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pipelines
from pipelines.settings import Settings

BUILDING_PACKAGES = (
    "dbt-core",
    "dbt-duckdb",
    "duckdb",
    "pyarrow",
    "pandas",
    "python-calamine",
    "great-expectations",
)
"""Packages whose version can change a number or a type."""

NOT_INPUT = {"target", "logs", "__pycache__", "dbt_packages", ".user.yml"}


def input_fingerprint(settings: Settings, deliveries: str) -> str:
    """Hash of deliveries, project files, code and versions.

    Args:
        settings: Where the project lies.
        deliveries: Fingerprint of the inventory of data_raw (true hashes of files and sidecars).
    """
    digest = hashlib.sha256(deliveries.encode())
    for name in BUILDING_PACKAGES:
        digest.update(f"{name}={version(name)}\n".encode())
    folders = [settings.dbt_project, settings.expectations, Path(pipelines.__file__).parent]
    if settings.sources_overlay is not None:
        folders.append(settings.sources_overlay)
    for folder in folders:
        digest.update(tree_fingerprint(folder).encode())
    return digest.hexdigest()


def tree_fingerprint(folder: Path) -> str:
    """Hash of the names and contents of all source files below a folder."""
    digest = hashlib.sha256()
    for path in _files(folder):
        digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if (
            path.is_file()
            and not NOT_INPUT.intersection(path.relative_to(folder).parts)
            and path.suffix != ".pyc"
        ):
            yield path
