"""Which delivered column carries which of ours; a header that differs only in unit is a fault of its own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipelines.core.column_map import spellings
from pipelines.core.errors import Finding
from pipelines.core.units import unit_in, without_unit

Where = tuple[str, str, str | None, int]


@dataclass(frozen=True)
class Places:
    """Delivered header and place of each of our columns; not to be used when there are findings."""

    headers: dict[str, str]
    index: dict[str, int]
    findings: list[Finding]


def holds_most(row: Sequence[str], wanted: Iterable[str]) -> bool:
    """Whether the row is the header row: at least half of the agreed headers stand in it."""
    there = [any(one in row for one in spellings(header)) for header in wanted]
    return 2 * sum(there) >= len(there)


def find_places(
    header: Sequence[str], wanted: Mapping[str, str], ignored: Iterable[str], where: Where
) -> Places:
    """Find our columns in a delivered header.

    Args:
        header: The delivered headers.
        wanted: Our column name -> agreed header, or several spellings of it.
        ignored: Delivered headers that are agreed not to be used.
        where: Source, file, sheet and row of the header, for the findings.
    """
    chosen: dict[str, str] = {}
    missing: list[str] = []
    findings = [
        Finding("duplicate_header", *where, column, column)
        for column in dict.fromkeys(header)
        if header.count(column) > 1
    ]
    for name, agreed in wanted.items():
        there = [one for one in spellings(agreed) if one in header]
        if len(there) > 1:
            findings.append(Finding("duplicate_header", *where, there[1], ", ".join(there)))
        if there:
            chosen[name] = there[0]
        else:
            missing.append(agreed)
    known = {one for agreed in wanted.values() for one in spellings(agreed)}.union(ignored)
    for column in (one for one in dict.fromkeys(header) if one not in known):
        twin = next((agreed for agreed in missing if _other_unit(column, agreed)), None)
        if twin is None:
            agreed_on = ", ".join(wanted.values())
            findings.append(Finding("undeclared_column", *where, column, column, agreed_on))
        else:
            missing.remove(twin)
            findings.append(Finding("wrong_unit", *where, column, column, twin))
    delivered = ", ".join(header)
    findings += [Finding("missing_header", *where, None, delivered, agreed) for agreed in missing]
    return Places(chosen, {name: header.index(column) for name, column in chosen.items()}, findings)


def _other_unit(column: str, agreed: str) -> bool:
    first = spellings(agreed)[0]
    return without_unit(column) == without_unit(first) and unit_in(column) != unit_in(first)
