"""`kriterier status`: what is published, from what, how it was checked, and what it does not hold."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.cli.session import DATA_FAILED, GOOD, WRONG_USE, fail, load_settings, published

if TYPE_CHECKING:
    from pipelines.settings import Settings
    from pipelines.warehouse.state import PublishedState


@dataclass(frozen=True)
class Drift:
    """How data_raw and the project differ from what the published warehouse was built from.

    Attributes:
        added: Files that are not in the published warehouse.
        changed: Files whose bytes are others.
        gone: Deliveries that are no longer there.
        faults: What a refresh would refuse, one text each.
        inputs_differ: Whether anything a refresh depends on (deliveries, project, code, versions) differs.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    faults: tuple[str, ...]
    inputs_differ: bool


def status(
    json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
    deliveries: Annotated[
        bool, typer.Option("--deliveries", help="What has come, what is missing, and when it is expected.")
    ] = False,
    budget_year: Annotated[
        int | None, typer.Option(help="With --deliveries: the year whose needs count; without it the newest.")
    ] = None,
) -> None:
    """Show what is published: when, from which deliveries, with which checks, and what is missing."""
    settings = load_settings()
    if deliveries:
        from pipelines.cli.deliveries_view import show_deliveries

        raise typer.Exit(show_deliveries(settings, budget_year, as_json=json))
    if budget_year is not None:
        fail("--budget-year goes with --deliveries", WRONG_USE)
    from pipelines.warehouse.state import read_state

    with published(settings) as connection:
        state = read_state(connection)
    drift = look_for_drift(settings, state)
    notices = newer_notices(settings)
    failed = any(finding.severity == "error" for finding in state.not_passed)
    if json:
        from pipelines.cli.output import to_json

        facts = {
            "synthetic": state.synthetic,
            **asdict(state),
            "drift": asdict(drift),
            "newer_notices": notices,
        }
        typer.echo(to_json({"published": str(settings.published_db), **facts}))
    else:
        from pipelines.cli.status_view import print_status

        print_status(settings, state, drift, notices)
    raise typer.Exit(DATA_FAILED if failed else GOOD)


def look_for_drift(settings: "Settings", state: "PublishedState") -> Drift:
    """Compare data_raw with the deliveries of the published warehouse, by the hash of every file."""
    from pipelines.landing.inventory import take_inventory
    from pipelines.warehouse.fingerprint import input_fingerprint

    inventory = take_inventory(settings)
    recorded = {delivery.delivery_id: delivery.sha256 for delivery in state.deliveries}
    found = {delivery_id: sha256 for delivery_id, sha256, _ in inventory.hashes if sha256}
    findings = [*inventory.problems, *(each for rows in inventory.findings.values() for each in rows)]
    return Drift(
        added=tuple(sorted(found.keys() - recorded.keys())),
        changed=tuple(
            sorted(name for name in found.keys() & recorded.keys() if found[name] != recorded[name])
        ),
        gone=tuple(sorted(recorded.keys() - found.keys())),
        faults=tuple(" ".join(finding.text(settings.language).split()) for finding in findings),
        inputs_differ=input_fingerprint(settings, inventory.fingerprint()) != state.run.input_fingerprint,
    )


def newer_notices(settings: "Settings") -> list[str]:
    """Files of notices written after the published warehouse was put in place."""
    if not settings.notices.is_dir():
        return []
    since = settings.published_db.stat().st_mtime
    return sorted(str(path) for path in settings.notices.glob("*.txt") if _modified(path) > since)


def _modified(path: Path) -> float:
    return path.stat().st_mtime
