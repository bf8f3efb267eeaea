"""Categories are chosen by what the table says; a table that says something else is told about."""

import pytest

from pipelines.core.errors import Finding
from pipelines.fetching import FETCHABLE, World, fetch_source
from pipelines.fetching.plan import Plan, load_plan
from pipelines.settings import Settings
from tests.support.statbank_server import Statbank

ALL_AREAS = 19


def findings(settings: Settings, world: World, source_id: str) -> list[Finding]:
    outcome = fetch_source(source_id, settings, world)
    assert outcome.status == "failed", outcome
    return list(outcome.findings)


def asked(bank: Statbank) -> dict[str, list[str]]:
    """Codes by variable of the last query of version 2."""
    body = next(body for method, _, body in reversed(bank.calls) if method == "POST")
    return {one["variableCode"]: one["valueCodes"] for one in body["selection"]}


def test_only_what_the_plan_says_is_asked_for(empty: Settings, bank: Statbank, world: World) -> None:
    fetch_source("ssb_population", empty, world)
    query = asked(bank)
    assert list(query) == ["Region", "Kjonn", "Alder", "ContentsCode", "Tid"]
    assert len(query["Region"]) == ALL_AREAS
    assert "110301" not in query["Region"]
    assert query["Tid"] == ["2022", "2023", "2024", "2025", "2026"]
    fetch_source("ssb_accounts", empty, world)
    assert "FGK9" not in asked(bank)["KOKfunksjon0000"]
    assert asked(bank)["KOKart0000"] == ["AGB4", "AGB6"]


def test_a_renamed_label_names_the_nearest_and_the_place_to_edit(
    empty: Settings, bank: Statbank, world: World
) -> None:
    bank.tables["ssb_population"].relabel("Kjonn", "Kvinner", "Kvinne")
    [finding] = findings(empty, world, "ssb_population")
    assert finding.code == "fetch_missing_category"
    assert finding.found == "Kvinne, Menn"
    assert finding.params["looked_for"] == "Kvinner"
    text = finding.text("en")
    for word in ("10826", "Kjonn", "«Kvinner»", "pipelines/sources/ssb_population/fetch.yml"):
        assert word in text
    assert bank.count("/data") == 0


def test_a_declared_text_that_is_gone_is_told(empty: Settings, bank: Statbank, world: World) -> None:
    bank.tables["oslo_low_income"].relabel("husholdningstype", "Enslige", "Aleneboende")
    [finding] = findings(empty, world, "oslo_low_income")
    assert (finding.code, finding.params["looked_for"]) == ("fetch_missing_category", "Enslige")


def test_a_district_that_is_not_found_is_told(empty: Settings, bank: Statbank, world: World) -> None:
    bank.tables["oslo_low_income"].relabel("geografi", "12 Alna", "12 Alna-Furuset")
    [finding] = findings(empty, world, "oslo_low_income")
    assert (finding.code, finding.params["looked_for"]) == ("fetch_missing_area", "Alna")
    assert (finding.found or "").startswith("11 12 Alna-Furuset")
    assert "area_aliases.csv" in finding.next_step("en")


def test_a_new_spelling_the_seed_knows_is_no_matter(empty: Settings, bank: Statbank, world: World) -> None:
    bank.tables["oslo_low_income"].relabel("geografi", "12 Alna", "Bydel Alna")
    assert fetch_source("oslo_low_income", empty, world).status == "new"


def test_two_categories_for_one_area_are_told(empty: Settings, bank: Statbank, world: World) -> None:
    bank.tables["ssb_population"].variables["Region"]["030100aa"] = "Oslo i alt"
    [finding] = findings(empty, world, "ssb_population")
    assert finding.code == "fetch_area_twice"
    assert finding.found == "0301 Oslo - Oslove, 030100aa Oslo i alt"


def test_every_fault_is_told_at_once(empty: Settings, bank: Statbank, world: World) -> None:
    table = bank.tables["ssb_population"]
    table.variables["Sivilstand"] = {"1": "Gift"}
    table.variables = {"Kjønn" if name == "Kjonn" else name: one for name, one in table.variables.items()}
    table.variables["Tid"] = {"2020": "2020"}
    codes = [(one.code, one.params["variable"]) for one in findings(empty, world, "ssb_population")]
    assert codes == [
        ("fetch_missing_variable", "Kjonn"),
        ("fetch_unchosen_variable", "Kjønn"),
        ("fetch_nothing_chosen", "Tid"),
        ("fetch_unchosen_variable", "Sivilstand"),
    ]


def test_years_with_a_hole_are_told(empty: Settings, bank: Statbank, world: World) -> None:
    del bank.tables["ssb_population"].variables["Tid"]["2024"]
    [finding] = findings(empty, world, "ssb_population")
    assert (finding.code, finding.found) == ("fetch_years_with_gaps", "2022, 2023, 2025, 2026")


def test_a_code_list_takes_the_place_of_the_tables_own_categories(
    empty: Settings, bank: Statbank, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = load_plan("ssb_population").model_dump(by_alias=True)
    whole["select"]["Region"] = {"every": "areas", "codelist": "vs_Bydeler"}
    monkeypatch.setattr("pipelines.fetching.fetch.load_plan", lambda _: Plan.model_validate(whole))
    regions = bank.tables["ssb_population"].variables["Region"]
    bank.codelists["vs_Bydeler"] = {code: text for code, text in regions.items() if code.startswith("0301")}
    assert fetch_source("ssb_population", empty, world).status == "new"
    [body] = [body for method, _, body in bank.calls if method == "POST"]
    assert body["selection"][0]["codelist"] == "vs_Bydeler"
    assert bank.count("/codelists/vs_Bydeler") == 1

    del bank.codelists["vs_Bydeler"]
    bank.revise("ssb_population", {})
    assert findings(empty, world, "ssb_population")[0].code == "fetch_not_found"


def test_every_plan_is_sound() -> None:
    assert FETCHABLE == ("klass_districts", "oslo_low_income", "ssb_accounts", "ssb_population")
    for source_id in FETCHABLE:
        assert load_plan(source_id).table_url.isascii()


@pytest.mark.parametrize(
    "choice",
    [{}, {"every": "all", "labels": ["Menn"]}, "everything", {"years": {"from": 2022}, "pattern": "a"}],
)
def test_a_choice_has_one_way(choice: object) -> None:
    whole = load_plan("ssb_population").model_dump(by_alias=True)
    whole["select"]["Kjonn"] = choice
    with pytest.raises(ValueError, match="Kjonn"):
        Plan.model_validate(whole)


def test_a_path_with_letters_and_spaces_is_encoded() -> None:
    whole = load_plan("oslo_low_income").model_dump(by_alias=True)
    whole["table"] = "db1/Trygd, sosiale tjenester og barnevern/Sosialtjenesten/OK-STØ013.px"
    expected = "/db1/Trygd%2C%20sosiale%20tjenester%20og%20barnevern/Sosialtjenesten/OK-ST%C3%98013.px"
    assert Plan.model_validate(whole).table_url.endswith(expected)
