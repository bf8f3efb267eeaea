"""Reads the answer of Klass to a request for codes; an open end of validity lands as "-"."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.json_text import parse_json, read_json_text
from pipelines.core.origins import Origin
from pipelines.core.readings import Reading, ReadResult
from pipelines.core.source import Source

_OPEN = "-"


def read(file: Path, origin: Origin, source: Source) -> ReadResult:
    """Read one version of the code list; an entry's place in the list, from 1, is its row.

    Raises:
        DeliveryError: The file is not an answer of Klass.
    """
    about = Finding("", source.source_id, f"{origin.source_id}/{origin.period}/{file.name}")
    entries = _entries(parse_json(read_json_text(file, about), about), about)
    names = {name: str(key) for name, key in source.columns.for_period(origin.period).items()}
    readings: list[Reading] = []
    findings: list[Finding] = []
    not_data = 0
    for row, entry in enumerate(entries, start=1):
        code = _text(entry, names["district"])
        if any(declared.matches(code) for declared in source.not_data):
            not_data += 1
            continue
        found = {name: _text(entry, names[name]) for name in source.dimensions}
        found["valid_to"] = found["valid_to"] or _OPEN
        wrong = [
            Finding(
                "unknown_code" if text else "missing_value",
                about.source_id,
                about.file,
                row=row,
                column=names[name],
                found=text,
                expected=source.dimensions[name].expected,
            )
            for name, text in found.items()
            if source.dimensions[name].code(text) is None
        ]
        findings += wrong
        if not wrong:
            readings.append(_reading(row, code, tuple(found.values()), int(origin.period), source, names))
    return ReadResult(tuple(readings), tuple(findings), len(entries), len(readings), not_data)


def _entries(content: Any, about: Finding) -> list[dict[str, Any]]:  # noqa: ANN401, JSON is anything
    entries = content.get("codes") if isinstance(content, dict) else None
    if not isinstance(entries, list) or not entries or not all(isinstance(one, dict) for one in entries):
        found = ", ".join(content) if isinstance(content, dict) else str(content)[:100]
        raise DeliveryError(
            [
                Finding(
                    "not_agreed_json", about.source_id, about.file, found=found, expected='{"codes": [{...}]}'
                )
            ]
        )
    return entries


def _text(entry: dict[str, Any], key: str) -> str:
    value = entry.get(key)
    return "" if value is None else str(value).strip()


def _reading(
    row: int, code: str, codes: tuple[str, ...], year: int, source: Source, names: dict[str, str]
) -> Reading:
    return Reading(
        sheet=None,
        file_row=row,
        file_column=names["district"],
        area_label=code,
        measure=str(source.measure),
        source_year=year,
        value=Decimal(1),
        status="observed",
        precision=source.precision,
        area_column=names["district"],
        lowest=Decimal(1),
        highest=Decimal(1),
        codes=codes,
    )
