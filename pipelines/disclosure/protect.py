"""Which figures are hidden: the small ones, and with them as little as keeps them from being solved."""

from collections.abc import Iterable, Mapping

from pipelines.disclosure.board import Board, Component, Solved
from pipelines.disclosure.figures import NO_CODES, CodeLists, Figure, Key, Rule
from pipelines.disclosure.unknowns import Row


class ProtectionError(Exception):
    """A hidden figure can be solved though all that hangs together with it is hidden."""


def is_small(figure: Figure, rule: Rule) -> bool:
    """Whether a figure may not be shown for its own sake.

    It has too few units behind it (a zero has none), its base is too small, or what is left of the base is:
    of 20 recipients, 18 with children tell of the 2 without. A figure that is its whole base is shown; what
    is left in a split is its other categories, which are looked at for themselves.
    """
    if figure.value is None:
        return False
    units = figure.units
    if units is None:
        units = abs(int(figure.value)) if rule.counts else rule.threshold  # accounts are not about persons
    elif figure.value:
        units = max(units, 1)
    if 0 < units < rule.threshold:
        return True
    if not rule.counts or figure.base is None:
        return False
    few = 0 < figure.base < rule.threshold
    return few or (not rule.partition and 0 < figure.base - figure.value < rule.threshold)


def protect(
    figures: Iterable[Figure], rules: Mapping[str, Rule], codes: CodeLists = NO_CODES
) -> frozenset[Key]:
    """The keys of the figures to hide.

    The choice does not depend on the order of the rows. Whenever an attacker solves a hidden figure, the
    smallest shown value above zero that took part is hidden with it: the first key among equal values, and a
    total only where nothing else is left. Those that turned out not to be needed are shown again, the largest
    first. All this is against an attacker in a hurry; a thorough one then tries what is left.

    Raises:
        ProtectionError: Nothing is left to hide; no real table comes to that.
    """
    years: dict[tuple[str, int], list[Figure]] = {}
    for figure in figures:
        years.setdefault((figure.key.area_system, figure.key.year), []).append(figure)
    hidden = {key for _, year in sorted(years.items()) for key in _protect_year(year, rules, codes)}
    # a year at a time is quick; the few figures that span years are looked at with all of them
    board = Board.of((figure for year in years.values() for figure in year), rules, codes)
    for row in board.unknowns.rows:
        board.unknowns.set_shown(row, shown=row.figure.key not in hidden)
    _hide_until_nothing_is_solved(board, thorough=True)
    return _hidden_keys(board)


def _protect_year(figures: list[Figure], rules: Mapping[str, Rule], codes: CodeLists) -> frozenset[Key]:
    board = Board.of(figures, rules, codes)
    small = sorted({row.value for row in board.unknowns.rows if is_small(row.figure, row.rule)})
    for unknown in small:
        board.unknowns.hide(unknown)
    chosen = _hide_until_nothing_is_solved(board, thorough=False)
    _show_what_was_not_needed(board, small, chosen)
    return _hidden_keys(board)


def _hidden_keys(board: Board) -> frozenset[Key]:
    return frozenset(row.figure.key for row in board.unknowns.rows if not row.shown)


def _hide_until_nothing_is_solved(board: Board, *, thorough: bool) -> list[Key]:
    chosen: list[Key] = []
    safe: set[Component] = set()
    while True:
        waiting = [c for c in board.components() if c not in safe]
        for component in waiting:
            leaks = board.solved(component, thorough=thorough)
            if not leaks:
                safe.add(component)
            for leak in _to_mend(board, leaks):
                if leak.cause is not None and leak is not leaks[0] and _hidden_terms(board, leak.cause) > 1:
                    continue  # one that was hidden just now covers this one too
                unknown = _next_to_hide(board, component, leak)
                chosen.append(unknown)
                board.unknowns.hide(unknown)
        if not waiting:
            return chosen


def _to_mend(board: Board, leaks: list[Solved]) -> list[Solved]:
    """The leaks to hide something for: one for each relation that alone gives a number.

    Where no relation does, it is the first leak, for the others may follow from it.
    """
    alone: dict[int, Solved] = {}
    for leak in leaks:
        if leak.cause is not None and _hidden_terms(board, leak.cause) == 1:
            alone.setdefault(leak.cause, leak)
    return list(alone.values()) or leaks[:1]


def _hidden_terms(board: Board, place: int) -> int:
    return sum(not board.unknowns.known(key) for key in board.relations[place].terms)


def _next_to_hide(board: Board, component: Component, leak: Solved) -> Key:
    own = sorted(board.touching.get(leak.unknown, ()), key=lambda place: (_hidden_terms(board, place), place))
    causes = [] if leak.cause is None else [leak.cause]
    for places in ([place] for place in (*causes, *own)):
        if unknown := _smallest(board, places, totals=False):
            return unknown
    for totals in (False, True):
        if unknown := _smallest(board, [*causes, *own], totals=totals):
            return unknown
        if unknown := _smallest(board, component.relations, totals=totals):
            return unknown
    raise ProtectionError(f"{leak.unknown} can be solved, and nothing is left to hide")


def _smallest(board: Board, places: Iterable[int], *, totals: bool) -> Key | None:
    """The smallest shown number above zero in some relations, of the totals or of the parts."""
    numbers = board.unknowns.numbers
    found = {
        key
        for place in places
        for key, sign in board.relations[place].terms.items()
        if (sign < 0) == totals
        and board.unknowns.known(key)
        and numbers[key]
        and board.unknowns.has_rows(key)
    }
    return min(found, key=lambda key: (abs(numbers[key]), key), default=None)


def _show_what_was_not_needed(board: Board, small: list[Key], chosen: list[Key]) -> None:
    """Try without each chosen number, the largest first.

    What was hidden only for it is shown again when nothing leaks.
    """
    kept = sorted(set(chosen), key=lambda key: (-abs(board.unknowns.numbers[key]), key))
    safe = set(board.components())
    for unknown in list(kept):
        before = [row for row in board.unknowns.rows if not row.shown]
        kept.remove(unknown)
        _show_only_without(board, before, [*small, *kept])
        new = [c for c in board.components() if c not in safe]
        if any(board.solved(component, thorough=False) for component in new):
            kept.append(unknown)
            for row in before:
                board.unknowns.set_shown(row, shown=False)
        else:
            safe.update(new)


def _show_only_without(board: Board, hidden: list[Row], keep: list[Key]) -> None:
    for row in hidden:
        board.unknowns.set_shown(row, shown=True)
    for key in keep:
        board.unknowns.hide(key)
