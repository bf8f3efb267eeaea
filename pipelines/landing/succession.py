"""Which delivery of a period is in use: the one no other supersedes, told by name and never by file time."""

from collections.abc import Collection, Mapping
from typing import Literal

from pipelines.core.errors import Finding
from pipelines.core.origins import Origin

State = Literal["used", "superseded"]


def successions(
    source_id: str, origins: Mapping[str, Origin], known: Collection[str]
) -> tuple[dict[str, State], list[Finding]]:
    """State of each delivery of one source, and what is wrong with the succession.

    Args:
        source_id: The source.
        origins: Sidecar by delivery id, of the deliveries whose sidecar can be read.
        known: Ids of all deliveries that are there.
    """
    findings = []
    superseded = {}
    for delivery_id, origin in sorted(origins.items()):
        if origin.supersedes is None:
            continue
        if origin.supersedes not in known or origin.supersedes == delivery_id:
            others = ", ".join(sorted(set(known) - {delivery_id})) or "-"
            findings.append(
                Finding(
                    "unknown_superseded", source_id, delivery_id, found=origin.supersedes, expected=others
                )
            )
        else:
            superseded[origin.supersedes] = delivery_id
    state: dict[str, State] = {one: "superseded" if one in superseded else "used" for one in origins}
    claims: dict[tuple[str, str], list[str]] = {}
    for one, origin in sorted(origins.items()):
        if state[one] == "used":
            claims.setdefault((origin.period, origin.table or ""), []).append(one)
    for (period, _), used in sorted(claims.items()):
        findings += _claims(source_id, period, used)
    findings += _circles(source_id, sorted(origins), superseded)
    return state, findings


def overlaps(source_id: str, periods: Mapping[str, str]) -> list[Finding]:
    """A year and a month of it that both are in use: what is in both would count twice.

    Args:
        source_id: The source.
        periods: Period by delivery id, of the deliveries in use; spans of years do not count.
    """
    years = {period: one for one, period in sorted(periods.items()) if len(period) == len("2024")}
    return [
        Finding(
            "overlapping_periods",
            source_id,
            one,
            found=f"{one}, {years[period[:4]]}",
            params={"period": period, "year": period[:4]},
        )
        for one, period in sorted(periods.items())
        if len(period) == len("2024-03") and period[:4] in years
    ]


def _claims(source_id: str, period: str, used: list[str]) -> list[Finding]:
    if len(used) < 2:
        return []
    return [
        Finding(
            "claims_same_period",
            source_id,
            used[0],
            found=", ".join(used),
            expected=f"supersedes: {used[0]}",
            params={"period": period},
        )
    ]


def _circles(source_id: str, deliveries: list[str], superseded: Mapping[str, str]) -> list[Finding]:
    for start in deliveries:
        walked = [start]
        while (later := superseded.get(walked[-1])) is not None and later not in walked:
            walked.append(later)
        if later == start:
            return [Finding("circular_supersede", source_id, start, found=" <- ".join([*walked, start]))]
    return []
