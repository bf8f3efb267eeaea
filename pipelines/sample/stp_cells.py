"""Cells of the remote-access extract: a sparse part of the cross product, filled to exact totals."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from heapq import nlargest
from itertools import product
from math import prod

from pipelines.sample.drift import unit
from pipelines.sample.spread import spread

Mix = Mapping[str, float]
"""Delivered text -> how common it is."""

_SAME = "as the main earner"

LOW = {"Ungdomsskole": 6.0, "Barneskole": 3.0, "Ingen": 1.0}
HIGHER = {"Videregående": 5.0, "Høyere": 4.0, "Uoppgitt": 1.0}
NOT_ACTIVE = {"Ikke aktuelt": 1.0}
SEXES = {"Kvinne": 1.1, "Mann": 1.0}
FAMILY_AGES = {"30-49 år": 6.0, "20-29 år": 1.0, "50-66 år": 1.0}
WORK = {"Sysselsatt": 4.0, "Utenfor arbeidsstyrken": 3.0, "Arbeidsledig": 1.0}

NORDIC = {"Norge/Ikke innvandrer": 8.0, "Vesten/Innvandrer": 1.0}
FOREIGN = {
    "Asia/Innvandrer": 5.0,
    "Afrika/Innvandrer": 4.0,
    "Øst-Europa utenfor EU/Innvandrer": 1.5,
    "Latin-Amerika/Innvandrer": 0.7,
    "Asia/Norskfødt med innvandrerforeldre": 0.8,
}
FOREIGN_CHILDREN = {
    "Asia/Norskfødt med innvandrerforeldre": 5.0,
    "Afrika/Norskfødt med innvandrerforeldre": 4.0,
    "Øst-Europa utenfor EU/Innvandrer": 1.0,
    "Latin-Amerika/Innvandrer": 0.5,
}
ANY_ORIGIN = NORDIC | {
    "Asia/Innvandrer": 2.0,
    "Afrika/Innvandrer": 1.0,
    "Øst-Europa utenfor EU/Innvandrer": 0.8,
}

Codes = tuple[str, ...]
"""Household type, age, sex, low income, capital, education, main earner's education, background,
generation, employment."""


@dataclass(frozen=True)
class Block:
    """What a group of persons has in common, and how it varies otherwise.

    Attributes:
        kind, income: Household type and low income (Ja, Nei).
        education: Of the persons; None where they are the main earner, or have the same education.
        cells: How many cells it is laid out over.
    """

    kind: str
    income: str
    capital: Mix
    ages: Mix
    earner: Mix
    education: Mix | None = None
    origin: Mix = field(default_factory=lambda: ANY_ORIGIN)
    work: Mix = field(default_factory=lambda: WORK)
    cells: int = 3

    def codes(self, district: str) -> list[tuple[float, Codes]]:
        """(weight, codes) of the district's cells, the same in every year."""
        mixes = (
            self.ages,
            SEXES,
            self.capital,
            self.education or {_SAME: 1.0},
            self.earner,
            self.origin,
            self.work,
        )
        # the heaviest n cells have only the heaviest n values of every mix
        likely = [
            nlargest(
                self.cells,
                [
                    (weight * (0.5 + unit(district, self.kind, self.income, value)), value)
                    for value, weight in mix.items()
                ],
            )
            for mix in mixes
        ]
        found = [
            (prod(weight for weight, _ in pairs), tuple(value for _, value in pairs))
            for pairs in product(*likely)
        ]
        chosen = nlargest(self.cells, found)
        return [(weight, self._codes(*values)) for weight, values in chosen]

    def _codes(self, age: str, sex: str, capital: str, own: str, earner: str, *rest: str) -> Codes:
        origin, work = rest
        education = earner if own == _SAME else own
        return (
            *(self.kind, age, sex, self.income, capital, education, earner),
            *origin.split("/"),
            work,
        )


class Cells:
    """The cells of one district and year."""

    def __init__(self, district: str) -> None:
        self.district = district
        self.found: dict[Codes, tuple[int, int]] = {}

    def add(self, block: Block, persons: int, households: int = 0) -> None:
        """Lay persons, and the households whose main earner they are, out over the cells of a block.

        Raises:
            ValueError: A negative number, fewer persons than households, or a cell that exists.
        """
        if not 0 <= households <= persons:
            raise ValueError(f"{self.district}, {block}: {persons} persons, {households} households")
        weighted = block.codes(self.district)
        heads = spread(persons, [weight for weight, _ in weighted])
        homes = spread(households, heads)
        for (_, codes), many, home in zip(weighted, heads, homes, strict=True):
            if codes in self.found:
                raise ValueError(f"two blocks fill {codes}")
            if many:
                self.found[codes] = (many, home)
