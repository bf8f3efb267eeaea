import shutil

import pytest

from pipelines.core.errors import DeliveryError, Finding
from pipelines.landing.inventory import take_inventory
from pipelines.settings import Settings
from tests.support.deliveries import (
    OSLO_POPULATION,
    TRONDHEIM_2011,
    TRONDHEIM_2012,
    add_delivery,
    edit_origin,
    edit_text,
    sidecar_of,
)

POPULATION = "oslo_population_18plus"


def findings(settings: Settings, source_id: str = POPULATION) -> list[Finding]:
    with pytest.raises(DeliveryError) as caught:
        take_inventory(settings).for_source(source_id)
    return list(caught.value.findings)


def only(settings: Settings, source_id: str = POPULATION) -> Finding:
    [finding] = findings(settings, source_id)
    return finding


def correction(settings: Settings, name: str, **fields: object) -> str:
    content = (settings.data_raw / OSLO_POPULATION).read_bytes()
    return add_delivery(settings, POPULATION, "2022", name, content, like=OSLO_POPULATION, **fields)


def test_what_ships_is_in_order(project: Settings) -> None:
    inventory = take_inventory(project)
    assert inventory.problems == []
    assert [d.delivery_id for d in inventory.for_source("trondheim_criterion_counts")] == [
        TRONDHEIM_2011,
        TRONDHEIM_2012,
    ]
    assert {d.state for d in inventory.for_source(POPULATION)} == {"used"}


def test_a_file_without_a_sidecar(project: Settings) -> None:
    sidecar_of(project, OSLO_POPULATION).unlink()
    finding = only(project)
    assert (finding.code, finding.file) == ("missing_sidecar", OSLO_POPULATION)
    assert finding.expected == f"{OSLO_POPULATION}.origin.yml"
    # another source is none the worse
    assert take_inventory(project).for_source("trondheim_criterion_counts")


def test_a_sidecar_without_its_file(project: Settings) -> None:
    (project.data_raw / OSLO_POPULATION).unlink()
    finding = only(project)
    assert (finding.code, finding.expected) == ("sidecar_without_file", OSLO_POPULATION)


def test_a_sidecar_with_faults_names_each_field(project: Settings) -> None:
    edit_origin(project, OSLO_POPULATION, personal_data="some", owner="me")
    assert [(f.code, f.column, f.found) for f in findings(project)] == [
        ("invalid_sidecar", "personal_data", "some"),
        ("invalid_sidecar", "owner", "me"),
    ]
    assert "the field is not known" in findings(project)[1].text("en")
    assert "feltet er ukjent" in findings(project)[1].text("nb")


def test_a_changed_file_is_named_with_both_hashes(project: Settings) -> None:
    before = take_inventory(project).for_source(POPULATION)[0].sha256
    edit_text(project, OSLO_POPULATION, "12,Alna,38708\n", "12,Alna,38709\n", resign=False)
    finding = only(project)
    assert finding.code == "hash_mismatch"
    assert finding.file == OSLO_POPULATION
    assert finding.expected == f"sha256 {before}"
    assert finding.found
    assert finding.found != finding.expected
    assert before in finding.text("en")
    assert "truncated" not in finding.text("en")


def test_a_file_shorter_than_its_sidecar_says_is_told_to_be_cut(project: Settings) -> None:
    file = project.data_raw / OSLO_POPULATION
    size = file.stat().st_size
    file.write_bytes(file.read_bytes()[:-100])
    finding = only(project)
    assert finding.code == "hash_mismatch"
    assert f"truncated or edited: {size - 100} of {size} bytes" in finding.text("en")
    assert f"{size - 100} av {size} byte" in finding.text("nb")


def test_a_size_that_contradicts_the_hash(project: Settings) -> None:
    edit_origin(project, OSLO_POPULATION, bytes=1)
    finding = only(project)
    assert (finding.code, finding.column, finding.found) == ("invalid_sidecar", "bytes", "1")


def test_a_folder_of_no_source(project: Settings) -> None:
    folder = project.data_raw / "bergen_counts" / "2024"
    folder.mkdir(parents=True)
    (folder / "tall.csv").write_text("a;b\n", encoding="utf-8")
    [problem] = take_inventory(project).problems
    assert (problem.code, problem.file) == ("unknown_source", "bergen_counts/2024/tall.csv")
    assert problem.expected
    assert "oslo_population_18plus" in problem.expected


def test_a_file_beside_the_source_folders(project: Settings) -> None:
    (project.data_raw / "tall.csv").write_text("a;b\n", encoding="utf-8")
    assert [problem.code for problem in take_inventory(project).problems] == ["unknown_source"]


