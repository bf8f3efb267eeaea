"""One blocking asset check per landed source: its expectations."""

import dagster as dg

from pipelines.checks.suites import load_suite
from pipelines.settings import Settings
from pipelines.sources import SOURCES

CHECK_NAME = "expectations"


def build_expectation_checks(settings: Settings) -> list[dg.AssetChecksDefinition]:
    """A check named `expectations` on every landed asset.

    A broken critical rule blocks what is downstream; broken warnings are shown and block nothing.
    """
    return [_check(source_id, settings) for source_id in SOURCES]


def _check(source_id: str, settings: Settings) -> dg.AssetChecksDefinition:
    suite = load_suite(source_id, settings)

    @dg.asset_check(
        asset=dg.AssetKey(["landed", source_id]),
        name=CHECK_NAME,
        blocking=True,
        description=suite.description,
    )
    def expectations() -> dg.AssetCheckResult:
        from pipelines.checks.expectations import evaluate_suite

        rules = evaluate_suite(source_id, settings)
        broken = [rule for rule in rules if rule.findings]
        findings = [finding for rule in broken for finding in rule.findings]
        critical = any(rule.spec.severity == "critical" for rule in broken)
        return dg.AssetCheckResult(
            passed=not broken,
            severity=dg.AssetCheckSeverity.ERROR if critical or not broken else dg.AssetCheckSeverity.WARN,
            description="\n".join(finding.text(settings.language) for finding in findings) or None,
            metadata={
                "kind": "expectation",
                "owner": suite.owners,
                "failing_rows": len(findings),
                "rules": dg.MetadataValue.json(
                    [
                        {
                            "rule_id": rule.spec.meta.rule_id,
                            "rule": rule.spec.meta.rule_en,
                            "severity": rule.spec.severity,
                            "owner": rule.spec.meta.owner,
                            "findings": len(rule.findings),
                        }
                        for rule in rules
                    ]
                ),
                "findings_nb": dg.MetadataValue.md("\n".join(f"- {f.text('nb')}" for f in findings)),
                "findings": dg.MetadataValue.json([finding.as_dict() for finding in findings]),
            },
        )

    return expectations
