"""Sums taken straight from the generated files are the targets, district by district."""

from collections import Counter
from collections.abc import Callable

import pytest

from pipelines.sample.files import SampleFile
from pipelines.sample.places import DISTRICTS
from pipelines.sample.targets import adults_2022, counts
from tests.unit.sample.conftest import Rows

Book = Callable[[str, str], Rows]

LOW = {"Ingen", "Barneskole", "Ungdomsskole"}
NON_WESTERN = {"Asia", "Afrika", "Latin-Amerika", "Øst-Europa utenfor EU"}
SINGLE = "Mor/far med barn"
NUMBERS = {place.name: place.number for place in DISTRICTS}


def is_poor(row: dict[str, str]) -> bool:
    return row["EU-60"] == "Ja" and row["Finanskapital under 1 G"] == "Ja"


def has_child(row: dict[str, str]) -> bool:
    return row["Husholdningstype"].startswith((SINGLE, "Par med barn"))


def is_alone(row: dict[str, str], *ages: str) -> bool:
    return (
        row["Husholdningstype"] == "Aleneboende" and row["EU-60"] == "Ja" and row["Aldersgruppe"][:2] in ages
    )


STP: dict[str, tuple[int, str, Callable[[dict[str, str]], bool]]] = {
    "persons_poor_child_households_non_western": (
        2020,
        "personer",
        lambda row: is_poor(row) and has_child(row) and row["Landbakgrunn"] in NON_WESTERN,
    ),
    "poor_child_households": (2020, "husholdninger", lambda row: is_poor(row) and has_child(row)),
    "poor_living_alone_unemployed_18_67": (
        2020,
        "personer",
        lambda row: (
            is_alone(row, "18", "20", "30", "50", "67")
            and is_poor(row)
            and row["Arbeidsstyrkestatus"] == "Arbeidsledig"
        ),
    ),
    "single_parents_3plus_children_poor": (
        2020,
        "husholdninger",
        lambda row: is_poor(row) and row["Husholdningstype"].startswith((f"{SINGLE}, 3", f"{SINGLE}, 4")),
    ),
    "low_income_low_education_households_20_66": (
        2020,
        "personer",
        lambda row: (
            row["EU-60"] == "Ja"
            and row["Aldersgruppe"][:2] in {"20", "30", "50"}
            and row["Utdanning hovedinntektstaker"] in LOW
        ),
    ),
    "living_alone_20_49_low_income_low_education": (
        2020,
        "personer",
        lambda row: is_alone(row, "20", "30") and row["Utdanning"] in LOW,
    ),
    "living_alone_low_income_low_education": (
        2021,
        "personer",
        lambda row: is_alone(row, "18", "20", "30", "50", "67") and row["Utdanning"] in LOW,
    ),
    "persons_poor_child_households": (
        2021,
        "personer",
        lambda row: is_poor(row) and row["Husholdningstype"] == "Par med barn 0-17 år",
    ),
    "persons_poor_single_parent_households": (
        2021,
        "personer",
        lambda row: is_poor(row) and row["Husholdningstype"].startswith(SINGLE),
    ),
}


@pytest.mark.parametrize("criterion_id", STP)
def test_the_cells_of_the_extract_add_up_to_the_target(book: Book, criterion_id: str) -> None:
    year, measure, counted = STP[criterion_id]
    rows = book(f"stp_households/{year}/stp_husholdninger_{year}.xlsx", "Bydelsnr")
    chosen = [row for row in rows if row["Bydelsnr"] <= "15" and counted(row)]
    found: Counter[str] = Counter()
    for row in chosen:
        found[row["Bydelsnr"]] += int(row[f"Antall {measure}"])
    assert found == counts(criterion_id)
    many = Counter(row["Bydelsnr"] for row in chosen)
    assert min(many.values()) >= 4, "a criterion is a sum over many cells"
    assert max(many.values()) < Counter(row["Bydelsnr"] for row in rows)["01"] / 2, "and leaves many out"


@pytest.mark.parametrize(
    ("table", "year"),
    [
        ("low_income_renters", 2021),
        ("extended_unemployment", 2021),
        ("low_income_non_western_50_67", 2021),
        ("refugees_over_5_years", 2023),
    ],
)
def test_a_pasted_table_counts_the_target(sample: dict[str, SampleFile], table: str, year: int) -> None:
    content = sample[f"microdata_tables/{year}/{table}_{year}.txt"].content
    encoding = "cp1252" if b"\xf8" in content else "utf-8-sig"
    rows = [line.split(";") for line in content.decode(encoding).splitlines()]
    found = {row[0]: row[1] for row in rows if row[0].startswith("Bydel ")}
    assert {
        NUMBERS[name.removeprefix("Bydel ")]: int(shown.replace("\xa0", "").replace(" ", ""))
        for name, shown in found.items()
    } == counts(table)


