import csv
from pathlib import Path

import pytest

from pipelines.landing.seeds import Area, Areas, load_areas, load_labels, nearest
from pipelines.settings import Settings
from pipelines.sources import SOURCES, load_source
from tests.support.deliveries import ROOT
from tests.support.landing import TABLE_SOURCES


@pytest.fixture(scope="module")
def settings() -> Settings:
    return Settings(root=ROOT, dbt_project=ROOT / "dbt_project")


@pytest.mark.parametrize(
    ("label", "district_id"),
    [
        ("Gamle Oslo", "030101"),
        ("bydel gamle oslo", "030101"),
        (" 01 Gamle Oslo ", "030101"),
        ("01", "030101"),
        ("1", "030101"),
        ("Bydel St.Hanshaugen", "030104"),
        ("St Hanshaugen", "030104"),
        ("SØNDRE NORDSTRAND", "030115"),
        ("Marka", "030117"),
        ("Oslo i alt", "0301"),
        ("Sum bydeler", "0301"),
        ("Bydel Gamle Olso", None),
        ("Heimdal", None),
        ("", None),
    ],
)
def test_labels_that_mean_an_oslo_area(settings: Settings, label: str, district_id: str | None) -> None:
    area = load_areas(settings, "oslo_districts").resolve(label)
    assert (area.district_id if area else None) == district_id


def test_every_alias_means_an_area_and_stands_once(settings: Settings) -> None:
    folder = settings.seeds / "geography"
    areas = {(row["area_system"], row["district_id"]) for row in _rows(folder / "areas.csv")}
    aliases = _rows(folder / "area_aliases.csv")
    assert {(row["area_system"], row["district_id"]) for row in aliases} == areas
    keys = [(row["area_system"], row["alias"].strip().lower()) for row in aliases]
    assert len(set(keys)) == len(keys)


def test_every_source_has_areas_a_rest_rule_and_its_labels(settings: Settings) -> None:
    rules = {row["source_id"] for row in _rows(settings.seeds / "geography" / "rest_group_rules.csv")}
    assert rules == set(TABLE_SOURCES)
    for source_id in SOURCES:
        source = load_source(source_id)
        levels = {area.level for area in load_areas(settings, source.area_system).areas.values()}
        assert {"district", "city"} <= levels or levels == {"country"}
        assert source.names_criteria == bool(load_labels(settings, source_id))


def test_an_area_is_valid_from_its_first_to_its_last_year() -> None:
    area = Area("030101", "Gamle Oslo", "district", 2004, 2027)
    assert [area.valid_in(year) for year in (2003, 2004, 2027, 2028)] == [False, True, True, False]
    assert Area("030101", "Gamle Oslo", "district", 2004, None).valid_in(2100)


def test_the_nearest_spelling_is_offered_only_when_it_is_near() -> None:
    areas = Areas({}, {}, ("Gamle Oslo", "Bydel Gamle Oslo", "Alna"))
    assert areas.nearest("Bydel Gamle Olso") == "Bydel Gamle Oslo"
    assert areas.nearest("Bergenhus") is None
    assert nearest("ALNA", ["Alna"]) == "Alna"


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
