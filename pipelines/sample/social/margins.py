"""What the recipients of a year must add up to, from the report's tables in `targets/vel_2024`."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

FIRST, LAST = 2017, 2024
"""Years the published series of the case system cover."""
DISTRICTS = 15
PRINTED = range(2022, 2025)
"""Years whose district tables are printed; earlier ones take the shape of the first."""
_MONTHS = {2017: 5.2, 2018: 5.2, 2019: 5.2, 2020: 5.3, 2021: 5.3}
"""Months per recipient; only that of 2021 is printed (note 6), the others are assumed."""
_MONTHLY_LEVEL = {2017: 0.84, 2018: 0.86, 2019: 0.88, 2020: 0.91, 2021: 0.95}
"""Assumed gross per recipient-month, as a part of that of 2022."""
_REFUGEES = {2017: 1.0, 2018: 0.96, 2019: 0.92, 2020: 0.89, 2021: 0.87}
"""Assumed share of recipients with refugee background, as a part of that of 2022."""


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Rows of one transcribed file, by header."""
    place = files("pipelines.sample") / "targets" / "vel_2024" / f"{name}.csv"
    return tuple(csv.DictReader(place.read_text(encoding="utf-8").splitlines()))


def column(name: str, header: str) -> Floats:
    """A column of a district table: the fifteen districts, then the city."""
    return np.array([float(row[header]) for row in table(name)])


def fact(measure: str, geo_name: str = "Oslo totalt") -> float:
    """A number of 2024 printed in running text."""
    found = [
        row
        for row in table("text_facts")
        if (row["measure"], row["geo_name"]) == (measure, geo_name) and row["period"] == "2024"
    ]
    return float(found[0]["value"])


COUNTS = {
    "under_30": "table_3_7_recipients_under_30",
    "with_children": "table_3_8_recipients_with_children",
    "four_children": "table_3_9_recipients_4plus_children",
    "foreign": "table_3_10_recipients_foreign_background",
    "refugee": "table_3_11_recipients_refugee_background",
    "new": "table_3_12_new_recipients",
    "long_term": "table_3_13_long_term_recipients",
    "full": "table_3_15_full_social_assistance",
}


@dataclass(frozen=True)
class Margins:
    """Targets of one year; arrays hold the fifteen districts.

    Attributes:
        year: The year.
        recipients: Distinct recipients of the city.
        paid: Recipients with any payment from the district.
        last: Recipients whose last contact is there; adds up to the city.
        months: Recipient-months.
        gross: Gross paid, NOK.
        counts: Recipients at last contact by attribute, see `COUNTS`.
        young: Persons aged 0-10, 11-17 and 18-23 in recipient households at first contact.
    """

    year: int
    recipients: int
    paid: Ints
    last: Ints
    months: Ints
    gross: Floats
    counts: dict[str, Ints]
    young: tuple[int, int, int]


@cache
def margins(year: int) -> Margins:
    """Targets of a year between 2017 and 2024."""
    young = next(row for row in table("table_3_5_young_in_recipient_households") if row["year"] == str(year))
    ages = int(young["persons_0_10"]), int(young["persons_11_17"]), int(young["persons_18_23"])
    return _printed(year, ages) if year in PRINTED else _assumed(year, ages)


def _printed(year: int, young: tuple[int, int, int]) -> Margins:
    paid = column("table_3_4_recipients", f"recipients_year_{year}").astype(np.int64)
    means = column("table_3_4_recipients", f"recipients_month_avg_{year}")
    months = spread(12 * means[-1], means[:-1])
    average = column("table_3_2_gross_social_assistance", f"avg_per_recipient_month_{year}_nok")[:-1]
    gross = average * months
    rounded = 1e6 * column("table_3_2_gross_social_assistance", f"gross_{year}_mnok")
    low, high = rounded[:-1] - 0.49e6, rounded[:-1] + 0.49e6
    gross = np.clip(gross, low, high)
    city = float(np.clip(gross.sum(), rounded[-1] - 0.49e6, rounded[-1] + 0.49e6))
    if year == LAST:
        city = sum(float(row["gross_amount_nok"]) for row in table("figure_3_4_purposes_2024"))
    for _ in range(50):
        gross = np.clip(gross * city / gross.sum(), low, high)
    counts = {key: column(name, f"recipients_{year}")[:-1].astype(np.int64) for key, name in COUNTS.items()}
    last = last_contacts(year)
    counts["unregistered"] = _unregistered(year, last)
    return Margins(year, int(paid[-1]), paid[:-1], last, months, np.round(gross, 2), counts, young)


