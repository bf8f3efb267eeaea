import pytest

from pipelines.checks.frames import Frames, make_frames
from pipelines.landing.inventory import take_inventory
from pipelines.landing.land import land_source
from pipelines.settings import Settings
from tests.support.deliveries import OSLO_POPULATION, edit_text


def frames(settings: Settings, source_id: str) -> Frames:
    land_source(source_id, settings, take_inventory(settings, [source_id]))
    return make_frames(source_id, settings)


@pytest.mark.parametrize(
    ("source_id", "cells"),
    [
        # criteria x (districts + city) x deliveries
        ("trondheim_criterion_counts", 7 * 5 * 2),
        # no city rows, in each of three deliveries; rows of sub-districts are of their district
        ("boligbygg_dwellings", 3 * 15),
        # a row for the city alone, in each of three years
        ("budget_frames", 3),
        # the same districts and the total in each of three years
        ("oslo_net_social_assistance", 3 * 16),
        # rest groups are derived, not delivered
        ("oslo_population_18plus", 16),
    ],
)
def test_the_grid_is_what_must_be_delivered(project: Settings, source_id: str, cells: int) -> None:
    grid = frames(project, source_id).records["grid"]
    assert len(grid) == cells
    assert all(cell["delivered_row"] for cell in grid)


def test_a_missing_district_is_an_empty_cell_of_the_grid(project: Settings) -> None:
    edit_text(project, OSLO_POPULATION, "2022,12,Alna,38708\n", "")
    grid = frames(project, "oslo_population_18plus").records["grid"]
    assert [(c["measure"], c["source_year"], c["area"]) for c in grid if c["delivered_row"] is None] == [
        ("population_18plus", 2022, "Alna")
    ]


def test_rows_know_their_fraction_their_age_and_their_exact_value(project: Settings) -> None:
    rows = frames(project, "oslo_net_social_assistance").records["rows"]
    first = rows[0]
    assert (first["area_label"], first["source_year"], first["value_text"]) == ("Gamle Oslo", 2022, "184.3")
    assert first["fraction"] == pytest.approx(0.3)
    assert [row["years_back"] for row in rows[:3]] == [2, 1, 0]
    assert [row["row_id"] for row in rows] == list(range(len(rows)))
