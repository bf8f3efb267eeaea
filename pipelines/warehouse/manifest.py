"""The dbt manifest: parsed when project files changed, read from disk otherwise."""

import json
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.settings import Settings
from pipelines.warehouse.candidate import export_dbt_environment
from pipelines.warehouse.criterion_list import sync_criterion_list
from pipelines.warehouse.fingerprint import tree_fingerprint

if TYPE_CHECKING:
    from dbt.cli.main import dbtRunner, dbtRunnerResult
    from dbt.contracts.graph.manifest import Manifest

_KEPT = "KRITERIER_KEPT"

_parsed: "dict[tuple[Path, str], Manifest]" = {}
"""Manifests parsed by this process: dbt then need not parse again to build.

By target folder and fingerprint of the project: where the landed files lie is written into a manifest."""


class DbtProjectError(Exception):
    """The dbt project itself does not parse: a fault in SQL or YAML, not in a delivery."""


def dbt_flags(settings: Settings) -> list[str]:
    """Options every dbt command of ours is given."""
    return [
        *("--project-dir", str(settings.dbt_project)),
        *("--profiles-dir", str(settings.dbt_project)),
        *("--target-path", str(settings.dbt_target)),
        *("--log-path", str(settings.dbt_target / "logs")),
        *("--log-level", "none"),
        "--no-use-colors",
        "--no-version-check",
    ]


def invoke_dbt(
    settings: Settings,
    command: str,
    *options: str,
    manifest: "Manifest | None" = None,
    kept: Mapping[str, int | None] | None = None,
) -> "dbtRunnerResult":
    """Run a dbt command in this process; a subprocess would cost ten seconds and fight for the file.

    Args:
        settings: Where project and candidate lie.
        command: What dbt shall do.
        options: Beside those every command is given.
        manifest: The project, parsed before.
        kept: Models that are not made whole, as `begin_build` finds them; macros/kept.sql reads it.
    """
    export_dbt_environment(settings)
    settings.candidate_db.parent.mkdir(parents=True, exist_ok=True)
    os.environ[_KEPT] = json.dumps(kept or {})
    try:
        return _runner(manifest).invoke([command, *dbt_flags(settings), *options])
    finally:
        # it is true of this one build
        del os.environ[_KEPT]


def _runner(manifest: "Manifest | None") -> "dbtRunner":
    os.environ.setdefault("DBT_SEND_ANONYMOUS_USAGE_STATS", "false")
    from dbt.cli.main import dbtRunner  # imported late: it takes seconds

    return dbtRunner(manifest=manifest)


def prepare_manifest(settings: Settings) -> Path:
    """Make sure the manifest on disk describes the project as it is now.

    Returns:
        Path of manifest.json.

    Raises:
        DbtProjectError: The project does not parse.
    """
    sync_criterion_list(settings)
    path = settings.dbt_target / "manifest.json"
    stamp = settings.dbt_target / "manifest.fingerprint"
    fingerprint = tree_fingerprint(settings.dbt_project)
    if path.exists() and stamp.exists() and stamp.read_text() == fingerprint:
        return path
    stamp.unlink(missing_ok=True)
    result = invoke_dbt(settings, "parse")
    if not result.success:
        raise DbtProjectError(f"dbt could not parse {settings.dbt_project}: {result.exception}")
    _parsed[(settings.dbt_target, fingerprint)] = result.result  # type: ignore[assignment]
    stamp.write_text(fingerprint)
    return path


def take_parsed_manifest(settings: Settings) -> "Manifest | None":
    """The manifest object, if this process just parsed the project as it is now.

    It is handed out once, because a build leaves compiled SQL in it.
    """
    return _parsed.pop((settings.dbt_target, tree_fingerprint(settings.dbt_project)), None)


def read_manifest(settings: Settings) -> dict[str, Any]:
    """The prepared manifest as a dictionary."""
    path = prepare_manifest(settings)
    return _read(path, path.stat().st_mtime_ns)


@cache
def _read(path: Path, _modified: int) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return manifest
