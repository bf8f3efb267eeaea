"""Which unknown counts all whole-number solutions agree on: constraints and bounds taken together.

Two solutions in which an unknown differs show that it cannot be known. A few solutions, each as far as can
be from the ones before, show it of almost all; the rest are asked for at their lowest and highest.
"""

from collections.abc import Callable, Iterator, Mapping

import numpy as np
import numpy.typing as npt

from pipelines.disclosure.bounds import Constraint, Limits

FAR = 10**6
"""An unknown without a limit is looked for this far away; solutions so near are enough."""

SECONDS = 60
"""Most time for one question; the largest of the shipped tables takes a fiftieth of a second."""

FEW = 4
"""So many unknowns are asked for one by one at once."""

INFEASIBLE = 2
"""What the solver says when there is no solution."""

WHOLE = 1e-6
"""A solver's number this near to a whole one is whole."""

Numbers = npt.NDArray[np.float64]
Solution = npt.NDArray[np.int64]


class UndecidedError(Exception):
    """Whether hidden counts can be solved was not settled in time."""


def agreed_on(
    constraints: Mapping[int, Constraint],
    limits: Mapping[int, Limits],
    unit: int,
    matters: Callable[[int, int], bool],
) -> Iterator[int]:
    """Unknowns on which all solutions agree; none when there is no solution at all.

    Args:
        constraints: Over unknowns only, by a name of the caller's.
        limits: The lowest and highest value of each unknown; where they are the same it is not asked for.
        unit: What unknowns are whole multiples of.
        matters: Whether it matters that an unknown is known to have a value.

    Raises:
        UndecidedError: The solver gave up.
    """
    problem = _Problem(constraints, limits, unit)
    size = len(problem.names)
    first = problem.furthest(np.ones(size))
    if first is None:
        return
    asked = [matters(name, int(value) * unit) for name, value in zip(problem.names, first, strict=True)]
    open_ = problem.is_open & np.array(asked)
    for direction in _directions(size):
        open_ &= problem.furthest(direction * open_) == first
        if open_.sum() <= FEW:
            break
    while open_.any():
        place = int(np.argmax(open_))
        ends = [problem.furthest(sign * np.eye(1, size, place)[0]) for sign in (1, -1)]
        if all(end is not None and end[place] == first[place] for end in ends):
            yield problem.names[place]
        for end in ends:
            open_ &= end == first
        open_[place] = False


def _directions(size: int) -> Iterator[Numbers]:
    """Down, and then every other one against the rest, by every bit of its place."""
    yield -np.ones(size)
    places = np.arange(size)
    for bit in range(max(size - 1, 1).bit_length()):
        yield np.where(places >> bit & 1, 1.0, -1.0)


class _Problem:
    """The constraints as a matrix; `names` are the unknowns in the order of its columns."""

    def __init__(
        self, constraints: Mapping[int, Constraint], limits: Mapping[int, Limits], unit: int
    ) -> None:
        from scipy.optimize import Bounds, LinearConstraint
        from scipy.sparse import csr_array

        self.names = sorted(limits)
        place = {name: column for column, name in enumerate(self.names)}
        rows = [constraint for _, constraint in sorted(constraints.items())]
        cells = [(r, place[name], sign) for r, row in enumerate(rows) for name, sign in row.terms.items()]
        row_places, columns, signs = (np.array(each) for each in zip(*cells, strict=True))
        matrix = csr_array((signs, (row_places, columns)), shape=(len(rows), len(self.names)))
        ends = np.array([_ends(row.low, row.high, unit) for row in rows])
        self._constraints = LinearConstraint(matrix, ends[:, 0], ends[:, 1])
        ends = np.array([_ends(*limits[name], unit) for name in self.names])
        self.is_open = ends[:, 0] < ends[:, 1]
        self._bounds = Bounds(np.maximum(ends[:, 0], -FAR), np.minimum(ends[:, 1], FAR))

    def furthest(self, direction: Numbers) -> Solution | None:
        """The solution furthest in a direction; None when there is no solution."""
        # fractions are allowed first, for that is quick, and most tables have whole corners
        found = self._solve(direction, whole=False)
        if found is not None and np.abs(found - np.rint(found)).max() >= WHOLE:
            found = self._solve(direction, whole=True)
        return None if found is None else np.rint(found).astype(np.int64)

    def _solve(self, direction: Numbers, *, whole: bool) -> Numbers | None:
        from scipy.optimize import milp

        found = milp(
            -direction,
            integrality=np.full(len(self.names), whole),
            bounds=self._bounds,
            constraints=self._constraints,
            options={"time_limit": SECONDS},
        )
        if not found.success and found.status != INFEASIBLE:
            raise UndecidedError(f"{len(self.names)} hidden counts after {SECONDS} s: {found.message}")
        numbers: Numbers | None = found.x
        return numbers


def _ends(low: int | None, high: int | None, unit: int) -> tuple[float, float]:
    return -np.inf if low is None else low / unit, np.inf if high is None else high / unit
