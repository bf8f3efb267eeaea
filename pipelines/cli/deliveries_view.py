"""`kriterier status --deliveries`: what has come, what has not, and when it is expected."""

from datetime import date
from typing import TYPE_CHECKING

import typer

from pipelines.cli.session import DATA_FAILED, GOOD

if TYPE_CHECKING:
    from pipelines.landing.overview import DeliveryLine, Overview
    from pipelines.settings import Settings

HEADS = {
    "nb": ("Kilde", "Periode", "Tabell", "Tilstand", "Mottatt", "Ventes", "Ansvarlig", "Hva"),
    "en": ("Source", "Period", "Table", "State", "Received", "Expected", "Owner", "What"),
}
WORDS = {
    "nb": {
        "used": "i bruk",
        "superseded": "avløst",
        "refused": "avvist",
        "missing": "mangler",
        "overdue": "FORSINKET",
        "fetch": "hentes",
        "order": "bestilles",
        "delivery": "leveres",
        "unprepared": "ikke forberedt (`kriterier new-year`)",
        "year": "Behovet er det kalenderen sier for budsjettår {year}.",
        "faults": "Feil i data_raw",
    },
    "en": {
        "used": "used",
        "superseded": "superseded",
        "refused": "refused",
        "missing": "missing",
        "overdue": "OVERDUE",
        "fetch": "fetched",
        "order": "ordered",
        "delivery": "sent to us",
        "unprepared": "not prepared (`kriterier new-year`)",
        "year": "The needs are those of the calendar for budget year {year}.",
        "faults": "Faults in data_raw",
    },
}


def show_deliveries(settings: "Settings", budget_year: int | None, *, as_json: bool) -> int:
    """Print the overview; gives the exit code, 1 when something in data_raw is refused."""
    from pipelines.landing.overview import look_over

    # the calendar's day is Norway's, where the machine stands
    today = date.today()  # noqa: DTZ011
    found = look_over(settings, budget_year, today, _refused(settings))
    if as_json:
        from dataclasses import asdict

        from pipelines.cli.output import to_json

        lines = [asdict(one) for one in found.lines]
        faults = [one.as_dict() for one in found.findings]
        typer.echo(to_json({"budget_year": found.budget_year, "deliveries": lines, "findings": faults}))
    else:
        _print(settings, found)
    failed = bool(found.findings) or any(one.state == "refused" for one in found.lines)
    return DATA_FAILED if failed else GOOD


def _refused(settings: "Settings") -> set[str]:
    """Deliveries the published release left out; none when nothing is published or it cannot be read."""
    if not settings.published_db.is_file():
        return set()
    import duckdb

    from pipelines.warehouse.access import NotPublishedError, open_published

    try:
        with open_published(settings) as connection:
            rows = connection.execute(
                "select delivery_id from meta.deliveries where state = 'refused'"
            ).fetchall()
    except (NotPublishedError, duckdb.Error):
        return set()
    return {str(row[0]) for row in rows}


def _print(settings: "Settings", found: "Overview") -> None:
    from pipelines.cli.output import cell, make_console, make_table, print_whole

    words = WORDS[settings.language]
    screen = make_console()
    table = make_table(HEADS[settings.language])
    for one in found.lines:
        table.add_row(*(cell(text) for text in _row(settings, one)))
    print_whole(screen, table)
    if found.budget_year is not None:
        screen.print(f"\n{words['year'].format(year=found.budget_year)}")
    if found.findings:
        screen.print(f"\n{words['faults']} ({len(found.findings)})")
        for finding in found.findings:
            screen.print(cell(f"  - {' '.join(finding.text(settings.language).split())}"))


def _row(settings: "Settings", one: "DeliveryLine") -> tuple[str, ...]:
    words = WORDS[settings.language]
    state = words[one.state] + (f", {words['overdue']}" if one.overdue else "")
    label = (one.label_nb if settings.language == "nb" else one.label_en) or ""
    how = words[one.how] if one.how else ""
    prepared = "" if one.prepared else words["unprepared"]
    return (
        one.source_id,
        one.period,
        one.table or "",
        state,
        one.received_on.isoformat() if one.received_on else "",
        one.due_on.isoformat() if one.due_on else "",
        one.owner or "",
        "; ".join(part for part in (one.delivery_id or label, how, prepared) if part),
    )
