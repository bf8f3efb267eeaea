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

SECONDS = 300
"""Most time for all questions about counts that hang together; the shipped tables take a second at most."""

FEW = 4
"""So many unknowns are asked for one by one at once."""

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
    """The constraints as a model of the solver, which is asked again and again and starts where it was.

    `names` are the unknowns in the order of its columns, `is_open` those that may differ.
    """

    def __init__(
        self, constraints: Mapping[int, Constraint], limits: Mapping[int, Limits], unit: int
    ) -> None:
        import highspy

        self.names = sorted(limits)
        self._places = np.arange(len(self.names), dtype=np.int32)
        self._kinds = highspy.HighsVarType
        self._statuses = highspy.HighsModelStatus
        place = {name: column for column, name in enumerate(self.names)}
        rows = [constraint for _, constraint in sorted(constraints.items())]
        ends = np.array([_ends(*limits[name], unit) for name in self.names])
        self.is_open = ends[:, 0] < ends[:, 1]
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.names), len(rows)
        model.col_lower_, model.col_upper_ = np.maximum(ends[:, 0], -FAR), np.minimum(ends[:, 1], FAR)
        model.col_cost_ = np.zeros(len(self.names))
        ends = np.array([_ends(row.low, row.high, unit) for row in rows])
        model.row_lower_, model.row_upper_ = ends[:, 0], ends[:, 1]
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.cumsum([0, *(len(row.terms) for row in rows)])
        model.a_matrix_.index_ = np.array([place[name] for row in rows for name in row.terms])
        model.a_matrix_.value_ = np.array([sign for row in rows for sign in row.terms.values()], dtype=float)
        model.sense_ = highspy.ObjSense.kMaximize
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]
        self._solver.setOptionValue("output_flag", False)
        self._solver.setOptionValue("parallel", "off")
        self._solver.setOptionValue("time_limit", float(SECONDS))
        # nearly the furthest is not enough: the next whole number may lie beyond
        self._solver.setOptionValue("mip_rel_gap", 0.0)
        self._solver.passModel(model)
        self._whole = False

    def furthest(self, direction: Numbers) -> Solution | None:
        """The solution furthest in a direction; None when there is no solution."""
        # fractions are allowed first, for that is quick, and most tables have whole corners
        found = self._solve(direction, whole=False)
        if found is not None and np.abs(found - np.rint(found)).max() >= WHOLE:
            found = self._solve(direction, whole=True)
        return None if found is None else np.rint(found).astype(np.int64)

    def _solve(self, direction: Numbers, *, whole: bool) -> Numbers | None:
        size = len(self.names)
        if whole != self._whole:
            kind = self._kinds.kInteger if whole else self._kinds.kContinuous
            self._solver.changeColsIntegrality(size, self._places, np.full(size, int(kind), dtype=np.uint8))
            self._whole = whole
        self._solver.changeColsCost(size, self._places, direction.astype(float))
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == self._statuses.kInfeasible:
            return None
        if status != self._statuses.kOptimal:
            told = self._solver.modelStatusToString(status)
            raise UndecidedError(f"{size} hidden counts after {SECONDS} s: {told}")
        return np.array(self._solver.getSolution().col_value)


def _ends(low: int | None, high: int | None, unit: int) -> tuple[float, float]:
    return -np.inf if low is None else low / unit, np.inf if high is None else high / unit
