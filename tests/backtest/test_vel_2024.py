"""The annual report 2024 of Velferdsetaten: its printed tables, from full-scale extracts, by the models."""

from collections import defaultdict

import pytest

from pipelines.settings import Settings
from tests.backtest.vel_tables import Cell, Deviation, deviations
from tests.support.social import build_social, make_extracts, open_personal

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("vel_2024"), pytest.mark.timeout(1200)]

FIRST_YEAR, LAST_YEAR = 2017, 2024
CITY = "Oslo totalt"

NAMED_EXCEPTIONS: dict[tuple[str, str], str] = {}
"""(table, measure) -> why the report's own figure cannot be met."""


@pytest.fixture(scope="module")
def full_scale(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("vel_2024")
    return build_social(folder, make_extracts(folder, FIRST_YEAR, LAST_YEAR, scale=1.0))


@pytest.fixture(scope="module")
def found(full_scale: Settings) -> dict[Cell, tuple[float, float | None]]:
    with open_personal(full_scale) as connection:
        rows = connection.execute(
            """
            select s.statistic_id, s.year, a.name, s.category, s.value, s.base
            from personal.social.statistics as s
            inner join warehouse.geography.areas as a using (area_system, district_id)
            where s.month is null
            """
        ).fetchall()
    figures: dict[Cell, tuple[float, float | None]] = {
        (statistic, year, CITY if name == "Oslo" else name, category): (
            float(value),
            None if base is None else float(base),
        )
        for statistic, year, name, category, value, base in rows
    }
    return figures | _derived(figures)


def _derived(figures: dict[Cell, tuple[float, float | None]]) -> dict[Cell, tuple[float, float | None]]:
    """Printed figures that are the base of a statistic, or a district's part of the city."""
    more: dict[Cell, tuple[float, float | None]] = {}
    for (statistic, year, name, category), (value, base) in figures.items():
        if statistic == "kvp_outcomes" and base is not None:
            more["kvp_ended_as_agreed", year, name, category] = base, None
        if statistic == "intro_participants_year":
            more["intro_district_share", year, name, category] = (
                value,
                figures[statistic, year, CITY, "all"][0],
            )
    return more


def test_every_printed_cell_comes_back(found: dict[Cell, tuple[float, float | None]]) -> None:
    cells = list(deviations(found, lambda year: FIRST_YEAR <= year <= LAST_YEAR))
    assert len(cells) > 900
    missed: dict[tuple[str, str], list[Deviation]] = defaultdict(list)
    for one in cells:
        key = one.target.table, one.target.measure
        if not one.is_met and key not in NAMED_EXCEPTIONS:
            missed[key].append(one)
    assert {key: _worst(ones) for key, ones in missed.items()} == {}


def _worst(ones: list[Deviation]) -> str:
    worst = max(ones, key=lambda one: one.distance / (abs(one.printed) or 1))
    return f"{len(ones)} cells, worst {worst.cell}: printed {worst.printed}, found {worst.found}"


def test_distribution_of_the_annual_amount_2024(found: dict[Cell, tuple[float, float | None]]) -> None:
    """Figure 3.2 and its text: quartiles, median and mean of 25 211 recipients, within 3 per cent."""
    printed = {"lower_quartile": 19_393, "median": 57_203, "upper_quartile": 142_105, "mean": 94_001}
    for category, amount in printed.items():
        assert found["annual_amount", 2024, CITY, category][0] == pytest.approx(amount, rel=0.03), category


def test_persons_per_month_2024(found: dict[Cell, tuple[float, float | None]]) -> None:
    """Section 3.5: 13 527 adults, 5 033 and 1 123 children, 1 189 youth, within 3 per cent."""
    mean = {category: found["persons_monthly_mean", 2024, CITY, category][0] for category in PERSONS}
    assert mean["main_person"] + mean["partner"] == pytest.approx(13_527, rel=0.03)
    assert mean["child_full_custody"] == pytest.approx(5_033, rel=0.03)
    assert mean["child_shared_custody"] == pytest.approx(1_123, rel=0.03)
    assert mean["youth_at_home"] == pytest.approx(1_189, rel=0.03)


PERSONS = ("main_person", "partner", "child_full_custody", "child_shared_custody", "youth_at_home")


def test_net_against_gross_2024(full_scale: Settings) -> None:
    """Tables 3.1 and 3.2: the accounts are 95.7 per cent of what was paid, 92.5 to 98.4 by district."""
    with open_personal(full_scale) as connection:
        shares = dict(
            connection.execute(
                """
                select district_id, cast(net_nok as double) / cast(gross_nok as double)
                from personal.social.gross_against_net
                where year = 2024 and measure = 'social_assistance'
                """
            ).fetchall()
        )
    assert len(shares) == 16
    assert shares.pop("0301") == pytest.approx(0.957, abs=0.0005)
    # gross is printed in whole million kroner: the smallest district's share is known within 1 per cent
    assert min(shares.values()) == pytest.approx(0.925, abs=0.01)
    assert max(shares.values()) == pytest.approx(0.984, abs=0.01)


def test_the_sample_leaves_no_row_behind(full_scale: Settings) -> None:
    """What was delivered is staged whole: payments of the files against the view the models read."""
    delivered = sorted((full_scale.data_raw / "fasit_payments").rglob("*.parquet"))
    with open_personal(full_scale) as connection:
        [(lines, nok)] = connection.execute(
            "select count(*), sum(gross_amount_nok) from read_parquet(?)", [[str(one) for one in delivered]]
        ).fetchall()
        staged = connection.execute(
            "select count(*), sum(gross_amount_nok) from personal.staging.stg_fasit_payments__lines"
        ).fetchall()
    assert staged == [(lines, nok)]
