"""The cells of one district and income year, block by block, each criterion's total met exactly."""

from collections.abc import Iterator

from pipelines.sample.drift import rounded
from pipelines.sample.places import Place
from pipelines.sample.spread import spread
from pipelines.sample.stp_amounts import Amounts, amounts, families
from pipelines.sample.stp_cells import (
    FAMILY_AGES,
    FOREIGN,
    FOREIGN_CHILDREN,
    HIGHER,
    LOW,
    NORDIC,
    NOT_ACTIVE,
    WORK,
    Block,
    Cells,
    Codes,
    Mix,
)
from pipelines.sample.targets import adults_2022

ALONE, COUPLE, OTHER = "Aleneboende", "Par med barn 0-17 år", "Andre husholdninger"
SINGLES = (
    "Mor/far med barn, 1 barn",
    "Mor/far med barn, 2 barn",
    "Mor/far med barn, 3 barn",
    "Mor/far med barn, 4 barn eller flere",
)
CHILD, YOUTH, OLD = {"0-17 år": 1.0}, {"18-19 år": 1.0}, {"68 år og over": 1.0}
YOUNG, MIDDLE, EDGE = {"20-29 år": 4.0, "30-49 år": 5.0}, {"50-66 år": 1.0}, {"18-19 år": 3.0, "67 år": 1.0}
WORKING_AGE = YOUNG | {"50-66 år": 3.0}
YES, NO = {"Ja": 1.0}, {"Nei": 1.0}
EITHER = {"Nei": 3.0, "Ja": 1.0}
UNEMPLOYED = {"Arbeidsledig": 1.0}
RETIRED = {"Utenfor arbeidsstyrken": 8.0, "Sysselsatt": 1.0}
WORKING = {"Sysselsatt": 12.0, "Utenfor arbeidsstyrken": 1.0}
KNOWN = LOW | {"Videregående": 12.0, "Høyere": 20.0, "Uoppgitt": 0.5}
AT_SCHOOL = {"Ungdomsskole": 1.0, "Videregående": 1.0}
OTHERS = {key: weight for key, weight in WORK.items() if key not in UNEMPLOYED}
PARTNERS = {"Høyere": 1.0, "Videregående": 2.0}, {"Ungdomsskole": 2.0, "Uoppgitt": 1.0}
"""Education of partners whose main earner has low, and higher, education."""
LOW_SHARE = 0.4
"""Of persons in poor child households, those whose main earner has low education."""


def cells_of(place: Place, year: int) -> Iterator[tuple[Codes, int, int]]:
    """(codes, persons, households) of every cell that is not empty."""
    cells = Cells(place.number)
    found = amounts(place.number, year)
    _alone(cells, found)
    low_earners = _poor_families(cells, found, year) + _richer_families(cells, place, year)
    middle = found.old - found.old // 6
    low_earners += found.young + middle
    _others(cells, found.low_earner - low_earners)
    _bulk(cells, place, year)
    for codes, (persons, households) in cells.found.items():
        yield codes, persons, households


