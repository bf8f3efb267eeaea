"""What a file of corrections may say."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import yaml

from pipelines.core.correction_reading import declared_ids, read_corrections
from pipelines.core.corrections import Correction, cell_text
from pipelines.core.errors import Finding
from pipelines.core.source import Status
from pipelines.sources import load_source
from tests.support.corrections import entry

FILE = "helsedata_tsb/corrections.yml"


def read(*entries: object, source_id: str = "helsedata_tsb") -> tuple[list[Correction], list[Finding]]:
    text = yaml.safe_dump(list(entries), allow_unicode=True, sort_keys=False)
    return read_corrections(text, load_source(source_id), FILE)


def test_a_correction_is_read_with_numbers_and_codes_as_written() -> None:
    text = """
    - correction_id: tsb-2022-alna
      period: 2022
      select: {area: 030112, source_year: 2022, sex: both, age_group: 18_29}
      action: set
      value: 12.50
      expect: {value: 0012.1, status: estimated}
      reason_nb: Fordi.
      reason_en: Because.
      decided_by: Kari Analytiker
      decided_on: 2026-11-05
    """
    source = load_source("helsedata_tsb").model_copy(update={"whole_numbers": False})
    [correction], findings = read_corrections(text, source, FILE)
    assert findings == []
    assert correction.select.area == "030112"
    assert correction.select.codes == {"sex": "both", "age_group": "18_29"}
    assert (correction.value, correction.expect.value) == (Decimal("12.50"), Decimal("12.1"))
    assert (correction.period, correction.delivery, correction.where) == ("2022", None, "2022")
    assert correction.decided_on == date(2026, 11, 5)
    assert correction.expect.text == "12.1, estimated"


@pytest.mark.parametrize("text", ["", "# ingenting ennå\n", "[]"])
def test_a_file_without_corrections_is_no_fault(text: str) -> None:
    assert read_corrections(text, load_source("helsedata_tsb"), FILE) == ([], [])


@pytest.mark.parametrize("text", ["- correction_id: [", "correction_id: alone", "bare ord"])
def test_a_file_that_is_no_list_is_a_finding(text: str) -> None:
    corrections, [finding] = read_corrections(text, load_source("helsedata_tsb"), FILE)
    assert corrections == []
    assert (finding.code, finding.file) == ("corrections_unreadable", FILE)


@pytest.mark.parametrize(
    ("changes", "field", "found", "problem"),
    [
        ({"reason_nb": None}, "reason_nb", "", "the field is missing"),
        ({"reason_en": " "}, "reason_en", " ", "the field is empty"),
        ({"decided_on": "i går"}, "decided_on", "i går", "not a date such as 2026-11-02"),
        ({"decidedby": "Kari"}, "decidedby", "Kari", "the field is not known"),
        ({"action": "delete"}, "action", "delete", "'set', 'suppress', 'missing' or 'drop'"),
        ({"value": "12,5"}, "value", "12,5", "not a number such as 12.5"),
        ({"value": "NaN"}, "value", "NaN", "finite number"),
        ({"value": "330.5"}, "value", "330.5", "the source has whole numbers"),
        ({"value": None}, None, "", "value is given when the action is set, and only then"),
        ({"action": "drop"}, None, "", "value is given when the action is set, and only then"),
        ({"delivery": None}, None, "", "give either delivery or period"),
        ({"period": "2022"}, None, "", "give either delivery or period"),
        ({"expect": {}}, "expect", "", "give value, status or both"),
        ({"expect": {"status": "hidden"}}, "expect.status", "hidden", "'observed', 'suppressed'"),
        ({"withdrawn_on": "2026-11-05"}, None, "", "withdrawn_on must come after decided_on"),
        ({"correction_id": "TSB Alna"}, "correction_id", "TSB Alna", "pattern"),
        ({"select": {"area": "Alna"}}, "select.source_year", "", "the field is missing"),
        (
            {"select": {"area": "Alna", "source_year": "2022", "kjonn": "both"}},
            "select.kjonn",
            "kjonn",
            "the source has not the column",
        ),
    ],
)
def test_a_faulty_field_is_named(
    changes: dict[str, Any], field: str | None, found: str, problem: str
) -> None:
    corrections, [finding] = read(entry(**changes))
    assert corrections == []
    assert (finding.code, finding.file, finding.column) == ("correction_invalid", FILE, field)
    assert finding.found == found
    text = finding.text("en")
    assert problem in text
    assert changes.get("correction_id", "tsb-2022-alna") in text


def test_all_faults_of_all_entries_come_at_once_and_sound_ones_are_read() -> None:
    corrections, findings = read(
        entry(reason_nb=None, reason_en=None), entry(correction_id="sound"), "bare tekst"
    )
    assert [one.correction_id for one in corrections] == ["sound"]
    assert [(one.column, one.params["correction_id"]) for one in findings] == [
        ("reason_nb", "tsb-2022-alna"),
        ("reason_en", "tsb-2022-alna"),
        (None, "?"),
    ]


def test_a_period_of_a_source_with_tables_names_the_table() -> None:
    tables = load_source("microdata_tables").tables
    select = {"area": "Alna", "source_year": "2022"}
    _, [finding] = read(entry(delivery=None, period="2022", select=select), source_id="microdata_tables")
    assert (finding.column, finding.expected) == ("table", ", ".join(tables))
    [correction], findings = read(
        entry(delivery=None, period="2022", table=tables[0], select=select), source_id="microdata_tables"
    )
    assert findings == []
    assert correction.where == f"2022 {tables[0]}"


def test_posting_lines_are_refused_with_advice() -> None:
    corrections, [finding] = read(entry(), source_id="unit4_ledger")
    assert corrections == []
    assert finding.code == "correction_of_lines"
    assert "post the correction" in finding.text("en")
    assert "tsb-2022-alna" in finding.text("nb")


@pytest.mark.parametrize(
    ("as_of", "counts"),
    [
        (None, False),
        (date(2026, 11, 4), False),
        (date(2026, 11, 5), True),
        (date(2026, 11, 30), True),
        (date(2026, 12, 1), False),
    ],
)
def test_a_withdrawn_correction_counts_from_its_decision_to_the_day_before(
    as_of: date | None, counts: bool
) -> None:
    [correction], _ = read(entry(withdrawn_on="2026-12-01"))
    assert correction.counts(as_of) is counts


def test_a_correction_in_force_counts_now() -> None:
    [correction], _ = read(entry())
    assert correction.counts(None)
    assert not correction.counts(date(2026, 11, 4))


@pytest.mark.parametrize(
    ("expect", "value", "status", "holds"),
    [
        ({"value": "340"}, "340.000000", "observed", True),
        ({"value": "340"}, "341", "observed", False),
        ({"value": "340"}, None, "suppressed", False),
        ({"status": "suppressed"}, None, "suppressed", True),
        ({"status": "suppressed"}, "3", "observed", False),
        ({"value": "340", "status": "estimated"}, "340", "observed", False),
    ],
)
def test_what_the_delivery_should_hold(
    expect: dict[str, str], value: str | None, status: Status, holds: bool
) -> None:
    [correction], _ = read(entry(expect=expect))
    assert correction.expect.holds(None if value is None else Decimal(value), status) is holds


def test_a_cell_reads_as_people_write_it() -> None:
    assert cell_text(Decimal("340.000000"), "observed") == "340"
    assert cell_text(Decimal(1200), "estimated") == "1200, estimated"
    assert cell_text(None, "suppressed") == "suppressed"
    assert cell_text(None, None) == ""


@pytest.mark.parametrize(
    ("text", "ids"),
    [("- correction_id: a\n- correction_id: b\n", ["a", "b"]), ("- [", []), ("", []), ("- løst", ["?"])],
)
def test_ids_of_a_file_as_far_as_it_can_be_read(text: str, ids: list[str]) -> None:
    assert declared_ids(text) == ids
