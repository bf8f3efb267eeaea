"""Deliveries judged without a refresh: every finding at once, at its place, and what was good."""

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.checks.good import Total
from pipelines.checks.judge import Judgement, judge_deliveries, judge_file
from pipelines.checks.private import HIDDEN
from pipelines.landing.provisional import loose_origin
from pipelines.settings import Settings
from tests.support.broken import BROKEN, HOUSEHOLDS, LEDGER, RENTERS, Broken
from tests.support.deliveries import (
    ALNA_PATIENTS,
    HELSEDATA_TSB,
    OSLO_NET,
    OSLO_POPULATION,
    PATIENTS,
    TRONDHEIM_2011,
    TRONDHEIM_2012,
    drop_rows,
    edit_cell,
    edit_origin,
    edit_row,
    edit_text,
    sidecar_of,
)
from tests.support.landing import TABLE_SOURCES


def judged(settings: Settings, delivery_id: str) -> Judgement:
    [judgement] = judge_deliveries(settings, [delivery_id]).judgements
    assert judgement.delivery_id == delivery_id
    return judgement


def codes(judgement: Judgement) -> list[str]:
    return [finding.code for finding in judgement.findings]


def test_what_ships_is_accepted_and_nothing_is_written(project: Settings) -> None:
    found = judge_deliveries(project)
    assert not found.refused
    assert found.problems == ()
    assert {one.source_id for one in found.judgements} >= set(TABLE_SOURCES)
    assert [one.delivery_id for one in found.judgements if one.findings or one.warnings] == []
    assert all(one.good and one.good.rows_landed for one in found.judgements)
    assert not project.build.exists()


def test_one_delivery_of_every_table_source_is_broken() -> None:
    assert sorted(one.delivery_id.split("/", maxsplit=1)[0] for one in BROKEN) == sorted(TABLE_SOURCES)


@pytest.mark.parametrize("broken", BROKEN, ids=lambda one: one.delivery_id.split("/")[0])
def test_a_broken_delivery_is_named_at_its_row_and_column(project: Settings, broken: Broken) -> None:
    row = broken.break_it(project)
    judgement = judged(project, broken.delivery_id)
    assert judgement.refused
    [finding] = [one for one in judgement.findings if one.code == broken.code]
    assert (finding.file, finding.row, finding.column, finding.found) == (
        broken.delivery_id,
        row,
        broken.column,
        broken.found,
    )
    assert broken.expected in (finding.expected_text("nb") or "")
    others = {one.code for one in judgement.findings} - {broken.code}
    # an area by another name is also one that is not there; a line left out is missing from the control sum
    assert others <= {"missing_area"}


def test_a_wrong_hash_hides_no_wrong_cell(project: Settings) -> None:
    row = edit_row(project, HELSEDATA_TSB, PATIENTS, "mange", where=ALNA_PATIENTS, resign=False)
    judgement = judged(project, HELSEDATA_TSB)
    assert [(one.code, one.row) for one in judgement.findings] == [
        ("hash_mismatch", None),
        ("not_a_number", row),
    ]


@pytest.mark.parametrize("delivery_id", [HELSEDATA_TSB, RENTERS])
def test_a_file_without_sidecar_is_read_as_what_its_place_says(project: Settings, delivery_id: str) -> None:
    sidecar_of(project, delivery_id).unlink()
    judgement = judged(project, delivery_id)
    assert codes(judgement) == ["missing_sidecar"]
    assert judgement.good is not None
    assert judgement.origin is None


def test_a_faulty_sidecar_hides_no_wrong_cell(project: Settings) -> None:
    row = edit_row(project, HELSEDATA_TSB, PATIENTS, "mange", where=ALNA_PATIENTS)
    edit_origin(project, HELSEDATA_TSB, received_on="i fjor", licence="")
    judgement = judged(project, HELSEDATA_TSB)
    assert sorted(codes(judgement)) == ["invalid_sidecar", "invalid_sidecar", "not_a_number"]
    assert {one.column for one in judgement.findings} == {"received_on", "licence", PATIENTS}
    assert {one.row for one in judgement.findings} == {None, row}