def _alone(cells: Cells, found: Amounts) -> None:
    """Living alone with low income: low education or not, poor and unemployed or not."""
    edge = found.old // 6
    parts = (
        (YOUNG, LOW, found.young, min(found.unemployed // 3, found.young // 2)),
        (MIDDLE, LOW, found.old - edge, min(found.unemployed // 20, (found.old - edge) // 3)),
        (EDGE, LOW, edge, 0),
    )
    rest = found.unemployed
    for ages, education, persons, unemployed in parts:
        _alone_low_income(cells, ages, education, persons - unemployed, unemployed)
        rest -= unemployed
    _alone_low_income(cells, WORKING_AGE | EDGE, HIGHER, rounded(found.unemployed * 1.6), rest)


def _alone_low_income(cells: Cells, ages: Mix, education: Mix, others: int, unemployed: int) -> None:
    def add(many: int, capital: Mix, work: Mix, number: int) -> None:
        cells.add(Block(ALONE, "Ja", capital, ages, education, work=work, cells=number), many, many)

    add(unemployed, YES, UNEMPLOYED, 5)
    richer_unemployed = others // 12
    add(richer_unemployed, NO, UNEMPLOYED, 2)
    add(others - richer_unemployed, EITHER, OTHERS, 6)


def _poor_families(cells: Cells, found: Amounts, year: int) -> int:
    """Low income and capital under 1 G; gives the adults whose main earner has low education."""
    laid_out = families(cells.district, year)
    groups: list[tuple[str, str, int, int]] = []
    for kind, households, persons in zip(
        (COUPLE, *SINGLES), laid_out.households, laid_out.persons, strict=True
    ):
        partners = households if kind == COUPLE else 0
        children = persons - households - partners
        youths = children // 12
        groups += [(kind, "earner", households + partners // 2, households)]
        groups += [(kind, "partner", partners - partners // 2, 0)] if partners else []
        groups += [(kind, "youth", youths, 0), (kind, "child", children - youths, 0)]
    foreign = spread(found.non_western, [persons for _, _, persons, _ in groups])
    low_earners = 0
    for (kind, role, persons, households), many in zip(groups, foreign, strict=True):
        low = rounded(many * LOW_SHARE), rounded((persons - many) * LOW_SHARE)
        heads = (low[0], many - low[0], low[1], persons - many - low[1])
        homes = spread(households, heads)
        for (is_foreign, is_low), head, home in zip(
            ((True, True), (True, False), (False, True), (False, False)), heads, homes, strict=True
        ):
            _family_members(cells, kind, role, (is_foreign, is_low), head, home)
        low_earners += sum(low) if role in {"earner", "partner"} else 0
    return low_earners


def _family_members(
    cells: Cells, kind: str, role: str, group: tuple[bool, bool], persons: int, households: int
) -> None:
    is_foreign, is_low = group
    earner = LOW if is_low else HIGHER
    origin = NORDIC
    if is_foreign:
        origin = FOREIGN if role in {"earner", "partner"} else FOREIGN_CHILDREN
    many = 3 if kind == COUPLE else 1
    if role == "earner":
        block = Block(kind, "Ja", YES, FAMILY_AGES, earner, origin=origin, cells=many)
    elif role == "partner":
        known = dict(list(earner.items())[:2])
        own = PARTNERS[0 if is_low else 1]
        block = Block(kind, "Ja", YES, FAMILY_AGES, known, own, origin, cells=many)
    elif role == "youth":
        block = Block(kind, "Ja", YES, YOUTH, earner, AT_SCHOOL, origin, cells=1)
    else:
        block = Block(kind, "Ja", YES, CHILD, earner, NOT_ACTIVE, origin, NOT_ACTIVE, many)
    cells.add(block, persons, households)


def _richer_families(cells: Cells, place: Place, year: int) -> int:
    """Low income with financial capital above 1 G; gives the adults whose main earner has low education."""
    low_earners = 0
    laid_out = families(place.number, year)
    for kind, households in zip((COUPLE, *SINGLES), laid_out.households, strict=True):
        homes = rounded(households * (0.08 if kind == COUPLE else 0.12))
        low = homes // 3
        adults = 2 if kind == COUPLE else 1
        cells.add(Block(kind, "Ja", NO, FAMILY_AGES, LOW, cells=1), low * adults, low)
        cells.add(Block(kind, "Ja", NO, FAMILY_AGES, HIGHER, cells=2), (homes - low) * adults, homes - low)
        children = homes * (2 if kind == COUPLE else 1 + SINGLES.index(kind))
        cells.add(Block(kind, "Ja", NO, CHILD, HIGHER, NOT_ACTIVE, work=NOT_ACTIVE, cells=1), children)
        low_earners += low * adults
    return low_earners


def _others(cells: Cells, low_earners: int) -> None:
    """Low income in households of other types: the rest of those whose main earner has low education."""

    def add(ages: Mix, earner: Mix, number: int, persons: int, households: int) -> None:
        cells.add(Block(OTHER, "Ja", EITHER, ages, earner, cells=number), persons, households)

    add(WORKING_AGE, LOW, 8, low_earners, low_earners * 4 // 7)
    add(WORKING_AGE, HIGHER, 6, low_earners, low_earners // 2)
    add(EDGE, LOW, 2, low_earners // 15, low_earners // 60)
    add(OLD, LOW, 2, low_earners // 6, low_earners // 9)
    cells.add(Block(ALONE, "Ja", EITHER, OLD, LOW | HIGHER, work=RETIRED), low_earners // 4, low_earners // 4)


def _bulk(cells: Cells, place: Place, year: int) -> None:
    """All who do not have a low income, so that the district has about its real size."""
    adults = rounded(adults_2022()[place.number] * (1 + 0.01 * (year - 2022)))
    here = sum(many for codes, (many, _) in cells.found.items() if codes[1] != "0-17 år")
    shares = (26, 20, 3, 43, 8) if place.is_inner else (13, 38, 4, 33, 12)
    alone, couples, single, other, old = spread(adults - here, shares)

    def add(kind: str, ages: Mix, number: int, persons: int, households: int, work: Mix = WORKING) -> None:
        cells.add(Block(kind, "Nei", EITHER, ages, KNOWN, work=work, cells=number), persons, households)

    add(ALONE, WORKING_AGE, 8, alone, alone)
    add(COUPLE, FAMILY_AGES, 8, couples, couples // 2)
    _bulk_children(cells, COUPLE, couples * 7 // 8)
    for children, (kind, persons) in enumerate(
        zip(SINGLES, spread(single, (60, 32, 7, 1)), strict=True), start=1
    ):
        add(kind, FAMILY_AGES, 2, persons, persons)
        _bulk_children(cells, kind, persons * children)
    add(OTHER, WORKING_AGE | EDGE, 8, other, other * 5 // 9)
    add(OTHER, OLD, 4, old * 2 // 3, old // 3, RETIRED)
    add(ALONE, OLD, 3, old - old * 2 // 3, old - old * 2 // 3, RETIRED)


def _bulk_children(cells: Cells, kind: str, persons: int) -> None:
    earner = {"Høyere": 3.0, "Videregående": 2.0}
    many = 3 if kind == COUPLE else 1
    cells.add(Block(kind, "Nei", EITHER, CHILD, earner, NOT_ACTIVE, work=NOT_ACTIVE, cells=many), persons)
