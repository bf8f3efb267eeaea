"""JSON-stat 2 of 800 000 cells to a DataFrame: our reader beside a bare `json.load` and the same DataFrame.

    python -m benchmarks.json_stat --rounds 21

Statistics Norway gives at most 800 000 cells in one answer. The table is made at scale in a temporary folder:
whole numbers (persons) and numbers with a decimal (shares), one cell in twenty withheld. The bare way parses
the text and builds what an analyst needs of it: a categorical column per dimension, value and status; it
checks nothing and knows this one order of dimensions. The two take turns in one process, after a round that
is not counted because it imports what it needs. Peak memory is that of a process of its own which reads once.
"""

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.processes import measure

if TYPE_CHECKING:
    import pandas as pd

AIM = 1.2
SIZES = {"Region": 100, "Kjonn": 2, "Alder": 100, "ContentsCode": 2, "Tid": 20}
KINDS = ("whole numbers", "decimals")
_WITHHELD = 0.05


def write_table(file: Path, kind: str) -> None:
    """Write a synthetic dataset of the given kind."""
    dice = random.Random(2022)  # noqa: S311, figures of a benchmark
    cells = prod(SIZES.values())
    value: list[float | None] = [
        dice.randrange(5000) if kind == KINDS[0] else dice.randrange(1000) / 10 for _ in range(cells)
    ]
    withheld = [cell for cell in range(cells) if dice.random() < _WITHHELD]
    for cell in withheld:
        value[cell] = None
    dataset = {
        "version": "2.0",
        "class": "dataset",
        "label": "Syntetisk",
        "id": list(SIZES),
        "size": list(SIZES.values()),
        "dimension": {
            name: {
                "category": {
                    "index": {f"{name}{place:04d}": place for place in range(size)},
                    "label": {f"{name}{place:04d}": f"Kategori {place}" for place in range(size)},
                }
            }
            for name, size in SIZES.items()
        },
        "value": value,
        "status": dict.fromkeys(map(str, withheld), ":"),
    }
    file.write_text(json.dumps(dataset), encoding="utf-8")


def ours(file: Path) -> "pd.DataFrame":
    """The project's reader: every check, any order, exact numbers."""
    from pipelines.core.errors import Finding
    from pipelines.core.px.json_stat import read_json_stat

    return read_json_stat(file, Finding("", "benchmark", file.name)).frame()


def bare(file: Path) -> "pd.DataFrame":
    """What a script would do with this one file."""
    import numpy as np
    import pandas as pd

    with file.open(encoding="utf-8") as stream:
        dataset = json.load(stream)
    size = dataset["size"]
    places = np.indices(size, dtype=np.int16).reshape(len(size), -1)
    columns: dict[str, Any] = {
        name: pd.Categorical.from_codes(
            places[axis], pd.Index(list(dataset["dimension"][name]["category"]["index"]))
        )
        for axis, name in enumerate(dataset["id"])
    }
    columns["value"] = np.array(dataset["value"], dtype=np.float64)
    marks = np.full(len(dataset["value"]), -1, dtype=np.int8)
    marks[np.array(list(dataset["status"]), dtype=np.int64)] = 0
    columns["status"] = pd.Categorical.from_codes(marks, pd.Index([":"]))
    return pd.DataFrame(columns)


WAYS: dict[str, Callable[[Path], "pd.DataFrame"]] = {"ours": ours, "bare": bare}


def time_both(file: Path, rounds: int) -> None:
    """Read the file in both ways, in turn; print the seconds of each read.

    Raises:
        RuntimeError: The two ways did not give the same table.
    """
    seconds: dict[str, list[float]] = {way: [] for way in WAYS}
    facts = set()
    for _ in range(rounds + 1):
        for way, read in WAYS.items():
            start = time.perf_counter()
            frame = read(file)
            seconds[way].append(time.perf_counter() - start)
            facts.add((len(frame), float(frame["value"].sum()), int(frame["status"].notna().sum())))
            del frame
    if len(facts) != 1:
        raise RuntimeError(f"the two ways differ: {facts}")
    # the first round imports what it needs
    print(json.dumps({way: each[1:] for way, each in seconds.items()}))


def peak_mb(file: Path, way: str) -> float:
    """Peak memory of a process that reads the file once."""
    command = [sys.executable, "-m", "benchmarks.json_stat", "--once", way, str(file)]
    return measure(command, os.environ).peak_mb


def compare(kind: str, rounds: int, folder: Path) -> str:
    """Measure both ways; gives a line of the table."""
    file = folder / "table.json"
    write_table(file, kind)
    command = [sys.executable, "-m", "benchmarks.json_stat", "--both", str(rounds), str(file)]
    seconds: dict[str, list[float]] = json.loads(measure(command, os.environ).output)
    # a read beside its neighbour, so that whatever else the machine does falls on both
    ratios = [mine / other for mine, other in zip(seconds["ours"], seconds["bare"], strict=True)]
    return (
        f"| {kind} | {statistics.median(seconds['ours']):.3f} | {statistics.median(seconds['bare']):.3f} "
        f"| {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f}) | at most {AIM:g} "
        f"| {peak_mb(file, 'ours'):.0f} | {peak_mb(file, 'bare'):.0f} |"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--both", nargs=2, metavar=("ROUNDS", "FILE"), help=argparse.SUPPRESS)
    parser.add_argument("--once", nargs=2, metavar=("WAY", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.both:
        time_both(Path(options.both[1]), int(options.both[0]))
        return
    if options.once:
        WAYS[options.once[0]](Path(options.once[1]))
        return
    print(f"800 000 cells; medians of {options.rounds} rounds, in each of which both ways read the file\n")
    print("| values | ours, s | bare, s | ours / bare | aim | ours, peak MB | bare, peak MB |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for kind in KINDS:
        with tempfile.TemporaryDirectory() as folder:
            print(compare(kind, options.rounds, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
