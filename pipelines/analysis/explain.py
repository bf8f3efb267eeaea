"""Takes one district's allocation apart: frame, key, criteria, accounting share, delivered rows."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pipelines.analysis.rounding import round_to_sum
from pipelines.settings import Language
from pipelines.warehouse.rows import (
    AccountingRow,
    CriterionRow,
    DeliveryRow,
    DistrictRow,
    FrameRow,
    InhabitantsRow,
    KeyRows,
)

POINT_DECIMALS = 4
"""Decimals of the percentage points shown per line."""

ACCOUNTING_LABEL = {"nb": "Regnskapsandel", "en": "Accounting share"}


class ExplanationError(Exception):
    """The published numbers contradict each other, so no explanation can be given."""


@dataclass(frozen=True)
class Line:
    """One addend of the allocation.

    Attributes:
        kind: Whether it comes from a criterion or from the accounts.
        part_id: criterion_id, or `accounting_share`.
        label: In the chosen language.
        unit: Of value and total: persons, households, index, NOK ...
        value: The district's value in the source year.
        total: The sum of the districts' values.
        share: The district's share (0-1); value / total unless share_base says otherwise.
        share_base: `plain_share` or `relative_share`.
        weight: The criterion's weight in the criteria key (0-1); 1 for the accounting share.
        mix: The weight of the criteria key or of the accounting share in the allocation key (0-1).
        points: mix x weight x share in percent, rounded so that the lines add up to the sum line.
        amount_nok: The line's part of the allocation in whole NOK; None when no frame is given.
        delivery_id: Where the value was delivered; delivered_rows are its rows in that file.
    """

    kind: Literal["criterion", "accounting"]
    part_id: str
    label: str
    unit: str
    value: Decimal
    total: Decimal
    status: str
    source_year: int
    share: Decimal
    share_base: str
    weight: Decimal
    mix: Decimal
    points: Decimal
    amount_nok: int | None
    synthetic: bool
    delivery_id: str
    delivered_rows: str


@dataclass(frozen=True)
class Explanation:
    """An allocation and the lines it is the exact sum of; shares 0-1, points percent, amounts NOK."""

    allocation_system: str
    system_label: str
    key_id: str
    key_label: str
    budget_year: int
    district: DistrictRow
    frame: FrameRow | None
    criteria_weight: Decimal
    criteria_share: Decimal
    accounting_weight: Decimal
    accounting_share: Decimal | None
    allocation_share: Decimal
    allocation_points: Decimal
    amount_nok: int | None
    inhabitants: InhabitantsRow | None
    synthetic: bool
    estimated: bool
    lines: tuple[Line, ...]
    deliveries: tuple[DeliveryRow, ...]


def explain(rows: KeyRows, language: Language) -> Explanation:
    """Order what was read into lines that add up to the allocation.

    Args:
        rows: What the warehouse holds about one key, district and budget year.
        language: Of the labels.

    Raises:
        ExplanationError: Lines and allocation differ, or a delivery is not recorded.
    """
    _check_origins(rows)
    exact = [rows.criteria_weight * row.weight * row.share for row in rows.criteria]
    if rows.accounting:
        exact.append(rows.accounting_weight * rows.accounting.share)
    points = _points(rows, exact)
    lines = [
        _criterion_line(row, rows.criteria_weight, shown, language)
        for row, shown in zip(rows.criteria, points[: len(rows.criteria)], strict=True)
    ]
    if rows.accounting:
        lines.append(_accounting_line(rows.accounting, rows.accounting_weight, points[-1], language))
    _check_amounts(rows, lines)
    return Explanation(
        allocation_system=rows.key.allocation_system,
        system_label=_in(language, rows.key.system_label_nb, rows.key.system_label_en),
        key_id=rows.key.key_id,
        key_label=_in(language, rows.key.label_nb, rows.key.label_en),
        budget_year=rows.budget_year,
        district=rows.district,
        frame=rows.frame,
        criteria_weight=rows.criteria_weight,
        criteria_share=rows.criteria_share,
        accounting_weight=rows.accounting_weight,
        accounting_share=rows.accounting_share,
        allocation_share=rows.allocation_share,
        allocation_points=sum(points, Decimal(0)),
        amount_nok=rows.amount_nok,
        inhabitants=rows.inhabitants,
        synthetic=any(line.synthetic for line in lines) or any(row.synthetic for row in rows.deliveries),
        estimated=rows.frame is not None and rows.frame.estimated,
        lines=tuple(lines),
        deliveries=rows.deliveries,
    )


def _in(language: Language, nb: str, en: str) -> str:
    return nb if language == "nb" else en


def _points(rows: KeyRows, exact: list[Decimal]) -> list[Decimal]:
    try:
        return round_to_sum([100 * part for part in exact], 100 * rows.allocation_share, POINT_DECIMALS)
    except ValueError as error:
        raise ExplanationError(
            f"{_name(rows)}: the weighted shares do not add up to the key: {error}"
        ) from error


def _check_origins(rows: KeyRows) -> None:
    if rows.accounting_weight and not rows.accounting:
        raise ExplanationError(f"{_name(rows)}: the accounting share has no accounts behind it")
    recorded = {delivery.delivery_id for delivery in rows.deliveries}
    unknown = {
        row.delivery_id for row in (*rows.criteria, rows.accounting, rows.inhabitants) if row
    } - recorded
    if unknown:
        raise ExplanationError(f"{_name(rows)}: not in meta.deliveries: {', '.join(sorted(unknown))}")


def _check_amounts(rows: KeyRows, lines: list[Line]) -> None:
    if rows.amount_nok is None:
        return
    total = sum(line.amount_nok or 0 for line in lines)
    if total != rows.amount_nok:
        raise ExplanationError(
            f"{_name(rows)}: the lines sum to {total} NOK, the allocation is {rows.amount_nok}"
        )


def _name(rows: KeyRows) -> str:
    return f"{rows.key.allocation_system}/{rows.key.key_id} {rows.budget_year} {rows.district.name}"


def _criterion_line(row: CriterionRow, mix: Decimal, points: Decimal, language: Language) -> Line:
    return Line(
        kind="criterion",
        part_id=row.criterion_id,
        label=_in(language, row.label_nb, row.label_en),
        unit=row.unit,
        value=row.value,
        total=row.total,
        status=row.status,
        source_year=row.source_year,
        share=row.share,
        share_base=row.share_base,
        weight=row.weight,
        mix=mix,
        points=points,
        amount_nok=row.amount_nok,
        synthetic=row.synthetic,
        delivery_id=row.delivery_id,
        delivered_rows=row.delivered_rows,
    )


def _accounting_line(row: AccountingRow, mix: Decimal, points: Decimal, language: Language) -> Line:
    return Line(
        kind="accounting",
        part_id="accounting_share",
        label=f"{ACCOUNTING_LABEL[language]} {row.functional_area.upper()}",
        unit="NOK",
        value=row.net_nok,
        total=row.total_nok,
        status="observed",
        source_year=row.source_year,
        share=row.share,
        share_base="plain_share",
        weight=Decimal(1),
        mix=mix,
        points=points,
        amount_nok=row.amount_nok,
        synthetic=row.synthetic,
        delivery_id=row.delivery_id,
        delivered_rows=row.delivered_rows,
    )
