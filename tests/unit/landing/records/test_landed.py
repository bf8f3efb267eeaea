"""What lands of a sound extract: the same rows from CSV and Parquet, in order, for the owner alone."""

import csv
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.landing.schema import landed_columns
from pipelines.settings import Settings
from pipelines.sources import load_source
from tests.contract.project import ROOT
from tests.support.extracts import (
    GOOD,
    as_csv,
    deliver,
    findings,
    land,
    landed_rows,
    payments,
    period_of,
    project,
    row,
)

CODES = ROOT / "dbt_project" / "seeds" / "codes"


@pytest.mark.parametrize("source_id", GOOD)
def test_csv_and_parquet_land_the_same(tmp_path: Path, source_id: str) -> None:
    landed = []
    for kind in ("csv", "parquet"):
        settings = project(tmp_path / kind)
        deliver(settings, f"{source_id}/{period_of(source_id)}/uttrekk.{kind}", [GOOD[source_id]])
        landed.append(landed_rows(land(settings, source_id)))
    [from_csv], [from_parquet] = landed
    names = [column.name for column in landed_columns(load_source(source_id))]
    assert names[:3] == ["delivery_id", "synthetic", "file_row"]
    assert from_csv[3:] == from_parquet[3:]
    assert (from_csv[2], from_parquet[2]) == (2, 1)
    assert len(from_csv) == len(names)


def test_a_payment_is_typed(empty: Settings) -> None:
    deliver(empty, "fasit_payments/2024-03/mars.csv", payments({"gross_amount_nok": "-1200,5"}))
    assert landed_rows(land(empty, "fasit_payments")) == [
        (
            "fasit_payments/2024-03/mars.csv",
            True,
            2,
            "L1",
            "p1",
            "01",
            date(2024, 3, 15),
            "rent",
            Decimal("-1200.50"),
            date(2025, 1, 15),
        )
    ]


def test_rows_keep_the_order_of_the_file(empty: Settings) -> None:
    rows = [row("fasit_payments", payment_line_id=f"L{number:06}") for number in range(300_000)]
    deliver(empty, "fasit_payments/2024/linjer.csv", as_csv(rows, "\n"))
    landed = landed_rows(land(empty, "fasit_payments"), "file_row, payment_line_id")
    assert landed == [(number + 2, f"L{number:06}") for number in range(300_000)]


def test_a_byte_order_mark_quotes_and_another_order_of_columns_are_read(empty: Settings) -> None:
    one = GOOD["fasit_payments"]
    header = ";".join(reversed(one))
    line = ";".join(f'"{cell}"' for cell in reversed(one.values()))
    deliver(empty, "fasit_payments/2024/a.csv", f"\ufeff{header}\n{line}\n".encode())
    assert landed_rows(land(empty, "fasit_payments"), "payment_line_id, gross_amount_nok") == [
        ("L1", Decimal("12345.60"))
    ]


def test_a_month_may_be_written_without_its_day(empty: Settings) -> None:
    deliver(empty, "fasit_income/2024/a.csv", [GOOD["fasit_income"] | {"month": "2024-03"}])
    assert landed_rows(land(empty, "fasit_income"), "month") == [(date(2024, 3, 1),)]


def test_years_and_months_stand_side_by_side(empty: Settings) -> None:
    deliver(empty, "fasit_payments/2023/aar.csv", payments({"payment_date": "2023-12-31"}))
    for month in ("2024-01", "2024-02"):
        deliver(empty, f"fasit_payments/{month}/m.parquet", payments({"payment_date": f"{month}-29"}))
    landed = land(empty, "fasit_payments")
    assert landed_rows(landed, "delivery_id, payment_date") == [
        ("fasit_payments/2023/aar.csv", date(2023, 12, 31)),
        ("fasit_payments/2024-01/m.parquet", date(2024, 1, 29)),
        ("fasit_payments/2024-02/m.parquet", date(2024, 2, 29)),
    ]
    assert landed.rows == 3


def test_a_year_and_a_month_of_it_are_refused(empty: Settings) -> None:
    deliver(empty, "fasit_payments/2024/aar.csv", payments({}))
    deliver(empty, "fasit_payments/2024-03/mars.csv", payments({}))
    [finding] = findings(empty, "fasit_payments")
    assert (finding.code, finding.file) == ("overlapping_periods", "fasit_payments/2024-03/mars.csv")
    assert "2024-03" in finding.message("nb")


def test_a_source_without_deliveries_lands_its_columns(empty: Settings) -> None:
    landed = land(empty, "fasit_kvp")
    assert landed_rows(landed) == []
    assert [path.name for path in landed.parquet.iterdir()] == ["empty.parquet"]
    assert landed.record["deliveries"] == []
    deliver(empty, "fasit_kvp/2017-2024/kvp.csv", [GOOD["fasit_kvp"]])
    assert "empty.parquet" not in [path.name for path in land(empty, "fasit_kvp").parquet.iterdir()]


