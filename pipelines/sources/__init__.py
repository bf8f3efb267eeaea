"""One folder per source, and the only place that knows a source's quirks.

Belongs here: `source.yml` (words, file shape, rules), `column_map.csv` (headers by period) and `read.py`
(file -> readings, pure). Does not belong here: where files lie, which delivery is in use, areas and
criteria (seeds), anything written to disk. A folder with these files is a source; nothing else lists it.
Next room: `pipelines.landing`.
"""

import pkgutil
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.resources import as_file, files
from pathlib import Path
from typing import cast

import yaml

from pipelines.core.column_map import read_column_map
from pipelines.core.origins import Origin
from pipelines.core.readings import ReadResult
from pipelines.core.source import Source

Reader = Callable[[Path, Origin, Source], ReadResult]

SOURCES: tuple[str, ...] = tuple(
    sorted(found.name for found in pkgutil.iter_modules(__path__) if found.ispkg)
)


@cache
def load_source(source_id: str) -> Source:
    """What the source declares.

    Raises:
        LookupError: There is no such source.
        ValueError: Its declaration is faulty.
    """
    if source_id not in SOURCES:
        raise LookupError(f"unknown source {source_id!r}; known: {', '.join(SOURCES)}")
    folder = files(f"{__name__}.{source_id}")
    declared = yaml.safe_load((folder / "source.yml").read_text(encoding="utf-8"))
    with as_file(folder / "column_map.csv") as path:
        columns = read_column_map(path)
    source = Source.model_validate(declared | {"columns": columns})
    if source.source_id != source_id:
        raise ValueError(f"{source_id}/source.yml calls itself {source.source_id}")
    return source


def load_reader(source_id: str) -> Reader:
    """The source's `read(file, origin, source) -> ReadResult`."""
    return cast("Reader", import_module(f"{__name__}.{source_id}.read").read)
