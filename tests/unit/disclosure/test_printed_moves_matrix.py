"""The printed moves matrix of 2024 leaks, and a matrix with the same margins that we protect does not.

Velferdsetaten, Annual report 2024, Table 3.14: cells of 1 to 6 are printed "1-6", margins in full. Origin of
the transcription: tests/backtest/published/vel_2024/table_3_14_moves_matrix_2024.csv, see the README beside
it.
"""

import csv
import random
from pathlib import Path

from pipelines.disclosure.bounds import Constraint, determined, propagate
from pipelines.disclosure.figures import CITY, MOVES, Figure
from pipelines.disclosure.protect import protect
from tests.unit.disclosure.made_up import audit, catalogue_rules, figure, publish

PRINTED = Path("tests/backtest/published/vel_2024/table_3_14_moves_matrix_2024.csv")
HIDDEN = "1-6"

Cells = dict[tuple[int, int], int | None]


def printed() -> tuple[Cells, list[int], list[int]]:
    """Cells by row and column (null: hidden), row totals and column totals."""
    with PRINTED.open(encoding="utf-8", newline="") as file:
        lines = [line[1:] for line in csv.reader(file)][1:]
    *rows, totals = lines
    cells = {
        (i, j): None if text == HIDDEN else int(text)
        for i, row in enumerate(rows)
        for j, text in enumerate(row[:15])
        if text
    }
    return cells, [int(row[15]) for row in rows], [int(text) for text in totals[:15]]


def test_bounds_over_the_printed_margins_solve_6_of_the_47_hidden_cells() -> None:
    cells, row_totals, column_totals = printed()
    hidden = {place: number for number, place in enumerate(p for p, value in cells.items() if value is None)}
    assert len(hidden) == 47
    constraints: dict[int, Constraint] = {}
    for axis, totals in enumerate((row_totals, column_totals)):
        for line, total in enumerate(totals):
            rest = total - sum(value or 0 for place, value in cells.items() if place[axis] == line)
            terms = {number: 1 for place, number in hidden.items() if place[axis] == line}
            if terms:
                constraints[len(constraints)] = Constraint(terms, rest, rest)
    bounds, causes = propagate(constraints, dict.fromkeys(range(47), (1, 6)))
    solved = [number for number, (low, high) in bounds.items() if low == high]
    narrowed = [b for b in bounds.values() if b != (1, 6) and b[0] != b[1]]
    # notes of the transcription, C13: 6 solved, 11 more narrowed
    assert (len(solved), len(narrowed)) == (6, 11)
    assert set(causes) == set(solved)
    assert determined(constraint.terms for constraint in constraints.values()) <= set(solved)


def full_matrix(seed: int) -> dict[tuple[int, int], int]:
    """A full matrix with exactly the printed margins: movers from each district dealt to the places left."""
    _, row_totals, column_totals = printed()
    draw = random.Random(seed)  # noqa: S311 - figures for a test
    origins = [i for i, total in enumerate(row_totals) for _ in range(total)]
    targets = [j for j, total in enumerate(column_totals) for _ in range(total)]
    draw.shuffle(targets)
    at_home = [n for n, origin in enumerate(origins) if origin == targets[n]]
    for n in at_home:
        # nobody moves to where he is: swap with one for whom that helps
        m = next(
            m for m in draw.sample(range(len(origins)), len(origins)) if may_swap(origins, targets, n, m)
        )
        targets[n], targets[m] = targets[m], targets[n]
    cells: dict[tuple[int, int], int] = {}
    for pair in zip(origins, targets, strict=True):
        cells[pair] = cells.get(pair, 0) + 1
    return cells


def may_swap(origins: list[int], targets: list[int], n: int, m: int) -> bool:
    return targets[m] != origins[n] and targets[n] != origins[m]


def moves(cells: dict[tuple[int, int], int]) -> list[Figure]:
    names = [f"0301{number:02d}" for number in range(1, 16)]
    _, row_totals, column_totals = printed()
    return [
        *(figure(MOVES, n, district=names[i], category=names[j]) for (i, j), n in cells.items()),
        *(figure(MOVES, n, district=names[i], category=CITY) for i, n in enumerate(row_totals)),
        *(figure(MOVES, n, district=CITY, category=names[j]) for j, n in enumerate(column_totals)),
        figure(MOVES, sum(row_totals), district=CITY, category=CITY),
    ]


def test_a_matrix_with_the_printed_margins_that_we_protect_leaks_none() -> None:
    rules = catalogue_rules()
    for seed in range(5):
        cells = full_matrix(seed)
        given = moves(cells)
        hidden = protect(given, rules)
        assert sum(0 < n < 7 for n in cells.values()) > 30
        assert {one.key for one in given if one.value and 0 < one.value < 7} <= hidden
        assert audit(publish(given, hidden), rules) == []
        # every margin is shown, as printed
        assert not any(CITY in {key.district_id, key.category} for key in hidden)


def test_hiding_only_the_small_cells_of_such_a_matrix_would_leak() -> None:
    """A cell that is the only small one of its row: the audit must find it, or it finds nothing."""
    cells = {(0, 1): 5, (0, 2): 30, (1, 0): 20, (1, 2): 40, (2, 0): 9, (2, 1): 50}
    names = ["030101", "030102", "030103"]
    given = [figure(MOVES, n, district=names[i], category=names[j]) for (i, j), n in cells.items()]
    for i, name in enumerate(names):
        given.append(
            figure(MOVES, sum(n for p, n in cells.items() if p[0] == i), district=name, category=CITY)
        )
        given.append(
            figure(MOVES, sum(n for p, n in cells.items() if p[1] == i), district=CITY, category=name)
        )
    rules = catalogue_rules()
    small = given[0].key
    assert audit(publish(given, frozenset({small})), rules) == [small]
    hidden = protect(given, rules)
    # a hidden cell needs a second one in its row and its column, and so do those: at least a rectangle
    assert small in hidden
    assert len(hidden) >= 4
    assert audit(publish(given, hidden), rules) == []