def _assumed(year: int, young: tuple[int, int, int]) -> Margins:
    base = margins(PRINTED[0])
    city = next(row for row in table("table_3_16_other_income_oslo") if row["measure"] == "recipients")
    recipients = int(city[f"value_{year}"])
    part = recipients / base.recipients
    children = sum(young[:2]) / sum(base.young[:2])
    parts = dict.fromkeys(COUNTS, part) | {"with_children": children, "four_children": children}
    parts["refugee"] *= _REFUGEES[year]
    parts["under_30"] *= (young[2] / base.young[2] / part) ** 0.5
    if year == FIRST:
        parts |= {"new": 0.0, "long_term": 0.0}
    last = spread(recipients, base.last)
    parts["unregistered"] = part
    counts = {key: spread(value * base.counts[key].sum(), base.counts[key]) for key, value in parts.items()}
    if year == FIRST:
        counts["new"] = last
    months = spread(_MONTHS[year] * recipients, base.months)
    gross = months * base.gross / base.months * _MONTHLY_LEVEL[year]
    paid = last + spread(part * (base.paid - base.last).sum(), base.paid - base.last)
    return Margins(year, recipients, paid, last, months, np.round(gross, 2), counts, young)


def _unregistered(year: int, last: Ints) -> Ints:
    """Recipients without a registered country: the printed share of the city, by the rounded shares."""
    share = float(
        next(
            row["value"]
            for row in table("text_facts")
            if (row["measure"], row["period"]) == ("share_without_registered_country_background", str(year))
        )
    )
    foreign, printed = (
        column(COUNTS["foreign"], header)[:-1] for header in (f"recipients_{year}", f"share_{year}_pct")
    )
    low = np.maximum(last - np.floor(100 * foreign / (printed - 0.5) - 1e-6), 0)
    high = np.maximum(last - np.ceil(100 * foreign / (printed + 0.5) + 1e-6), low)
    return low.astype(np.int64) + spread(share / 100 * last.sum() - low.sum(), high - low)


def spread(total: float, weights: npt.NDArray[np.float64] | Ints) -> Ints:
    """Whole parts in proportion to the weights that add up to the rounded total (largest remainders)."""
    exact = round(total) * weights / weights.sum()
    parts = np.floor(exact).astype(np.int64)
    missing = round(total) - int(parts.sum())
    parts[np.argsort(parts - exact, kind="stable")[:missing]] += 1
    return np.asarray(parts)


@cache
def last_contacts(year: int) -> Ints:
    """Recipients by district of last contact, not printed: within what the rounded shares of tables leave."""
    low, high = last_contact_bounds(year)
    city = int(column("table_3_4_recipients", f"recipients_year_{year}")[-1])
    return low + spread(city - low.sum(), high - low)


def last_contact_bounds(year: int) -> tuple[Ints, Ints]:
    """Fewest and most recipients by last contact that give every printed share of the tables."""
    low = np.zeros(DISTRICTS)
    high = column("table_3_4_recipients", f"recipients_year_{year}")[:-1]
    for key, name in COUNTS.items():
        if key in {"foreign", "four_children"}:
            continue
        share_name = f"share_{year}_pct"
        half = 0.05 if any(re.search(r"\.\d", row[share_name]) for row in table(name)) else 0.5
        count, share = (column(name, header)[:-1] for header in (f"recipients_{year}", share_name))
        low = np.maximum(low, 100 * count / (share + half))
        high = np.minimum(high, 100 * count / (share - half))
    return np.ceil(low + 1e-6).astype(np.int64), np.floor(high - 1e-6).astype(np.int64)
