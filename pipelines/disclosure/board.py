"""All figures, their relations, and what an attacker makes of those that are shown."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pipelines.disclosure.bounds import Leak, Limits, find_leaks
from pipelines.disclosure.equations import Relation, relations
from pipelines.disclosure.figures import CodeLists, Figure, Key, Rule
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

    def hidden(self) -> list[Key]:
        """Every number that no shown row shows, sorted."""
        numbers = {row.value for row in self.unknowns.rows if not row.shown}
        numbers |= {row.base for row in self.unknowns.rows if not row.shown and row.base is not None}
        return sorted(key for key in numbers if not self.unknowns.known(key))

    def components(self, hidden: Iterable[Key]) -> Iterator[Component]:
        """The hidden numbers in groups that no relation links to each other."""
        left = dict.fromkeys(hidden)
        unknown = set(left)
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
                        waiting.extend(other for other in self.relations[place].terms if other in unknown)
            keys = tuple(sorted(found))
            yield Component(keys, tuple(map(self.unknowns.limits, keys)), tuple(sorted(places)))

    def solved(self, component: Component) -> list[Solved]:
        """Hidden figures of a component that can be solved, in the order an attacker finds them.

        A base that no statistic gives is told by its size: it matters only where it is a small count itself.
        """
        index = {key: place for place, key in enumerate(component.unknowns)}
        constraints = {
            place: self.relations[place].reduced(index, self.unknowns.numbers)
            for place in component.relations
        }
        leaks = find_leaks(constraints, dict(enumerate(component.limits)))
        return [
            Solved(component.unknowns[leak.unknown], leak.cause)
            for leak in leaks
            if self._matters(component.unknowns[leak.unknown], leak)
        ]

    def given_away(self) -> list[Key]:
        """Numbers of hidden rows that another row shows as they are, or too nearly."""
        values = {row.value for row in self.unknowns.rows if not row.shown}
        return sorted(key for key in values if self.unknowns.given_away(key))

    def _matters(self, key: Key, leak: Leak) -> bool:
        if key in self.unknowns.as_value:
            # nobody is no secret: a zero is hidden only with the base its row would show
            return leak.value != 0
        rules = [row.rule for row in self.unknowns.as_base.get(key, ()) if row.rule.counts]
        return leak.value is not None and any(0 < leak.value < rule.threshold * ONE for rule in rules)
