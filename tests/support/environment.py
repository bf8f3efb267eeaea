"""Environment variables for a subprocess that works on a copied project."""

import os
import sys
from pathlib import Path

from pipelines.settings import Settings

KRITERIER = str(Path(sys.executable).with_name("kriterier"))
"""The installed command, as a user runs it."""


def environment_of(settings: Settings) -> dict[str, str]:
    """The environment without this installation's own variables, pointing at the copy."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("KRITERIER_", "DAGSTER_"))
    }
    return {**kept, "KRITERIER_ROOT": str(settings.root)}
