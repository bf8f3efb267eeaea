"""What a pull leaves in data_raw: nothing, or one delivery that lands like the shipped one."""

import hashlib
import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pipelines.core.origins import SIDECAR_SUFFIX, read_origin
from pipelines.fetching import FETCHABLE, World, fetch_source, fetch_sources
from pipelines.landing.inventory import take_inventory
from pipelines.settings import Settings
from tests.support.deliveries import POPULATION
from tests.support.statbank_server import Statbank
from tests.support.statbank_tables import KLASS, LOW_INCOME
from tests.unit.fetching.conftest import NOON, Time, make_world
from tests.unit.fetching.landing_probe import files, landed

ALNA = ("Alna", "Menn", "34 år", "Personer", "2026")
SINGLE = ("12 Alna", "Enslige", "Uten formueskorreksjon", "Husholdninger med lavinntekt", "2022")
AMOUNT = ("030112", "281", "AGB4", "KOSbelop0000", "2023")
REVISED = "ssb_population/2022-2026/10826_befolkning_2026-09-15.json"


@pytest.mark.parametrize(
    ("source_id", "name"),
    [
        ("ssb_population", "2022-2026/10826_befolkning_2026-06-15.json"),
        ("oslo_low_income", "2020-2022/OK-INN007_2026-06-15.json"),
        ("klass_districts", "2020/klass_103_codes_2026-11-23.json"),
    ],
)
def test_a_fetched_table_lands_as_the_shipped_one(
    settings: Settings, world: World, source_id: str, name: str
) -> None:
    shipped = landed(settings, source_id)
    shutil.rmtree(settings.data_raw / source_id)

    outcome = fetch_source(source_id, settings, world)

    assert (outcome.status, outcome.delivery_ids) == ("new", (f"{source_id}/{name}",)), outcome
    assert landed(settings, source_id) == shipped


def test_accounts_come_as_one_delivery_a_year(settings: Settings, world: World) -> None:
    shipped = landed(settings, "ssb_accounts")
    shutil.rmtree(settings.data_raw / "ssb_accounts")

    outcome = fetch_source("ssb_accounts", settings, world)

    expected = tuple(f"ssb_accounts/{year}/12369_regnskap_2026-06-15.json" for year in (2022, 2023, 2024))
    assert outcome.delivery_ids == expected
    assert landed(settings, "ssb_accounts") == shipped


def test_the_response_is_stored_as_received_with_its_origin(
    empty: Settings, bank: Statbank, world: World
) -> None:
    outcome = fetch_source("ssb_population", empty, world)
    [delivery_id] = outcome.delivery_ids
    file = empty.data_raw / delivery_id
    origin = read_origin(file.with_name(file.name + SIDECAR_SUFFIX))
    [asked] = [body for method, _, body in bank.calls if method == "POST"]

    codes = {one["variableCode"]: one["valueCodes"] for one in asked["selection"]}
    sent = json.dumps(bank.tables["ssb_population"].dataset(codes), ensure_ascii=False, separators=(",", ":"))
    assert file.read_bytes() == sent.encode()
    assert origin.sha256 == hashlib.sha256(sent.encode()).hexdigest()
    assert origin.bytes == file.stat().st_size
    assert origin.updated == datetime(2026, 6, 15, 6, tzinfo=UTC)
    assert (origin.received_on, origin.published_on) == (date(2026, 11, 23), date(2026, 6, 15))
    assert origin.supersedes is None
    assert origin.licence == "CC BY 4.0"
    assert origin.synthetic, "the figures of the test server say of themselves that they are invented"
    assert json.loads(origin.query or "") == {
        "method": "POST",
        "url": "https://data.ssb.no/api/pxwebapi/v2/tables/10826/data?lang=no&outputFormat=json-stat2",
        "body": asked,
    }


def test_real_figures_are_not_marked_as_invented(empty: Settings, world: World) -> None:
    [delivery_id] = fetch_source("klass_districts", empty, world).delivery_ids
    assert not read_origin(empty.data_raw / (delivery_id + SIDECAR_SUFFIX)).synthetic


def test_an_unchanged_table_makes_no_delivery(settings: Settings, world: World) -> None:
    before = files(settings)
    outcomes = fetch_sources(FETCHABLE, settings, world)
    assert {one.status for one in outcomes} == {"unchanged"}, outcomes
    assert files(settings) == before


def test_the_same_stamp_and_query_are_not_even_downloaded(
    empty: Settings, bank: Statbank, world: World
) -> None:
    fetch_source("ssb_accounts", empty, world)
    assert bank.count("/data") == 3
    table = bank.tables["ssb_accounts"]
    table.cells[table.key(AMOUNT)] = (1, None)
    assert fetch_source("ssb_accounts", empty, world).status == "unchanged"
    assert bank.count("/data") == 3


def test_a_new_stamp_on_the_same_figures_makes_no_delivery(
    empty: Settings, bank: Statbank, world: World
) -> None:
    fetch_source("ssb_accounts", empty, world)
    bank.revise("ssb_accounts", {})
    assert fetch_source("ssb_accounts", empty, world).status == "unchanged"
    assert bank.count("/data") == 6