def test_patients_are_the_target(book: Book) -> None:
    rows = book("helsedata_tsb/2022/tsb_pasienter_2022.xlsx", "År")
    found = {
        NUMBERS[row["Bydel"]]: int(row["Antall unike pasienter"])
        for row in rows
        if (row["Kjønn"], row["Alder"]) == ("Begge kjønn", "I alt") and row["Bydel"] in NUMBERS
    }
    assert found == counts("tsb_patients")


def test_dwellings_are_the_target_when_sentrum_and_marka_are_moved_home(book: Book) -> None:
    homes = {"Sentrum": "04", "Marka, Maridalen": "08", "Marka, Østmarka": "13", "Marka, Klemetsrud": "15"}
    found: Counter[str] = Counter()
    for row in book("boligbygg_dwellings/2022/kommunale_boliger_2022.xlsx", "år"):
        found[homes.get(row["Delbydel"], row["Bydelsnr"])] += int(row["Antall boliger"])
    assert found == counts("municipal_dwellings")


def commissioned(book: Book, year: int, text: str) -> dict[str, int]:
    rows = book(f"ssb_commissioned/{year}/tabelloppdrag_{year}.xlsx", "Bydel")
    return {
        row["Bydel"]: int(row["Antall"]) for row in rows if row["Tabell"] == text and row["Antall"] != ":"
    }


@pytest.mark.parametrize(
    ("criterion_id", "year", "text"),
    [
        ("no_upper_secondary_22_35", 2021, "22-35 år uten fullført videregående"),
        ("first_generation_non_western_18_67", 2022, "Førstegenerasjon ikke-vestlig 18-67 år"),
    ],
)
def test_a_table_to_order_counts_the_target(book: Book, criterion_id: str, year: int, text: str) -> None:
    found = commissioned(book, year, text)
    assert {number: found[name] for name, number in NUMBERS.items()} == counts(criterion_id)


def test_the_product_criterion_is_the_target(book: Book) -> None:
    unmarried, low, base, movers, people = (
        commissioned(book, 2022, text)
        for text in (
            "Ikke gift 20-49 år",
            "Lav utdanning 20-49 år",
            "Befolkning 20-49 år (utdanning)",
            "Utflyttede i året 20-49 år",
            "Middelfolkemengde 20-49 år",
        )
    )
    city = "Oslo i alt"
    target = counts("unmarried_20_49_x_low_education_x_outmigration")
    for name, number in NUMBERS.items():
        education = (low[name] / base[name]) / (low[city] / base[city])
        migration = (movers[name] / people[name]) / (movers[city] / people[city])
        assert unmarried[name] * education * migration == pytest.approx(target[number], abs=0.01)
    for part in (unmarried, low, base, movers, people):
        assert sum(part.values()) == 2 * part[city], "the city is districts and rest groups"


def test_adults_are_the_published_counts(population: dict[tuple[str, int, int], int]) -> None:
    found = Counter[str]()
    for (region, age, year), persons in population.items():
        if year == 2022 and age >= 18:
            found[region] += persons
    assert {number: found[f"0301{number}a"] for number in NUMBERS.values()} == adults_2022()
    assert found["0301"] == 564_200


def test_districts_and_rest_groups_are_the_city(population: dict[tuple[str, int, int], int]) -> None:
    totals = Counter[tuple[bool, int, int]]()
    for (region, age, year), persons in population.items():
        totals[region == "0301", age, year] += persons
    assert all(totals[True, age, year] == parts for (_, age, year), parts in totals.items())
    assert {year for _, _, year in totals} == {2022, 2023, 2024, 2025, 2026}


@pytest.fixture(scope="module")
def population(sample: dict[str, SampleFile]) -> dict[tuple[str, int, int], int]:
    """(region, age, year) -> persons of both sexes."""
    import json
    from itertools import product

    body = json.loads(sample["ssb_population/2022-2026/10826_befolkning.json"].content)
    codes = [list(body["dimension"][name]["category"]["index"]) for name in body["id"]]
    found = Counter[tuple[str, int, int]]()
    for (region, _, age, _, year), persons in zip(product(*codes), body["value"], strict=True):
        found[region, int(age.rstrip("+")), int(year)] += persons
    return found
