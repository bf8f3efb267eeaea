"""Which figures are hidden for their own sake, and which with them, on tables of a few cells."""

import pytest

from pipelines.disclosure import relations, sums
from pipelines.disclosure.figures import CITY, MOVES, Figure
from pipelines.disclosure.protect import is_small, protect
from tests.unit.disclosure.made_up import CODES, audit, catalogue_rules, figure, publish

RULES = catalogue_rules()


@pytest.mark.parametrize(
    ("statistic", "value", "base", "units", "small"),
    [
        pytest.param("under_30", 0, 40, 0, False, id="zero"),
        pytest.param("under_30", 1, 40, 1, True, id="one"),
        pytest.param("under_30", 2, 40, 2, True, id="two"),
        pytest.param("under_30", 3, 40, 3, False, id="the threshold itself"),
        pytest.param("under_30", 40, 40, 40, False, id="everybody"),
        pytest.param("under_30", 38, 40, 38, True, id="all but two"),
        pytest.param("under_30", 37, 40, 37, False, id="all but three"),
        pytest.param("under_30", 0, 2, 0, True, id="nobody of two"),
        pytest.param("duration", 38, 40, 38, False, id="what a split leaves is its other categories"),
        pytest.param("gross_paid", 90_000, 9, 2, True, id="an amount of two"),
        pytest.param("gross_paid", 90_000, 9, 3, False, id="an amount of three"),
        pytest.param("annual_amount", 90_000, None, 9, True, id="a quantile of nine"),
        pytest.param("annual_amount", 90_000, None, 10, False, id="a quantile of ten"),
        pytest.param("moved_in", 6, 400, 6, True, id="six moves"),
        pytest.param("moved_in", 7, 400, 7, False, id="seven moves"),
        pytest.param("net_moves", 0, 400, 4, True, id="no net of four moves"),
        pytest.param("persons_monthly_mean", 1, None, 0, True, id="a mean whose units were rounded to none"),
    ],
)
def test_small(statistic: str, value: int, base: int | None, units: int, small: bool) -> None:
    assert is_small(figure(statistic, value, base, units=units), RULES[statistic]) is small


def test_the_smallest_value_above_zero_is_hidden_with_it() -> None:
    """2 of 100 under 30 in one district: hidden with the 5, not with the 0 nor the 30."""
    values = {"030101": 2, "030102": 30, "030103": 0, "030104": 5, CITY: 37}
    given = [figure("under_30", value, 400 if d == CITY else 100, district=d) for d, value in values.items()]
    given += [figure("recipients_last_contact", 400 if d == CITY else 100, district=d) for d in values]
    hidden = protect(given, RULES)
    assert {key.district_id for key in hidden} == {"030101", "030104"}
    assert {key.statistic_id for key in hidden} == {"under_30"}


def test_a_hidden_month_needs_a_second_one_because_the_year_is_known() -> None:
    months = {1: 2, 2: 9, 3: 8, 4: 20}
    given = [figure("recipients_month", n, month=month) for month, n in months.items()]
    given += [figure("months_per_recipient", 39, 25, units=25), figure("recipients_year", 25)]
    given += [figure("recipients_monthly_mean", "3.25", units=25)]
    assert {key.month for key in protect(given, RULES)} == {1, 3}


def test_months_of_a_purpose_that_is_other_in_the_year_sum_to_other() -> None:
    """1000 of two recipients in January is 4000 of other less the three months that are shown."""

    def purpose(month: int, amount: int, units: int, category: str) -> Figure:
        name = "gross_by_purpose_month" if month else "gross_by_purpose"
        return figure(name, amount, 4000, units=units, month=month, category=category)

    given = [
        purpose(0, 0, 0, "dental_care"),
        purpose(0, 4000, 9, "other"),
        purpose(1, 1000, 2, "dental_care"),
        purpose(2, 1400, 4, "dental_care"),
        purpose(3, 1600, 4, "emergency"),
    ]
    january = given[2].key
    assert audit(publish(given, frozenset({january})), RULES) == [january]
    assert len(protect(given, RULES)) > 1


def test_the_last_hidden_country_of_a_region_takes_another_with_it() -> None:
    given = [
        figure("intro_countries", 2, 60, category="SYR"),
        figure("intro_countries", 2, 60, category="ERI"),
        figure("intro_countries", 26, 60, category="AFG"),
        figure("intro_countries", 30, 60, category="SOM"),
        figure("intro_characteristics", 28, 60, category="region|asia"),
        figure("intro_characteristics", 32, 60, category="region|africa"),
    ]
    regions = {"SYR": "asia", "AFG": "asia", "ERI": "africa", "SOM": "africa"}
    codes = type(CODES)(regions=regions, housing=CODES.housing)
    countries = {
        key.category for key in protect(given, RULES, codes) if key.statistic_id == "intro_countries"
    }
    assert countries == {"SYR", "ERI", "AFG", "SOM"}
    # who did not know the regions would hide no more than the two
    assert {key.category for key in protect(given[:4], RULES)} == {"SYR", "ERI"}


def test_net_moves_do_not_give_moves_away() -> None:
    given = [
        figure("moved_in", 4, 200, district="030101"),
        figure("moved_out", 20, 200, district="030101"),
        figure("net_moves", -16, 200, district="030101", units=24),
    ]
    hidden = protect(given, RULES)
    assert len(hidden) == 2
    assert audit(publish(given, frozenset({given[0].key})), RULES) == [given[0].key]


def test_a_hidden_base_hides_every_row_that_shows_it() -> None:
    given = [
        figure("recipients_last_contact", 2, district="030101"),
        figure("under_30", 0, 2, district="030101"),
        figure("with_children", 0, 2, district="030101"),
        figure("recipients_last_contact", 50, district="030102"),
        figure("under_30", 20, 50, district="030102"),
    ]
    hidden = protect(given, RULES)
    assert {key for key in hidden if key.district_id == "030101"} == {one.key for one in given[:3]}


def test_every_statistic_that_is_named_is_in_the_catalogue() -> None:
    named = {*relations.BASES, *relations.BASES.values(), *relations.NEARLY, *relations.NEARLY.values()}
    named |= {*relations.MONTHS, *relations.MONTHS.values(), *relations.MEANS_OF_MONTHS}
    named |= {*relations.MEANS_OVER_A_YEAR, *relations.MEANS_OVER_A_YEAR.values()}
    named |= {*sums.SPLIT_BY_COUNTRY, *sums.SPLIT_BY_COUNTRY.values()}
    named |= {statistic for statistic, _ in relations.MEASURES.values()}
    assert named <= set(RULES)
    assert RULES[MOVES].threshold == 7
