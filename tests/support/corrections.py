"""Corrections for a copied project, in an overlay of its own."""

from collections.abc import Mapping
from typing import Any

import yaml

from pipelines.settings import Settings
from tests.support.deliveries import HELSEDATA_TSB

ALNA: dict[str, Any] = {
    "correction_id": "tsb-2022-alna",
    "delivery": HELSEDATA_TSB,
    "select": {"area": "Alna", "source_year": "2022", "sex": "both", "age_group": "all"},
    "action": "set",
    "value": "330",
    "expect": {"value": "340"},
    "reason_nb": "Ti pasienter er talt to ganger.",
    "reason_en": "Ten patients are counted twice.",
    "decided_by": "Kari Analytiker",
    "decided_on": "2026-11-05",
}
"""Corrects tests.support.deliveries.ALNA_PATIENTS."""


def entry(**changes: object) -> dict[str, Any]:
    """ALNA with other fields; None takes a field out."""
    return {name: value for name, value in (ALNA | changes).items() if value is not None}


def with_corrections(settings: Settings, source_id: str, *entries: Mapping[str, Any]) -> Settings:
    """The same installation with these corrections of a source, beside those it has of others."""
    overlay = settings.sources_overlay or settings.root / "overlay"
    file = overlay / source_id / "corrections.yml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(yaml.safe_dump(list(entries), allow_unicode=True, sort_keys=False), encoding="utf-8")
    return settings.model_copy(update={"sources_overlay": overlay})
