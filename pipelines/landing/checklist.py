"""The checklist of a budget year: what is to come, from whom, when, and what to do with it."""

from pathlib import Path

from pipelines.core.errors import Lang
from pipelines.landing.new_year import NewYear, Preparation
from pipelines.landing.year_decisions import NeededDecision
from pipelines.settings import Settings

_WORDS: dict[Lang, dict[str, str]] = {
    "nb": {
        "title": "Budsjettår {year}: hva som skal leveres og besluttes",
        "intro": "Laget av `kriterier new-year {year}`. Datoene er de i kildenes kalendere.",
        "to_come": "Leveranser, etter dato",
        "head": "Forventet | Kilde | Periode | Hva | Ansvarlig | Måte | Filnavn | Kommando | Tilstand",
        "fetch": "hentes",
        "order": "bestilles",
        "delivery": "leveres",
        "made": "ventes",
        "there": "ventes",
        "delivered": "er her",
        "columns": "Kolonnekart med ny kolonne; endrede overskrifter rettes der",
        "decisions": "Beslutninger (tabeller i dbt_project/seeds/decisions)",
        "missing": "MANGLER",
        "confirm": "bekreft",
        "optional": "ved behov",
        "none": "ingen",
        "then": "Til slutt: `kriterier check data_raw`, `kriterier refresh` og `kriterier compare`.",
    },
    "en": {
        "title": "Budget year {year}: what is to be delivered and decided",
        "intro": "Made by `kriterier new-year {year}`. Dates are those of the sources' calendars.",
        "to_come": "Deliveries, by date",
        "head": "Expected | Source | Period | What | Owner | How | File name | Command | State",
        "fetch": "fetched",
        "order": "ordered",
        "delivery": "sent to us",
        "made": "expected",
        "there": "expected",
        "delivered": "is here",
        "columns": "Column maps with a new column; renamed headers are written there",
        "decisions": "Decisions (tables in dbt_project/seeds/decisions)",
        "missing": "MISSING",
        "confirm": "confirm",
        "optional": "if wanted",
        "none": "none",
        "then": "In the end: `kriterier check data_raw`, `kriterier refresh` and `kriterier compare`.",
    },
}


def checklist(settings: Settings, year: NewYear, lang: Lang) -> str:
    """The checklist as Markdown, deliveries by due date."""
    words = _WORDS[lang]
    number = str(year.budget_year)
    head = words["head"]
    lines = [
        f"# {words['title'].format(year=number)}",
        "",
        words["intro"].format(year=number),
        "",
        f"## {words['to_come']}",
        "",
        f"| {head} |",
        f"|{'---|' * (head.count('|') + 1)}",
        *(_row(settings, one, lang) for one in year.preparations),
        "",
        f"## {words['columns']}",
        "",
        *([f"- `{_short(settings, one.path)}`: {one.period}" for one in year.columns] or [words["none"]]),
        "",
        f"## {words['decisions']}",
        "",
        *([_decision(one, lang) for one in year.decisions] or [words["none"]]),
        "",
        words["then"],
    ]
    return "\n".join(lines) + "\n"


def checklist_path(settings: Settings, budget_year: int) -> Path:
    """Where the checklist of a budget year is written."""
    return settings.build / "reports" / f"new_year_{budget_year}.md"


def commands(settings: Settings, one: Preparation) -> list[str]:
    """What to run when the figures are there: fetch, or add and check the file."""
    source_id = one.need.source.source_id
    if one.need.entry.how == "fetch":
        return [f"kriterier fetch {source_id}"]
    file = _short(settings, one.stub.with_name(one.need.file_name))
    table = f" --table {one.need.table}" if one.need.table else ""
    return [
        f"kriterier add {file} --source {source_id} --period {one.need.period}{table}",
        f"kriterier check {file}",
    ]


def _row(settings: Settings, one: Preparation, lang: Lang) -> str:
    need, words = one.need, _WORDS[lang]
    what = need.entry.label_nb if lang == "nb" else need.entry.label_en
    file = "" if need.entry.how == "fetch" else f"`{need.file_name}`"
    cells = (
        need.due_on.isoformat(),
        need.source.source_id,
        need.period,
        f"{what} ({need.table})" if need.table else what,
        need.owner,
        words[need.entry.how],
        file,
        "<br>".join(f"`{each}`" for each in commands(settings, one)),
        words[one.state],
    )
    return f"| {' | '.join(cells)} |"


def _decision(one: NeededDecision, lang: Lang) -> str:
    what = one.what_nb if lang == "nb" else one.what_en
    return f"- {_WORDS[lang][one.kind]}: `{one.file}`: {what}"


def _short(settings: Settings, path: Path) -> str:
    return str(path.relative_to(settings.root)) if path.is_relative_to(settings.root) else str(path)
