"""Small odd deliveries for tests of readers: workbooks with titles, merges and hidden sheets, and origins."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import yaml
from openpyxl import Workbook

from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.origins import SIDECAR_SUFFIX, Origin, sha256_of
from pipelines.core.readings import ReadResult
from pipelines.sources import load_reader, load_source

Cell = str | float | date | None
Rows = Sequence[Sequence[Cell]]


def origin_of(source_id: str, period: str, table: str | None = None) -> Origin:
    """A sidecar that fits the delivery; its hash is nobody's, since readers do not look at it."""
    return Origin(
        source_id=source_id,
        title="Syntetisk / Synthetic",
        producer="test",
        contact="test",
        period=period,
        received_on=date(2026, 11, 2),
        licence="EUPL-1.2",
        personal_data="none",
        synthetic=True,
        sha256="0" * 64,
        bytes=0,
        table=table,
    )


def write_workbook(
    path: Path,
    sheets: Mapping[str, Rows],
    *,
    merged: Mapping[str, Sequence[str]] | None = None,
    hidden: Sequence[str] = (),
) -> Path:
    """Write a workbook; `merged` are ranges ("A4:A6") by sheet, `hidden` the sheets that do not show."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for cells in (merged or {}).get(name, ()):
            sheet.merge_cells(cells)
        if name in hidden:
            sheet.sheet_state = "hidden"
    workbook.save(path)
    return path


def read_delivery(file: Path, source_id: str, period: str, table: str | None = None) -> ReadResult:
    """Read a delivery that is as it should be; every row is accounted for."""
    result = load_reader(source_id)(file, origin_of(source_id, period, table), load_source(source_id))
    assert result.findings == ()
    assert result.rows_delivered == result.rows_landed + result.rows_not_data
    return result


def findings_in(file: Path, source_id: str, period: str, table: str | None = None) -> list[Finding]:
    """What is said against a delivery, whether it is refused whole or in part."""
    try:
        result = load_reader(source_id)(file, origin_of(source_id, period, table), load_source(source_id))
    except DeliveryError as error:
        found = list(error.findings)
    else:
        found = list(result.findings)
    assert found, "nothing was found"
    assert {finding.file for finding in found} == {f"{source_id}/{period}/{file.name}"}
    for finding in found:
        # every word of the texts is filled in
        assert re.findall(r"\{[a-z_]+\}", finding.text("nb") + finding.text("en")) == []
    return found


def place_of(finding: Finding) -> tuple[str | None, int | None, str | None, str | None, str | None]:
    """Sheet, row, column, found, expected."""
    return finding.sheet, finding.row, finding.column, finding.found, finding.expected_text("nb")


def deliver(file: Path, data_raw: Path, source_id: str, period: str, table: str | None = None) -> str:
    """Put a file with its sidecar below `data_raw`; gives the delivery id."""
    target = data_raw / source_id / period / file.name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(file.read_bytes())
    origin = origin_of(source_id, period, table).model_dump(mode="json")
    origin |= {"sha256": sha256_of(target), "bytes": target.stat().st_size}
    sidecar = target.with_name(target.name + SIDECAR_SUFFIX)
    sidecar.write_text(yaml.safe_dump(origin, allow_unicode=True), encoding="utf-8")
    return f"{source_id}/{period}/{file.name}"


def whole(value: Decimal | None) -> int | None:
    """A count as a plain number."""
    assert value is None or value == int(value)
    return None if value is None else int(value)
