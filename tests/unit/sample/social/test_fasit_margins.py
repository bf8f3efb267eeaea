"""The targets: what the report prints, and what must be inferred from it."""

import numpy as np
import pytest

from pipelines.sample.social.margins import PRINTED, last_contact_bounds, last_contacts, margins, spread
from pipelines.sample.social.rows import keeps, pseudonyms


@pytest.mark.parametrize("year", PRINTED)
def test_last_contacts_lie_within_their_bounds_and_add_up(year: int) -> None:
    low, high = last_contact_bounds(year)
    found = last_contacts(year)
    assert (low <= found).all()
    assert (found <= high).all()
    assert found.sum() == margins(year).recipients
    assert (found < margins(year).paid).all()


def test_bounds_of_2024_are_those_of_the_notes() -> None:
    """The project's notes on the report found 25 147 and 25 275 around 25 211."""
    low, high = last_contact_bounds(2024)
    assert (low.sum(), high.sum()) == (25_147, 25_275)


def test_earlier_years_take_the_shape_of_2022() -> None:
    earlier = margins(2019)
    assert earlier.recipients == earlier.last.sum() == 19_599
    assert np.abs(earlier.last / 19_599 - margins(2022).last / 20_596).max() < 1e-3


def test_moved_recipients_are_what_districts_count_beyond_the_city() -> None:
    assert [(margins(year).paid - margins(year).last).sum() for year in PRINTED] == [976, 1100, 1522]


def test_spread_loses_nothing() -> None:
    assert spread(10.0, np.array([1, 1, 1])).tolist() == [4, 3, 3]
    assert spread(7.0, np.array([0.0, 5.0, 2.0])).tolist() == [0, 5, 2]


def test_pseudonyms_are_distinct_hex_without_order() -> None:
    found = pseudonyms(np.arange(250_000))
    assert len(set(found)) == 250_000
    assert {len(pid) for pid in found} == {12}
    assert found[:100] != sorted(found[:100])


@pytest.mark.parametrize("scale", [1.0, 0.5, 0.05])
def test_every_so_manieth_person_is_kept(scale: float) -> None:
    kept = np.flatnonzero(keeps(np.arange(10_000), scale))
    assert len(kept) == pytest.approx(10_000 * scale, abs=1)
    assert set(np.diff(kept)) <= {round(1 / scale), round(1 / scale) - 1, round(1 / scale) + 1}
