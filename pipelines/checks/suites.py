"""The suites as JSON: what must hold for a landed table, why, and who answers for it."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from pipelines.settings import Settings

Severity = Literal["critical", "warning"]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Rule(_Strict):
    """What an expectation protects, in words; `frame` names what it looks at (`frames` and its kin)."""

    rule_id: str = Field(pattern=r"^[a-z0-9_]+$")
    frame: Literal["rows", "grid", "totals"] = "rows"
    rule_nb: str
    rule_en: str
    why_nb: str
    why_en: str
    owner: str


class ExpectationSpec(_Strict):
    """One expectation of a suite, in the form Great Expectations takes."""

    type: str
    kwargs: dict[str, Any]
    severity: Severity
    meta: Rule


class Suite(_Strict):
    """All expectations of one landed table."""

    name: str
    expectations: list[ExpectationSpec]

    def on(self, frame: str) -> list[ExpectationSpec]:
        """The expectations that look at one frame."""
        return [spec for spec in self.expectations if spec.meta.frame == frame]

    @property
    def owners(self) -> str:
        """Who answers for the rules."""
        return ", ".join(sorted({spec.meta.owner for spec in self.expectations}))

    @property
    def description(self) -> str:
        """Every rule with its reason, one per line, in English."""
        return "\n".join(
            f"- {spec.meta.rule_en} ({spec.severity}). {spec.meta.why_en}" for spec in self.expectations
        )


def load_suite(source_id: str, settings: Settings) -> Suite:
    """The suite of a source.

    Raises:
        ValueError: A rule is written wrongly or stands twice.
    """
    path = settings.expectations / f"{source_id}.json"
    suite = Suite.model_validate_json(path.read_text(encoding="utf-8"))
    ids = [spec.meta.rule_id for spec in suite.expectations]
    if suite.name != source_id or len(set(ids)) != len(ids):
        raise ValueError(f"{path}: the name must be {source_id} and every rule_id must stand once")
    return suite
