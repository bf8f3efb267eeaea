"""One page per criterion: what is counted, from where, with which lag, who decided it, and which keys use it.

    python -m pipelines.reports.methodology

Everything on the pages stands in the criterion's YAML, in the header of its SQL or in a decision seed;
nothing is written here.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipelines.reports.criteria import Criterion, Decisions, Row, read_criteria, read_decisions, uses_of
from pipelines.settings import Settings

_MADE_BY = (
    "<!-- Made by `make methodology` from the criterion's YAML and the decision seeds; do not edit. -->"
)
_NOT_PRINTED = "not printed"


def methodology_pages(settings: Settings) -> dict[str, str]:
    """All pages and the index, as file name -> Markdown."""
    criteria, decisions = read_criteria(settings), read_decisions(settings)
    pages = {f"{criterion.criterion_id}.md": _page(criterion, decisions) for criterion in criteria}
    return pages | {"README.md": _index(criteria, decisions)}


def write_methodology(settings: Settings) -> Path:
    """Write the pages to docs/methodology, remove those of criteria that are gone, and give the folder."""
    folder = settings.root / "docs" / "methodology"
    folder.mkdir(parents=True, exist_ok=True)
    pages = methodology_pages(settings)
    for path in folder.glob("*.md"):
        if path.name not in pages:
            path.unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _page(criterion: Criterion, decisions: Decisions) -> str:
    meta, name = criterion.meta, criterion.criterion_id
    model = f"dbt_project/models/criteria/{criterion.family}/{name}.sql"
    dependent = (
        "Yes: a district can change the count by its own service activity."
        if meta["activity_dependent"]
        else "No: the count does not follow from what the district itself does."
    )
    band = f"{100 * float(meta['band_min_change']):+.0f} % to {100 * float(meta['band_max_change']):+.0f} %"
    blocks = [
        _MADE_BY,
        f"# {meta['label_en']}",
        f"Norwegian: {_text(meta['label_nb'])}",
        _table(
            ("", ""),
            [
                ("criterion", f"`{name}`"),
                ("counts", meta["unit"]),
                ("source", meta["source"]),
                ("answers for it", meta["owner"]),
                ("model", f"[{name}.sql](../../{model})"),
            ],
        ),
        "## Definition",
        _text(meta["definition"]),
        f"*{_text(meta['definition_nb'])}*",
        "## Lag",
        f"Budget year N uses source year N-{meta['lag']}, where no decision says otherwise.",
        *_lags(name, decisions),
        "## Caveats",
        _text(meta["caveats"]),
        f"*{_text(meta['caveats_nb'])}*",
        f"**Activity-dependent:** {dependent}",
        f"**Band of change in a year:** {band}. {_text(meta['band_reason'])}",
        "## Keys that use it, and who decided",
        criterion.header.get("Decision", "The model does not say who decided it."),
        *_uses(name, decisions),
    ]
    return "\n\n".join(blocks) + "\n"


def _lags(criterion_id: str, decisions: Decisions) -> Iterator[str]:
    rows = [
        (
            row["area_system"],
            _years(row),
            f"N-{row['lag']}",
            row["decision_ref"],
            row["decided_on"] or _NOT_PRINTED,
        )
        for row in decisions.lags
        if row["criterion_id"] == criterion_id
    ]
    if rows:
        yield _table(("area system", "budget years", "uses", "decided in", "date"), rows)


def _uses(criterion_id: str, decisions: Decisions) -> Iterator[str]:
    uses = uses_of(criterion_id, decisions)
    if not uses:
        yield "No key uses it: it is counted so that it can be compared."
        return
    rows = [
        (
            f"{use.system['label_en']} ({use.system['status'].replace('_', ' ')})",
            use.key["label_en"],
            use.weight["weight"] or _NOT_PRINTED,
            _years(use.weight),
            use.weight["decision_ref"],
            use.weight["decided_on"] or _NOT_PRINTED,
        )
        for use in uses
    ]
    yield _table(("allocation system", "key", "weight", "budget years", "decided in", "date"), rows)


def _index(criteria: list[Criterion], decisions: Decisions) -> str:
    blocks = [
        _MADE_BY,
        "# Methodology",
        "One page per criterion: what is counted, from which source and year, and who decided it.",
    ]
    for family in dict.fromkeys(criterion.family for criterion in criteria):
        rows = [
            (
                f"[{one.meta['label_en']}]({one.criterion_id}.md)",
                one.meta["label_nb"],
                one.meta["unit"],
                f"N-{one.meta['lag']}",
                ", ".join(
                    dict.fromkeys(
                        use.system["allocation_system"] for use in uses_of(one.criterion_id, decisions)
                    )
                ),
            )
            for one in criteria
            if one.family == family
        ]
        blocks.append(f"## {family.replace('_', ' ').capitalize()}")
        blocks.append(_table(("criterion", "in Norwegian", "counts", "lag", "used by"), rows))
    counted = {criterion.criterion_id for criterion in criteria}
    missing: dict[str, list[str]] = {}
    for weight in decisions.weights:
        if weight["criterion_id"] not in counted:
            missing.setdefault(weight["criterion_id"], []).append(weight["criterion_set_id"])
    blocks.append("## Named in a set, but not delivered")
    blocks.append("Keys that use one of these are listed in `meta.not_computable`.")
    named = [(f"`{name}`", ", ".join(sets)) for name, sets in sorted(missing.items())]
    blocks.append(_table(("criterion", "criterion sets"), named))
    return "\n\n".join(blocks) + "\n"


def _years(row: Row) -> str:
    end = row["valid_to_budget_year"]
    start = row["valid_from_budget_year"]
    return start if start == end else f"{start} to {end}" if end else f"from {start}"


def _text(text: str) -> str:
    """A text as Markdown: one line, in which a star or a bar is no more than that."""
    return " ".join(text.split()).replace("*", r"\*").replace("|", r"\|")


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [header, ("---",) * len(header), *rows]
    return "\n".join(f"| {' | '.join(map(_text, line))} |" for line in lines)


if __name__ == "__main__":
    write_methodology(Settings())
