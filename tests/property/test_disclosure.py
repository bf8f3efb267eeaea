"""Disclosure control on random tables.

Nothing leaks, nothing is hidden for nothing, order does not matter.
"""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.disclosure.figures import CITY, MOVES, Figure, Key
from pipelines.disclosure.protect import is_small, protect
from tests.unit.disclosure.made_up import (
    CODES,
    audit,
    catalogue_rules,
    figure,
    figures,
    publish,
    recipients,
)

RULES = catalogue_rules()
FEWEST = 10
"""Of a handful of recipients in a whole city protection may refuse to publish anything: ProtectionError."""
POPULATIONS = st.tuples(st.integers(0, 10_000), st.integers(0, 150), st.integers(2, 6)).filter(
    lambda population: population[1] == 0 or population[1] >= FEWEST
)


def statistics(population: tuple[int, int, int]) -> list[Figure]:
    seed, how_many, districts = population
    return figures(recipients(seed, how_many, districts), districts)


@given(POPULATIONS)
@settings(max_examples=40, deadline=None)
def test_nothing_hidden_can_be_solved_and_nothing_small_is_shown(population: tuple[int, int, int]) -> None:
    given_figures = statistics(population)
    hidden = protect(given_figures, RULES, CODES)
    assert audit(publish(given_figures, hidden), RULES, CODES) == []
    small = {one.key for one in given_figures if is_small(one, RULES[one.key.statistic_id])}
    assert small <= hidden


@given(POPULATIONS, st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_the_order_of_rows_does_not_matter(population: tuple[int, int, int], order: st.DrawFn) -> None:
    given_figures = statistics(population)
    shuffled = list(given_figures)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert protect(shuffled, RULES, CODES) == protect(given_figures, RULES, CODES)


COUNTS = st.lists(st.lists(st.integers(0, 40), min_size=4, max_size=4), min_size=3, max_size=5)


def table(counts: list[list[int]]) -> list[Figure]:
    """Duration by district, each with its base, and the city."""
    categories = ("under_6_months", "months_6_23", "months_24_plus", "not_known")
    rows = [*counts, [sum(column) for column in zip(*counts, strict=True)]]
    names = [*(f"0301{number:02d}" for number in range(1, len(rows))), CITY]
    return [
        figure("duration", value, sum(row), district=name, category=category)
        for name, row in zip(names, rows, strict=True)
        for category, value in zip(categories, row, strict=True)
    ] + [
        figure("recipients_last_contact", sum(row), district=name)
        for name, row in zip(names, rows, strict=True)
    ]


@given(COUNTS)
@settings(deadline=None)
def test_any_table_of_counts_is_protected(counts: list[list[int]]) -> None:
    given_figures = table(counts)
    hidden = protect(given_figures, RULES)
    assert audit(publish(given_figures, hidden), RULES) == []


@given(COUNTS)
@settings(deadline=None)
def test_without_small_figures_nothing_is_hidden(counts: list[list[int]]) -> None:
    raised = [[count + 3 for count in row] for row in counts]
    assert protect(table(raised), RULES) == frozenset()


@given(COUNTS)
@settings(deadline=None)
def test_totals_of_ample_tables_are_always_shown(counts: list[list[int]]) -> None:
    ample = [[count + 3 for count in row] for row in counts]
    ample[0][0] = 1
    hidden = protect(table(ample), RULES)
    assert hidden
    assert not any(key.district_id == CITY or key.statistic_id == "recipients_last_contact" for key in hidden)


def matrix(cells: dict[tuple[str, str], int]) -> list[Figure]:
    ends = sorted({end for pair in cells for end in pair})
    rows = [figure(MOVES, n, district=a, category=b) for (a, b), n in cells.items() if n]
    for end in ends:
        rows.append(
            figure(MOVES, sum(n for (a, _), n in cells.items() if a == end), district=end, category=CITY)
        )
        rows.append(
            figure(MOVES, sum(n for (_, b), n in cells.items() if b == end), district=CITY, category=end)
        )
    return [*rows, figure(MOVES, sum(cells.values()), district=CITY, category=CITY)]


@given(st.data(), st.integers(2, 15))
@settings(max_examples=40, deadline=None)
def test_no_cell_of_a_moves_matrix_leaks(data: st.DataObject, size: int) -> None:
    names = [f"0301{number:02d}" for number in range(1, size + 1)]
    pairs = [(a, b) for a in names for b in names if a != b]
    numbers = data.draw(st.lists(st.integers(0, 25), min_size=len(pairs), max_size=len(pairs)))
    given_figures = matrix(dict(zip(pairs, numbers, strict=True)))
    hidden = protect(given_figures, RULES)
    assert audit(publish(given_figures, hidden), RULES) == []


@pytest.mark.parametrize("threshold", [0, 2, 3, 8])
def test_a_threshold_changes_its_own_statistic_only(threshold: int) -> None:
    """Statistics that hang together with none of small figures stay as they are.

    Whatever another's threshold is.
    """
    given_figures = statistics((7, 120, 4))
    apart = [one for one in given_figures if one.key.statistic_id in {"under_30", "gross_paid", MOVES}]

    def hidden_of(**thresholds: int) -> dict[str, set[Key]]:
        hidden = protect(apart, catalogue_rules(**thresholds), CODES)
        return {name: {key for key in hidden if key.statistic_id == name} for name in ("gross_paid", MOVES)}

    assert hidden_of(under_30=threshold) == hidden_of()


def test_a_higher_threshold_hides_what_is_below_it() -> None:
    given_figures = statistics((7, 400, 4))
    under_30 = {one.key for one in given_figures if one.key.statistic_id == "under_30" and one.value}
    assert not under_30 & protect(given_figures, RULES, CODES)
    smallest = min(one.value or Decimal(0) for one in given_figures if one.key in under_30)
    hidden = protect(given_figures, catalogue_rules(under_30=int(smallest) + 1), CODES)
    assert under_30 & hidden
