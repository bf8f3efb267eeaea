"""What lies in data_raw as it was known at the end of an earlier day."""

from datetime import date
from pathlib import Path

import pytest
from pydantic import SecretStr

from pipelines.landing.inventory import Inventory, take_inventory
from pipelines.landing.received import received_days
from pipelines.refresh import AsOfError, as_of_settings, run_refresh
from pipelines.settings import Settings
from tests.support.deliveries import OSLO_POPULATION, add_delivery, edit_origin, edit_text, sidecar_of

SOURCE = "oslo_population_18plus"
RECEIVED = date(2026, 11, 22)
LATER = "2026-12-05"


def as_of(settings: Settings, day: date) -> Inventory:
    return now(as_of_settings(settings, day))


def now(settings: Settings) -> Inventory:
    return take_inventory(settings, [SOURCE])


def add_later(settings: Settings, name: str = "rettet.csv", **fields: object) -> str:
    content = (settings.data_raw / OSLO_POPULATION).read_bytes() + b"\n"
    fields = {"received_on": LATER, "supersedes": OSLO_POPULATION, **fields}
    return add_delivery(settings, SOURCE, "2022", name, content, like=OSLO_POPULATION, **fields)


def states(inventory: Inventory) -> dict[str, str]:
    return {one.delivery_id: one.state for one in inventory.for_source(SOURCE)}


def test_a_later_delivery_is_not_seen_and_what_it_supersedes_is_in_use(project: Settings) -> None:
    later = add_later(project)
    assert states(now(project)) == {OSLO_POPULATION: "superseded", later: "used"}
    assert states(as_of(project, RECEIVED)) == {OSLO_POPULATION: "used"}
    assert states(as_of(project, date(2026, 12, 4))) == {OSLO_POPULATION: "used"}


def test_the_day_it_came_counts(project: Settings) -> None:
    later = add_later(project)
    assert states(as_of(project, date(2026, 12, 5))) == {OSLO_POPULATION: "superseded", later: "used"}


def test_of_three_vintages_the_last_one_known_is_in_use(project: Settings) -> None:
    second = add_later(project, "andre.csv", received_on="2026-12-05")
    third = add_later(project, "tredje.csv", received_on="2026-12-20", supersedes=second)
    assert states(now(project))[third] == "used"
    assert states(as_of(project, date(2026, 12, 10))) == {OSLO_POPULATION: "superseded", second: "used"}


def test_the_fingerprint_is_that_of_a_folder_that_never_had_it(project: Settings) -> None:
    before, present = as_of(project, RECEIVED).fingerprint(), now(project).fingerprint()
    assert before == present
    add_later(project)
    assert as_of(project, RECEIVED).fingerprint() == before
    assert now(project).fingerprint() != before


def test_what_is_wrong_with_a_later_delivery_does_not_matter(project: Settings) -> None:
    before = as_of(project, RECEIVED).fingerprint()
    later = add_later(project, supersedes="oslo_population_18plus/2022/no_such_file.csv")
    edit_text(project, later, "12,Alna,38708\n", "12,Alna,38709\n", resign=False)
    assert {one.code for one in now(project).findings[SOURCE]} >= {"hash_mismatch", "unknown_superseded"}
    earlier = as_of(project, RECEIVED)
    assert earlier.findings[SOURCE] == []
    assert earlier.fingerprint() == before


@pytest.mark.parametrize("stray", ["file", "sidecar", "unreadable"])
def test_what_has_no_day_was_not_known_then(project: Settings, stray: str) -> None:
    before = as_of(project, RECEIVED).fingerprint()
    folder = project.data_raw / SOURCE / "2022"
    if stray == "file":
        (folder / "uten_opphav.csv").write_text("a,b\n", encoding="utf-8")
    elif stray == "sidecar":
        (folder / "uten_fil.csv.origin.yml").write_text("period: 2022\n", encoding="utf-8")
    else:
        later = add_later(project)
        sidecar_of(project, later).write_text("received_on: whenever\n", encoding="utf-8")
    assert now(project).findings[SOURCE]
    earlier = as_of(project, RECEIVED)
    assert earlier.findings[SOURCE] == []
    assert earlier.fingerprint() == before


def test_a_fault_in_what_was_known_is_still_one(project: Settings) -> None:
    edit_text(project, OSLO_POPULATION, "12,Alna,38708\n", "12,Alna,38709\n", resign=False)
    assert [one.code for one in as_of(project, RECEIVED).findings[SOURCE]] == ["hash_mismatch"]


def test_a_source_of_which_nothing_had_come(project: Settings) -> None:
    edit_origin(project, OSLO_POPULATION, received_on=LATER)
    assert [one.code for one in as_of(project, RECEIVED).findings[SOURCE]] == ["no_delivery"]


def test_the_days_of_all_deliveries(project: Settings) -> None:
    add_later(project)
    days = received_days(project)
    assert (days[0], days[-1]) == (date(2026, 11, 2), date(2026, 12, 5))
    assert len(days) == sum(len(rows) for rows in take_inventory(project).deliveries.values())


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 1), "had been received by 2026-11-01; the first came on 2026-11-02"),
        (date(9998, 1, 1), "9998-01-01 has not come yet"),
    ],
)
def test_a_day_of_which_nothing_can_be_said_is_refused(project: Settings, day: date, said: str) -> None:
    settings = as_of_settings(project, day)
    with pytest.raises(AsOfError, match=said):
        run_refresh(settings)
    assert not settings.build.exists()


def test_an_empty_data_raw_says_so(tmp_path: Path, project: Settings) -> None:
    empty = project.model_copy(update={"data_raw": tmp_path / "nothing"})
    with pytest.raises(AsOfError, match="there is none at all"):
        run_refresh(as_of_settings(empty, RECEIVED))


def test_everything_of_the_run_lies_in_a_folder_of_its_own(project: Settings) -> None:
    settings = as_of_settings(project, RECEIVED)
    folder = project.build / "as_of" / "2026-11-22"
    assert settings.as_of == RECEIVED
    for path in (
        settings.landed,
        settings.candidate_db,
        settings.published_db,
        settings.dbt_target,
        settings.notices,
    ):
        assert path.is_relative_to(folder)
    assert (settings.data_raw, settings.dbt_project) == (project.data_raw, project.dbt_project)


def test_nobody_is_told_of_an_earlier_state_that_cannot_be_built(project: Settings) -> None:
    noisy = Settings(
        root=project.root,
        notice_webhook_url=SecretStr("https://example.no/hook"),
        notice_smtp_host="mail.example.no",
    )
    settings = as_of_settings(noisy, RECEIVED)
    assert (settings.notice_webhook_url, settings.notice_smtp_host) == (None, None)
