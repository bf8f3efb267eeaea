"""The thorough attacker: what only all constraints together give, and nothing that they leave open."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.disclosure.bounds import Constraint, Limits, find_leaks
from pipelines.disclosure.solutions import agreed_on

UNIT = 1_000_000


def agreed(constraints: list[Constraint], limits: dict[int, Limits], unit: int = 1) -> set[int]:
    return set(agreed_on(dict(enumerate(constraints)), limits, unit, lambda _, value: value != 0))


def test_a_sum_and_a_part_of_it_together_fix_the_rest() -> None:
    # a + b + c = 6 and a + b <= 4, so c is at least 2; it is at most 2. One constraint at a time says 1 to 2.
    constraints = [Constraint({1: 1, 2: 1, 3: 1}, 6, 6), Constraint({1: 1, 2: 1}, None, 4, equal=False)]
    limits: dict[int, Limits] = {1: (1, None), 2: (1, None), 3: (1, 2)}
    assert find_leaks(dict(enumerate(constraints)), limits) == []
    assert agreed(constraints, limits) == {3}


def test_whole_numbers_fix_what_fractions_leave_open() -> None:
    # each pair of a, b, c is at most 3 and d = a + b + c at least 4: fractions reach 4.5, whole numbers 4
    pairs = [Constraint(dict.fromkeys(pair, 1), None, 3, equal=False) for pair in ((1, 2), (2, 3), (1, 3))]
    constraints = [*pairs, Constraint({1: 1, 2: 1, 3: 1, 4: -1}, 0, 0)]
    limits: dict[int, Limits] = {1: (1, None), 2: (1, None), 3: (1, None), 4: (4, None)}
    assert find_leaks(dict(enumerate(constraints)), limits) == []
    assert agreed(constraints, limits) == {4}


def test_numbers_are_multiples_of_the_unit() -> None:
    constraints = [
        Constraint({1: 1, 2: 1, 3: 1}, 6 * UNIT, 6 * UNIT),
        Constraint({1: 1, 2: 1}, None, 4 * UNIT, equal=False),
    ]
    limits: dict[int, Limits] = {1: (UNIT, None), 2: (UNIT, None), 3: (UNIT, 2 * UNIT)}
    assert agreed(constraints, limits, UNIT) == {3}


def test_what_contradicts_itself_says_nothing() -> None:
    assert agreed([Constraint({1: 1, 2: 1}, 5, 5)], {1: (1, 2), 2: (1, 2)}) == set()


SIZE, MOST = 5, 3
TERMS = st.dictionaries(st.integers(0, SIZE - 1), st.sampled_from([1, -1]), min_size=2, max_size=4)


@given(
    st.lists(st.integers(0, MOST), min_size=SIZE, max_size=SIZE),
    st.lists(st.tuples(TERMS, st.booleans(), st.booleans()), min_size=2, max_size=6),
)
@settings(max_examples=150, deadline=None)
def test_it_agrees_with_trying_everything(
    truth: list[int], drawn: list[tuple[dict[int, int], bool, bool]]
) -> None:
    """Constraints that hold for some numbers between 0 and 3, against all numbers between 0 and 3."""
    constraints = []
    for terms, below, above in drawn:
        amount = sum(sign * truth[unknown] for unknown, sign in terms.items())
        constraints.append(
            Constraint(terms, None if below else amount, None if above and not below else amount)
        )
    solutions = [
        numbers
        for numbers in itertools.product(range(MOST + 1), repeat=SIZE)
        if all(
            (row.low is None or total >= row.low) and (row.high is None or total <= row.high)
            for row in constraints
            for total in [sum(sign * numbers[unknown] for unknown, sign in row.terms.items())]
        )
    ]
    expected = {place for place in range(SIZE) if {numbers[place] for numbers in solutions} == {truth[place]}}
    found = agreed(constraints, dict.fromkeys(range(SIZE), (0, MOST)))
    assert found == {place for place in expected if truth[place] != 0}
