"""An invented year after the sample: last year's files with the years moved and single figures changed."""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.landing.stubs import moved
from pipelines.settings import Settings

RENAMED = "Antall pasienter (unike)"
"""What the order of patients calls its column of figures from 2025 on."""

FRAMES_2027 = {"FO4A": 1_440_000_000, "FO4B": 590_000_000, "FO4C": 1_850_000_000}
PATIENTS_ALNA = 349


@dataclass(frozen=True)
class NewFile:
    """A file of the invented year: where it lies, and how it comes from last year's."""

    source_id: str
    period: str
    name: str
    like: str
    make: Callable[[Path, Path], None]
    table: str | None = None

    @property
    def delivery_id(self) -> str:
        return f"{self.source_id}/{self.period}/{self.name}"


def put_in_place(settings: Settings, new: NewFile) -> Path:
    """Make the file from last year's, where the new one belongs."""
    target = settings.data_raw / new.delivery_id
    new.make(settings.data_raw / new.like, target)
    return target


def _workbook(
    old: str, new: str, edit: Callable[[Worksheet], None] | None = None
) -> Callable[[Path, Path], None]:
    def make(like: Path, target: Path) -> None:
        book = load_workbook(like)
        sheet = book.worksheets[0]
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == int(old):
                    cell.value = int(new)
                elif isinstance(cell.value, str):
                    cell.value = moved(cell.value, old, new)
        if edit is not None:
            edit(sheet)
        book.save(target)

    return make


def _renamed_column(sheet: Worksheet) -> None:
    for row in sheet.iter_rows():
        if row[4].value == "Antall unike pasienter":
            row[4].value = RENAMED
        if [cell.value for cell in row[1:4]] == ["Alna", "Begge kjønn", "I alt"]:
            row[4].value = PATIENTS_ALNA


def _header_further_down(sheet: Worksheet) -> None:
    sheet.insert_rows(1, amount=3)
    sheet["A1"] = "Kommunalt disponerte utleieboliger 2025"
    sheet["A2"] = "SYNTETISKE TALL / SYNTHETIC FIGURES"


def _frames(like: Path, target: Path) -> None:
    book = load_workbook(like)
    sheet = book["Rammer"]
    column = sheet.max_column + 1
    for number in range(1, sheet.max_row + 1):
        name = str(sheet.cell(number, 1).value)
        if name == "Funksjonsområde":
            sheet.cell(number, column, 2027)
        if name in FRAMES_2027:
            sheet.cell(number, column, str(FRAMES_2027[name]))
    book.save(target)


def _ledger(like: Path, target: Path) -> None:
    text = like.read_bytes().decode("cp1252")
    text = re.sub(r"(?<=\.)2024(?=;)|(?<=;)2024(?=\d\d;)", "2025", text)
    # 2025 is no leap year
    target.write_bytes(text.replace("29.02.2025", "28.02.2025").encode("cp1252"))


def _same(like: Path, target: Path) -> None:
    shutil.copyfile(like, target)


def _table(name: str, old: str, new: str) -> NewFile:
    like = f"microdata_tables/{old}/{name}_{old}.txt"
    return NewFile("microdata_tables", new, f"{name}_{new}.txt", like, _same, name)


BUDGET_2027: tuple[NewFile, ...] = (
    NewFile(
        "helsedata_tsb",
        "2025",
        "tsb_pasienter_2025.xlsx",
        "helsedata_tsb/2024/tsb_pasienter_2024.xlsx",
        _workbook("2024", "2025", _renamed_column),
    ),
    NewFile(
        "boligbygg_dwellings",
        "2025",
        "kommunale_boliger_2025.xlsx",
        "boligbygg_dwellings/2024/kommunale_boliger_2024.xlsx",
        _workbook("2024", "2025", _header_further_down),
    ),
    NewFile(
        "ssb_commissioned",
        "2025",
        "tabelloppdrag_2025.xlsx",
        "ssb_commissioned/2024/tabelloppdrag_2024.xlsx",
        _workbook("2024", "2025"),
    ),
    NewFile(
        "stp_households",
        "2024",
        "stp_husholdninger_2024.xlsx",
        "stp_households/2023/stp_husholdninger_2023.xlsx",
        _workbook("2023", "2024"),
    ),
    NewFile(
        "budget_frames",
        "2024-2027",
        "rammer_fo4.xlsx",
        "budget_frames/2024-2026/rammer_fo4.xlsx",
        _frames,
    ),
    NewFile("unit4_ledger", "2025", "hovedbok_2025.csv", "unit4_ledger/2024/hovedbok_2024.csv", _ledger),
    _table("low_income_renters", "2023", "2024"),
    _table("extended_unemployment", "2023", "2024"),
    _table("low_income_non_western_50_67", "2023", "2024"),
    _table("refugees_over_5_years", "2025", "2026"),
)
"""What the keys of Oslo need for budget year 2027 and the sample has not."""

_KEPT = ("budget_frames", "helsedata_tsb", "kvp_expected", "ssb_accounts", "ssb_population")


def drop_most_deliveries(settings: Settings) -> None:
    """Leave what the tests of a new year look at; reading seventy sidecars takes most of their time."""
    for folder in settings.data_raw.iterdir():
        if folder.is_dir() and folder.name not in (*_KEPT, "microdata_tables"):
            shutil.rmtree(folder)
    for period in (settings.data_raw / "microdata_tables").iterdir():
        if period.name != "2025":
            shutil.rmtree(period)
