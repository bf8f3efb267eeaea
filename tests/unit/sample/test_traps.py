"""What is odd in the real deliveries is odd in the sample; what is sensible there is sensible here."""

import io
import json
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

import pytest
from openpyxl import load_workbook

from pipelines.sample.files import SampleFile
from pipelines.sample.places import DISTRICTS
from pipelines.sample.stp_amounts import amounts, families, level_between
from tests.unit.sample.conftest import Rows, amount

Book = Callable[[str, str], Rows]


def sheet(sample: dict[str, SampleFile], path: str) -> list[tuple[object, ...]]:
    workbook = load_workbook(io.BytesIO(sample[path].content))
    return list(workbook.worksheets[0].iter_rows(values_only=True))


def test_a_column_moves_between_the_years(sample: dict[str, SampleFile]) -> None:
    before, after = (
        next(
            row
            for row in sheet(sample, f"stp_households/{year}/stp_husholdninger_{year}.xlsx")
            if row[0] == "Bydelsnr"
        )
        for year in (2021, 2022)
    )
    assert before.index("EU-60") == 6
    assert after.index("Lavinntekt (EU-60)") == after.index("Arbeidsstyrkestatus") + 1
    assert set(before) - {"EU-60"} == set(after) - {"Lavinntekt (EU-60)"}


@pytest.mark.parametrize("year", [2020, 2021, 2022, 2023])
def test_households_are_sensible(book: Book, year: int) -> None:
    rows = book(f"stp_households/{year}/stp_husholdninger_{year}.xlsx", "Bydelsnr")
    inside = [row for row in rows if row["Bydelsnr"] <= "15"]
    sizes: dict[str, list[int]] = {}
    for row in inside:
        persons, households = int(row["Antall personer"]), int(row["Antall husholdninger"])
        assert 0 <= households <= persons
        assert persons > 0
        if row["Aldersgruppe"] == "0-17 år":
            assert households == 0, "a child is nobody's main earner"
            assert {row["Utdanning"], row["Arbeidsstyrkestatus"]} == {"Ikke aktuelt"}
        if row["Husholdningstype"] == "Aleneboende":
            assert persons == households
        if households:
            assert row["Utdanning"] == row["Utdanning hovedinntektstaker"]
        total = sizes.setdefault(row["Husholdningstype"], [0, 0])
        total[0] += persons
        total[1] += households
    mean = {kind: persons / households for kind, (persons, households) in sizes.items()}
    assert 3 <= mean["Par med barn 0-17 år"] <= 5
    for children in (1, 2, 3):
        assert children + 1 <= mean[f"Mor/far med barn, {children} barn"] <= children + 2.5
    adults = Counter[str]()
    for row in inside:
        if row["Aldersgruppe"][:2] not in {"0-", "68"}:
            adults[row["Bydelsnr"]] += int(row["Antall personer"])
    assert 440_000 < sum(adults.values()) < 530_000


@pytest.mark.parametrize("year", [2020, 2021, 2022, 2023])
def test_only_rest_groups_have_suppressed_cells(book: Book, year: int) -> None:
    rows = book(f"stp_households/{year}/stp_husholdninger_{year}.xlsx", "Bydelsnr")
    hidden = {row["Bydel"] for row in rows if ":" in row.values()}
    assert hidden == {"Sentrum", "Marka"}
    assert {row["Bydel"] for row in rows if row["Bydelsnr"] > "15"} == hidden | {"Uten registrert adresse"}


def test_levels_of_two_years_stay_within_the_band() -> None:
    for place in DISTRICTS:
        assert 0.8 <= level_between(place.number) <= 1.25
        for year in (2020, 2021, 2022, 2023):
            laid_out = families(place.number, year)
            assert sum(laid_out.households) == amounts(place.number, year).child_households
            means = [one / many for one, many in zip(laid_out.persons, laid_out.households, strict=True)]
            assert all(mean >= least for mean, least in zip(means, (3, 2, 3, 4, 5), strict=True)), place


def test_dwellings_have_old_codes_and_another_spelling(book: Book) -> None:
    first, second = (book(f"boligbygg_dwellings/{y}/kommunale_boliger_{y}.xlsx", "år") for y in (2022, 2023))
    codes = {row["Delbydelsnr"] for row in first}
    assert {"011", "0107", "0207", "0903", "1601", "1701"} <= codes
    assert "0101" not in codes
    assert "0101" in {row["Delbydelsnr"] for row in second}
    assert "Bydel St.Hanshaugen" in {row["Bydel"] for row in first}


@pytest.mark.parametrize("year", [2022, 2023, 2024])
def test_patients_add_up_and_small_cells_are_hidden(book: Book, year: int) -> None:
    cells: dict[tuple[str, str, str], str] = {}
    for row in book(f"helsedata_tsb/{year}/tsb_pasienter_{year}.xlsx", "År"):
        cells[row["Bydel"], row["Kjønn"], row["Alder"]] = row["Antall unike pasienter"]
    assert {place for (place, *_), shown in cells.items() if shown == "<5"} > {"Sentrum", "Marka"}
    assert all(shown == "<5" or int(shown) >= 5 for shown in cells.values())
    ages = ("18-29 år", "30-49 år", "50-67 år")
    for place in (*(one.name for one in DISTRICTS), "Oslo"):
        for sex in ("Begge kjønn", "Mann", "Kvinne"):
            parts = [cells[place, sex, age] for age in ages]
            if "<5" not in parts:
                assert sum(map(int, parts)) == int(cells[place, sex, "I alt"])
    rest = int(cells["Oslo", "Begge kjønn", "I alt"]) - sum(
        int(cells[one.name, "Begge kjønn", "I alt"]) for one in DISTRICTS
    )
    assert 2 <= rest <= 8, "the two hidden cells"


