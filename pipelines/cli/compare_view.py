"""How a comparison looks on screen, in Norwegian and English."""

from collections.abc import Sequence
from decimal import Decimal

from rich.console import Console
from rich.table import Table

from pipelines.analysis.compare_rows import Comparison, KeyChange, Measured, Side
from pipelines.cli.compare_texts import TEXTS
from pipelines.cli.output import cell, make_console, make_table, number, print_whole
from pipelines.settings import Language
from pipelines.warehouse.landed_comparison import Cell, CellPair, LandedDifferences

SHOWN = 200
"""Rows of one table on screen; --json has them all."""

NOTHING = "-"


def print_comparison(
    comparison: Comparison,
    landed: LandedDifferences | None,
    notes: Sequence[str],
    language: Language,
    console: Console | None = None,
) -> None:
    """Print both sides, then cells, criterion values, kroner per key, and allocations."""
    screen = console or make_console()
    words = {name: text[language] for name, text in TEXTS.items()}
    if comparison.synthetic:
        screen.print(f"*** {words['synthetic']}")
    width = max(len(words["before"]), len(words["after"]))
    for name, side in (("before", comparison.before), ("after", comparison.after)):
        screen.print(f"{words[name]:{width}}  {_side(side, words)}")
    for note in notes:
        screen.print(f"{words['note']}: {note}")
    if landed is not None:
        _print_cells(screen, landed.cells, words, language)
        _print_counts(screen, landed, words, language)
    _print_values(screen, comparison, words, language)
    _print_keys(screen, comparison, words, language)
    _print_allocations(screen, comparison, words, language)


def _side(side: Side, words: dict[str, str]) -> str:
    newest = f"{words['newest']} {side.as_of}, " if side.as_of else ""
    return f"{side.path} ({newest}{words['built']} {side.finished_at:%Y-%m-%d %H:%M} UTC, run {side.run_id})"


def _print_cells(
    screen: Console, cells: Sequence[CellPair], words: dict[str, str], language: Language
) -> None:
    names = ("source", "area", "measure", "year", "codes", "before", "after", "difference")
    table = make_table(
        [words[name] for name in (*names, "delivery_before", "delivery_after")], right=(3, 5, 6, 7)
    )
    for pair in cells[:SHOWN]:
        before, after = _cell(pair.before, language), _cell(pair.after, language)
        if before == after:
            # the value is the same, so precision or bounds are not
            before, after = (_exactness(one, language) for one in (pair.before, pair.after))
        table.add_row(
            pair.source_id,
            cell(pair.area_label),
            cell(pair.measure),
            str(pair.source_year),
            cell(", ".join(f"{name} {code}" for name, code in pair.codes if code is not None)),
            before,
            after,
            _difference(pair.difference, language),
            _place(pair.before, words),
            _place(pair.after, words),
        )
    _print_table(screen, words["cells"], table, len(cells), None, words)


def _print_counts(
    screen: Console, landed: LandedDifferences, words: dict[str, str], language: Language
) -> None:
    if not landed.counts:
        return
    names = ("source", "rows_before", "rows_after", "only_before", "only_after")
    table = make_table([words[name] for name in names], right=(1, 2, 3, 4))
    for pair in landed.counts:
        counts = (pair.rows_before, pair.rows_after, pair.only_before, pair.only_after)
        table.add_row(pair.source_id, *(number(count, language) for count in counts))
    _print_table(screen, words["counts"], table, len(landed.counts), None, words)


def _print_values(screen: Console, comparison: Comparison, words: dict[str, str], language: Language) -> None:
    names = ("criterion", "budget_year", "district", "before", "after", "difference", "unit")
    table = make_table([words[name] for name in names], right=(1, 3, 4, 5))
    for change in comparison.criterion_values[:SHOWN]:
        table.add_row(
            change.criterion_id,
            str(change.budget_year),
            cell(f"{change.district_id} {change.district}"),
            _measured(change.before, language),
            _measured(change.after, language),
            _difference(change.difference, language),
            change.unit,
        )
    count, equal = len(comparison.criterion_values), comparison.criterion_values_equal
    _print_table(screen, words["values"], table, count, equal, words)


def _print_keys(screen: Console, comparison: Comparison, words: dict[str, str], language: Language) -> None:
    names = ("key", "budget_year", "frame", "changed", "sum", "moved")
    table = make_table([words[name] for name in names], right=(1, 2, 3, 4, 5))
    for change in comparison.keys:
        table.add_row(
            f"{change.allocation_system}/{change.key_id}",
            str(change.budget_year),
            _frame(change, language),
            f"{change.districts_changed} / {change.districts}",
            _difference(change.sum_of_differences_nok, language),
            _nok(change.moved_nok, language),
        )
    if comparison.keys:
        _print_table(screen, words["keys"], table, len(comparison.keys), None, words)


def _print_allocations(
    screen: Console, comparison: Comparison, words: dict[str, str], language: Language
) -> None:
    names = ("key", "budget_year", "district", "before", "after", "difference")
    table = make_table([words[name] for name in names], right=(1, 3, 4, 5))
    for change in comparison.allocations[:SHOWN]:
        table.add_row(
            f"{change.allocation_system}/{change.key_id}",
            str(change.budget_year),
            cell(f"{change.district_id} {change.district}"),
            _nok(change.before_nok, language),
            _nok(change.after_nok, language),
            _difference(change.difference_nok, language),
        )
    count, equal = len(comparison.allocations), comparison.allocations_equal
    _print_table(screen, words["allocations"], table, count, equal, words)


def _print_table(
    screen: Console, heading: str, table: Table, count: int, equal: int | None, words: dict[str, str]
) -> None:
    beside = "" if equal is None else f"; {words['equal'].format(count=equal)}"
    screen.print(f"\n{heading} ({count or words['none']}{beside})")
    if count:
        print_whole(screen, table)
    if count > table.row_count:
        screen.print(words["more"].format(count=count - table.row_count))


def _cell(one: Cell | None, language: Language) -> str:
    if one is None:
        return NOTHING
    return _value(one.value, one.value_min, one.value_max, one.status, language)


def _measured(one: Measured | None, language: Language) -> str:
    if one is None:
        return NOTHING
    return _value(one.value, one.value_min, one.value_max, one.status, language)


def _value(
    value: Decimal | None, lowest: Decimal | None, highest: Decimal | None, status: str, language: Language
) -> str:
    if value is not None:
        return number(value, language) if status == "observed" else f"{number(value, language)} ({status})"
    if lowest is None or highest is None:
        return status
    return f"{status} ({number(lowest, language)}-{number(highest, language)})"


def _exactness(one: Cell | None, language: Language) -> str:
    if one is None:
        return NOTHING
    bounds = [NOTHING if each is None else number(each, language) for each in (one.value_min, one.value_max)]
    return f"{_cell(one, language)} {one.precision} {'-'.join(bounds)}"


def _difference(value: Decimal | int | None, language: Language) -> str:
    if value is None:
        return NOTHING
    return f"{'+' if value > 0 else ''}{number(value, language)}"


def _nok(amount: int | None, language: Language) -> str:
    return NOTHING if amount is None else number(amount, language)


def _frame(change: KeyChange, language: Language) -> str:
    before, after = (_nok(frame, language) for frame in (change.frame_before_nok, change.frame_after_nok))
    return before if before == after else f"{before} -> {after}"


def _place(one: Cell | None, words: dict[str, str]) -> str:
    return NOTHING if one is None else f"{one.delivery_id} {words['row']} {one.file_row}"
