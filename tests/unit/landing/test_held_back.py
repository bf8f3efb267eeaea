"""Deliveries a run leaves out because they were refused."""

from pipelines.landing.inventory import Inventory, take_inventory
from pipelines.settings import Settings
from tests.support.deliveries import OSLO_POPULATION, add_delivery, edit_text, sidecar_of

SOURCE = "oslo_population_18plus"


def holding(settings: Settings, *delivery_ids: str) -> Inventory:
    return take_inventory(settings.model_copy(update={"held_back": delivery_ids}), [SOURCE])


def add_bad(settings: Settings) -> str:
    """A delivery that names what it supersedes and whose bytes are not those it was signed with."""
    content = (settings.data_raw / OSLO_POPULATION).read_bytes()
    bad = add_delivery(
        settings, SOURCE, "2022", "rettet.csv", content, like=OSLO_POPULATION, supersedes=OSLO_POPULATION
    )
    edit_text(settings, bad, "12,Alna,38708\n", "12,Alna,38709\n", resign=False)
    return bad


def states(inventory: Inventory) -> dict[str, str]:
    return {one.delivery_id: one.state for one in inventory.for_source(SOURCE)}


def test_it_is_refused_and_its_predecessor_is_in_use(project: Settings) -> None:
    bad = add_bad(project)
    assert [one.code for one in holding(project).findings[SOURCE]] == ["hash_mismatch"]
    inventory = holding(project, bad)
    assert inventory.findings[SOURCE] == []
    assert states(inventory) == {OSLO_POPULATION: "used", bad: "refused"}
    assert inventory.held_back == (bad,)


def test_the_fingerprint_moves_when_it_is_held_back(project: Settings) -> None:
    without = holding(project).fingerprint()
    bad = add_bad(project)
    seen, held = holding(project).fingerprint(), holding(project, bad).fingerprint()
    assert len({without, seen, held}) == 3
    assert holding(project, bad).fingerprint() == held


def test_faults_of_other_deliveries_still_stop_the_source(project: Settings) -> None:
    bad = add_bad(project)
    edit_text(project, OSLO_POPULATION, "12,Alna,38708\n", "12,Alna,38700\n", resign=False)
    assert [one.file for one in holding(project, bad).findings[SOURCE]] == [OSLO_POPULATION]


def test_a_file_whose_sidecar_cannot_be_read_can_be_held_back(project: Settings) -> None:
    bad = add_bad(project)
    sidecar_of(project, bad).write_text("title: 1\n", encoding="utf-8")
    assert {one.code for one in holding(project).findings[SOURCE]} == {"invalid_sidecar"}
    inventory = holding(project, bad)
    assert inventory.findings[SOURCE] == []
    assert states(inventory) == {OSLO_POPULATION: "used"}


def test_what_supersedes_a_held_back_delivery_names_something_that_is_not_there(project: Settings) -> None:
    bad = add_bad(project)
    content = (project.data_raw / OSLO_POPULATION).read_bytes()
    later = add_delivery(project, SOURCE, "2022", "tredje.csv", content, like=OSLO_POPULATION, supersedes=bad)
    found = {(one.code, one.file) for one in holding(project, bad).findings[SOURCE]}
    assert ("unknown_superseded", later) in found


def test_a_source_with_nothing_but_a_held_back_delivery_has_none(project: Settings) -> None:
    assert [one.code for one in holding(project, OSLO_POPULATION).findings[SOURCE]] == ["no_delivery"]


def test_a_file_that_belongs_to_no_source_can_be_held_back(project: Settings) -> None:
    stranger = project.data_raw / "oslo_populasjon" / "2022" / "fil.csv"
    stranger.parent.mkdir(parents=True)
    stranger.write_text("a\n", encoding="utf-8")
    name = "oslo_populasjon/2022/fil.csv"
    assert [one.file for one in take_inventory(project).problems] == [name]
    held = project.model_copy(update={"held_back": (name,)})
    assert take_inventory(held).problems == []
