"""The data owner's report: what was found in a delivery and what was good, in the owner's words.

`build_report` puts judgements into words; `write_owner_report` writes them as a workbook and as a page. The
same judgements give the same files, byte for byte.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipelines.checks.judge import Judgement, Judgements, Total
from pipelines.checks.private import HIDDEN
from pipelines.core.error_texts.words import RESEND_EN, RESEND_NB
from pipelines.core.errors import Finding
from pipelines.core.source import Source
from pipelines.reports.texts_owner_report import TEXTS, UNITS_NB, Lang
from pipelines.sources import SOURCES, load_source

# a sentence that sends the reader into the project is not for a data owner
_INTERNAL = re.compile(r"dbt_project|pipelines/|\w\.(?:csv|yml)\b|data_raw")
_SENTENCES = re.compile(r"(?<=[.!?]) (?=[A-ZÆØÅ])")


@dataclass(frozen=True)
class FindingLine:
    """One finding in words; empty texts where there is nothing to say. `must`: it stops the delivery."""

    must: bool
    file: str
    sheet: str
    row: int | None
    column: str
    problem: str
    found: str
    expected: str
    why: str
    send: str


@dataclass(frozen=True)
class TotalLine:
    """One sum of a delivery, with the words the owner knows it by."""

    measure: str
    total: Total
    unit: str


@dataclass(frozen=True)
class DeliveryPart:
    """What the report says of one delivery."""

    judgement: Judgement
    title: str
    lines: tuple[FindingLine, ...]
    totals: tuple[TotalLine, ...]

    @property
    def must(self) -> list[FindingLine]:
        """What stops it."""
        return [line for line in self.lines if line.must]

    @property
    def look(self) -> list[FindingLine]:
        """What its owner should look at."""
        return [line for line in self.lines if not line.must]


@dataclass(frozen=True)
class OwnerReport:
    """A whole report in one language; `problems` are about no single delivery."""

    lang: Lang
    summary: str
    refused: bool
    synthetic: bool
    personal: bool
    parts: tuple[DeliveryPart, ...]
    problems: tuple[FindingLine, ...]

    @property
    def lines(self) -> list[FindingLine]:
        """Every finding, those that stop a delivery first within it."""
        return [*self.problems, *(line for part in self.parts for line in part.lines)]


def build_report(judgements: Judgements, lang: Lang) -> OwnerReport:
    """Put judgements into the owner's words."""
    parts = tuple(_part(one, lang) for one in judgements.judgements)
    problems = tuple(_line(one, lang, must=True) for one in judgements.problems)
    return OwnerReport(
        lang,
        _summary(parts, problems, lang),
        judgements.refused,
        any(one.origin is not None and one.origin.synthetic for one in judgements.judgements),
        any(one.is_personal for one in judgements.judgements),
        parts,
        problems,
    )


def day_text(day: date, lang: Lang) -> str:
    """A day as people of the language write it."""
    return f"{day.day}.{day.month}.{day.year}" if lang == "nb" else day.isoformat()


def write_owner_report(report: OwnerReport, folder: Path, name: str) -> tuple[Path, Path]:
    """Write `<name>_report.xlsx` and `<name>_report.html` into a folder; gives their paths."""
    from pipelines.reports.owner_report_html import render_page
    from pipelines.reports.owner_report_xlsx import write_workbook

    folder.mkdir(parents=True, exist_ok=True)
    workbook, page = folder / f"{name}_report.xlsx", folder / f"{name}_report.html"
    write_workbook(report, workbook)
    page.write_text(render_page(report, name), encoding="utf-8", newline="\n")
    return workbook, page


def _part(judgement: Judgement, lang: Lang) -> DeliveryPart:
    source = load_source(judgement.source_id) if judgement.source_id in SOURCES else None
    lines = [_line(one, lang, must=True) for one in judgement.findings]
    lines += [_line(one, lang, must=False) for one in judgement.warnings]
    title = judgement.delivery_id
    if source is not None:
        title = source.title_nb if lang == "nb" else source.title_en
    totals = judgement.good.totals if judgement.good and source else ()
    return DeliveryPart(
        judgement,
        title,
        tuple(lines),
        tuple(
            TotalLine(_known_as(one, source, title), one, _unit(one, source, lang))
            for one in totals
            if source
        ),
    )


def _unit(total: Total, source: Source, lang: Lang) -> str:
    unit = source.measures.get(total.measure, source.unit)
    return UNITS_NB.get(unit, unit) if lang == "nb" else unit


def _known_as(total: Total, source: Source | None, title: str) -> str:
    """What the owner calls a measure: the delivered label, else the header, else the source's title."""
    if source is None or source.names_criteria:
        return total.measure
    texts = {name: text for text, name in source.measure_texts.items()}
    if total.measure in texts:
        return texts[total.measure]
    is_header = total.column and not total.column.isdigit()
    return total.column if is_header else title


def _line(finding: Finding, lang: Lang, *, must: bool) -> FindingLine:
    texts = TEXTS[lang]
    return FindingLine(
        must,
        finding.file or finding.source_id,
        finding.sheet or "",
        finding.row,
        finding.column or "",
        finding.message(lang).replace(HIDDEN, texts["hidden"]),
        _found(finding, lang),
        finding.expected_text(lang) or finding.params.get(f"rule_{lang}", ""),
        finding.why(lang),
        _send(finding, lang, must=must),
    )


def _found(finding: Finding, lang: Lang) -> str:
    texts = TEXTS[lang]
    if finding.code == "missing_area":
        return texts["not_there"]
    if finding.found is None:
        return ""
    return texts["hidden"] if finding.found == HIDDEN else finding.found or texts["nothing"]


def _send(finding: Finding, lang: Lang, *, must: bool) -> str:
    texts = TEXTS[lang]
    if finding.code == "missing_area":
        return texts["next_area"]
    if f"why_{lang}" in finding.params:
        return texts["next_critical" if must else "next_warning"]
    # an owner knows nothing of sidecars
    step = finding.next_step(lang).replace(RESEND_NB if lang == "nb" else RESEND_EN, texts["resend"])
    sentences = _SENTENCES.split(step)
    ours = [one for one in sentences if not _INTERNAL.search(one)]
    return " ".join([*ours, texts["say_so"]] if len(ours) < len(sentences) else ours)


def _summary(parts: Sequence[DeliveryPart], problems: Sequence[FindingLine], lang: Lang) -> str:
    texts = TEXTS[lang]
    lines = [*problems, *(line for part in parts for line in part.lines)]
    findings = sum(line.must for line in lines)
    warnings = len(lines) - findings
    if not lines:
        return texts["clean"] if len(parts) == 1 else texts["clean_many"].format(count=len(parts))
    words = {
        "findings": texts["findings_one" if findings == 1 else "findings_many"].format(count=findings),
        "warnings": texts["warnings_one" if warnings == 1 else "warnings_many"].format(count=warnings),
    }
    kind = "warned" if not findings else "refused_also" if warnings else "refused"
    return texts[kind].format_map(words)
