"""Findings in deliveries, told to the person who can mend the file."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from pipelines.core.error_texts import LABELS, TEXTS, WHYS

Lang = Literal["nb", "en"]


@dataclass(frozen=True)
class Finding:
    """One fault in one delivery.

    Attributes:
        code: Key of the texts in `error_texts.TEXTS`.
        source_id: The source that is stopped.
        file: Delivery id, or the path below data_raw when the file is no delivery.
        sheet: Sheet of a workbook.
        row: 1-based row in the file or sheet, titles and header counted.
        column: Header of the column as delivered, or the field of a sidecar.
        found: What stands there, as delivered.
        expected: What should stand there, when that is a matter of data; otherwise the text table says it.
        params: More facts for the texts. `<name>_nb` and `<name>_en` both answer to `{<name>}`.
    """

    code: str
    source_id: str
    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    found: str | None = None
    expected: str | None = None
    params: Mapping[str, str] = field(default_factory=dict, hash=False)

    def where(self, lang: Lang) -> str:
        """File, sheet, row and column, as far as they are known."""
        label = LABELS[lang]
        parts = [self.file or self.source_id]
        if self.sheet is not None:
            parts.append(f"{label['sheet']} «{self.sheet}»")
        if self.row is not None:
            parts.append(f"{label['row']} {self.row}")
        if self.column is not None:
            parts.append(f"{label['column']} «{self.column}»")
        return ", ".join(parts)

    def message(self, lang: Lang) -> str:
        """What is wrong, in one sentence."""
        return self._filled("message", lang) or self.code

    def expected_text(self, lang: Lang) -> str | None:
        """What should stand there."""
        return self.expected if self.expected is not None else self._filled("expected", lang)

    def next_step(self, lang: Lang) -> str:
        """What the receiver of the report should do."""
        return self._filled("next", lang) or ""

    def why(self, lang: Lang) -> str:
        """Why it matters: the rule's own reason, else that of the code."""
        if reason := self.params.get(f"why_{lang}"):
            return reason
        nb, en = WHYS.get(self.code, ("", ""))
        return nb if lang == "nb" else en

    def text(self, lang: Lang) -> str:
        """The whole finding on one line: place, fault, found, expected, next step."""
        label = LABELS[lang]
        parts = [f"{self.where(lang)}: {self.message(lang)}"]
        if self.found is not None:
            parts.append(f"{label['found']}: {self.found or label['nothing']}.")
        if expected := self.expected_text(lang):
            parts.append(f"{label['expected']}: {expected}.")
        if step := self.next_step(lang):
            parts.append(step)
        return " ".join(parts)

    def as_dict(self) -> dict[str, Any]:
        """All fields and both texts, ready for JSON."""
        return asdict(self) | {
            "params": dict(self.params),
            "text_nb": self.text("nb"),
            "text_en": self.text("en"),
        }

    def _filled(self, part: str, lang: Lang) -> str | None:
        template = TEXTS.get(self.code, {}).get(f"{part}_{lang}")
        return None if template is None else template.format_map(_Facts(self, lang))


class _Facts(dict[str, str]):
    """The words a text may use; a word that is not known stands as it was written."""

    def __init__(self, finding: Finding, lang: Lang) -> None:
        facts = dict(finding.params)
        facts |= {
            name.removesuffix(f"_{lang}"): value
            for name, value in finding.params.items()
            if name.endswith(f"_{lang}")
        }
        facts |= {
            "source_id": finding.source_id,
            "file": finding.file or finding.source_id,
            "column": finding.column or "",
            "found": finding.found or "",
            "expected": finding.expected or "",
        }
        super().__init__(facts)

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


class DeliveryError(Exception):
    """Deliveries of a source cannot be used; carries every finding, not only the first.

    The text is the findings in English, one per line; no stack trace is needed to understand it.
    """

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(self.text("en"))

    def text(self, lang: Lang) -> str:
        """The findings in one language, one per line."""
        return "\n".join(finding.text(lang) for finding in self.findings)
