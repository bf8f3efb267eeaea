"""Main persons and their children as columns that grow year by year, and the recipients of one year."""

from dataclasses import dataclass, field

import numpy as np

from pipelines.sample.social.margins import DISTRICTS, Flags, Floats, Ints

NEVER = -10_000
"""Month number of what has not happened; month numbers are year * 12 + month (1-12)."""
CAPACITY = 100_000


@dataclass
class People:
    """Main persons ever paid, one place per person.

    Attributes:
        size: Places in use.
        district: District (0-14) of the last contact.
        first_year, last_month, spell_start: When first paid, last paid, and the first month of that spell.
        birth, day: Birth month number and day of the month.
        female, couple, foreign, refugee: Fixed facts.
        country, citizenship: Places in the list of countries.
        marital: Place in the list of marital statuses.
        partner_birth: Birth month number of the partner, when there is one.
        care: 0 no children, 1 children mostly here (custody over 50), 2 children mostly elsewhere.
        supplemented: Whether other income came beside the assistance in the last year.
        level: Lasting level of the person's monthly amounts.
    """

    size: int = 0
    district: Ints = field(default_factory=lambda: np.zeros(CAPACITY, np.int64))
    first_year: Ints = field(default_factory=lambda: np.zeros(CAPACITY, np.int64))
    last_month: Ints = field(default_factory=lambda: np.full(CAPACITY, NEVER))
    spell_start: Ints = field(default_factory=lambda: np.full(CAPACITY, NEVER))
    birth: Ints = field(default_factory=lambda: np.zeros(CAPACITY, np.int64))
    day: Ints = field(default_factory=lambda: np.ones(CAPACITY, np.int64))
    female: Flags = field(default_factory=lambda: np.zeros(CAPACITY, np.bool_))
    couple: Flags = field(default_factory=lambda: np.zeros(CAPACITY, np.bool_))
    foreign: Flags = field(default_factory=lambda: np.zeros(CAPACITY, np.bool_))
    refugee: Flags = field(default_factory=lambda: np.zeros(CAPACITY, np.bool_))
    country: Ints = field(default_factory=lambda: np.zeros(CAPACITY, np.int64))
    citizenship: Ints = field(default_factory=lambda: np.zeros(CAPACITY, np.int64))
    marital: Ints = field(default_factory=lambda: np.zeros(CAPACITY, np.int64))
    partner_birth: Ints = field(default_factory=lambda: np.zeros(CAPACITY, np.int64))
    care: Ints = field(default_factory=lambda: np.zeros(CAPACITY, np.int64))
    supplemented: Flags = field(default_factory=lambda: np.zeros(CAPACITY, np.bool_))
    level: Floats = field(default_factory=lambda: np.ones(CAPACITY))

    def add(self, count: int) -> Ints:
        """Take new places; their facts are filled in by the caller."""
        self.size += count
        return np.arange(self.size - count, self.size)


@dataclass
class Children:
    """Children and youth of main persons, one place per child (owner = place of the main person)."""

    owner: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    birth: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    day: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    away: Flags = field(default_factory=lambda: np.zeros(0, np.bool_))

    def add(self, owner: Ints, birth: Ints, rng: np.random.Generator) -> None:
        """Append children born in these months."""
        self.owner = np.concatenate([self.owner, owner])
        self.birth = np.concatenate([self.birth, birth])
        self.day = np.concatenate([self.day, rng.integers(1, 29, len(owner))])
        self.away = np.concatenate([self.away, np.zeros(len(owner), np.bool_)])


@dataclass
class Roll:
    """Recipients of one year, one row each.

    Attributes:
        year: The year.
        who: Place of the main person.
        district: District of the last contact.
        before: District paying earlier in the year, -1 for those who did not move.
        new, long: Never (or not for two years) paid before; continuously paid for two years.
        full_year: Others who are to be paid every month.
        paid: Paid months, twelve columns.
        switch: Column of the first month in `district` for those who moved.
    """

    year: int
    who: Ints
    district: Ints
    before: Ints
    new: Flags
    long: Flags
    full_year: Flags
    paid: Flags = field(default_factory=lambda: np.zeros((0, 12), np.bool_))
    switch: Ints = field(default_factory=lambda: np.zeros(0, np.int64))

    @property
    def first(self) -> Ints:
        """Month number of the first contact."""
        return np.asarray(self.year * 12 + 1 + np.argmax(self.paid, axis=1))

    @property
    def final(self) -> Ints:
        """Month number of the last contact."""
        return np.asarray(self.year * 12 + 12 - np.argmax(self.paid[:, ::-1], axis=1))

    @property
    def months(self) -> Ints:
        """Paid months of each recipient."""
        return np.asarray(self.paid.sum(axis=1))

    def row_of(self, people: People) -> Ints:
        """Row by place of a person, -1 for who is not on the roll."""
        rows = np.full(people.size, -1)
        rows[self.who] = np.arange(len(self.who))
        return rows

    def by_district(self, flags: Flags) -> Ints:
        """How many of the flagged have their last contact in each district."""
        return np.bincount(self.district[flags], minlength=DISTRICTS)


def pick(rng: np.random.Generator, weight: Floats, count: int) -> Ints:
    """Distinct places of the weights, the heavier the likelier; those of weight 0 never."""
    able = np.flatnonzero(weight > 0)
    if count <= 0:
        return able[:0]
    return able[np.argsort(rng.exponential(size=len(able)) / weight[able], kind="stable")[:count]]
