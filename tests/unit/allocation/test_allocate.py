"""Allocations, contributions and amounts per inhabitant on hand-made keys."""

from decimal import Decimal

from pipelines.allocation.allocate import DistrictShare, Inhabitants, KeyYear, allocate

KEY = KeyYear("fo4_gh2024", "fo4c", 2024)


def share(district: str, allocation_share: str, synthetic: bool = False, **components: str) -> DistrictShare:
    return DistrictShare(
        KEY, district, Decimal(allocation_share), {k: Decimal(v) for k, v in components.items()}, synthetic
    )


SHARES = [
    share("030101", "0.62", poor="0.48", accounting_share="0.14"),
    share("030102", "0.38", poor="0.32", accounting_share="0.06"),
]


def test_a_frame_is_split_by_the_key_and_each_amount_by_its_components() -> None:
    first, second = allocate(SHARES, {KEY: 1001}, {})
    # 1001 x 0.62 = 620.62, 1001 x 0.38 = 380.38: the krone over goes to the first
    assert (first.amount_nok, second.amount_nok) == (621, 380)
    # 621 x 0.14/0.62 = 140.2, 621 x 0.48/0.62 = 480.8
    assert first.contributions == {"accounting_share": 140, "poor": 481}
    assert second.contributions == {"accounting_share": 60, "poor": 320}


def test_a_key_without_a_frame_is_not_allocated() -> None:
    other = KeyYear("trondheim_2014_proposal", "f232", 2013)
    assert allocate(SHARES, {other: 1000}, {}) == []


def test_a_district_without_any_share_gets_zero_and_zero_contributions() -> None:
    nothing = share("030103", "0", poor="0", accounting_share="0")
    rows = allocate([*SHARES, nothing], {KEY: 100}, {})
    assert rows[2].amount_nok == 0
    assert rows[2].contributions == {"accounting_share": 0, "poor": 0}


def test_amount_per_inhabitant_is_rounded_half_up_and_absent_without_a_population() -> None:
    # 621 / 40 = 15.525
    first, second = allocate(SHARES, {KEY: 1001}, {(KEY, "030101"): Inhabitants(40, 2022)})
    assert first.amount_per_inhabitant == Decimal("15.53")
    assert second.amount_per_inhabitant is None


def test_synthetic_shares_give_synthetic_allocations() -> None:
    rows = allocate([SHARES[0], share("030102", "0.38", synthetic=True, poor="0.38")], {KEY: 10}, {})
    assert [row.synthetic for row in rows] == [False, True]
