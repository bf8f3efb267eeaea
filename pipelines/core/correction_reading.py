"""Reads a source's `corrections.yml`: what is sound, and a finding for each thing that is not."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml
from pydantic import ValidationError

from pipelines.core.corrections import Correction
from pipelines.core.errors import Finding
from pipelines.core.source import Source

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


@dataclass(frozen=True)
class _File:
    source: Source
    name: str

    def report(self, code: str, correction_id: str, field: str | None, found: str, **params: str) -> Finding:
        return Finding(
            code,
            self.source.source_id,
            self.name,
            column=field,
            found=found,
            expected=params.pop("expected", None),
            params={"correction_id": correction_id, **params},
        )


def read_corrections(text: str, source: Source, name: str) -> tuple[list[Correction], list[Finding]]:
    """Every correction of a file that is sound, and what is wrong with the others.

    Args:
        text: Content of the file.
        source: The source it stands beside.
        name: What findings call the file.
    """
    file = _File(source, name)
    try:
        content = _scalars_as_text(text)
    except yaml.YAMLError as error:
        return [], [file.report("corrections_unreadable", "", None, " ".join(str(error).split()))]
    if content in (None, "", []):
        return [], []
    if not isinstance(content, list):
        return [], [file.report("corrections_unreadable", "", None, type(content).__name__)]
    if source.file.kind == "lines" or source.fields:
        return [], [file.report("correction_of_lines", _id_of(content[0]), None, name)]
    corrections: list[Correction] = []
    findings: list[Finding] = []
    for entry in content:
        try:
            correction = Correction.model_validate(entry)
        except ValidationError as error:
            findings += [_fault(file, _id_of(entry), detail) for detail in error.errors()]
            continue
        faults = list(_faults_for_source(file, correction))
        findings += faults
        if not faults:
            corrections.append(correction)
    return corrections, findings


def _scalars_as_text(text: str) -> object:
    # this loader makes texts, lists and mappings, and nothing else: safe, and 030112 keeps its zero
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506


def declared_ids(text: str) -> list[str]:
    """The ids in a file of corrections, as far as it can be read; faults are for its own source to tell."""
    try:
        content = _scalars_as_text(text)
    except yaml.YAMLError:
        return []
    return [_id_of(entry) for entry in content] if isinstance(content, list) else []


def _id_of(entry: object) -> str:
    return str(entry.get("correction_id", "?")) if isinstance(entry, Mapping) else "?"


# kinds of fault by pydantic's name for them
_PROBLEMS = {
    "missing": ("feltet mangler", "the field is missing"),
    "extra_forbidden": ("feltet er ukjent", "the field is not known"),
    "string_too_short": ("feltet er tomt", "the field is empty"),
    "date_from_datetime_parsing": ("ikke en dato som 2026-11-02", "not a date such as 2026-11-02"),
    "date_parsing": ("ikke en dato som 2026-11-02", "not a date such as 2026-11-02"),
    "int_parsing": ("ikke et helt tall", "not a whole number"),
    "decimal_parsing": ("ikke et tall som 12.5", "not a number such as 12.5"),
    "held_nothing": ("oppgi value, status eller begge", "give value, status or both"),
    "delivery_or_period": ("oppgi enten delivery eller period", "give either delivery or period"),
    "value_with_set": (
        "value oppgis når action er set, og bare da",
        "value is given when the action is set, and only then",
    ),
    "withdrawn_before": ("withdrawn_on må komme etter decided_on", "withdrawn_on must come after decided_on"),
}


def _fault(file: _File, correction_id: str, detail: "ErrorDetails") -> Finding:
    field = ".".join(str(part) for part in detail["loc"] if part != "codes") or None
    problem_nb, problem_en = _PROBLEMS.get(detail["type"], (detail["msg"], detail["msg"]))
    nothing = detail["type"] == "missing" or isinstance(detail["input"], Mapping)
    found = "" if nothing else str(detail["input"])
    expected = detail.get("ctx", {}).get("expected")
    params = {"problem_nb": problem_nb, "problem_en": problem_en}
    if expected:
        params["expected"] = str(expected)
    return file.report("correction_invalid", correction_id, field, found, **params)


def _faults_for_source(file: _File, correction: Correction) -> list[Finding]:
    source = file.source
    faults = [
        (
            f"select.{name}",
            name,
            ", ".join(("area", "source_year", "measure", "file_row", *source.dimensions)),
            "kilden har ikke kolonnen",
            "the source has not the column",
        )
        for name in correction.select.codes
        if name not in source.dimensions
    ]
    value = correction.value
    if value is not None and source.whole_numbers and value != value.to_integral_value():
        faults.append(("value", str(value), "", "kilden har hele tall", "the source has whole numbers"))
    if source.tables and correction.period is not None and correction.table not in source.tables:
        faults.append(
            (
                "table",
                correction.table or "",
                ", ".join(source.tables),
                "si hvilken tabell",
                "say which table",
            )
        )
    return [
        file.report(
            "correction_invalid",
            correction.correction_id,
            field,
            found,
            expected=expected,
            problem_nb=problem_nb,
            problem_en=problem_en,
        )
        for field, found, expected, problem_nb, problem_en in faults
    ]
