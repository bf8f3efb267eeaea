"""A pull that would lose or break something stores nothing, and a killed one leaves nothing half-there."""

from datetime import date

from pipelines.core.origins import SIDECAR_SUFFIX
from pipelines.fetching import World, fetch_source
from pipelines.fetching.store import finish_storing
from pipelines.landing.inventory import take_inventory
from pipelines.settings import Settings
from tests.support.deliveries import edit_origin
from tests.support.statbank_server import Statbank
from tests.support.statbank_tables import LOW_INCOME
from tests.unit.fetching.landing_probe import files, landed

SOURCE = "oslo_low_income"
ALNA = ("12 Alna", "Enslige", "Uten formueskorreksjon", "Husholdninger med lavinntekt", "2022")
REVISED = "oslo_low_income/2020-2022/OK-INN007_2026-09-15.json"


def test_a_new_year_makes_a_longer_span(settings: Settings, bank: Statbank, world: World) -> None:
    table = bank.tables[SOURCE]
    table.variables["år"]["10"] = "2023"
    table.updated = "2026-12-25T07:00:00Z"
    outcome = fetch_source(SOURCE, settings, world)
    assert outcome.delivery_ids == ("oslo_low_income/2020-2023/OK-INN007_2026-12-25.json",), outcome
    assert {row[2] for row in landed(settings, SOURCE)} == set(range(2020, 2024))


def test_a_table_that_lost_a_year_takes_nobodys_place(
    settings: Settings, bank: Statbank, world: World
) -> None:
    before = files(settings)
    del bank.tables[SOURCE].variables["år"]["9"]
    outcome = fetch_source(SOURCE, settings, world)
    assert (outcome.status, files(settings)) == ("failed", before)
    [finding] = outcome.findings
    assert (finding.code, finding.found, finding.expected) == ("fetch_loses_years", "2020-2021", "2020-2022")
    assert finding.file == LOW_INCOME


def test_a_response_the_reader_refuses_is_not_stored(
    settings: Settings, bank: Statbank, world: World
) -> None:
    before = files(settings)
    bank.tables[SOURCE].unit = "personer"
    bank.revise(SOURCE, {ALNA: 1})
    outcome = fetch_source(SOURCE, settings, world)
    assert (outcome.status, files(settings)) == ("failed", before)
    assert [one.code for one in outcome.findings] == ["unknown_unit"]
    assert outcome.findings[0].file == REVISED


def test_a_folder_that_is_not_in_order_comes_first(settings: Settings, bank: Statbank, world: World) -> None:
    edit_origin(settings, LOW_INCOME, bytes=1)
    outcome = fetch_source(SOURCE, settings, world)
    assert [one.code for one in outcome.findings] == ["invalid_sidecar"]
    assert bank.calls == []


def test_what_a_refresh_leaves_out_is_no_matter_for_fetching(
    settings: Settings, bank: Statbank, world: World
) -> None:
    run = settings.model_copy(update={"held_back": (LOW_INCOME,), "as_of": date(2020, 1, 1)})
    assert fetch_source(SOURCE, run, world).status == "unchanged"


def test_what_a_killed_fetch_left_is_not_seen_and_cleared(
    settings: Settings, bank: Statbank, world: World
) -> None:
    folder = settings.data_raw / SOURCE / "2020-2022"
    leftover = folder / ".OK-INN007_2026-09-15.json.fetching"
    leftover.write_bytes(b'{"half":')
    assert take_inventory(settings, [SOURCE]).findings[SOURCE] == []
    fetch_source(SOURCE, settings, world)
    assert not leftover.exists()


def test_a_sidecar_that_was_on_its_way_is_put_in_place(
    settings: Settings, bank: Statbank, world: World
) -> None:
    bank.revise(SOURCE, {ALNA: 9999})
    fetch_source(SOURCE, settings, world)
    sidecar = settings.data_raw / (REVISED + SIDECAR_SUFFIX)
    text = sidecar.read_text(encoding="utf-8")
    sidecar.rename(sidecar.with_name(f".{sidecar.name}.fetching"))

    finish_storing(settings, SOURCE)

    assert sidecar.read_text(encoding="utf-8") == text
    assert take_inventory(settings, [SOURCE]).findings[SOURCE] == []
