"""The printed tables of the annual report 2024 beside the statistics the models give, cell by cell."""

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

FIGURES = Path(__file__).parent / "published" / "vel_2024" / "published_long.csv"

Cell = tuple[str, int, str, str]
"""statistic, year, district name, category."""

INCOMES = (
    *("qualification_benefit", "introduction_benefit", "work_income", "unemployment_benefit"),
    *("activity_allowance", "sickness_benefit", "aap", "disability_benefit", "old_age_pension"),
    *("municipal_housing_subsidy", "state_housing_allowance"),
)
CATEGORIES = {
    "age=0-10": "age_0_10",
    "age=11-17": "age_11_17",
    "age=18-23": "age_18_23",
    "adults;no_refugee_background": "adults_other",
    "children_under_18;no_refugee_background": "children_other",
    "adults;refugee_background": "adults_refugee",
    "children_under_18;refugee_background": "children_refugee",
    "purpose=Husleie": "rent",
    "purpose=Basisbeløp": "basic_amount",
    "purpose=Midlertidig botilbud": "temporary_housing",
    "purpose=Annen hjelp livsopphold": "other_subsistence",
    "purpose=Strøm": "electricity",
    "purpose=Boligetablering": "home_setup",
    "purpose=Kontantdepositum": "cash_deposit",
    "purpose=Tannbehandling": "dental_care",
    "purpose=Annet*": "other",
    "purpose=Innfri garanti depositum": "deposit_guarantee_called",
    "purpose=Nødhjelp": "emergency",
    "purpose=Renter boliglån": "mortgage_interest",
    "sex=Kvinne": "sex|female",
    "sex=Mann": "sex|male",
    "age=18–24": "age|18_24",
    "age=25–29": "age|25_29",
    "age=30–39": "age|30_39",
    "age=40–49": "age|40_49",
    "age=50–55": "age|50_55",
    "age=56 år +": "age|56_plus",
    "number_of_children=Ingen barn": "children|0",
    "number_of_children=1 barn": "children|1",
    "number_of_children=2 barn": "children|2",
    "number_of_children=3 barn": "children|3",
    "number_of_children=4 barn eller mer": "children|4_plus",
    "prior_education=Uten formell skolegang/noe grunnskole": "education|none_or_some_primary",
    "prior_education=Fullført grunnskole/noe vgs.": "education|primary",
    "prior_education=Fullført vgs.": "education|upper_secondary",
    "prior_education=Noe høyere utdanning/fagskole": "education|some_higher",
    "prior_education=Fullført høyere utdanning/fagskole": "education|higher",
    "prior_education=Ikke registrert": "education|not_registered",
    "world_region=Afrika": "region|africa",
    "world_region=Asia": "region|asia",
    "world_region=Europa": "region|europe",
    "world_region=Resten av verden og statsløse": "region|rest_and_stateless",
    "country=Ukraina": "UKR",
    "country=Syria": "SYR",
    "country=Afghanistan": "AFG",
    "country=Eritrea": "ERI",
    "country=Kongo (tidl. Zaire)": "COD",
    "country=Tyrkia": "TUR",
    "country=Kina": "CHN",
    "country=Etiopia": "ETH",
    "country=Sudan": "SDN",
    "country=Somalia": "SOM",
    "country=Irak": "IRQ",
    "country=Iran": "IRN",
    "total": "all",
    "": "all",
}
PERIODS = {"2021-01..2022-04": 2022, "2022-05..2024-12": 2024}


@dataclass(frozen=True)
class Target:
    """What a printed series is compared with.

    Attributes:
        table, measure: The printed series (`table_id`, `measure`).
        statistic_id: The statistic.
        factor: What the statistic is multiplied with to be in the printed unit.
        ratio: Whether the printed figure is value / base instead of the value.
        within: How far a figure may lie from the printed one: an absolute amount, ...
        share: ... or a share of the printed figure, whichever allows more.
        category: The category, when the printed series has no breakdown of its own.
    """

    table: str
    measure: str
    statistic_id: str
    factor: float = 1
    ratio: bool = False
    within: float = 0
    share: float = 0
    category: str | None = None


