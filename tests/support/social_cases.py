"""Made-up recipients for the models of social assistance: a few calls make rows, and the models count them.

Months are text, `2024-03`; a district is its number, 1 to 15. A person has the same facts all the time
unless a case says otherwise.
"""

import csv
import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.contract.project import ROOT
from tests.support.models import ModelRun, Node, Row

STAGED = {
    "paid": "stg_fasit_payments__lines",
    "members": "stg_fasit_household__members",
    "facts": "stg_fasit_persons__facts",
    "incomes": "stg_fasit_income__months",
    "refugees": "stg_socio_persons__persons",
}
SEEDS = {
    "areas": "geography/areas",
    "social_purposes": "codes/social_purposes",
    "social_income_types": "codes/social_income_types",
    "social_marital_statuses": "codes/social_marital_statuses",
}
POPULATION = "int_population__persons"
LEDGER, PRICES = "stg_unit4_ledger__lines", "stg_prices__prices"
OSLO = "0301"
MONTHS = 12
KEYS = ("year", "month", "district_id", "category")

Figures = dict[Any, Any]


def district(number: int) -> str:
    """The id of a district of Oslo."""
    return f"{OSLO}{number:02d}"


@dataclass
class Case:
    """Staged rows of a few recipients."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in STAGED})
    population: list[Row] = field(default_factory=list)

    def _add(self, table: str, **columns: object) -> None:
        rows = self.rows[table]
        common = {"delivery_id": f"{table}/2024/f.csv", "synthetic": "true", "area_system": "oslo_districts"}
        rows.append(common | {"file_row": len(rows) + 2} | columns)

    def paid(
        self, pid: str, *months: str, by: int = 1, nok: object = 1000, day: int = 15, purpose: str = "rent"
    ) -> None:
        """A payment line in each of the months, by the district."""
        for month in months:
            self._add(
                "paid",
                payment_line_id=f"l{len(self.rows['paid'])}",
                main_person_pid=pid,
                payment_date=f"{month}-{day:02d}",
                purpose_code=purpose,
                gross_amount_nok=nok,
                district_id=district(by),
            )

    def person(self, pid: str, birth: str = "1980-01-01", marital: str = "unmarried", **more: object) -> None:
        """Facts of a main person: the country is Norway unless origin_country_code says otherwise."""
        facts = {"origin_country_code": "NOR", "valid_from": "2000-01-01", "valid_to": "2099-12-31"} | more
        self._add(
            "facts", person_pid=pid, birth_date=birth, marital_status_code=marital, sex_code="female", **facts
        )

    def member(
        self, pid: str, month: str, role: str, birth: str = "1981-01-01", custody: int | None = None
    ) -> None:
        """A member of the main person's household in the month."""
        self._add(
            "members",
            main_person_pid=pid,
            month=f"{month}-01",
            member_pid=f"m{len(self.rows['members'])}",
            role_code=role,
            birth_date=birth,
            custody_pct=custody,
        )

    def income(self, pid: str, kind: str, *months: str, of: str | None = None) -> None:
        """An income of the household, of the main person unless said otherwise."""
        for month in months:
            self._add(
                "incomes",
                main_person_pid=pid,
                member_pid=of or pid,
                month=f"{month}-01",
                income_type_code=kind,
            )

    def refugee(self, *pids: str) -> None:
        """Persons registered in Socio."""
        for pid in pids:
            self._add("refugees", person_pid=pid)

    def inhabitants(self, year: int, age: int, value: int, by: int = 1) -> None:
        """Inhabitants of an age on 1 January in a district."""
        self.population.append(
            {
                "area_system": "oslo_districts",
                "source_year": year,
                "district_id": district(by),
                "sex": "1",
                "age": f"{age:03d}",
                "value": value,
            }
        )


@contextmanager
def social_models(nodes: Mapping[str, Node]) -> Iterator[ModelRun]:
    """The models on tables that a case fills; the seeds are those of the project."""
    run = ModelRun(nodes, [*SEEDS, *STAGED.values(), POPULATION, LEDGER, PRICES])
    for name, path in SEEDS.items():
        with (ROOT / "dbt_project/seeds" / f"{path}.csv").open(encoding="utf-8", newline="") as file:
            run.fill(
                name, [{key: value or None for key, value in row.items()} for row in csv.DictReader(file)]
            )
    yield run
    run.close()


def fill(run: ModelRun, case: Case) -> None:
    """Put a case's rows in the place of those before."""
    for name, table in STAGED.items():
        run.fill(table, case.rows[name])
    run.fill(POPULATION, case.population)


def figures(run: ModelRun, model: str, statistic: str, column: str = "value", **where: object) -> Figures:
    """Figures of a statistic that are not zero, by what `where` leaves open of the keys.

    The keys are year, month, district and category; one that is the same in all rows of the statistic is
    left out, and one that is alone is no tuple.
    """
    rows = [row for row in run.rows(model) if row["statistic_id"] == statistic]
    rows = [row for row in rows if all(row[key] == value for key, value in where.items())]
    keys = [key for key in KEYS if len({row[key] for row in rows}) > 1]
    return {
        row[keys[0]] if len(keys) == 1 else tuple(row[key] for key in keys): row[column]
        for row in rows
        if row[column]
    }


def random_case(seed: int, persons: int = 40) -> Case:
    """Two years of recipients who move, have partners, children, incomes and corrections, all at random."""
    rng, case = random.Random(seed), Case()  # noqa: S311 - rows for a test
    for number in range(persons):
        pid, birth = f"p{number}", f"{rng.randint(1955, 2006)}-{rng.randint(1, 12):02d}-10"
        case.person(
            pid,
            birth,
            rng.choice(["unmarried", "married", "unknown"]),
            origin_country_code=rng.choice(["NOR", "SYR", None]),
        )
        if rng.random() < 1 / 4:
            case.refugee(pid)
        for place in range(2 * MONTHS):
            month = f"{2023 + place // MONTHS}-{place % MONTHS + 1:02d}"
            if rng.random() < 1 / 2:
                continue
            case.member(pid, month, "main_person", birth)
            for role in rng.sample(["spouse", "child", "child", "youth_at_home"], rng.randint(0, 3)):
                custody = None if role == "spouse" else rng.choice([0, 40, 50, 51, 100])
                case.member(pid, month, role, f"{rng.randint(2000, 2022)}-05-05", custody)
            for _ in range(rng.randint(1, 3)):
                purpose = rng.choice(["rent", "rent_arrears", "basic_amount", "emergency"])
                nok = rng.choice([-900, 250.5, 900, 7000, 12_000_000])
                case.paid(pid, month, by=rng.randint(1, 3), nok=nok, day=rng.randint(1, 28), purpose=purpose)
            if rng.random() < 1 / 3:
                case.income(pid, rng.choice(["aap", "child_benefit"]), month)
    return case
