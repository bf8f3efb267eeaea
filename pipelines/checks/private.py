"""Findings about personal data: where the fault is, never what stands there."""

from dataclasses import replace

from pipelines.core.errors import Finding
from pipelines.core.origins import PERSONAL, Origin
from pipelines.core.private import HIDDEN

__all__ = ["HIDDEN", "is_personal", "masked"]

# facts of a finding that are ours, not the delivery's
_OURS = {
    "cause_en",
    "cause_nb",
    "delimiter",
    "earlier",
    "example",
    "fault_en",
    "fault_nb",
    "first_row",
    "kind_en",
    "kind_nb",
    "later",
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


# findings whose problem is one of our own sentences, not a library's
_OUR_PROBLEMS = {"truncated_file", "unusable_pseudonym_key"}

# findings whose found is a count, or a word of the sidecar
_OUR_FOUND = {"not_declared_direct", "wrong_record_length"}


def is_personal(origin: Origin | None) -> bool:
    """Whether what stands in the file may not be shown."""
    return origin is not None and origin.personal_data in PERSONAL


def masked(finding: Finding) -> Finding:
    """The finding without what stands in the file; an area that is missing does not stand there."""
    if finding.code == "missing_area":
        return finding
    ours = _OURS | {"problem_en", "problem_nb"} if finding.code in _OUR_PROBLEMS else _OURS
    return replace(
        finding,
        found=HIDDEN if finding.found and finding.code not in _OUR_FOUND else finding.found,
        params={name: value if name in ours else HIDDEN for name, value in finding.params.items()},
    )
