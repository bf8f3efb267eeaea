"""`check` of a large workbook against the bare read of the same file with the same library, side by side.

    python -m benchmarks.check_workbook [--rows 200000] [--runs 3]

Two sources: the household extract (15 columns, two figures on a row) and the municipal dwellings (6 columns,
as little to read as a row can have beside its checks). The bare read opens the workbook with python-calamine
and takes all cells of the sheet as Python values. `check` judges the file as `kriterier check` does: reads
text first, types, looks up areas and codes, counts rows, finds rows given twice, evaluates the expectations
and sums. Both run in one process after all imports and take turns, in turned order; timed is the processor.
"""

import argparse
import gc
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count, islice, product
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from pipelines.checks.judge import judge_file
from pipelines.core.source import WorkbookShape
from pipelines.landing.provisional import loose_origin
from pipelines.landing.seeds import load_areas
from pipelines.settings import Settings
from pipelines.sources import load_source

AIM = 2.0
PERIOD = "2022"
HOUSEHOLDS, DWELLINGS = "stp_households", "boligbygg_dwellings"
Row = list[str | int]


def household_rows(settings: Settings) -> Iterator[Row]:
    """Cells of the household extract, each combination of codes once, in districts by turns."""
    source = load_source(HOUSEHOLDS)
    texts = [list(one.codes) for one in source.dimensions.values()]
    # in the order of the delivery, low income stands last
    places = [
        list(source.dimensions).index(name) for name in _columns(HOUSEHOLDS) if name in source.dimensions
    ]
    areas = [
        one for one in load_areas(settings, source.area_system).areas.values() if one.level == "district"
    ]
    for number, codes in enumerate(product(*texts)):
        for area in areas:
            persons = 1 + number % 500
            cells = [codes[place] for place in places]
            yield [area.district_id[-2:], area.name, int(PERIOD), *cells, persons, 1 + persons // 2]


def dwelling_rows(settings: Settings) -> Iterator[Row]:
    """Dwellings by place, with as many places in every sub-district as are asked for."""
    source = load_source(DWELLINGS)
    names = {
        area.district_id[-2:]: area.name
        for area in load_areas(settings, source.area_system).areas.values()
        if area.level == "district"
    }
    codes = [code for code in source.dimensions["sub_district"].codes if code[:2] in names]
    for place in count(1):
        for code in codes:
            yield [int(PERIOD), code[:2], names[code[:2]], code, f"Sted {place}", place % 900]


def _columns(source_id: str) -> dict[str, str]:
    headers = load_source(source_id).columns.for_period(PERIOD)
    return {name: str(header).split(" | ", maxsplit=1)[0] for name, header in headers.items()}


def make_workbook(path: Path, source_id: str, rows: Iterator[Row]) -> None:
    """Write the rows below the agreed header."""
    shape = load_source(source_id).file
    assert isinstance(shape, WorkbookShape)
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet(shape.sheet)
        sheet.write_row(0, 0, list(_columns(source_id).values()))
        for at, row in enumerate(rows, start=1):
            sheet.write_row(at, 0, row)


def bare(path: Path, source_id: str) -> int:
    """The bare read; gives the rows of the sheet."""
    shape = load_source(source_id).file
    assert isinstance(shape, WorkbookShape)
    return len(CalamineWorkbook.from_path(str(path)).get_sheet_by_name(shape.sheet).to_python())


def judged(path: Path, source_id: str, settings: Settings) -> int:
    """What `check` does; gives the rows landed, none of which may be refused."""
    judgement = judge_file(path, loose_origin(path, source_id, PERIOD, None, settings), settings)
    assert not judgement.findings, judgement.findings[0].text("en")
    assert judgement.good is not None
    return judgement.good.rows_landed


def timed(work: Callable[[], int]) -> float:
    """Processor seconds; neighbours on a busy machine hardly disturb them, and nothing here waits."""
    gc.collect()
    start = time.process_time()
    assert work() > 0
    return time.process_time() - start


def compare(path: Path, source_id: str, settings: Settings, runs: int) -> None:
    """Print both and their ratio."""
    seconds: dict[str, list[float]] = {"bare read": [], "check": []}
    works = {"bare read": lambda: bare(path, source_id), "check": lambda: judged(path, source_id, settings)}
    for run in range(runs):
        for name in list(works)[:: 1 if run % 2 == 0 else -1]:
            seconds[name].append(timed(works[name]))
    median = {name: statistics.median(each) for name, each in seconds.items()}
    for name, each in seconds.items():
        print(f"  {name:10} {median[name]:6.2f} s  ({', '.join(f'{one:.2f}' for one in each)})")
    print(f"  ratio      {median['check'] / median['bare read']:6.2f}    (aim {AIM})")


def main() -> None:
    """Make the workbooks in a temporary folder and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    settings = Settings()
    makers = {HOUSEHOLDS: household_rows, DWELLINGS: dwelling_rows}
    with tempfile.TemporaryDirectory() as folder:
        for source_id, make in makers.items():
            path = Path(folder) / f"{source_id}.xlsx"
            make_workbook(path, source_id, islice(make(settings), options.rows))
            print(f"{source_id}, {options.rows} rows, {path.stat().st_size / 1e6:.1f} MB")
            compare(path, source_id, settings, options.runs)


if __name__ == "__main__":
    main()
