"""Findings about personal data: where the fault is, never what stands there."""

from dataclasses import replace

from pipelines.core.errors import Finding
from pipelines.core.origins import Origin

HIDDEN = "***"
"""Stands for what was found in a delivery with personal data."""

_PERSONAL = {"pseudonymised", "direct"}

# facts of a finding that are ours, not the delivery's
_OURS = {
    "example",
    "first_row",
    "kind_en",
    "kind_nb",
    "listed",
    "owner",
    "period",
    "rule_en",
    "rule_id",
    "rule_nb",
    "severity",
    "total",
    "why_en",
    "why_nb",
    "year",
}


def is_personal(origin: Origin | None) -> bool:
    """Whether what stands in the file may not be shown."""
    return origin is not None and origin.personal_data in _PERSONAL


def masked(finding: Finding) -> Finding:
    """The finding without what stands in the file; an area that is missing does not stand there."""
    if finding.code == "missing_area":
        return finding
    return replace(
        finding,
        found=HIDDEN if finding.found else finding.found,
        params={name: value if name in _OURS else HIDDEN for name, value in finding.params.items()},
    )
