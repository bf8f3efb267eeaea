"""`kostra_accounts`: the accounts as the districts report them to KOSTRA, records of 48 characters."""

from collections.abc import Iterator

from pipelines.sample.accounts import FUNCTIONS, YEARS, thousands
from pipelines.sample.files import SampleFile
from pipelines.sample.places import DISTRICTS

RECORD = 48
_ZERO_ROW = ("030106", "242", "195", 0)
_LOST_ZERO = ("030102", "273", "010")
"""An art that comes without its leading zero."""
_SPLIT = ("030103", "281", "470")
"""An amount that comes as two records that are alike but for the amount."""


def make_files() -> Iterator[SampleFile]:
    """One file per accounting year, ISO-8859-1."""
    for year in YEARS:
        records = [_record(year, *row) for row in _rows(year)]
        content = "".join(records).encode("iso-8859-1")
        yield SampleFile("kostra_accounts", str(year), f"BEV_030100_{year}.dat", content)


def _rows(year: int) -> Iterator[tuple[str, str, str, int]]:
    for place in DISTRICTS:
        for function in FUNCTIONS:
            for art, amount in sorted(thousands(place.number, function, year).items()):
                row = (place.klass, function, art)
                if row == _SPLIT:
                    yield (*row, amount // 2)
                    yield (*row, amount - amount // 2)
                else:
                    yield (*row[:2], art[1:] if row == _LOST_ZERO else art, amount)
    yield _ZERO_ROW


def _record(year: int, region: str, function: str, art: str, amount: int) -> str:
    blank = " "
    record = f"0A{year}{blank}{region}{blank:9}{blank:9}1{function:<4}{art:<3}{amount:>9}"
    if len(record) != RECORD:
        raise ValueError(f"{record!r} has {len(record)} characters")
    return record + "\n"