def test_another_vendor_needs_a_column_map_only(tmp_path: Path) -> None:
    overlay = tmp_path / "overlay"
    own = {
        "payment_line_id": "LinjeId",
        "main_person_pid": "Hovedperson",
        "district_code": "Bydel | Bydelsnr",
        "payment_date": "Utbetalt dato",
        "purpose_code": "Hjelpetype",
        "gross_amount_nok": "Brutto",
        "extracted_on": "Uttrekksdato",
    }
    (overlay / "fasit_payments").mkdir(parents=True)
    text = "column,2017\n" + "".join(f"{name},{header}\n" for name, header in own.items())
    (overlay / "fasit_payments" / "column_map.csv").write_text(text, encoding="utf-8")
    settings = project(tmp_path, sources_overlay=overlay)
    [good] = payments({})
    renamed = {own[name].split(" | ")[-1]: cell for name, cell in good.items()}
    deliver(settings, "fasit_payments/2024/a.csv", as_csv([renamed]))
    assert landed_rows(land(settings, "fasit_payments"), "main_person_pid, district_code, purpose_code") == [
        ("p1", "01", "rent")
    ]


def test_a_vendor_without_a_nullable_column_says_so_in_the_map(tmp_path: Path) -> None:
    overlay = tmp_path / "overlay"
    (overlay / "fasit_income").mkdir(parents=True)
    names = [name for name in GOOD["fasit_income"] if name != "amount_nok"]
    text = "column,2017\namount_nok,-\n" + "".join(f"{name},{name}\n" for name in names)
    (overlay / "fasit_income" / "column_map.csv").write_text(text, encoding="utf-8")
    settings = project(tmp_path, sources_overlay=overlay)
    deliver(settings, "fasit_income/2024/a.csv", as_csv([{n: GOOD["fasit_income"][n] for n in names}]))
    assert landed_rows(land(settings, "fasit_income"), "amount_nok") == [(None,)]
    (overlay / "fasit_income" / "column_map.csv").write_text(
        text.replace("month,month", "month,-"), encoding="utf-8"
    )
    [finding] = findings(settings, "fasit_income")
    assert (finding.code, finding.column) == ("column_must_be_there", "month")


def test_only_the_owner_can_read_what_is_landed(empty: Settings) -> None:
    deliver(empty, "fasit_payments/2024/a.csv", payments({}))
    folder = land(empty, "fasit_payments").parquet
    modes = {path: path.stat().st_mode & 0o777 for path in (empty.personal, folder, *folder.iterdir())}
    assert {path.is_dir(): mode for path, mode in modes.items()} == {True: 0o700, False: 0o600}
    assert len(modes) == 3
    assert [path.name for path in empty.personal.iterdir()] == ["fasit_payments"]


@pytest.mark.parametrize(
    ("field", "seed", "code_list"),
    [
        (("fasit_payments", "purpose_code"), "social_purposes", None),
        (("fasit_income", "income_type_code"), "social_income_types", None),
        (("fasit_persons", "marital_status_code"), "social_marital_statuses", None),
        (("fasit_kvp", "marital_status_code"), "social_marital_statuses", None),
        (("fasit_kvp", "end_status_code"), "social_status_codes", "kvp_end_status"),
        (("socio_intro", "end_status_code"), "social_status_codes", "intro_end_status"),
        (("socio_intro", "legal_basis_code"), "social_status_codes", "legal_basis"),
        (("socio_persons", "settlement_type_code"), "social_status_codes", "settlement_type"),
        (("socio_persons", "prior_education_code"), "social_status_codes", "prior_education"),
    ],
)
def test_labels_lead_to_the_codes_of_the_seeds(
    field: tuple[str, str], seed: str, code_list: str | None
) -> None:
    with (CODES / f"{seed}.csv").open(encoding="utf-8", newline="") as stream:
        rows = [one for one in csv.DictReader(stream) if code_list in (None, one.get("code_list"))]
    column = "code" if code_list else next(iter(rows[0]))
    source_id, name = field
    declared = load_source(source_id).fields[name].codes
    assert {code: label for label, code in declared.items()} == {one[column]: one["label_nb"] for one in rows}


def test_the_record_says_what_was_landed(empty: Settings) -> None:
    deliver(empty, "fasit_payments/2024/a.csv", payments({}, {"main_person_pid": "p2"}, {}))
    land(empty, "fasit_payments")
    record = json.loads((empty.landed / "fasit_payments.json").read_text(encoding="utf-8"))
    [delivery] = record["deliveries"]
    assert (delivery["rows_delivered"], delivery["rows_landed"], delivery["rows_not_data"]) == (3, 3, 0)
    assert delivery["profile"] == {"rows": 3, "persons": 2, "gross_amount_nok": {"2024": "37036.80"}}
    assert record["drift"] == []
