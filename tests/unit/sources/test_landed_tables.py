"""Table sources as they land: hidden figures stay hidden, places are right, and what landing refuses."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.source import DelimitedShape, WorkbookShape
from pipelines.core.workbook import as_text
from pipelines.landing.inventory import take_inventory
from pipelines.landing.land import land_source
from pipelines.settings import Settings
from pipelines.sources import load_source
from tests.support.deliveries import ROOT
from tests.support.landing import query
from tests.support.odd_files import Cell, Rows, deliver, write_workbook

SUPPRESSING = ("helsedata_tsb", "husbanken_housing_allowance", "ssb_commissioned", "stp_households")

DWELLINGS: list[list[Cell]] = [
    ["år", "Bydelsnr", "Bydel", "Delbydelsnr", "Delbydel", "Antall boliger"],
    [2022, "01", "Bydel Gamle Oslo", "011", "Lodalen", 54],
    [2022, "01", "Bydel Gamle Oslo", "0102", "Grønland", 7],
    [2022, "17", "Marka", "1701", "Marka, Maridalen", 3],
]


def settings_for(data_raw: Path, tmp_path: Path) -> Settings:
    return Settings(
        root=tmp_path, data_raw=data_raw, dbt_project=ROOT / "dbt_project", build=tmp_path / "build"
    )


def cells_of(file: Path, source_id: str) -> Iterator[tuple[int, str, str]]:
    """Row, header and text of every cell below the header, read by other means than the reader's."""
    shape = load_source(source_id).file
    if isinstance(shape, WorkbookShape):
        sheet = load_workbook(file, data_only=True)[shape.sheet]
        rows = [["" if cell is None else as_text(cell) for cell in row] for row in sheet.values]
    else:
        assert isinstance(shape, DelimitedShape)
        lines = file.read_bytes().decode(shape.encoding).splitlines()
        rows = [line.split(shape.delimiter) for line in lines]
    at = next(at for at, row in enumerate(rows) if "Bydel" in row)
    for number, row in enumerate(rows[at + 1 :], start=at + 2):
        yield from ((number, header, text) for header, text in zip(rows[at], row, strict=False) if header)


def hide_one_row(file: Path, source_id: str) -> None:
    """Put the mark into the figures of one row of a text delivery."""
    source = load_source(source_id)
    assert isinstance(source.file, DelimitedShape)
    lines = file.read_bytes().decode(source.file.encoding).splitlines()
    cells = lines[4].split(source.file.delimiter)
    lines[4] = source.file.delimiter.join([*cells[: -len(source.measures)], *[":"] * len(source.measures)])
    file.write_bytes(("\r\n".join(lines) + "\r\n").encode(source.file.encoding))


@pytest.mark.parametrize("source_id", SUPPRESSING)
def test_every_hidden_cell_lands_without_a_value_and_never_as_zero(tmp_path: Path, source_id: str) -> None:
    """Every cell with the source's mark in the shipped files, and no other, is a suppressed row."""
    source = load_source(source_id)
    marks = {text for text, status in source.symbols.items() if status == "suppressed"}
    data_raw = tmp_path / "data_raw"
    delivered = set()
    for shipped in (ROOT / "data_raw" / source_id).glob("*/*"):
        if shipped.suffix not in (".csv", ".xlsx"):
            continue
        file = tmp_path / shipped.name
        file.write_bytes(shipped.read_bytes())
        if file.suffix == ".csv":
            # the shipped files of this provider hide nothing
            hide_one_row(file, source_id)
        delivery_id = deliver(file, data_raw, source_id, shipped.parent.name)
        delivered |= {
            (delivery_id, row, header) for row, header, text in cells_of(file, source_id) if text in marks
        }
    assert delivered
    settings = settings_for(data_raw, tmp_path)
    landed = land_source(source_id, settings, take_inventory(settings, [source_id]))
    hidden = query(
        landed,
        "select delivery_id, file_row, file_column, measure, value, value_min::int, value_max::int "
        "from landed where status = 'suppressed'",
    )
    assert {row[:3] for row in hidden} == delivered
    assert source.hidden is not None
    for *_, measure, value, lowest, highest in hidden:
        assert value is None
        known = not source.hidden.measures or measure in source.hidden.measures
        assert (lowest, highest) == ((source.hidden.lowest, source.hidden.highest) if known else (None, None))
    assert source.hidden.lowest is not None
    assert source.hidden.lowest > 0


def refused(tmp_path: Path, rows: Rows) -> list[Finding]:
    file = write_workbook(tmp_path / "boliger.xlsx", {"Boliger": rows})
    delivery_id = deliver(file, tmp_path / "data_raw", "boligbygg_dwellings", "2022")
    settings = settings_for(tmp_path / "data_raw", tmp_path)
    with pytest.raises(DeliveryError) as caught:
        land_source("boligbygg_dwellings", settings, take_inventory(settings, ["boligbygg_dwellings"]))
    findings = list(caught.value.findings)
    assert {finding.file for finding in findings} == {delivery_id}
    return findings


def test_what_is_delivered_lands_or_is_declared_not_to_be_data(tmp_path: Path) -> None:
    rows: Rows = [*DWELLINGS, ["Kilde: Boligbygg", None, None, None, None, None]]
    file = write_workbook(tmp_path / "boliger.xlsx", {"Boliger": rows})
    deliver(file, tmp_path / "data_raw", "boligbygg_dwellings", "2022")
    settings = settings_for(tmp_path / "data_raw", tmp_path)
    inventory = take_inventory(settings, ["boligbygg_dwellings"])
    landed = land_source("boligbygg_dwellings", settings, inventory)
    [delivery] = landed.record["deliveries"]
    assert [delivery[key] for key in ("rows_delivered", "rows_landed", "rows_not_data")] == [4, 3, 1]
    assert query(landed, "select sub_district, sub_district_name, value::int, file_row from landed") == [
        ("0101", "Lodalen", 54, 2),
        ("0102", "Grønland", 7, 3),
        ("1701", "Marka, Maridalen", 3, 4),
    ]


@pytest.mark.parametrize(
    ("row", "place", "value", "code", "found"),
    [
        (3, 2, "Bydel Gamleby", "unknown_area", "Bydel Gamleby"),
        (3, 2, "Bydel Alna", "area_code_mismatch", "01 (Gamle Oslo), Bydel Alna"),
    ],
)
def test_an_area_that_is_not_one_or_not_that_one_is_named(
    tmp_path: Path, row: int, place: int, value: Cell, code: str, found: str
) -> None:
    rows = [list(cells) for cells in DWELLINGS]
    rows[row - 1][place] = value
    [finding] = refused(tmp_path, rows)
    assert (finding.code, finding.sheet, finding.row, finding.column, finding.found) == (
        *(code, "Boliger", row),
        *("Bydel", found),
    )
    assert finding.expected


def test_one_sub_district_under_its_old_and_new_number_is_delivered_twice(tmp_path: Path) -> None:
    rows: Rows = [*DWELLINGS, [2022, "01", "Bydel Gamle Oslo", "0101", "Lodalen", 54]]
    [finding] = refused(tmp_path, rows)
    assert (finding.code, finding.row, finding.column) == ("duplicate_row", 5, "Antall boliger")
    assert finding.found == "dwellings, 2022, Bydel Gamle Oslo, 0101, Lodalen"
    assert "row 2" in finding.text("en")
