"""Plain `dbt build` on landed deliveries, without Dagster: proof that the SQL half stands on its own.

    python -m benchmarks.dbt_build_alone --work build/dbt_build_alone

Lands all deliveries into the given folder, builds a warehouse there and prints what each took.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from pipelines.settings import Settings


def land_all(settings: Settings) -> None:
    """Land every source into the settings' build folder."""
    from pipelines.landing.inventory import take_inventory
    from pipelines.landing.land import land_source
    from pipelines.sources import SOURCES

    inventory = take_inventory(settings)
    for source_id in SOURCES:
        land_source(source_id, settings, inventory)


def dbt_build(settings: Settings) -> tuple[list[str], dict[str, str]]:
    """Command and environment of a `dbt build` that finds nothing of an earlier one."""
    shutil.rmtree(settings.candidate_db.parent, ignore_errors=True)
    shutil.rmtree(settings.dbt_target, ignore_errors=True)
    settings.candidate_db.parent.mkdir(parents=True)
    project = str(settings.dbt_project)
    command = [
        *(str(Path(sys.executable).parent / "dbt"), "build", "--project-dir", project),
        *("--profiles-dir", project, "--target-path", str(settings.dbt_target)),
        *("--log-path", str(settings.dbt_target)),
    ]
    environment = {
        **os.environ,
        "KRITERIER_LANDED": str(settings.landed),
        "KRITERIER_PERSONAL": str(settings.personal_db),
        "KRITERIER_SPILL": str(settings.personal_spill),
        "KRITERIER_CANDIDATE": str(settings.candidate_db),
        "KRITERIER_MEMORY_LIMIT": settings.memory_limit,
        "KRITERIER_THREADS": str(settings.threads),
    }
    return command, environment


def main() -> int:
    """Land and build; the exit code is dbt's."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--work", type=Path, required=True, help="build folder of this run")
    settings = Settings(build=parser.parse_args().work)

    start = time.perf_counter()
    land_all(settings)
    landed = time.perf_counter()
    command, environment = dbt_build(settings)
    code = subprocess.run([*command, "--quiet"], env=environment, check=False).returncode
    built = time.perf_counter()
    print(f"landing {landed - start:.1f} s, dbt build {built - landed:.1f} s, dbt's exit code {code}")
    return code


if __name__ == "__main__":
    raise SystemExit(main())
