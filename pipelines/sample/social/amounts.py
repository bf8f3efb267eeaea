"""What each recipient-month is paid, by rank against the printed distribution, and in which lines."""

from dataclasses import dataclass

import numpy as np

from pipelines.sample.social.margins import DISTRICTS, Floats, Ints, Margins, fact, table
from pipelines.sample.social.people import People, Roll

PURPOSES = (
    "Basisbeløp", "Husleie", "Husleierestanse", "Midlertidig botilbud", "Annen hjelp livsopphold",
    "Strøm", "Strømrestanse", "Boligetablering", "Kontantdepositum", "Tannbehandling",
    "Innfri garanti depositum", "Nødhjelp", "Renter boliglån", "Høytidstillegg", "Barnehage/AKS",
    "Boveiledning med ytelse", "Hjelp til andre formål § 19",
)  # fmt: skip
_RENT, _TEMPORARY = 1, 3
_CHANCE = np.array([
    0.88, 0.82, 0.05, 0.085, 0.34, 0.45, 0.03, 0.075, 0.035, 0.06, 0.014, 0.07,
    0.012, 0.04, 0.04, 0.012, 0.03,
])  # fmt: skip
"""How often a month has a line of each purpose (assumed: two to four lines)."""
_ARREARS = {"Husleie": ("Husleierestanse", 0.045), "Strøm": ("Strømrestanse", 0.05)}
_OTHER = {
    "Høytidstillegg": 0.33, "Barnehage/AKS": 0.28, "Boveiledning med ytelse": 0.16,
    "Hjelp til andre formål § 19": 0.23,
}  # fmt: skip
"""The four purposes the report adds up as "Annet", assumed parts of it."""


@dataclass(frozen=True)
class Months:
    """Recipient-months of one year, and what each is paid in øre.

    Attributes:
        row, column, district: Row on the roll, month (0-11) and paying district.
        ore: Sum of the month.
    """

    row: Ints
    column: Ints
    district: Ints
    ore: Ints


def recipient_months(people: People, roll: Roll, goal: Margins, rng: np.random.Generator) -> Months:
    """Amounts by month whose sums by district are the year's gross and whose annual sums rank as printed."""
    row, column = np.nonzero(roll.paid)
    early = (roll.before[row] >= 0) & (column < roll.switch[row])
    district = np.where(early, roll.before[row], roll.district[row])
    noise = rng.lognormal(0, 0.25, len(row))
    part = noise / np.bincount(row, noise)[row]
    score = roll.months * people.level[roll.who] * rng.lognormal(0, 0.45, len(roll.who))
    score *= np.where(people.couple[roll.who], 1.25, 1.0) * np.where(people.care[roll.who] == 1, 1.3, 1.0)
    score *= np.where(people.supplemented[roll.who], 0.75, 1.0)
    mean = goal.gross.sum() / len(roll.who)
    level = np.ones(DISTRICTS)
    amount = np.zeros(len(row))
    for _ in range(12):
        annual = _by_rank(score * level[roll.district], mean)
        amount = annual[row] * part
        level *= (goal.gross / np.bincount(district, amount, DISTRICTS)) ** 1.5
    amount *= (goal.gross / np.bincount(district, amount, DISTRICTS))[district]
    ore = np.maximum(np.round(amount * 100), 100).astype(np.int64)
    largest = np.array(
        [np.flatnonzero(district == place)[np.argmax(ore[district == place])] for place in range(DISTRICTS)]
    )
    sums = np.bincount(district, ore, DISTRICTS)
    ore[largest] += np.round(goal.gross * 100 - sums).astype(np.int64)
    return Months(row, column, district, ore)


def _by_rank(score: Floats, mean: float) -> Floats:
    """The distribution of 2024 (quartiles, parts below 5 000 and above 250 000), by rank, with this mean."""
    total = fact("recipients_year")
    points = [(0.0, 300.0), (fact("recipients_amount_below_5000") / total, 5000.0)]
    points += [(q, fact(f"amount_{name}")) for q, name in ((0.25, "q1"), (0.5, "median"), (0.75, "q3"))]
    top = fact("recipients_amount_above_250000") / total
    points.append((1 - top, 250_000.0))
    places, values = np.array(points).T
    body = ((values[1:] + values[:-1]) / 2 * np.diff(places)).sum()
    tail = (fact("amount_mean") - body) / top - 250_000
    rank = np.empty(len(score))
    rank[np.argsort(score, kind="stable")] = (np.arange(len(score)) + 0.5) / len(score)
    over = rank > 1 - top
    amount = np.interp(rank, places, values)
    amount[over] = 250_000 - tail * np.log((1 - rank[over]) / top)
    return np.asarray(amount * mean / amount.mean())


def purpose_shares(year: int) -> Floats:
    """Each purpose's part of the gross: printed for 2024; rent fell from 51 per cent in 2019."""
    printed = {
        row["purpose_label_no"]: float(row["gross_amount_nok"]) for row in table("figure_3_4_purposes_2024")
    }
    other = printed.pop("Annet*")
    for whole, (arrears, part) in _ARREARS.items():
        printed[arrears] = part * printed[whole]
        printed[whole] -= printed[arrears]
    amounts = printed | {name: part * other for name, part in _OTHER.items()}
    share = np.array([amounts[name] for name in PURPOSES]) / sum(amounts.values())
    earlier = 2024 - max(year, 2019)
    share[PURPOSES.index("Husleie")] += 0.012 * earlier
    share[PURPOSES.index("Midlertidig botilbud")] *= 0.87 ** max(0, earlier)
    return np.asarray(share / share.sum())


def lines(months: Months, year: int, rng: np.random.Generator) -> tuple[Ints, Ints, Ints]:
    """(month, purpose, øre) of the payment lines: purposes drawn per month, parts fitted to their shares."""
    present = rng.random((len(months.ore), len(PURPOSES)), np.float32) < _CHANCE.astype(np.float32)
    present[present[:, _TEMPORARY], _RENT] = False
    present[~present.any(axis=1), 0] = True
    month, purpose = np.nonzero(present)
    share = purpose_shares(year)
    weight = rng.lognormal(0, 0.4, len(month)) * (share / _CHANCE)[purpose]
    gross = months.ore[month].astype(np.float64)
    for _ in range(20):
        part = weight / np.bincount(month, weight)[month]
        paid = np.bincount(purpose, part * gross, len(PURPOSES))
        weight *= (share / (paid / paid.sum()))[purpose]
    part = weight / np.bincount(month, weight)[month]
    ore = np.floor(part * gross).astype(np.int64)
    heads = np.flatnonzero(np.diff(month, prepend=-1))
    ore[heads] += months.ore - np.add.reduceat(ore, heads)
    kept = ore > 0
    return month[kept], purpose[kept], ore[kept]
