"""What must hold for any counts, weights and frame.

The model under test is the whole arithmetic from counts to kroner in its simplest form: shares of the
total, weighted, apportioned. dbt makes the shares in production; tests/backtest proves that part.
"""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from pipelines.allocation.apportion import apportion

DISTRICTS = [f"0301{number:02d}" for number in range(1, 16)]
FRAMES = st.one_of(st.just(1), st.just(10**12), st.integers(0, 10**12))
COUNTS = st.lists(st.integers(0, 60_000), min_size=15, max_size=15).filter(any)
CRITERIA = st.lists(COUNTS, min_size=1, max_size=9)


def key(criteria: list[list[int]]) -> dict[str, Fraction]:
    """Equal weights suffice: a weight is only a scale of the criterion's shares."""
    weight = Fraction(1, len(criteria))
    return {
        district: sum((weight * Fraction(counts[i], sum(counts)) for counts in criteria), Fraction(0))
        for i, district in enumerate(DISTRICTS)
    }


@given(CRITERIA, FRAMES)
def test_amounts_sum_to_the_frame_and_stay_within_a_krone_of_the_quota(
    criteria: list[list[int]], frame: int
) -> None:
    shares = key(criteria)
    amounts = apportion(frame, shares)
    assert sum(amounts.values()) == frame
    assert all(abs(amounts[d] - frame * shares[d]) < 1 for d in DISTRICTS)


@given(CRITERIA, FRAMES, st.permutations(DISTRICTS))
def test_the_order_of_districts_does_not_matter(
    criteria: list[list[int]], frame: int, order: list[str]
) -> None:
    shares = key(criteria)
    assert apportion(frame, {district: shares[district] for district in order}) == apportion(frame, shares)


@given(CRITERIA, FRAMES, st.integers(2, 1000), st.data())
def test_scaling_all_counts_of_a_criterion_changes_nothing(
    criteria: list[list[int]], frame: int, factor: int, data: st.DataObject
) -> None:
    which = data.draw(st.integers(0, len(criteria) - 1))
    scaled = [[c * factor for c in counts] if i == which else counts for i, counts in enumerate(criteria)]
    assert apportion(frame, key(scaled)) == apportion(frame, key(criteria))


@given(CRITERIA, FRAMES, st.integers(1, 5_000), st.integers(0, 14), st.data())
def test_more_of_a_criterion_never_gives_a_district_less(
    criteria: list[list[int]], frame: int, more: int, district: int, data: st.DataObject
) -> None:
    """Not even by one krone of rounding; `pipelines.allocation.apportion` says why."""
    which = data.draw(st.integers(0, len(criteria) - 1))
    raised = [list(counts) for counts in criteria]
    raised[which][district] += more
    before, after = apportion(frame, key(criteria)), apportion(frame, key(raised))
    assert after[DISTRICTS[district]] >= before[DISTRICTS[district]]


@given(CRITERIA, FRAMES, st.integers(1, 5_000), st.integers(0, 14))
def test_another_district_gains_at_most_the_krone_of_rounding(
    criteria: list[list[int]], frame: int, more: int, district: int
) -> None:
    raised = [list(counts) for counts in criteria]
    raised[0][district] += more
    before, after = apportion(frame, key(criteria)), apportion(frame, key(raised))
    assert all(after[d] - before[d] <= 1 for i, d in enumerate(DISTRICTS) if i != district)


def test_largest_remainder_can_hand_that_krone_to_a_district_whose_share_fell() -> None:
    """The population paradox: a's count rises from 1 to 2, and c, whose share falls, gains the krone.

    Quotas before are b 1.364, c 0.364 (equal remainders, b comes first); after, b 1.304 and c 0.348.
    """
    before = apportion(2, {"a": Fraction(1), "b": Fraction(15), "c": Fraction(4), "d": Fraction(2)})
    after = apportion(2, {"a": Fraction(2), "b": Fraction(15), "c": Fraction(4), "d": Fraction(2)})
    assert before == {"a": 0, "b": 2, "c": 0, "d": 0}
    assert after == {"a": 0, "b": 1, "c": 1, "d": 0}


@given(
    st.integers(0, 10**12), st.lists(st.decimals("0", "1", places=18), min_size=1, max_size=12).filter(any)
)
def test_contributions_sum_to_the_amount_for_any_components(amount: int, parts: list[Decimal]) -> None:
    components = {f"criterion_{number}": part for number, part in enumerate(parts)}
    assert sum(apportion(amount, components).values()) == amount