def test_a_revision_is_a_vintage_and_both_stay(settings: Settings, bank: Statbank, world: World) -> None:
    before = landed(settings, "ssb_population")
    bank.revise("ssb_population", {ALNA: 9999})

    outcome = fetch_source("ssb_population", settings, world)

    assert outcome.delivery_ids == (REVISED,)
    inventory = take_inventory(settings, ["ssb_population"])
    states = {one.delivery_id: one.state for one in inventory.for_source("ssb_population")}
    assert states == {POPULATION: "superseded", REVISED: "used"}
    changed = set(landed(settings, "ssb_population")) - set(before)
    assert [(row[0], row[2], int(row[3])) for row in changed] == [("030112a", 2026, 9999)]


def test_two_revisions_on_one_day_have_two_names(settings: Settings, bank: Statbank, world: World) -> None:
    bank.revise("oslo_low_income", {SINGLE: 999})
    [first] = fetch_source("oslo_low_income", settings, world).delivery_ids
    bank.revise("oslo_low_income", {SINGLE: 888}, "2026-09-15T10:00:00Z")
    [second] = fetch_source("oslo_low_income", settings, world).delivery_ids
    assert first == "oslo_low_income/2020-2022/OK-INN007_2026-09-15.json"
    assert second == first.replace(".json", "_2.json")
    assert read_origin(settings.data_raw / (second + SIDECAR_SUFFIX)).supersedes == first


def test_a_cell_that_is_withheld_now_is_a_change(settings: Settings, bank: Statbank, world: World) -> None:
    before = landed(settings, "oslo_low_income")
    bank.revise("oslo_low_income", {SINGLE: None})
    assert fetch_source("oslo_low_income", settings, world).status == "new"
    changed = set(landed(settings, "oslo_low_income")) - set(before)
    assert [(row[0], row[3], row[4]) for row in changed] == [("12 Alna", None, "suppressed")]


def test_only_the_revised_year_of_the_accounts_is_new(
    settings: Settings, bank: Statbank, world: World
) -> None:
    bank.revise("ssb_accounts", {AMOUNT: 999})
    outcome = fetch_source("ssb_accounts", settings, world)
    assert outcome.delivery_ids == ("ssb_accounts/2023/12369_regnskap_2026-09-15.json",)


def test_codes_that_changed_since_last_year_give_the_same_cells(
    settings: Settings, bank: Statbank, world: World
) -> None:
    shipped = landed(settings, "oslo_low_income")
    table = bank.tables["oslo_low_income"]
    # a year was added at the start, and the districts are numbered from 1 with the city as 0
    table.recode("år", {str(place): str(place + 1) for place in range(10)})
    table.recode("geografi", {**{str(place): str(place + 1) for place in range(18)}, "328": "0"})
    table.recode("formue", {"0": "b", "1": "a"})

    assert fetch_source("oslo_low_income", settings, world).status == "unchanged"

    shutil.rmtree(settings.data_raw / "oslo_low_income")
    assert fetch_source("oslo_low_income", settings, world).status == "new"
    again = landed(settings, "oslo_low_income")
    assert again == shipped
    [query_text] = {one.origin.query for one in take_inventory(settings).for_source("oslo_low_income")}
    assert json.loads(query_text or "")["body"]["query"][0]["selection"]["values"][0] == "0"


@pytest.mark.parametrize(
    ("hour", "status"), [(3, "unchanged"), (4, "offline"), (6, "offline"), (7, "unchanged")]
)
def test_ssb_is_not_asked_in_the_early_morning(
    settings: Settings, bank: Statbank, hour: int, status: str
) -> None:
    # UTC; Oslo is an hour ahead in November
    outcomes = fetch_sources(
        ["ssb_population", "oslo_low_income"], settings, make_world(Time(NOON.replace(hour=hour)))
    )
    assert [one.status for one in outcomes] == [status, "unchanged"]
    assert (bank.count("10826") == 0) == (status == "offline")
    if status == "offline":
        assert "05:00" in outcomes[0].message


def test_the_shipped_plans_name_no_code(tmp_path: Path) -> None:
    klass = json.loads((Path(__file__).parents[3] / "data_raw" / KLASS).read_text(encoding="utf-8"))
    low_income = json.loads((Path(__file__).parents[3] / "data_raw" / LOW_INCOME).read_text(encoding="utf-8"))
    codes = {one["code"] for one in klass["codes"]} | {"328", "Personer1", "KOSbelop0000", "AGB4"}
    assert low_income["id"] == ["geografi", "husholdningstype", "formue", "statistikkvariabel", "år"]
    for source_id in FETCHABLE:
        plan = Path(__file__).parents[3] / "pipelines" / "sources" / source_id / "fetch.yml"
        words = set(plan.read_text(encoding="utf-8").replace('"', " ").split())
        assert words & codes == set()
