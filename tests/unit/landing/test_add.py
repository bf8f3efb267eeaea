"""The sidecar of a file that was put in place."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.origins import SIDECAR_SUFFIX, OriginError, read_origin, sha256_of
from pipelines.landing.add import draft_sidecar, finish, looks_like, write_sidecar
from pipelines.landing.inventory import take_inventory
from pipelines.landing.new_year import prepare
from pipelines.settings import Settings
from pipelines.sources import load_source
from tests.support.deliveries import copy_project
from tests.support.next_year import drop_most_deliveries

NAME = "tsb_pasienter_2025.xlsx"
SAID = {
    "producer": "FHI",
    "contact": "bestilling@example.org",
    "licence": "avtale",
    "personal_data": "aggregate",
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    copied = copy_project(tmp_path)
    drop_most_deliveries(copied)
    return Settings(root=copied.root, sources_overlay=tmp_path / "own_sources")


@pytest.fixture
def file(settings: Settings) -> Path:
    """Last year's file, put where next year's belongs."""
    place = settings.data_raw / "helsedata_tsb" / "2025" / NAME
    place.parent.mkdir()
    shutil.copyfile(settings.data_raw / "helsedata_tsb" / "2024" / "tsb_pasienter_2024.xlsx", place)
    return place


def test_the_stub_says_most_of_it(settings: Settings, file: Path) -> None:
    prepare(settings, 2027)
    draft = draft_sidecar(settings, file, "helsedata_tsb", "2025", SAID)
    assert draft.missing == ()
    assert draft.inherited_from == f"{NAME}.origin.stub.yml"
    origin = finish(draft, {})
    assert origin.title.startswith("pasienter i rusbehandling")
    assert (origin.sha256, origin.bytes) == (sha256_of(file), file.stat().st_size)
    assert (origin.synthetic, origin.producer, origin.supersedes) == (False, "FHI", None)


def test_what_nobody_knows_is_asked(settings: Settings, file: Path) -> None:
    draft = draft_sidecar(settings, file, "helsedata_tsb", "2025", {})
    assert draft.missing == ("producer", "contact", "licence", "personal_data", "synthetic")
    with pytest.raises(OriginError, match="producer"):
        finish(draft, {})
    assert finish(draft, SAID | {"synthetic": False}).licence == "avtale"


def test_an_invented_file_takes_after_the_invented_one(settings: Settings, file: Path) -> None:
    prepare(settings, 2027)
    draft = draft_sidecar(settings, file, "helsedata_tsb", "2025", {"synthetic": True})
    origin = finish(draft, {})
    assert draft.missing == ()
    assert origin.title.startswith("SYNTETISK: ")
    assert origin.title.endswith("2025")
    assert origin.producer == "kriterier (eksempeldata)"


def test_an_answer_that_cannot_be_is_named(settings: Settings, file: Path) -> None:
    said = SAID | {"synthetic": False, "personal_data": "some"}
    with pytest.raises(OriginError, match="personal_data"):
        finish(draft_sidecar(settings, file, "helsedata_tsb", "2025", said), {})


def test_a_budget_year_is_asked_where_the_last_delivery_has_one(settings: Settings) -> None:
    place = settings.data_raw / "kvp_expected" / "2027" / "kvp.csv"
    place.parent.mkdir()
    place.write_bytes(b"x")
    assert draft_sidecar(settings, place, "kvp_expected", "2027", {}).missing == ("for_budget_year",)
    prepare(settings, 2027)
    assert draft_sidecar(settings, place, "kvp_expected", "2027", {}).fields["for_budget_year"] == 2027


def test_a_new_file_of_a_period_takes_the_place_of_the_one_in_use(settings: Settings) -> None:
    place = settings.data_raw / "helsedata_tsb" / "2024" / "rettet.xlsx"
    place.write_bytes(b"x")
    draft = draft_sidecar(settings, place, "helsedata_tsb", "2024", {})
    assert draft.fields["supersedes"] == "helsedata_tsb/2024/tsb_pasienter_2024.xlsx"


def test_a_longer_span_takes_the_place_of_the_shorter(settings: Settings) -> None:
    place = settings.data_raw / "budget_frames" / "2024-2027" / "rammer_fo4.xlsx"
    place.parent.mkdir()
    place.write_bytes(b"x")
    draft = draft_sidecar(settings, place, "budget_frames", "2024-2027", {})
    assert draft.fields["supersedes"] == "budget_frames/2024-2026/rammer_fo4.xlsx"
    later = settings.data_raw / "budget_frames" / "2026-2027" / "rammer_fo4.xlsx"
    later.parent.mkdir()
    later.write_bytes(b"x")
    assert draft_sidecar(settings, later, "budget_frames", "2026-2027", {}).fields["supersedes"] is None


def test_a_written_sidecar_makes_a_delivery_and_ends_the_waiting(settings: Settings, file: Path) -> None:
    prepare(settings, 2027)
    origin = finish(draft_sidecar(settings, file, "helsedata_tsb", "2025", SAID), {})
    sidecar, done = write_sidecar(settings, file, origin)
    assert read_origin(sidecar) == origin
    assert [one.name for one in done] == [f"{NAME}.origin.stub.yml"]
    assert sorted(one.name for one in file.parent.iterdir()) == [NAME, NAME + SIDECAR_SUFFIX]
    inventory = take_inventory(settings, ["helsedata_tsb"])
    assert inventory.findings["helsedata_tsb"] == []
    assert [one.state for one in prepare(settings, 2027).preparations if one.stub == done[0]] == ["delivered"]


@pytest.mark.parametrize(
    ("received_on", "waiting"), [(date(2026, 3, 16), ["revised"]), (date(2026, 6, 16), [])]
)
def test_the_figures_of_march_leave_those_of_june_expected(
    settings: Settings, received_on: date, waiting: list[str]
) -> None:
    prepare(settings, 2027)
    place = settings.data_raw / "ssb_accounts" / "2025" / "12369.csv"
    place.write_bytes(b"x")
    said = SAID | {"received_on": received_on, "title": "12369"}
    write_sidecar(settings, place, finish(draft_sidecar(settings, place, "ssb_accounts", "2025", said), {}))
    names = [one.name for one in place.parent.iterdir() if "stub" in one.name]
    assert [name.split("_")[-1].split(".")[0] for name in names] == waiting


@pytest.mark.parametrize(
    ("code", "source_id", "period", "table"),
    [
        ("wrong_period", "helsedata_tsb", "2024-2025", None),
        ("not_in_place", "helsedata_tsb", "2024", None),
        ("not_in_place", "boligbygg_dwellings", "2025", None),
        ("wrong_table", "helsedata_tsb", "2025", "patients"),
        ("wrong_table", "microdata_tables", "2025", None),
    ],
)
def test_a_file_out_of_place_is_told_where_it_belongs(
    settings: Settings, file: Path, code: str, source_id: str, period: str, table: str | None
) -> None:
    with pytest.raises(DeliveryError) as refused:
        draft_sidecar(settings, file, source_id, period, {"table": table})
    (finding,) = refused.value.findings
    assert finding.code == code
    if code == "not_in_place":
        assert finding.expected == str(settings.data_raw / source_id / period / NAME)
    assert finding.expected


def test_a_sidecar_is_never_overwritten(settings: Settings) -> None:
    place = settings.data_raw / "helsedata_tsb" / "2024" / "tsb_pasienter_2024.xlsx"
    with pytest.raises(DeliveryError, match="has a sidecar already"):
        draft_sidecar(settings, place, "helsedata_tsb", "2024", {})


def test_no_file_no_sidecar(settings: Settings) -> None:
    place = settings.data_raw / "helsedata_tsb" / "2025" / NAME
    with pytest.raises(DeliveryError, match="no file there"):
        draft_sidecar(settings, place, "helsedata_tsb", "2025", {})


def found(code: str, *, row: int | None = 3, header: str = "År, Bydel, Kjønn, Alder, Pasienter") -> Finding:
    return Finding(code, "helsedata_tsb", row=row, found=header)


@pytest.mark.parametrize(
    ("findings", "rows", "recognised"),
    [
        ([], 0, True),
        ([found("not_a_number")], 40, True),
        ([found("wrong_year")], 0, False),
        ([found("missing_sheet")], 0, False),
        ([found("undeclared_column"), found("missing_header")], 0, True),
        ([found("undeclared_column"), *[found("missing_header")] * 5], 0, False),
        ([found("missing_header", row=None, header="")], 0, False),
        ([found("missing_variable")] * 2, 0, True),
        ([found("missing_variable")] * 3, 0, False),
    ],
)
def test_what_can_be_told_to_be_the_sources(findings: list[Finding], rows: int, recognised: bool) -> None:
    assert looks_like(load_source("helsedata_tsb"), "2025", findings, rows=rows) is recognised