def test_pasted_tables_do_not_add_up_and_come_in_three_encodings(sample: dict[str, SampleFile]) -> None:
    encodings = Counter[str]()
    files = [file for path, file in sample.items() if path.startswith("microdata_tables/")]
    assert len(files) == 30
    for file in files:
        kind = "cp1252" if b"\xf8" in file.content else "utf-8"
        encodings["bom" if file.content.startswith(b"\xef\xbb\xbf") else kind] += 1
        lines = file.content.decode(kind).lstrip("\ufeff").splitlines()
        body = lines[1 + lines[0].startswith("tabulate") :]
        cells = [line.replace("\xa0", "").replace(" ", "").split(";")[1:] for line in body]
        parts, totals = cells[:-1], cells[-1]
        assert body[-1].startswith("Total;")
        for inside, outside, total in (row for row in parts if "" not in row):
            assert 1 <= abs(int(inside) + int(outside) - int(total)) <= 7
        for column in (0, 1):
            assert int(totals[column]) != sum(int(row[column] or 0) for row in parts)
        assert any("" in row for row in parts), "the screen leaves a cell blank"
    assert set(encodings) == {"cp1252", "utf-8", "bom"}


def test_the_ledger_has_its_traps(sample: dict[str, SampleFile]) -> None:
    for year in (2022, 2023, 2024):
        text = sample[f"unit4_ledger/{year}/hovedbok_{year}.csv"].content.decode("cp1252")
        rows = [line.split(";") for line in text.splitlines()[1:-1]]
        assert {len(row) for row in rows} == {15}
        periods = Counter(row[4] for row in rows)
        assert periods[f"{year}13"] > 100
        assert set(periods) == {f"{year}{period:02d}" for period in range(14)}
        assert all(amount(row[13]) == 0 for row in rows if row[4] == f"{year}00")
        assert {len(row[5]) for row in rows} == {5, 6}, "an art without its leading zero"
        assert {len(row[9]) for row in rows} == {3, 4, 5}
        amounts_shown = [row[13] for row in rows]
        assert any(shown.endswith("-") for shown in amounts_shown)
        assert not any(shown.startswith("-") for shown in amounts_shown)
        assert any("\xa0" in shown for shown in amounts_shown)
        assert any(" " in shown for shown in amounts_shown)
        assert all(mark in text for mark in "æøåÅ")
        assert {"116100", "117100"} <= {row[7] for row in rows}


def test_kostra_has_its_traps(sample: dict[str, SampleFile]) -> None:
    records = sample["kostra_accounts/2022/BEV_030100_2022.dat"].content.decode("iso-8859-1").splitlines()
    assert sum(int(record[39:]) == 0 for record in records) == 1
    assert [record for record in records if record[36:39] == "10 "] != []
    keys = Counter(record[:39] for record in records)
    assert [many for many in keys.values() if many > 1] == [2]


def test_statbank_responses_keep_their_odd_codes(sample: dict[str, SampleFile]) -> None:
    population = json.loads(sample["ssb_population/2022-2026/10826_befolkning.json"].content)
    regions = population["dimension"]["Region"]["category"]["label"]
    assert regions["0301"] == "Oslo - Oslove"
    assert {"030116a", "030117a", "030199a"} <= set(regions)
    low = json.loads(sample["oslo_low_income/2020-2022/OK-INN007.json"].content)
    areas = low["dimension"]["geografi"]["category"]["label"]
    assert (areas["0"], areas["328"]) == ("01 Gamle Oslo", "Oslo i alt")
    assert list(low["dimension"]["år"]["category"]["index"]) == ["7", "8", "9"]
    assert set(low["status"].values()) == {":"}
    assert all(low["value"][int(place)] is None for place in low["status"])


def test_frames_have_a_merged_column_and_a_hidden_sheet(sample: dict[str, SampleFile]) -> None:
    content = sample["budget_frames/2024-2026/rammer_fo4.xlsx"].content
    workbook = load_workbook(io.BytesIO(content))
    assert workbook["Grunnlag"].sheet_state == "hidden"
    assert len(workbook["Rammer"].merged_cells.ranges) == 3
    rows = [
        row for row in workbook["Rammer"].iter_rows(values_only=True) if row[0] in {"FO4A", "FO4B", "FO4C"}
    ]
    assert [str(row[2]).replace("\xa0", "") for row in rows] == ["1300000000", "530000000", "1678000000"]
    for row in rows:
        frames = [int(str(cell).replace("\xa0", "")) for cell in row[2:]]
        assert all(1.029 <= later / earlier <= 1.04 for earlier, later in pairwise(frames))


def test_housing_allowance_has_pseudo_numbers_and_recipients_without_a_district(
    table: Callable[[str, str], Rows],
) -> None:
    rows = table("husbanken_housing_allowance/2022/bostotte_2022.csv", "cp1252")
    assert [row["Kommunenr"] for row in rows] == [f"{number:04d}" for number in (*range(311, 326), 301)]
    rest = int(rows[-1]["Mottakere"]) - sum(int(row["Mottakere"]) for row in rows[:-1])
    assert 0 < rest < 0.05 * int(rows[-1]["Mottakere"])
