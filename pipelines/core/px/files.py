"""One way to a table of a statbank, whichever of its formats the file has."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.px.csv import read_px_csv
from pipelines.core.px.json_stat import read_json_stat
from pipelines.core.px.parquet import read_px_parquet
from pipelines.core.px.table import PxTable

SUFFIXES = (".json", ".csv", ".parquet")


def read_px(
    file: Path,
    variables: Sequence[str],
    contents: Mapping[str, Sequence[str]],
    about: Finding,
    marks: Sequence[str],
) -> PxTable:
    """Read a table; the suffix of the file says its format.

    Args:
        file: The delivered file.
        variables: Variables the table should have, the contents variable left out.
        contents: The contents variable with its categories, of which a format may leave out a single one.
        about: A finding that names source and file; the ones raised are made from it.
        marks: The marks that may occur.

    Raises:
        DeliveryError: What the format's reader finds, or unknown_file_kind.
    """
    suffix = file.suffix.lower()
    if suffix == ".json":
        return read_json_stat(file, about, marks)
    if suffix == ".csv":
        return read_px_csv(file, [*contents, *variables], about, marks)
    if suffix == ".parquet":
        return read_px_parquet(file, variables, contents, about, marks)
    expected = ", ".join(SUFFIXES)
    raise DeliveryError(
        [Finding("unknown_file_kind", about.source_id, about.file, found=suffix, expected=expected)]
    )
