"""When the warehouse is brought up to date by itself: every night. Other occasions are in sensors.py.

The nightly job is one step: `kriterier nightly` as a process of its own, so that its memory is given back and
what happens at night is the same with and without Dagster.
"""

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import dagster as dg

from pipelines.settings import Settings

if TYPE_CHECKING:
    from dagster._core.definitions.unresolved_asset_job_definition import UnresolvedAssetJobDefinition

NIGHTLY_JOB, NIGHTLY_OP = "nightly", "night"
NIGHTLY_CRON = "0 2 * * *"
TIME_ZONE = "Europe/Oslo"

TOLD = "notices"
"""Metadata of a failed step that has sent its notices itself."""


def nightly_config(*, fetch: bool) -> dict[str, Any]:
    """Run configuration of the nightly job, with or without its fetching."""
    return {"ops": {NIGHTLY_OP: {"config": {"fetch": fetch}}}}


def build_nightly_job(settings: Settings) -> dg.JobDefinition:
    """A job that runs `kriterier nightly` and shows its outcome as metadata; it fails when that does."""

    @dg.op(
        name=NIGHTLY_OP,
        config_schema={"fetch": dg.Field(bool, default_value=True)},
        description="`kriterier nightly`: fetch what is due, refresh when something changed, tell.",
    )
    def night(context: dg.OpExecutionContext) -> None:
        command = [sys.executable, "-m", "pipelines.cli", "nightly", "--json"]
        if not context.op_config["fetch"]:
            command.append("--no-fetch")
        done = subprocess.run(  # noqa: S603  (our own command, nothing from outside)
            command, env=_environment(settings), capture_output=True, text=True, check=False
        )
        if done.stderr.strip():
            context.log.info(done.stderr.strip())
        outcome = _outcome(done.stdout)
        if outcome is None:
            text = f"kriterier nightly ended with code {done.returncode} and no outcome."
            raise dg.Failure(f"{text}\n{_last_line(done.stderr)}".strip(), allow_retries=False)
        metadata = {
            name: dg.MetadataValue.json(value) if isinstance(value, list | dict) else value
            for name, value in outcome.items()
        }
        if done.returncode:
            raise dg.Failure(
                "\n".join(outcome["errors"]) or f"kriterier nightly ended with code {done.returncode}.",
                metadata={**metadata, TOLD: dg.MetadataValue.json(outcome["alarms"])},
                allow_retries=False,
            )
        context.add_output_metadata(metadata)

    @dg.job(
        name=NIGHTLY_JOB,
        description="Fetch what the calendar says is due, refresh when something changed, publish, tell.",
    )
    def job() -> None:
        night()

    return job


def build_nightly_schedule(job: "dg.JobDefinition | UnresolvedAssetJobDefinition") -> dg.ScheduleDefinition:
    """A run of the job at 02:00 Oslo time, summer and winter; on as soon as the daemon is."""
    return dg.ScheduleDefinition(
        name="nightly",
        job=job,
        cron_schedule=NIGHTLY_CRON,
        execution_timezone=TIME_ZONE,
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description="Fetches what is due, and builds, checks and publishes when something changed, at 02:00.",
    )


def _environment(settings: Settings) -> dict[str, str]:
    """The environment of this process with its settings; the notice channels, and secrets, it has already."""
    given = {}
    for name, value in settings:
        if value is not None and not name.startswith("notice_"):
            text = json.dumps(value) if isinstance(value, dict | tuple) else str(value)
            given[f"KRITERIER_{name.upper()}"] = text
    return {**os.environ, **given}


def _outcome(text: str) -> dict[str, Any] | None:
    try:
        outcome = json.loads(text)
    except ValueError:
        return None
    return outcome if isinstance(outcome, dict) else None


def _last_line(text: str) -> str:
    return text.strip().splitlines()[-1] if text.strip() else ""
