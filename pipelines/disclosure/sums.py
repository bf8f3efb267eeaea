"""Sums across statistics that a reader of their definitions can make, each as parts with sign and limits."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from pipelines.disclosure.figures import CITY, CodeLists, Key

Sum = tuple[dict[Key, int], int | None, int | None, bool]
"""Signed terms, the limits of their sum, and whether an attacker would take it for an equation."""

CHILDREN = ("0", "1", "2", "3", "4plus")
SPLIT_BY_COUNTRY = {
    "intro_characteristics": "intro_countries",
    "intro_new_characteristics": "intro_new_countries",
}
PERIODS = {2022: (2021 * 12 + 1, 2022 * 12 + 4), 2024: (2022 * 12 + 5, 2024 * 12 + 12)}
"""By the year that stands for a period of affected persons, its first and last month as year * 12 + month."""

Values = Mapping[Key, Key]


def declared_sums(values: Values, codes: CodeLists) -> Iterator[Sum]:
    """The sums that can be made of the figures there are.

    Args:
        values: The unknown that each figure's value shows.
        codes: Public code lists that say which categories belong together.
    """
    anchors: Mapping[str, Callable[[Values, Key, CodeLists], Iterable[Sum]]] = {
        "net_moves": _net_moves,
        "housing_purposes": _housing,
        "with_children": _household_types,
        "refugee_background": _refugees_by_age,
        "under_30": _young_by_age,
        "affected_month": _affected,
    }
    for key in values:
        if make := anchors.get(key.statistic_id):
            yield from make(values, key, codes)
    yield from _by_region(values, codes)
    yield from _periods(values)


def _terms(values: Values, parts: Iterable[Key], totals: Iterable[Key]) -> dict[Key, int]:
    """Signed terms of those figures that are there.

    A figure that is not there is zero or not published at all.
    """
    terms: dict[Key, int] = {}
    for keys, sign in ((parts, 1), (totals, -1)):
        for key in keys:
            if key in values:
                terms[values[key]] = terms.get(values[key], 0) + sign
    return {key: sign for key, sign in terms.items() if sign}


def _net_moves(values: Values, key: Key, _codes: CodeLists) -> Iterator[Sum]:
    moved_in, moved_out = key._replace(statistic_id="moved_in"), key._replace(statistic_id="moved_out")
    yield _terms(values, [key, moved_out], [moved_in]), 0, 0, True


def _housing(values: Values, key: Key, codes: CodeLists) -> Iterator[Sum]:
    """Purposes for housing that are too small for a line of their own are among the others."""
    parts = [key._replace(statistic_id="gross_by_purpose", category=group) for group in sorted(codes.housing)]
    if any(part in values for part in parts):
        yield _terms(values, parts, [key]), None, 0, True


def _household_types(values: Values, key: Key, _codes: CodeLists) -> Iterator[Sum]:
    """Types with children are those with children, less the few whose marital status is not known."""
    types = {
        children: [
            key._replace(statistic_id="household_type_year", category=f"{group}_{children}")
            for group in ("single", "couple")
        ]
        for children in CHILDREN
    }
    if not all(one in values for pair in types.values() for one in pair):
        return
    some = [one for children in CHILDREN[1:] for one in types[children]]
    four = key._replace(statistic_id="four_or_more_children")
    everybody = key._replace(statistic_id="recipients_last_contact")
    every_type = [one for pair in types.values() for one in pair]
    yield _terms(values, some, [key]), None, 0, True
    yield _terms(values, types["4plus"], [four]), None, 0, True
    yield _terms(values, [four], [key]), None, 0, False
    if key in values and four in values and everybody in values:
        # what is left over is at most those without a known status, for all types together and for each
        yield _terms(values, [*types["0"], key], [everybody]), None, 0, False
        yield _terms(values, [*every_type, four], [everybody, *types["4plus"]]), None, 0, False


def _refugees_by_age(values: Values, key: Key, _codes: CodeLists) -> Iterator[Sum]:
    ages = [one for one in _ages(values, key) if one.category.endswith("|refugee")]
    if ages:
        yield _terms(values, ages, [key]), None, 0, True


def _young_by_age(values: Values, key: Key, _codes: CodeLists) -> Iterator[Sum]:
    ages = [one for one in _ages(values, key) if int(one.category.partition("|")[0]) < 30]
    if ages:
        yield _terms(values, ages, [key]), 0, 0, True


def _ages(values: Values, key: Key) -> list[Key]:
    if key.district_id != CITY:
        return []
    categories = [f"{age}|{background}" for age in range(17, 71) for background in ("other", "refugee")]
    ages = [key._replace(statistic_id="age_by_refugee", category=category) for category in categories]
    return [one for one in ages if one in values]


def _affected(values: Values, key: Key, _codes: CodeLists) -> Iterator[Sum]:
    """Refugees and others together are the persons of the month by role."""
    who = key.category.partition("_")[0]
    roles = {"adults": ("main_person", "partner"), "children": ("child_full_custody", "child_shared_custody")}
    persons = [key._replace(statistic_id="persons_month", category=role) for role in roles.get(who, ())]
    if persons and all(one in values for one in persons):
        both = [key._replace(category=f"{who}_{background}") for background in ("refugee", "other")]
        yield _terms(values, both, persons), 0, 0, True


def _by_region(values: Values, codes: CodeLists) -> Iterator[Sum]:
    """The countries of a world region sum to the region."""
    countries: dict[Key, list[Key]] = {}
    by_countries = {countries: traits for traits, countries in SPLIT_BY_COUNTRY.items()}
    for key in values:
        region = codes.regions.get(key.category)
        if region is not None and key.statistic_id in by_countries:
            traits = by_countries[key.statistic_id]
            total = key._replace(statistic_id=traits, category=f"region|{region}")
            countries.setdefault(total, []).append(key)
    for total, parts in countries.items():
        if total in values:
            yield _terms(values, parts, [total]), 0, 0, True


def _periods(values: Values) -> Iterator[Sum]:
    """The mean of a period is known when its months are.

    It is not counted in whole months, so it has no limits here.
    """
    for total in values:
        if total.statistic_id != "affected_period" or total.year not in PERIODS:
            continue
        first, last = PERIODS[total.year]
        months = [
            key
            for key in values
            if (key.statistic_id, key.area_system, key.district_id, key.category)
            == ("affected_month", total.area_system, total.district_id, total.category)
            and first <= key.year * 12 + key.month <= last
        ]
        yield _terms(values, months, [total]), None, None, True
