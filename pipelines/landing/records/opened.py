"""Opens a delivered extract: which column holds what, and how DuckDB reads it, for CSV and for Parquet."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.headers import find_places
from pipelines.core.line_blocks import lines_at
from pipelines.core.line_survey import cells_of, read_header, survey_lines
from pipelines.core.private import shown
from pipelines.core.records_shape import RecordsShape
from pipelines.core.source import Source
from pipelines.core.sql_text import literal
from pipelines.landing.records.cells import accepted_types
from pipelines.landing.records.store import file_name
from pipelines.landing.source_folder import Delivery

_OTHER_DELIMITERS = {b"\t": "tab", b",": ",", b"|": "|"}


@dataclass(frozen=True)
class Opened:
    """An extract that DuckDB can read.

    Attributes:
        read: A query that gives file_row and every delivered column under our name, in the order of the file.
        headers: Delivered header by our name; absent columns are not there.
        places: Place of the column in a line, from 0, by our name.
        native: Our names of the columns that have a type of their own and are no text.
        rows: Rows below the header, those that cannot be read as rows not counted; None when not known yet.
        findings: What is wrong with single lines.
        left_out: Rows that `read` does not give, ascending.
    """

    path: Path
    read: str
    headers: Mapping[str, str]
    places: Mapping[str, int]
    native: frozenset[str]
    rows: int | None
    findings: tuple[Finding, ...] = ()
    left_out: tuple[int, ...] = ()

    def row(self, file_row: int) -> int:
        """The row in the delivered file of a row that was numbered without those left out."""
        for left_out in self.left_out:
            if left_out > file_row:
                break
            file_row += 1
        return file_row


def open_extract(
    delivery: Delivery,
    source: Source,
    shape: RecordsShape,
    connection: duckdb.DuckDBPyConnection,
    work: Path,
    *,
    every_line: bool,
) -> Opened:
    """Open a delivery.

    Args:
        delivery: The file.
        source: What its source declares.
        shape: How its files are written.
        connection: DuckDB, for the columns of a Parquet file.
        work: A folder for a copy without the lines that are no rows.
        every_line: Look at every line of a CSV: DuckDB stumbled over one.

    Raises:
        DeliveryError: The file is not what was agreed on as a whole.
    """
    about = Finding("", delivery.source_id, delivery.delivery_id)
    if delivery.path.suffix.lower() == ".parquet":
        return _parquet(delivery, source, about, connection)
    return _csv(delivery, source, shape, about, work, every_line=every_line)


def _csv(
    delivery: Delivery, source: Source, shape: RecordsShape, about: Finding, work: Path, *, every_line: bool
) -> Opened:
    header = read_header(delivery.path, shape, about)
    if len(header) == 1 and (other := _other_delimiter(delivery.path)):
        params = {"delimiter": other}
        raise DeliveryError([Finding("wrong_delimiter", about.source_id, about.file, row=1, params=params)])
    headers, index = _places(header, delivery, source, row=1)
    text = work / f"{file_name(delivery.delivery_id)}.csv"
    if every_line:
        with text.open("wb") as copy:
            survey = survey_lines(delivery.path, shape, about, copy, every_line=True)
    else:
        survey = survey_lines(delivery.path, shape, about, None)
        text = delivery.path
        if survey.left_out:
            return _csv(delivery, source, shape, about, work, every_line=True)
    named = {place: name for name, place in index.items()}
    names = [named.get(place, f"column_{place}") for place in range(len(header))]
    columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in names)
    wanted = "".join(f', "{name}"' for name in headers)
    delimiter = literal(shape.delimiter)
    form = f"""auto_detect = false, header = true, delim = {delimiter}, quote = '"', escape = '"'"""
    read = (
        f"select cast(row_number() over () + 1 as integer) as file_row{wanted} "
        f"from read_csv({literal(str(text))}, {form}, columns = {{{columns}}})"
    )
    rows = survey.delivered - len(survey.left_out)
    left_out, findings = tuple(survey.left_out), tuple(survey.findings)
    return Opened(delivery.path, read, headers, index, frozenset(), rows, findings, left_out)


def _other_delimiter(file: Path) -> str | None:
    """What separates the headers of a file of one column, when anything does."""
    with file.open("rb") as stream:
        line = stream.readline()
    return next((name for byte, name in _OTHER_DELIMITERS.items() if byte in line), None)


def _parquet(
    delivery: Delivery, source: Source, about: Finding, connection: duckdb.DuckDBPyConnection
) -> Opened:
    file = f"read_parquet({literal(str(delivery.path))}, file_row_number = true)"
    try:
        described = connection.execute(f"describe select * from {file}").fetchall()
    except duckdb.Error:
        # the library's text can quote what stands in the file
        raise DeliveryError([Finding("not_parquet", about.source_id, about.file)]) from None
    types = {name: kind.split("(")[0] for name, kind, *_ in described if name != "file_row_number"}
    headers, index = _places(list(types), delivery, source, row=None)
    findings = [
        Finding(
            "wrong_column_type",
            about.source_id,
            about.file,
            column=header,
            found=types[header],
            expected=", ".join(accepted_types(source.fields[name])),
        )
        for name, header in headers.items()
        if types[header] not in accepted_types(source.fields[name])
    ]
    if findings:
        raise DeliveryError(findings)
    native = frozenset(name for name, header in headers.items() if types[header] != "VARCHAR")
    cells = {name: _quoted(header) for name, header in headers.items()}
    cells |= {name: f"nullif({cell}, '')" for name, cell in cells.items() if name not in native}
    columns = "".join(f', {cell} as "{name}"' for name, cell in cells.items())
    read = f"select cast(file_row_number + 1 as integer) as file_row{columns} from {file}"
    return Opened(delivery.path, read, headers, index, native, None)


def _places(
    header: list[str], delivery: Delivery, source: Source, row: int | None
) -> tuple[dict[str, str], dict[str, int]]:
    agreed = source.columns.for_period(delivery.period)
    wanted = {name: agreed.get(name) for name in source.fields}
    where = (delivery.source_id, delivery.delivery_id, None)
    absent = [name for name, column in wanted.items() if column is None and not source.fields[name].nullable]
    if absent:
        raise DeliveryError([Finding("column_must_be_there", *where, row, name) for name in absent])
    ignored = [one for one in header if any(d.matches(one) for d in source.ignored_columns)]
    there = {name: column for name, column in wanted.items() if column is not None}
    places = find_places(header, there, ignored, (*where, row or 1))
    if places.findings:
        # a file without a header has a person in its place
        raise DeliveryError(
            replace(one, row=row, column=shown(one.column), found=shown(one.found)) for one in places.findings
        )
    return places.headers, places.index


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def delivered_cells(
    opened: Opened,
    wanted: Mapping[str, Collection[int]],
    shape: RecordsShape,
    connection: duckdb.DuckDBPyConnection,
) -> dict[tuple[str, int], str]:
    """What stands in some cells of the delivered file, as text; an empty cell is not there.

    Args:
        opened: The file.
        wanted: Rows by our name of the column.
        shape: How its files are written.
        connection: DuckDB.
    """
    rows = sorted({row for each in wanted.values() for row in each})
    if not rows:
        return {}
    cells: dict[tuple[str, int], str] = {}
    if opened.path.suffix.lower() == ".parquet":
        texts_of = {name: f'cast("{name}" as varchar)' for name in wanted}
        # numbers as a CSV writes them
        texts_of |= {n: f"replace({text}, '.', ',')" for n, text in texts_of.items() if n in opened.native}
        columns = "".join(f", {text}" for text in texts_of.values())
        listed = ", ".join(map(str, rows))
        for row, *texts in connection.execute(
            f"select file_row{columns} from ({opened.read}) where file_row in ({listed})"
        ).fetchall():
            cells |= {(name, row): text for name, text in zip(wanted, texts, strict=True) if text}
        return cells
    for row, line in lines_at(opened.path, rows).items():
        texts = cells_of(line, shape)
        cells |= {(name, row): text for name in wanted if (text := texts[opened.places[name]])}
    return cells
