"""Assembles everything Dagster knows of the project, and nothing else.

Importing this module does no work: `defs` is a function that Dagster calls when it loads the code
location. Tests and the command line call `build_definitions` with settings of their own.
"""

from collections.abc import Iterator

import dagster as dg

from pipelines.allocation.assets import build_allocation_assets, build_allocation_checks
from pipelines.checks.assets import build_expectation_checks
from pipelines.disclosure.assets import build_disclosure_assets, build_disclosure_checks
from pipelines.landing.assets import build_landing_assets
from pipelines.landing.inventory import take_inventory
from pipelines.schedules import build_nightly_job, build_nightly_schedule
from pipelines.sensors import build_delivery_sensor, build_failure_sensor
from pipelines.settings import Settings
from pipelines.warehouse.assets import build_dbt_assets
from pipelines.warehouse.fingerprint import input_fingerprint
from pipelines.warehouse.lock import refresh_lock
from pipelines.warehouse.manifest import read_manifest
from pipelines.warehouse.release import build_published_asset

REFRESH_JOB = "refresh"


def build_definitions(settings: Settings) -> dg.Definitions:
    """All assets, checks, jobs, schedules and sensors of one installation.

    The dbt project is parsed here if it changed since it was last parsed.

    Raises:
        DbtProjectError: The dbt project does not parse.
    """
    manifest = read_manifest(settings)
    landing = build_landing_assets(settings)
    expectations = build_expectation_checks(settings)
    dbt = build_dbt_assets(settings, manifest)
    allocations = build_allocation_assets(settings, manifest)
    allocation_checks = build_allocation_checks(settings)
    disclosure = build_disclosure_assets(settings, manifest)
    checks = [*expectations, allocation_checks, build_disclosure_checks(settings)]
    published = build_published_asset(
        settings,
        manifest,
        upstream=[*dbt.keys, *allocations.keys, *disclosure.keys],
        checks={spec.key: spec for definition in (dbt, *checks) for spec in definition.check_specs},
    )

    job = dg.define_asset_job(
        REFRESH_JOB,
        selection=dg.AssetSelection.all(),
        description="Land, derive, allocate, protect, check, publish: the whole refresh, by hand.",
    )
    nightly = build_nightly_job(settings)
    return dg.Definitions(
        assets=[*landing, dbt, allocations, disclosure, published],
        asset_checks=checks,
        jobs=[job, nightly],
        schedules=[build_nightly_schedule(nightly)],
        sensors=[build_delivery_sensor(settings, nightly), build_failure_sensor(settings)],
        resources={"refresh_lock": _refresh_lock_resource(settings)},
        # one process: DuckDB has one writer, and each further process would import for six seconds
        executor=dg.in_process_executor,
    )


def _refresh_lock_resource(settings: Settings) -> dg.ResourceDefinition:
    @dg.resource(
        description="Holds the build folder for this run; its value is the fingerprint of the input."
    )
    def hold(_context: dg.InitResourceContext) -> Iterator[str]:
        with refresh_lock(settings):
            inventory = take_inventory(settings)
            inventory.refuse_strangers()
            yield input_fingerprint(settings, inventory.fingerprint())

    return hold


@dg.definitions
def defs() -> dg.Definitions:
    """The code location: settings from the environment."""
    return build_definitions(Settings())