@pytest.mark.parametrize("name", [".DS_Store", "~$tall.xlsx"])
def test_what_programs_leave_behind_is_no_delivery(project: Settings, name: str) -> None:
    before = take_inventory(project).fingerprint()
    (project.data_raw / OSLO_POPULATION).with_name(name).write_bytes(b"x")
    inventory = take_inventory(project)
    assert len(inventory.for_source(POPULATION)) == 1
    assert inventory.fingerprint() == before


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"source_id": "ssb_population"}, "ssb_population/2022/tabell_4_befolkning_18_ar_og_over.csv"),
        ({"period": "2025"}, "oslo_population_18plus/2025/tabell_4_befolkning_18_ar_og_over.csv"),
    ],
)
def test_a_sidecar_for_another_place(project: Settings, fields: dict[str, str], expected: str) -> None:
    edit_origin(project, OSLO_POPULATION, **fields)
    finding = only(project)
    assert (finding.code, finding.found, finding.expected) == ("misplaced", OSLO_POPULATION, expected)


def test_a_span_of_years_where_a_year_is_delivered(project: Settings) -> None:
    content = (project.data_raw / OSLO_POPULATION).read_bytes()
    add_delivery(project, POPULATION, "2022-2023", "b.csv", content, like=OSLO_POPULATION)
    finding = only(project)
    assert (finding.code, finding.found) == ("misplaced", "2022-2023")


def test_two_deliveries_of_one_period(project: Settings) -> None:
    other = correction(project, "tabell_4_rettet.csv")
    finding = only(project)
    assert finding.code == "claims_same_period"
    assert finding.found == f"{OSLO_POPULATION}, {other}"
    assert "2022" in finding.text("en")


def test_a_superseded_delivery_is_kept_and_not_used(project: Settings) -> None:
    later = correction(project, "rettet.csv", supersedes=OSLO_POPULATION)
    states = {d.delivery_id: d.state for d in take_inventory(project).for_source(POPULATION)}
    assert states == {OSLO_POPULATION: "superseded", later: "used"}


def test_a_chain_of_corrections_leaves_the_last_in_use(project: Settings) -> None:
    second = correction(project, "b.csv", supersedes=OSLO_POPULATION)
    third = correction(project, "c.csv", supersedes=second)
    states = {d.delivery_id: d.state for d in take_inventory(project).for_source(POPULATION)}
    assert states == {OSLO_POPULATION: "superseded", second: "superseded", third: "used"}


def test_two_corrections_of_the_same_delivery_claim_one_period(project: Settings) -> None:
    correction(project, "b.csv", supersedes=OSLO_POPULATION)
    correction(project, "c.csv", supersedes=OSLO_POPULATION)
    assert only(project).code == "claims_same_period"


def test_superseding_what_is_not_there(project: Settings) -> None:
    correction(project, "b.csv", supersedes="oslo_population_18plus/2022/finnes_ikke.csv")
    assert [f.code for f in findings(project)] == ["unknown_superseded", "claims_same_period"]


def test_superseding_a_delivery_with_a_faulty_sidecar_is_not_a_second_fault(project: Settings) -> None:
    correction(project, "b.csv", supersedes=OSLO_POPULATION)
    edit_origin(project, OSLO_POPULATION, owner="me")
    assert [f.code for f in findings(project)] == ["invalid_sidecar"]


def test_superseding_each_other(project: Settings) -> None:
    later = correction(project, "b.csv", supersedes=OSLO_POPULATION)
    edit_origin(project, OSLO_POPULATION, supersedes=later)
    assert [f.code for f in findings(project)] == ["circular_supersede"]


def test_a_source_without_deliveries(project: Settings) -> None:
    (project.data_raw / OSLO_POPULATION).unlink()
    sidecar_of(project, OSLO_POPULATION).unlink()
    finding = only(project)
    assert finding.code == "no_delivery"
    assert "data_raw/oslo_population_18plus/<period>/" in finding.text("en")


def test_all_faults_of_a_source_come_at_once(project: Settings) -> None:
    edit_text(project, TRONDHEIM_2011, "0-21 år;Midtbyen;12\u00a0320", "0-21 år;Midtbyen;1", resign=False)
    sidecar_of(project, TRONDHEIM_2012).unlink()
    found = findings(project, "trondheim_criterion_counts")
    assert [(f.code, f.file) for f in found] == [
        ("hash_mismatch", TRONDHEIM_2011),
        ("missing_sidecar", TRONDHEIM_2012),
    ]


def test_the_fingerprint_moves_with_every_byte_and_with_nothing_else(project: Settings) -> None:
    for folder in project.data_raw.iterdir():
        if folder.name not in (POPULATION, "trondheim_criterion_counts", "README.md"):
            shutil.rmtree(folder)
    before = take_inventory(project).fingerprint()
    assert take_inventory(project).fingerprint() == before
    for path in sorted(project.data_raw.rglob("*.*")):
        if path.name == "README.md":
            continue
        content = path.read_bytes()
        path.write_bytes(content + b" ")
        assert take_inventory(project).fingerprint() != before, path
        path.write_bytes(content)
    assert take_inventory(project).fingerprint() == before


def test_one_source_alone_can_be_taken(project: Settings) -> None:
    inventory = take_inventory(project, [POPULATION])
    assert inventory.for_source(POPULATION)
    assert list(inventory.deliveries) == [POPULATION]
