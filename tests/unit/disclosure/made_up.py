"""Made-up recipients, counted into the statistics that hang together most.

Every sum of theirs holds by construction.
"""

import csv
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from pipelines.disclosure.board import Board
from pipelines.disclosure.figures import ALL, CITY, MOVES, NO_CODES, CodeLists, Figure, Key, Rule
from pipelines.disclosure.tables import with_move_totals

AREA = "oslo_districts"
CATALOGUE = Path("dbt_project/seeds/codes/social_statistics.csv")
PURPOSES = ("rent", "basic_amount", "electricity", "other")
CODES = CodeLists(regions={"SYR": "asia"}, housing=frozenset({"rent", "electricity"}))


def catalogue_rules(**thresholds: int) -> dict[str, Rule]:
    """The catalogue's rules, some thresholds replaced by name; the moves matrix follows moved_in."""
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        rules = {
            line["statistic_id"]: Rule(
                line["statistic_id"],
                line["family"],
                line["unit"],
                line["additivity"],
                line["partition"] == "true",
                line["system"],
                thresholds.get(line["statistic_id"], int(line["threshold"])),
            )
            for line in csv.DictReader(file)
        }
    rules[MOVES] = replace(rules["moved_in"], statistic_id=MOVES, family=MOVES, partition=True)
    return rules


def figure(
    statistic: str, value: int | str, base: int | None = None, *, units: int | None = None, **where: str | int
) -> Figure:
    """One figure; a count unless units are given. `where`: district, category, month, year."""
    key = Key(
        AREA,
        statistic,
        int(where.get("year", 2024)),
        int(where.get("month", 0)),
        str(where.get("district", CITY)),
        str(where.get("category", ALL)),
    )
    number = Decimal(value)
    behind = int(number) if units is None else units
    return Figure(key, number, None if base is None else Decimal(base), behind)


@dataclass(frozen=True)
class Recipient:
    """One main person of the year: where and when it was paid, and what it is."""

    payments: Mapping[tuple[str, int], Mapping[str, int]]
    age: int
    children: int
    status: str
    duration: str
    refugee: bool
    district: str
    moved_from: str | None


def recipients(seed: int, how_many: int, districts: int) -> list[Recipient]:
    """Deterministic recipients; few children, few refugees and few movers, so that small counts abound."""
    draw = random.Random(seed)  # noqa: S311 - figures for a test
    names = [f"0301{number:02d}" for number in range(1, districts + 1)]
    people = []
    for _ in range(how_many):
        first, last = draw.choice(names), draw.choice(names)
        last = last if draw.random() < 0.2 else first
        months = sorted(draw.sample(range(1, 13), draw.randint(1, 12)))
        payments = {
            (first if month < months[-1] else last, month): {
                purpose: draw.randint(1, 20_000) for purpose in draw.sample(PURPOSES, draw.randint(1, 3))
            }
            for month in months
        }
        people.append(
            Recipient(
                payments,
                age=draw.randint(17, 70),
                children=draw.choices(range(6), [60, 15, 10, 6, 3, 2])[0],
                status=draw.choices(["single", "couple", "unknown"], [75, 20, 2])[0],
                duration=draw.choices(["under_6_months", "months_6_23", "months_24_plus"], [58, 29, 13])[0],
                refugee=draw.random() < 0.2,
                district=last,
                moved_from=first if first != last and len(months) > 1 else None,
            )
        )
    return people


def figures(people: list[Recipient], districts: int) -> list[Figure]:
    """The statistics of some recipients, as the dbt models give them."""
    names = [f"0301{number:02d}" for number in range(1, districts + 1)]
    found: list[Figure] = []
    for district in (*names, CITY):
        found += _any_payment(people, district)
        found += _last_contact([p for p in people if district in {CITY, p.district}], district)
    moves = Counter((p.moved_from, p.district) for p in people if p.moved_from)
    found += with_move_totals(
        figure(MOVES, n, district=str(a), category=b) for (a, b), n in sorted(moves.items(), key=str)
    )
    return found + list(_ages(people))


def audit(published: Iterable[Figure], rules: Mapping[str, Rule], codes: CodeLists = NO_CODES) -> list[Key]:
    """What an attacker makes of published figures."""
    board = Board.of(published, rules, codes)
    solved = [one.unknown for part in board.components() for one in board.solved(part)]
    return board.given_away() + solved


def publish(given: Iterable[Figure], hidden: frozenset[Key]) -> list[Figure]:
    """The figures as a reader sees them."""
    return [
        replace(one, value=None, base=None, units=None, hidden=True)
        if one.key in hidden
        else replace(one, units=None)
        for one in given
    ]


def _any_payment(people: list[Recipient], district: str) -> Iterator[Figure]:
    paid = [
        {when: lines for when, lines in p.payments.items() if district in {CITY, when[0]}} for p in people
    ]
    paid = [lines for lines in paid if lines]
    count, months = len(paid), sum(len(lines) for lines in paid)
    gross = sum(sum(purposes.values()) for lines in paid for purposes in lines.values())
    mean = str(round(Decimal(months) / 12, 6))
    yield figure("recipients_year", count, district=district)
    yield figure("recipients_monthly_mean", mean, units=count, district=district)
    yield figure("months_per_recipient", months, count, units=count, district=district)
    yield figure("gross_paid", gross, months, units=count, district=district)
    for month in range(1, 13):
        in_month = sum(any(when[1] == month for when in lines) for lines in paid)
        if in_month:
            yield figure("recipients_month", in_month, district=district, month=month)
    housing = 0
    for purpose in PURPOSES:
        lines_of = [sum(one.get(purpose, 0) for one in lines.values()) for lines in paid]
        housing += sum(lines_of) if purpose in CODES.housing else 0
        behind = sum(amount > 0 for amount in lines_of)
        yield figure(
            "gross_by_purpose", sum(lines_of), gross, units=behind, district=district, category=purpose
        )
    housed = sum(any(CODES.housing & set(one) for one in lines.values()) for lines in paid)
    yield figure("housing_purposes", housing, gross, units=housed, district=district)


def _last_contact(people: list[Recipient], district: str) -> Iterator[Figure]:
    count = len(people)
    yield figure("recipients_last_contact", count, district=district)
    parts = {
        "under_30": sum(p.age < 30 for p in people),
        "with_children": sum(p.children > 0 for p in people),
        "four_or_more_children": sum(p.children >= 4 for p in people),
        "refugee_background": sum(p.refugee for p in people),
        "long_term": sum(p.duration == "months_24_plus" for p in people),
    }
    for statistic, value in parts.items():
        yield figure(statistic, value, count, district=district)
    for duration in ("under_6_months", "months_6_23", "months_24_plus"):
        value = sum(p.duration == duration for p in people)
        yield figure("duration", value, count, district=district, category=duration)
    known = [p for p in people if p.status != "unknown"]
    for status in ("single", "couple"):
        for children in range(5):
            of_type = [p for p in known if p.status == status and min(p.children, 4) == children]
            category = f"{status}_{'4plus' if children == 4 else children}"
            yield figure(
                "household_type_year", len(of_type), len(known), district=district, category=category
            )


def _ages(people: list[Recipient]) -> Iterator[Figure]:
    for age in range(17, 71):
        for background in ("refugee", "other"):
            value = sum(p.age == age and p.refugee == (background == "refugee") for p in people)
            yield figure("age_by_refugee", value, len(people), category=f"{age}|{background}")
