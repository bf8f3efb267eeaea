"""What readers get out of the published warehouse: one dataclass per kind of row, decimals exact."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class KeyRow:
    """One key of one allocation system, as decided."""

    allocation_system: str
    key_id: str
    area_system: str
    label_nb: str
    label_en: str
    system_label_nb: str
    system_label_en: str


@dataclass(frozen=True)
class DistrictRow:
    """One district of an area system."""

    district_id: str
    name: str


@dataclass(frozen=True)
class DeliveryRow:
    """The delivered file a number came from; the hash is that of the file's bytes."""

    delivery_id: str
    title: str
    sha256: str
    synthetic: bool


@dataclass(frozen=True)
class CriterionRow:
    """One criterion of a key for one district; total is the sum of value over all districts."""

    criterion_id: str
    label_nb: str
    label_en: str
    unit: str
    weight: Decimal
    share: Decimal
    share_base: str
    value: Decimal
    total: Decimal
    status: str
    source_year: int
    amount_nok: int | None
    synthetic: bool
    delivery_id: str
    delivered_rows: str


@dataclass(frozen=True)
class AccountingRow:
    """The accounting share of one district; total is the sum of net_nok over all districts."""

    functional_area: str
    source_year: int
    net_nok: Decimal
    total_nok: Decimal
    share: Decimal
    amount_nok: int | None
    synthetic: bool
    delivery_id: str
    delivered_rows: str


@dataclass(frozen=True)
class InhabitantsRow:
    """Inhabitants of one district, and its allocation in NOK for each of them."""

    inhabitants: int
    age_group: str
    source_year: int
    amount_per_inhabitant: Decimal
    delivery_id: str
    delivered_rows: str


@dataclass(frozen=True)
class FrameRow:
    """The money a key divides, in NOK."""

    frame_nok: int
    price_level: str
    estimated: bool
    decision_ref: str


@dataclass(frozen=True)
class MissingRow:
    """One thing a key lacks; criterion_id is None for the accounting share and for inhabitants."""

    missing_kind: str
    criterion_id: str | None
    expected_source_year: int | None
    detail: str


@dataclass(frozen=True)
class CorrectionEffect:
    """A correction that a key rests on, and what it changes in one district's amount.

    `change_nok` is None when the key cannot be split with or without it; the values are None when not given.
    """

    correction_id: str
    delivery_id: str
    file_row: int
    area_label: str
    source_year: int
    delivered_value: Decimal | None
    delivered_status: str
    corrected_value: Decimal | None
    corrected_status: str | None
    reason_nb: str
    reason_en: str
    change_nok: int | None


@dataclass(frozen=True)
class KeyRows:
    """Everything behind one district's part of one key in one budget year.

    Shares are fractions (0-1), weights likewise; amounts are whole NOK and None when no frame is given.
    """

    key: KeyRow
    district: DistrictRow
    budget_year: int
    criteria_weight: Decimal
    accounting_weight: Decimal
    criteria_share: Decimal
    accounting_share: Decimal | None
    allocation_share: Decimal
    frame: FrameRow | None
    amount_nok: int | None
    inhabitants: InhabitantsRow | None
    criteria: tuple[CriterionRow, ...]
    accounting: AccountingRow | None
    deliveries: tuple[DeliveryRow, ...]
