"""Entry point of `kriterier`. A new command is one row in COMMANDS and one module."""

import sys
from importlib import import_module

import typer

COMMANDS = {
    "refresh": ("pipelines.cli.refresh", "Land deliveries, derive, check, allocate and publish."),
    "status": ("pipelines.cli.status", "What is published: when, from which deliveries, which checks."),
    "check": ("pipelines.cli.check", "Judge deliveries and write the data owner's report."),
    "fetch": ("pipelines.cli.fetch", "Fetch statistics tables; every change is a new delivery."),
    "new-year": ("pipelines.cli.new_year", "Prepare data_raw for a budget year, with a checklist."),
    "add": ("pipelines.cli.add", "Write the sidecar of a file that was put in place."),
    "nightly": ("pipelines.cli.nightly", "What runs every night: fetch, refresh on change, tell."),
    "explain": ("pipelines.cli.explain", "Why a district gets its amount, down to file, hash and row."),
    "compare": ("pipelines.cli.compare", "What changed between two states, down to cells and kroner."),
    "sample": ("pipelines.cli.sample", "Make the synthetic deliveries that ship with the project."),
    "sql": ("pipelines.cli.sql", "Query the published warehouse, read-only."),
}
"""Command name: the module that holds a function of that name, and its line in `kriterier --help`."""

app = typer.Typer(
    name="kriterier",
    help="Criterion statistics and need-based allocation to city districts. "
    "Exit codes: 0 good, 1 data or checks failed, 2 wrong use.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _register(name: str, module: str, summary: str) -> None:
    # The module is imported when its command runs, so that one heavy command does not slow down the others.
    @app.command(
        name,
        help=summary,
        add_help_option=False,
        context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    )
    def run(context: typer.Context) -> None:
        command = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
        command.command(name)(getattr(import_module(module), name.replace("-", "_")))
        command(args=context.args, prog_name=f"kriterier {name}")


for _name, (_module, _summary) in COMMANDS.items():
    _register(_name, _module, _summary)


def main() -> None:
    """Run the command line; leaves by SystemExit."""
    # a file name or a district may hold letters that the terminal's encoding lacks
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    app(prog_name="kriterier")
