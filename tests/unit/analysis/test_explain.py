"""An allocation taken apart, from rows written by hand (tests/support/warehouse.sql works them out)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipelines.analysis.explain import ExplanationError, explain
from pipelines.warehouse.rows import (
    AccountingRow,
    CriterionRow,
    DeliveryRow,
    DistrictRow,
    FrameRow,
    KeyRow,
    KeyRows,
)

COUNTS, ACCOUNTS = "stp_households/2020/a.xlsx", "unit4_ledger/2022/b.csv"


def criterion(criterion_id: str, weight: str, share: str, value: int, amount: int | None) -> CriterionRow:
    return CriterionRow(
        criterion_id=criterion_id,
        label_nb=f"{criterion_id} nb",
        label_en=f"{criterion_id} en",
        unit="persons",
        weight=Decimal(weight),
        share=Decimal(share),
        share_base="plain_share",
        value=Decimal(value),
        total=Decimal(400),
        status="observed",
        source_year=2022,
        amount_nok=amount,
        synthetic=False,
        delivery_id=COUNTS,
        delivered_rows="3",
    )


ALNA = KeyRows(
    key=KeyRow("fo4_gh2024", "fo4c", "oslo_districts", "Sosialhjelp", "Assistance", "Hefte", "Booklet"),
    district=DistrictRow("030112", "Alna"),
    budget_year=2024,
    criteria_weight=Decimal("0.8"),
    accounting_weight=Decimal("0.2"),
    criteria_share=Decimal("0.45"),
    accounting_share=Decimal("0.6"),
    allocation_share=Decimal("0.48"),
    frame=FrameRow(1_000_001, "GH2024", estimated=False, decision_ref="council"),
    amount_nok=480_000,
    inhabitants=None,
    criteria=(
        criterion("poor_child_households", "0.4", "0.75", 300, 240_000),
        criterion("municipal_dwellings", "0.6", "0.25", 100, 120_000),
    ),
    accounting=AccountingRow(
        "fo4c", 2022, Decimal(60), Decimal(100), Decimal("0.6"), 120_000, False, ACCOUNTS, "6"
    ),
    deliveries=(DeliveryRow(ACCOUNTS, "b", "b" * 64, False), DeliveryRow(COUNTS, "a", "a" * 64, False)),
)


def test_lines_are_mix_times_weight_times_share() -> None:
    found = explain(ALNA, "en")
    assert [(line.part_id, line.points, line.amount_nok) for line in found.lines] == [
        ("poor_child_households", Decimal("24.0000"), 240_000),
        ("municipal_dwellings", Decimal("12.0000"), 120_000),
        ("accounting_share", Decimal("12.0000"), 120_000),
    ]
    assert found.allocation_points == Decimal("48.0000")
    assert sum(line.amount_nok or 0 for line in found.lines) == found.amount_nok == 480_000


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("nb", ["poor_child_households nb", "municipal_dwellings nb", "Regnskapsandel FO4C"]),
        ("en", ["poor_child_households en", "municipal_dwellings en", "Accounting share FO4C"]),
    ],
)
def test_labels_come_in_both_languages(language: str, labels: list[str]) -> None:
    assert [line.label for line in explain(ALNA, "nb" if language == "nb" else "en").lines] == labels


def test_points_that_round_badly_still_add_up() -> None:
    third = Decimal("0.333333333333333333")
    rows = tuple(criterion(name, str(third), "0.1", 1, None) for name in ("a", "b", "c"))
    key = replace(
        ALNA,
        criteria=rows,
        accounting=None,
        accounting_share=None,
        criteria_weight=Decimal(1),
        accounting_weight=Decimal(0),
        allocation_share=Decimal("0.1"),
        frame=None,
        amount_nok=None,
    )
    found = explain(key, "en")
    assert sum(line.points for line in found.lines) == found.allocation_points == Decimal("10.0000")
    assert found.amount_nok is None


def test_whatever_is_synthetic_or_estimated_shows() -> None:
    plain = explain(ALNA, "en")
    assert (plain.synthetic, plain.estimated) == (False, False)
    invented = replace(ALNA, criteria=(replace(ALNA.criteria[0], synthetic=True), ALNA.criteria[1]))
    assert explain(invented, "en").synthetic
    delivered = replace(ALNA, deliveries=(replace(ALNA.deliveries[0], synthetic=True), ALNA.deliveries[1]))
    assert explain(delivered, "en").synthetic
    assert ALNA.frame is not None
    assert explain(replace(ALNA, frame=replace(ALNA.frame, estimated=True)), "en").estimated


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (replace(ALNA, amount_nok=480_001), "lines sum to 480000 NOK, the allocation is 480001"),
        (replace(ALNA, allocation_share=Decimal("0.49")), "do not add up to the key"),
        (replace(ALNA, deliveries=ALNA.deliveries[:1]), f"not in meta.deliveries: {COUNTS}"),
        (replace(ALNA, accounting=None), "no accounts behind it"),
    ],
    ids=["amount", "share", "delivery", "accounts"],
)
def test_numbers_that_contradict_each_other_are_not_explained_away(rows: KeyRows, message: str) -> None:
    with pytest.raises(ExplanationError, match=message):
        explain(rows, "en")
