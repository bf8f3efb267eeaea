"""When the refresh runs by itself: every night. What starts it at other times is in sensors.py."""

from typing import TYPE_CHECKING

import dagster as dg

if TYPE_CHECKING:
    from dagster._core.definitions.unresolved_asset_job_definition import UnresolvedAssetJobDefinition

NIGHTLY_CRON = "0 2 * * *"
TIME_ZONE = "Europe/Oslo"


def build_nightly_schedule(job: "dg.JobDefinition | UnresolvedAssetJobDefinition") -> dg.ScheduleDefinition:
    """A run of the job at 02:00 Oslo time, summer and winter; on as soon as the daemon is."""
    return dg.ScheduleDefinition(
        name="nightly",
        job=job,
        cron_schedule=NIGHTLY_CRON,
        execution_timezone=TIME_ZONE,
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description="Builds, checks and publishes every night at 02:00; same input, same tables.",
    )
