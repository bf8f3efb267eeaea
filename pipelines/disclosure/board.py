"""All figures, their relations, and what an attacker makes of those that are shown."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from pipelines.disclosure.bounds import Constraint, Limits, find_leaks, propagate
from pipelines.disclosure.equations import Relation, relations
from pipelines.disclosure.figures import CodeLists, Figure, Key, Rule
from pipelines.disclosure.solutions import agreed_on
from pipelines.disclosure.unknowns import ONE, Unknowns, read_unknowns


@dataclass(frozen=True)
class Component:
    """Hidden numbers that hang together.

    `limits` is what is known of each beforehand; `relations` are the places of the relations that hold them.
    """

    unknowns: tuple[Key, ...]
    limits: tuple[Limits, ...]
    relations: tuple[int, ...]


@dataclass(frozen=True)
class Solved:
    """A hidden number that is not hidden, and the relation that gave it, if one did."""

    unknown: Key
    cause: int | None


@dataclass
class Board:
    """Figures with their relations; rows are shown or hidden one by one."""

    unknowns: Unknowns
    relations: list[Relation]
    touching: dict[Key, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, figures: Iterable[Figure], rules: Mapping[str, Rule], codes: CodeLists) -> "Board":
        """The board of some figures, whatever the order they come in."""
        unknowns = read_unknowns(figures, rules)
        board = cls(unknowns, relations(unknowns, codes))
        for place, relation in enumerate(board.relations):
            for key in relation.terms:
                board.touching.setdefault(key, []).append(place)
        return board

    def components(self) -> Iterator[Component]:
        """The hidden numbers in groups that no relation links to each other, in the order of their keys."""
        every = self.unknowns.hidden
        left = dict.fromkeys(sorted(every))
        while left:
            waiting, found, places = [next(iter(left))], set[Key](), set[int]()
            while waiting:
                key = waiting.pop()
                if key in found:
                    continue
                found.add(key)
                left.pop(key, None)
                for place in self.touching.get(key, ()):
                    if place not in places:
                        places.add(place)
                        waiting.extend(other for other in self.relations[place].terms if other in every)
            keys = tuple(sorted(found))
            yield Component(keys, tuple(map(self.unknowns.limits, keys)), tuple(sorted(places)))

    def solved(self, component: Component, *, thorough: bool = True) -> list[Solved]:
        """Hidden figures of a component that can be solved, in the order an attacker finds them.

        A thorough attacker also looks for all whole-number solutions, which takes a hundred times longer.
        A base that no statistic gives is told by its size: it matters only where it is a small count itself.
        """
        index = {key: place for place, key in enumerate(component.unknowns)}
        constraints = {
            place: self.relations[place].reduced(index, self.unknowns.numbers)
            for place in component.relations
        }
        limits = dict(enumerate(component.limits))
        leaks = find_leaks(constraints, limits)
        solved = [
            Solved(component.unknowns[leak.unknown], leak.cause)
            for leak in leaks
            if self._matters(component.unknowns[leak.unknown], leak.value)
        ]
        if solved or not thorough or not self._takes_more(component, constraints):
            return solved
        bounds, _ = propagate(constraints, limits)
        matters = partial(self._place_matters, component)
        return [
            Solved(component.unknowns[unknown], None)
            for unknown in agreed_on(constraints, bounds, ONE, matters)
        ]

    def _takes_more(self, component: Component, constraints: Mapping[int, Constraint]) -> bool:
        """Whether bounds of one relation at a time may miss something: relations in a circle, of counts.

        Where relations form no circle, bounds are exact. Amounts can have so many values that bounds do.
        """
        links = sum(len(constraint.terms) for constraint in constraints.values())
        if links < len(component.unknowns) + len(constraints):
            return False
        rows = self.unknowns.rows_of(component.unknowns)
        return not any(row.rule.is_amount for row in rows)

    def given_away(self) -> list[Key]:
        """Numbers of hidden rows that another row shows as they are, or too nearly."""
        values = {row.value for row in self.unknowns.rows if not row.shown}
        return sorted(key for key in values if self.unknowns.given_away(key))

    def _place_matters(self, component: Component, place: int, value: int) -> bool:
        return self._matters(component.unknowns[place], value)

    def _matters(self, key: Key, value: int | None) -> bool:
        if key in self.unknowns.as_value:
            # nobody is no secret: a zero is hidden only with the base its row would show
            return value != 0
        rules = [row.rule for row in self.unknowns.as_base.get(key, ()) if row.rule.counts]
        return value is not None and any(0 < value < rule.threshold * ONE for rule in rules)
