"""Keeps the list of criteria that dbt unions in step with the files in models/criteria.

dbt must know at parse time which models `criterion_values` reads, and its Jinja cannot list a folder.
So the list is a small generated macro: a new criterion is one SQL file, one YAML entry and one weight
row, and the next refresh adds the line here.
"""

from pathlib import Path

from pipelines.settings import Settings

HEADER = (
    "{#- Generated from the files in models/criteria/<family>/ by `kriterier refresh`; do not edit. -#}\n"
    "{% macro criterion_ids() %}\n"
    "    {{ return([\n"
)
FOOTER = "    ]) }}\n{% endmacro %}\n"


def criterion_list_path(settings: Settings) -> Path:
    """The generated macro file."""
    return settings.dbt_project / "macros" / "generated" / "criterion_ids.sql"


def render_criterion_list(settings: Settings) -> str:
    """The macro's text for the criterion models that exist now, in order of their ids."""
    models = (settings.dbt_project / "models" / "criteria").glob("*/*.sql")
    return HEADER + "".join(f'        "{name}",\n' for name in sorted(path.stem for path in models)) + FOOTER


def sync_criterion_list(settings: Settings) -> bool:
    """Write the macro if a criterion was added or removed; returns whether it changed."""
    path, text = criterion_list_path(settings), render_criterion_list(settings)
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True
