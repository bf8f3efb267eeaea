"""How the figures hang together: districts and city, categories and base, months and year, rows and columns.

A relation that holds only nearly (districts that share recipients, a base that leaves out the unknown) is an
equation for the linear algebra all the same, which hides more rather than less; its limits are those that
really hold.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipelines.disclosure.bounds import Constraint
from pipelines.disclosure.figures import ALL, CITY, MOVES, WHOLE_YEAR, CodeLists, Key
from pipelines.disclosure.relations import MONTHS, value_unknown
from pipelines.disclosure.sums import declared_sums
from pipelines.disclosure.unknowns import OWN_BASE, Row, Unknowns, group_of

COUNTRIES = {"intro_countries", "intro_new_countries"}
"""Statistics whose categories are alternatives though they may leave some persons out."""


@dataclass(frozen=True)
class Relation:
    """A constraint over numbers, known and hidden; parts have the coefficient 1, what they sum to -1."""

    terms: Mapping[Key, int]
    low: int | None = 0
    high: int | None = 0
    equal: bool = True

    def reduced(self, unknown: Mapping[Key, int], numbers: Mapping[Key, int]) -> Constraint:
        """The constraint on the hidden numbers alone, by their index; the known ones are subtracted."""
        known = sum(c * numbers[key] for key, c in self.terms.items() if key not in unknown)
        return Constraint(
            {unknown[key]: c for key, c in self.terms.items() if key in unknown},
            None if self.low is None else self.low - known,
            None if self.high is None else self.high - known,
            self.equal,
        )


def relations(unknowns: Unknowns, codes: CodeLists) -> list[Relation]:
    """Every relation of the figures, each once, in the order of their keys."""
    found: dict[frozenset[tuple[Key, int]], Relation] = {}
    rows = unknowns.rows
    for relation in (
        *_districts(rows),
        *_categories(rows),
        *_parts(rows),
        *_months(rows),
        *_others(rows, codes),
    ):
        terms = frozenset(relation.terms.items())
        before = found.get(terms)
        # of two readings of the same terms the stricter one
        if before is None or (relation.low, relation.high) == (0, 0):
            found[terms] = relation
    kept = [relation for relation in found.values() if len(relation.terms) > 1]
    assert all(sign in {1, -1} for relation in kept for sign in relation.terms.values())
    return kept


def balance(parts: Iterable[Key], total: Key) -> dict[Key, int]:
    """The terms of the parts less their total."""
    terms: dict[Key, int] = {}
    for key, sign in [*((part, 1) for part in parts), (total, -1)]:
        terms[key] = terms.get(key, 0) + sign
    return {key: sign for key, sign in terms.items() if sign}


_LIMITS: dict[str, tuple[int | None, int | None]] = {
    "exact": (0, 0),
    "not_below_total": (0, None),
    "not_above_total": (None, 0),
}
"""By additivity, what the districts' sum less the city can be."""


def _districts(rows: Iterable[Row]) -> Iterator[Relation]:
    """Districts sum to the city, and so do their own bases.

    Where districts share recipients, the sum is no less than the city; where some recipients have no
    district, it is no more.
    """
    groups: dict[tuple[Key, str], dict[str, Key]] = {}
    for row in rows:
        adds_up, key = row.rule.additivity, row.figure.key
        if adds_up not in _LIMITS:
            continue
        groups.setdefault((key._replace(district_id=""), adds_up), {})[key.district_id] = row.value
        if adds_up == "exact" and row.base is not None and row.base.statistic_id.startswith(OWN_BASE):
            groups.setdefault((row.base._replace(district_id=""), adds_up), {})[key.district_id] = row.base
    for (_, adds_up), group in groups.items():
        if CITY in group and len(group) > 1:
            parts = [unknown for district, unknown in group.items() if district != CITY]
            low, high = _LIMITS[adds_up]
            yield Relation(balance(parts, group[CITY]), low=low, high=high)


def _categories(rows: Iterable[Row]) -> Iterator[Relation]:
    """Alternatives sum to their base, or to the figure that is not split."""
    groups: dict[Key, list[Row]] = {}
    for row in rows:
        key = row.figure.key
        groups.setdefault(key._replace(category=group_of(key.category, row.rule.partition)), []).append(row)
    for key, group in groups.items():
        whole = CITY if key.statistic_id == MOVES else ALL
        parts = {row.value for row in group if row.figure.key.category != whole}
        totals = {row.value for row in group if row.figure.key.category == whole}
        exclusive = key.category != ALL or key.statistic_id in COUNTRIES
        partition = group[0].rule.partition or key.statistic_id == MOVES
        if not totals and (partition or exclusive) and len(group) > 1:
            totals = {row.base for row in group if row.base is not None}
        if parts and len(totals) == 1:
            yield Relation(balance(sorted(parts), totals.pop()), low=0 if partition else None)


def _parts(rows: Iterable[Row]) -> Iterator[Relation]:
    """A part is no more than its base."""
    for row in rows:
        name = row.rule.statistic_id
        part = (row.rule.counts and name != "net_moves") or name == "housing_purposes"
        if part and row.base is not None:
            yield Relation(balance([row.value], row.base), low=None, equal=False)


def _months(rows: Iterable[Row]) -> Iterator[Relation]:
    """The months of a year sum to the year.

    A purpose without an amount of its own in the year counts among the others.
    """
    rows = list(rows)
    by_year = {row.figure.key for row in rows}
    groups: dict[Key, list[Key]] = {}
    for row in rows:
        key = row.figure.key
        if key.month == WHOLE_YEAR or key.statistic_id not in MONTHS:
            continue
        year = key._replace(statistic_id=MONTHS[key.statistic_id], month=WHOLE_YEAR)
        if year not in by_year and key.statistic_id == "gross_by_purpose_month":
            year = year._replace(category="other")
        if year in by_year:
            groups.setdefault(value_unknown(year)[0], []).append(row.value)
    for total, parts in groups.items():
        yield Relation(balance(sorted(set(parts)), total))


def _others(rows: Iterable[Row], codes: CodeLists) -> Iterator[Relation]:
    for terms, low, high, equal in declared_sums({row.figure.key: row.value for row in rows}, codes):
        if terms:
            yield Relation(terms, low, high, equal)
