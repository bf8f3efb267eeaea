"""One folder per source, and the only place that knows a source's quirks.

Belongs here: `source.yml` (words, file shape, rules), `column_map.csv` (headers by period), `read.py` (file
-> readings, pure) and, where a figure was wrong, `corrections.yml`. Does not belong here: where deliveries
lie, which is in use, areas and criteria (seeds), anything written to disk. A folder with these files is a
source; nothing else lists it. An installation's own maps and corrections: `KRITERIER_SOURCES_OVERLAY`.
Next room: `pipelines.landing`.
"""

import pkgutil
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import cast

from pipelines.core.column_map import read_column_map
from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.origins import Origin
from pipelines.core.readings import ReadResult
from pipelines.core.source import Source
from pipelines.core.yaml_text import load_yaml

Reader = Callable[[Path, Origin, Source], ReadResult]

SOURCES: tuple[str, ...] = tuple(
    sorted(found.name for found in pkgutil.iter_modules(__path__) if found.ispkg)
)

COLUMN_MAP, CORRECTIONS = "column_map.csv", "corrections.yml"
OVERLAID = (COLUMN_MAP, CORRECTIONS)
"""Files of a source that an installation may have its own of."""


def source_file(source_id: str, name: str, overlay: Path | None = None) -> Traversable | None:
    """A file of a source: the installation's own, else the package's, None when there is neither.

    Args:
        source_id: The source.
        name: The file's name, for example `corrections.yml`.
        overlay: `settings.sources_overlay`; its `<source_id>/<name>` takes the place of the package's file.
    """
    own = None if overlay is None or name not in OVERLAID else overlay / source_id / name
    if own is not None and own.is_file():
        return own
    packaged = files(f"{__name__}.{source_id}") / name
    return packaged if packaged.is_file() else None


def load_source(source_id: str, overlay: Path | None = None) -> Source:
    """What the source declares.

    Args:
        source_id: The source.
        overlay: `settings.sources_overlay`; give it wherever headers of a delivery are read.

    Raises:
        LookupError: There is no such source.
        ValueError: The package's declaration is faulty.
        DeliveryError: The installation's own column map is.
    """
    if source_id not in SOURCES:
        raise LookupError(f"unknown source {source_id!r}; known: {', '.join(SOURCES)}")
    column_map = source_file(source_id, COLUMN_MAP, overlay)
    if overlay is None or not isinstance(column_map, Path) or not column_map.is_relative_to(overlay):
        return _load(source_id)
    try:
        # the content is part of the key: a process that stays up sees the map edited
        return _load(source_id, column_map, column_map.read_bytes())
    except (ValueError, IndexError) as error:
        reason = " ".join(str(error).removeprefix(f"{column_map}:").split())
        fault = Finding("faulty_column_map", source_id, str(column_map), found=reason)
        raise DeliveryError([fault]) from error


@cache
def _load(source_id: str, own_map: Path | None = None, _content: bytes = b"") -> Source:
    folder = files(f"{__name__}.{source_id}")
    declared = load_yaml((folder / "source.yml").read_text(encoding="utf-8"))
    with as_file(own_map or folder / COLUMN_MAP) as path:
        columns = read_column_map(path)
    source = Source.model_validate(declared | {"columns": columns})
    if source.source_id != source_id:
        raise ValueError(f"{source_id}/source.yml calls itself {source.source_id}")
    return source


def load_reader(source_id: str) -> Reader:
    """The source's `read(file, origin, source) -> ReadResult`."""
    return cast("Reader", import_module(f"{__name__}.{source_id}.read").read)