def test_findings_of_reader_and_rules_come_together(project: Settings) -> None:
    drop_rows(project, HELSEDATA_TSB, where={"Bydel": "Ullern"})
    wrong = edit_row(project, HELSEDATA_TSB, PATIENTS, "mange", where=ALNA_PATIENTS)
    negative = edit_row(project, HELSEDATA_TSB, PATIENTS, -5, where=ALNA_PATIENTS | {"Bydel": "Frogner"})
    judgement = judged(project, HELSEDATA_TSB)
    assert [(one.code, one.row) for one in judgement.findings if one.row] == [
        ("not_a_number", wrong),
        ("expectation_failed", negative),
    ]
    # Ullern is not in the file; Alna is, on the row that could not be read
    missing = [one.params["area"] for one in judgement.findings if one.code == "missing_area"]
    assert missing == ["Ullern"]


def test_an_area_nobody_can_name_is_not_missing_too(project: Settings) -> None:
    edit_text(project, OSLO_POPULATION, "2022,12,Alna", "2022,12,Alnaa")
    assert codes(judged(project, OSLO_POPULATION)) == ["unknown_area"]


def test_a_broken_warning_refuses_nothing(project: Settings) -> None:
    edit_cell(project, OSLO_NET, "B5", 184337.0)
    judgement = judged(project, OSLO_NET)
    assert not judgement.refused
    [warning] = judgement.warnings
    assert (warning.row, warning.column, warning.found) == (5, "2022", "184337")


def test_what_was_good_is_exact(project: Settings) -> None:
    good = judged(project, OSLO_POPULATION).good
    assert good is not None
    assert (good.rows_delivered, good.rows_landed, good.rows_not_data) == (16, 16, 0)
    assert good.periods == (2022,)
    assert len(good.areas) == 16
    text = (project.data_raw / OSLO_POPULATION).read_text(encoding="utf-8-sig")
    expected = sum((Decimal(line.rsplit(",", 1)[1]) for line in text.splitlines()[1:]), Decimal(0))
    assert good.totals == (Total("population_18plus", "Innbyggere 18 år og over", 2022, 16, 0, expected),)


def test_the_total_of_the_ledger_is_its_control_sum(project: Settings) -> None:
    good = judged(project, LEDGER).good
    assert good is not None
    last = (project.data_raw / LEDGER).read_bytes().decode("cp1252").splitlines()[-1]
    control = Decimal(last.split(";")[13].replace(" ", "").replace("\u00a0", "").replace(",", "."))
    [total] = good.totals
    assert (total.year, total.total) == (2022, control)
    assert good.rows_delivered == total.figures + good.rows_not_data


def test_problems_that_belong_to_no_delivery(project: Settings) -> None:
    stranger = project.data_raw / "helsedata_tbs" / "2022" / "x.xlsx"
    stranger.parent.mkdir(parents=True)
    stranger.write_bytes(b"")
    for path in (project.data_raw / "kvp_expected").rglob("*.csv*"):
        path.unlink()
    edit_origin(project, TRONDHEIM_2012, period="2011")
    copy = project.data_raw / TRONDHEIM_2011
    sidecar = sidecar_of(project, TRONDHEIM_2011)
    copy.with_name("igjen.csv").write_bytes(copy.read_bytes())
    sidecar.with_name("igjen.csv.origin.yml").write_bytes(sidecar.read_bytes())
    found = judge_deliveries(project)
    assert {one.code for one in found.problems} == {"unknown_source", "no_delivery", "claims_same_period"}
    misplaced = next(one for one in found.judgements if one.delivery_id == TRONDHEIM_2012)
    assert misplaced.findings[0].code == "misplaced"
    assert {one.file for one in misplaced.findings} == {TRONDHEIM_2012}
    assert [one.code for one in judge_deliveries(project, [OSLO_NET]).problems] == []


