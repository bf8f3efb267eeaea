"""The accounts behind ledger, KOSTRA and SSB: amounts by district, function and art, to the øre.

A district's net on a function is whole thousand NOK; its arts add up to it exactly. Functions are those of
FO4: 213, 242, 243, 265, 273 and 283 (FO4A), 276 (FO4B), 281 (FO4C).
"""

from functools import cache

from pipelines.sample.drift import between, drifted, rounded, unit
from pipelines.sample.places import DISTRICTS
from pipelines.sample.spread import spread
from pipelines.sample.targets import adults_2022, counts, net_281, net_by_function_2022

YEARS = (2022, 2023, 2024)
ORE = 100_000
"""Øre in a thousand NOK."""

AREAS = {"FO4A": ("213", "242", "243", "265", "273", "283"), "FO4B": ("276",), "FO4C": ("281",)}
FUNCTIONS = tuple(sorted(function for functions in AREAS.values() for function in functions))

ADULT_EDUCATION = ("01", "02", "09", "12", "15")
"""The districts that have function 213; the others lack it."""

_NET_276_2022 = 431_760
"""Invented: Table 3 does not print the qualification programme."""

INTERNAL = ("298", "798")
"""Arts of trade inside the city; they cancel within a district."""
_INTERNAL_FUNCTIONS = {"242": 1800, "265": 650}
"""Function: thousand NOK of it in a district, about."""

_EXPENSES = {
    "213": {"010": 70, "090": 9, "099": 10, "105": 7, "120": 4},
    "242": {
        "010": 52,
        "020": 3,
        "030": 2,
        "090": 8,
        "099": 9,
        "120": 6,
        "150": 2,
        "190": 7,
        "370": 9,
        "429": 2,
    },
    "243": {"010": 33, "090": 6, "099": 6, "120": 4, "370": 43, "429": 5, "470": 3},
    "265": {"180": 8, "190": 58, "230": 15, "240": 12, "429": 7},
    "273": {"010": 42, "089": 22, "090": 6, "099": 8, "120": 7, "370": 15},
    "276": {"010": 13, "089": 74, "099": 7, "120": 2, "370": 4},
    "281": {"120": 1, "370": 4, "429": 1, "470": 94},
    "283": {"010": 21, "090": 4, "099": 4, "370": 12, "470": 59},
}
_INCOMES = {
    "242": {"700": 0.05, "729": 0.02},
    "243": {"620": 0.02, "700": 0.06},
    "265": {"630": 0.4},
    "273": {"700": 0.11},
    "276": {"700": 0.03},
    "281": {"700": 0.02, "729": 0.01},
    "283": {"620": 0.04},
}
"""Art: income as a share of the net."""


@cache
def net(number: str, function: str, year: int) -> int:
    """Net expenditure of a district on a function, thousand NOK; 0 where it does not have the function."""
    if function == "281":
        published = net_281()[year][number]
        # later years are published in 0.1 million only
        return published if year == YEARS[0] else published + between(-49, 49, "net 281", year, number)
    base = _net_2022(function)[number]
    return drifted(base, YEARS[0], year, "net", function, number)


@cache
def _net_2022(function: str) -> dict[str, int]:
    total = _NET_276_2022 if function == "276" else net_by_function_2022()[function]
    poor, all_adults = counts("low_income_renters"), adults_2022()
    weights = [
        (poor[place.number] / sum(poor.values()) + all_adults[place.number] / sum(all_adults.values()))
        * (0.85 + 0.3 * unit("net", function, place.number))
        if function != "213" or place.number in ADULT_EDUCATION
        else 0.0
        for place in DISTRICTS
    ]
    return dict(zip([place.number for place in DISTRICTS], spread(total, weights), strict=True))


@cache
def arts(number: str, function: str, year: int) -> dict[str, int]:
    """Art -> øre, expenses positive and income negative; internal arts included. They add up to the net."""
    total = net(number, function, year) * ORE
    if not total:
        return {}
    incomes = {
        art: -rounded(total * share * (0.9 + 0.2 * unit("income", number, function, art, year)))
        for art, share in _INCOMES.get(function, {}).items()
    }
    shares = _EXPENSES[function]
    weights = [share * (0.92 + 0.16 * unit("art", number, function, art)) for art, share in shares.items()]
    spent = spread(total - sum(incomes.values()), weights)
    found = dict(zip(shares, spent, strict=True)) | incomes
    if function in _INTERNAL_FUNCTIONS:
        size = _INTERNAL_FUNCTIONS[function] * ORE
        traded = rounded(size * (0.7 + 0.6 * unit("internal", number, function, year)))
        found |= {INTERNAL[0]: traded, INTERNAL[1]: -traded}
    return found


@cache
def thousands(number: str, function: str, year: int) -> dict[str, int]:
    """Art -> thousand NOK, rounded so that the arts still add up to the net."""
    exact = arts(number, function, year)
    internal = {art: exact[art] for art in INTERNAL if art in exact}
    real = {art: ore for art, ore in exact.items() if art not in internal}
    down = {art: ore // ORE for art, ore in real.items()}
    missing = net(number, function, year) - sum(down.values())
    for art in sorted(real, key=lambda art: (-(real[art] % ORE), art))[:missing]:
        down[art] += 1
    return down | {art: rounded(ore / ORE) for art, ore in internal.items()}


def gross(number: str, function: str, year: int) -> int:
    """Gross operating expenditure, thousand NOK: all expenses, internal trade left out."""
    return sum(
        amount
        for art, amount in thousands(number, function, year).items()
        if art not in INTERNAL and amount > 0
    )
