"""Reading YAML: sidecars, stubs and declarations, of which a night reads a few hundred."""

from typing import Any

import yaml

# libyaml is ten times faster; a PyYAML built from source may be without it
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_yaml(text: str) -> Any:  # noqa: ANN401, YAML is anything
    """What the text holds: mappings, lists and scalars.

    Raises:
        yaml.YAMLError: It is not YAML.
    """
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 - both are safe loaders