def test_superseded_deliveries_are_judged_when_named(project: Settings) -> None:
    edit_origin(project, TRONDHEIM_2012, supersedes=TRONDHEIM_2011)
    ids = {TRONDHEIM_2011, TRONDHEIM_2012}
    assert {one.delivery_id for one in judge_deliveries(project, ids).judgements} == ids
    fresh = judge_deliveries(project, ids, superseded=False).judgements
    assert [one.delivery_id for one in fresh] == [TRONDHEIM_2012]


def test_what_is_not_there_cannot_be_judged(project: Settings) -> None:
    with pytest.raises(LookupError, match="no such delivery: kvp_expected/2024/x"):
        judge_deliveries(project, ["kvp_expected/2024/x"])


def test_a_file_may_lie_anywhere(project: Settings, tmp_path: Path) -> None:
    row = edit_row(project, HELSEDATA_TSB, PATIENTS, "mange", where=ALNA_PATIENTS)
    elsewhere = tmp_path / "fra e-posten.xlsx"
    elsewhere.write_bytes((project.data_raw / HELSEDATA_TSB).read_bytes())
    origin = loose_origin(elsewhere, "helsedata_tsb", "2022", None, project)
    judgement = judge_file(elsewhere, origin, project)
    assert [(one.code, one.row) for one in judgement.findings] == [("not_a_number", row)]
    with pytest.raises(ValueError, match="no period '2022-2024'"):
        loose_origin(elsewhere, "helsedata_tsb", "2022-2024", None, project)


@pytest.mark.parametrize("personal_data", ["pseudonymised", "direct"])
def test_personal_data_is_never_repeated(project: Settings, personal_data: str) -> None:
    edit_cell(project, HOUSEHOLDS, "F6", "Kari Nordmann")
    edit_cell(project, HOUSEHOLDS, "B7", "Storgata 1")
    edit_origin(project, HOUSEHOLDS, personal_data=personal_data)
    judgement = judged(project, HOUSEHOLDS)
    assert judgement.is_personal
    assert {(one.code, one.row, one.found) for one in judgement.findings} == {
        ("unknown_code", 6, HIDDEN),
        ("unknown_area", 7, HIDDEN),
    }
    shown = "".join(one.text(lang) for one in judgement.findings for lang in ("nb", "en"))  # type: ignore[arg-type]
    assert "Kari" not in shown
    assert "Storgata" not in shown


def test_a_loose_file_is_as_private_as_its_source(project: Settings) -> None:
    edit_origin(project, HOUSEHOLDS, personal_data="pseudonymised")
    origin = loose_origin(project.data_raw / HOUSEHOLDS, "stp_households", "2022", None, project)
    assert origin.personal_data == "pseudonymised"


def test_a_rule_the_light_evaluator_does_not_know_is_still_evaluated(project: Settings) -> None:
    path = project.expectations / "kvp_expected.json"
    suite = json.loads(path.read_text(encoding="utf-8"))
    meta = suite["expectations"][0]["meta"] | {"rule_id": "mean"}
    suite["expectations"].append(
        {
            "type": "expect_column_mean_to_be_between",
            "kwargs": {"column": "value", "max_value": 1},
            "severity": "critical",
            "meta": meta,
        }
    )
    path.write_text(json.dumps(suite), encoding="utf-8")
    judgement = judged(project, "kvp_expected/2024/kvp_forventet.csv")
    [finding] = judgement.findings
    assert (finding.params["rule_id"], finding.found) == ("mean", "1700.0")


def test_judging_what_ships_imports_nothing_heavy() -> None:
    code = (
        "import sys; from pipelines.settings import Settings;"
        "from pipelines.checks.judge import judge_deliveries;"
        "judge_deliveries(Settings(), ['helsedata_tsb/2022/tsb_pasienter_2022.xlsx']);"
        "print([one for one in ('great_expectations', 'dagster', 'dbt', 'pandas') if one in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
