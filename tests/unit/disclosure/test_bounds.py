"""The attacker on systems small enough to solve by hand."""

from pipelines.disclosure.bounds import Constraint, Leak, determined, find_leaks, propagate


def total(terms: dict[int, int], amount: int) -> Constraint:
    return Constraint(terms, amount, amount)


def test_one_unknown_of_a_sum_is_solved() -> None:
    assert find_leaks({0: total({7: 1}, 2)}, {7: (1, None)}) == [Leak(7, 2, 0)]


def test_two_unknowns_of_a_sum_are_not_solved_but_bounded() -> None:
    bounds, solved = propagate({0: total({1: 1, 2: 1}, 5)}, {1: (1, None), 2: (1, None)})
    assert bounds == {1: (1, 4), 2: (1, 4)}
    assert solved == {}


def test_two_that_are_at_least_one_and_sum_to_two_are_solved_by_their_bounds() -> None:
    leaks = find_leaks({0: total({1: 1, 2: 1}, 2)}, {1: (1, None), 2: (1, None)})
    assert [(leak.unknown, leak.value) for leak in leaks] == [(1, 1), (2, 1)]
    assert find_leaks({0: total({1: 1, 2: 1}, 2)}, {1: (0, None), 2: (0, None)}) == []


def test_a_part_of_a_base_is_bounded_by_it() -> None:
    part_of_six = Constraint({1: 1}, None, 6, equal=False)
    assert propagate({0: part_of_six}, {1: (1, None)})[0] == {1: (1, 6)}
    # 9 is hidden in two parts of 6 and of 4: 3 to 6 and 3 to 4
    part_of_four = Constraint({2: 1}, None, 4, equal=False)
    bounds, _ = propagate(
        {0: part_of_six, 1: part_of_four, 2: total({1: 1, 2: 1}, 9)}, {1: (1, None), 2: (1, None)}
    )
    assert bounds == {1: (5, 6), 2: (3, 4)}


def test_bounds_that_contradict_each_other_count_as_solved() -> None:
    """What is published then contradicts what we assume; hiding more is the safe side."""
    assert [leak.unknown for leak in find_leaks({0: total({1: 1}, 0)}, {1: (1, None)})] == [1]


def test_a_difference_narrows_both_ways() -> None:
    """Net = in - out with in and out hidden: in = 3 + out, out at most 4."""
    constraints = {0: total({1: 1, 2: -1}, 3), 1: Constraint({2: 1}, None, 4, equal=False)}
    assert propagate(constraints, {1: (1, None), 2: (1, None)})[0] == {1: (4, 7), 2: (1, 4)}


def test_equations_that_only_together_fix_an_unknown() -> None:
    """a+b, b+c and a+c are known: the null space is empty, though each equation has two unknowns."""
    assert determined([{1: 1, 2: 1}, {2: 1, 3: 1}, {1: 1, 3: 1}]) == {1, 2, 3}


def test_a_square_of_four_hidden_cells_is_free() -> None:
    assert determined([{1: 1, 2: 1}, {3: 1, 4: 1}, {1: 1, 3: 1}, {2: 1, 4: 1}]) == set()


def test_the_sum_of_two_rows_less_a_column_fixes_a_cell() -> None:
    """Rows a+b and c+d+e, columns a+c, b+d: the rows less the columns leave e."""
    assert determined([{1: 1, 2: 1}, {3: 1, 4: 1, 5: 1}, {1: 1, 3: 1}, {2: 1, 4: 1}]) == {5}


def test_an_equation_with_an_unknown_of_its_own_says_nothing_of_the_others() -> None:
    assert determined([{1: 1, 2: 1}, {2: 1, 3: 1, 4: -1}, {1: 1, 5: 1}]) == set()
