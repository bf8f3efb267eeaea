"""Opens a delivered table in whatever form its source declares, and finds the agreed columns in it."""

from collections.abc import Mapping
from pathlib import Path

from pipelines.core.delimited import read_delimited
from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.headers import find_places
from pipelines.core.pasted import read_pasted
from pipelines.core.raw_table import RawTable
from pipelines.core.source import DelimitedShape, PastedShape, Source, WorkbookShape
from pipelines.core.workbook import read_workbook


def open_table(
    file: Path, source: Source, wanted: Mapping[str, str], delivery_id: str
) -> tuple[RawTable, dict[str, str], dict[str, int]]:
    """Read a file and find our columns.

    Args:
        file: The delivered file.
        source: What its source declares.
        wanted: Our column name -> agreed header.
        delivery_id: Id of the delivery, for the findings.

    Returns:
        The table, and by our column names the delivered headers and their places.

    Raises:
        DeliveryError: The file cannot be read as a table, or its columns are not those agreed on.
    """
    table = _read(file, source, wanted, Finding("", source.source_id, delivery_id))
    ignored = [one for one in table.header if any(d.matches(one) for d in source.ignored_columns)]
    where = (source.source_id, delivery_id, table.sheet, table.header_row)
    places = find_places(table.header, wanted, ignored, where)
    if places.findings:
        raise DeliveryError(places.findings)
    return table, places.headers, places.index


def _read(file: Path, source: Source, wanted: Mapping[str, str], about: Finding) -> RawTable:
    shape, headers = source.file, list(wanted.values())
    if isinstance(shape, DelimitedShape):
        return read_delimited(file, shape, about)
    if isinstance(shape, PastedShape):
        return read_pasted(file, shape, headers, about)
    assert isinstance(shape, WorkbookShape), f"{shape.kind} is not read as a table"
    return read_workbook(file, shape, headers, about, [wanted[name] for name in shape.merged])