# printed shares have no decimals, and the statistic is asked for within 3 per cent of them
_POINT = 1.0
TARGETS = (
    Target("3.4", "recipients_year", "recipients_year"),
    Target("3.4", "recipients_month_avg", "recipients_monthly_mean", within=1),
    Target("3.2", "gross_social_assistance", "gross_paid", factor=1e-6, within=0.5),
    Target("3.2", "gross_per_recipient_month", "gross_paid", ratio=True, share=0.03),
    Target("3.5", "persons_in_recipient_household", "young_persons", share=0.03),
    Target("3.6", "persons_month_avg", "affected_period", share=0.03),
    Target("3.7", "recipients_under_30", "under_30"),
    Target("3.8", "recipients_with_children_u18", "with_children"),
    Target("3.9", "recipients_4plus_children", "four_or_more_children"),
    Target("3.10", "recipients_foreign_background", "foreign_background"),
    Target("3.11", "recipients_refugee_background", "refugee_background"),
    Target("3.12", "new_recipients", "new_recipients", share=0.02),
    Target("3.13", "long_term_recipients", "long_term", share=0.02),
    Target("3.15", "recipients_full_assistance", "full_assistance", share=0.02),
    *(
        Target(table, f"share_with_{income}", "income_year", 100, True, _POINT, 0.03, income)
        for table in ("3.16", "3.17")
        for income in INCOMES
    ),
    Target("3.16", "recipients_year", "recipients_year", share=0.03),
    Target("3.17", "recipients_year", "recipients_year", share=0.03),
    Target("F3.4", "gross_social_assistance", "gross_by_purpose", share=0.03),
    Target("4.2", "kvp_participants_year", "kvp_participants_year"),
    Target("4.2", "kvp_new_participants", "kvp_new"),
    Target("4.2", "kvp_participants_month_avg", "kvp_participants_monthly_mean", within=1, share=0.03),
    Target("4.3", "kvp_ended_as_agreed", "kvp_ended_as_agreed", share=0.02),
    Target("4.3", "kvp_ended_to_work_or_education", "kvp_outcomes", share=0.02),
    Target("5.2", "intro_participants", "intro_participants_year", share=0.03),
    Target("5.2", "intro_participants_share", "intro_characteristics", 100, True, _POINT, 0.03),
    Target("5.3", "intro_participants", "intro_countries", within=1, share=0.03),
    Target("5.4", "intro_new_participants", "intro_new_countries", within=1, share=0.03),
    Target("5.5", "intro_participants_share", "intro_district_share", 100, True, _POINT, 0.03),
)


@dataclass(frozen=True)
class Deviation:
    """A printed cell and what the models give; `allowed` is how far apart they may be."""

    target: Target
    cell: Cell
    printed: float
    found: float | None
    allowed: float

    @property
    def distance(self) -> float:
        """How far the figure lies from the printed one; infinite when there is none."""
        return float("inf") if self.found is None else abs(self.found - self.printed)

    @property
    def is_met(self) -> bool:
        """Whether the figure is as near as it must be."""
        return self.distance <= self.allowed + 1e-9


def deviations(
    figures: Mapping[Cell, tuple[float, float | None]], wanted: Callable[[int], bool]
) -> Iterator[Deviation]:
    """Every printed cell of the targets with what the models give.

    Args:
        figures: value and base by cell.
        wanted: Which years the deliveries cover.
    """
    by_series = {(target.table, target.measure): target for target in TARGETS}
    with FIGURES.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            target = by_series.get((row["table_id"], row["measure"]))
            year = PERIODS.get(row["period"]) or (int(row["period"]) if row["period"].isdigit() else None)
            category = CATEGORIES.get(row["breakdown"]) if target and not target.category else None
            category = target.category if target and target.category else category
            if target is None or year is None or category is None or not wanted(year):
                continue
            cell = (target.statistic_id, year, row["geo_name"], category)
            found = _figure(target, figures.get(cell))
            printed = float(row["value"])
            yield Deviation(target, cell, printed, found, max(target.within, target.share * abs(printed)))


def _figure(target: Target, found: tuple[float, float | None] | None) -> float | None:
    if found is None:
        return None
    value, base = found
    if target.ratio:
        return None if not base else target.factor * value / base
    return target.factor * value
