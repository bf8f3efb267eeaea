"""The sample made once, its files read in the plainest way: no reader of the pipeline has a part in it."""

import csv
import io
from collections.abc import Callable
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from pipelines.sample.deliveries import make_sample
from pipelines.sample.files import SampleFile

Rows = list[dict[str, str]]


@pytest.fixture(scope="session")
def sample() -> dict[str, SampleFile]:
    """Every file of the sample by its place below data_raw."""
    return {file.path.as_posix(): file for file in make_sample()}


@pytest.fixture(scope="session")
def book(sample: dict[str, SampleFile]) -> Callable[[str, str], Rows]:
    """Rows of a workbook's first sheet as texts by header, from the row that begins with `first` on."""

    def read(path: str, first: str) -> Rows:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(sample[path].content)).get_sheet_by_index(0)
        grid = [[text(cell) for cell in row] for row in sheet.to_python()]
        head = next(index for index, row in enumerate(grid) if row[0] == first)
        body = [row for row in grid[head + 1 :] if sum(bool(cell) for cell in row) > 1]
        return [dict(zip(grid[head], row, strict=True)) for row in body]

    return read


@pytest.fixture(scope="session")
def table(sample: dict[str, SampleFile]) -> Callable[[str, str], Rows]:
    """Rows of a semicolon-separated file by header."""

    def read(path: str, encoding: str) -> Rows:
        lines = sample[path].content.decode(encoding).splitlines()
        return list(csv.DictReader(lines, delimiter=";"))

    return read


def text(cell: object) -> str:
    """A cell as text, whole numbers without a decimal point."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def amount(shown: str) -> Decimal:
    """An amount of the ledger: spaces between thousands, decimal comma, minus behind."""
    digits = shown.replace("\xa0", "").replace(" ", "").replace(",", ".")
    return -Decimal(digits[:-1]) if digits.endswith("-") else Decimal(digits)
