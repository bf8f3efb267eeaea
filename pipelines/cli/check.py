"""`kriterier check`: judge deliveries without running anything else, and write the data owner's report."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipelines.cli.session import DATA_FAILED, GOOD, WRONG_USE, fail, load_settings

if TYPE_CHECKING:
    from pipelines.checks.judge import Judgement, Judgements
    from pipelines.core.errors import Finding, Lang
    from pipelines.settings import Settings

_SUMMARY = {
    "en": "{deliveries} judged, {refused} refused: {findings} findings, {warnings} warnings",
    "nb": "{deliveries} leveranser bedømt, {refused} avvist: {findings} funn, {warnings} advarsler",
}
_ROWS = {
    "en": "{landed} of {delivered} rows with figures, {not_data} without, {areas} areas",
    "nb": "{landed} av {delivered} rader med tall, {not_data} uten, {areas} områder",
}
_LABELS = {
    "en": {"finding": "finding", "warning": "warning", "synthetic": "SYNTHETIC", "report": "Report"},
    "nb": {"finding": "funn", "warning": "advarsel", "synthetic": "SYNTETISK", "report": "Rapport"},
}


def check(
    path: Annotated[
        Path, typer.Argument(help="A file or a folder: one delivery, a period, a source, or all.")
    ],
    *,
    out: Annotated[
        Path | None, typer.Option(help="Folder of the report; without it build/reports/check.")
    ] = None,
    lang: Annotated[str | None, typer.Option(help="Language of the report, nb or en; without it nb.")] = None,
    source: Annotated[
        str | None, typer.Option(help="Judge the file as a delivery of this source, without a sidecar.")
    ] = None,
    period: Annotated[str | None, typer.Option(help="The period it is for, with --source.")] = None,
    table: Annotated[
        str | None, typer.Option(help="Which of the source's tables it is, with --source.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Judge deliveries and write the report for their owner: a workbook and a page."""
    settings = load_settings()
    if lang not in (None, "nb", "en"):
        fail(f"--lang is nb or en, not {lang!r}", WRONG_USE)
    if not path.exists():
        fail(f"there is no {path}", WRONG_USE)
    if (source is None) != (period is None):
        fail("--source and --period go together", WRONG_USE)
    if source is not None and period is not None:
        judgements = _judge_loose(settings, path, source, period, table)
    else:
        judgements = _judge_in_place(settings, path.resolve())

    from pipelines.reports.owner_report import build_report, write_owner_report

    report_lang: Lang = "en" if lang == "en" else "nb"
    folder = (out or settings.build / "reports" / "check").resolve()
    report = build_report(judgements, report_lang)
    reports = write_owner_report(report, folder, _name(settings, path.resolve()))
    if as_json:
        from pipelines.cli.output import to_json

        typer.echo(to_json(as_facts(judgements) | {"reports": [str(one) for one in reports]}))
    else:
        _print(judgements, report_lang if lang else settings.language)
        for one in reports:
            typer.echo(f"{_LABELS[report_lang if lang else settings.language]['report']}: {one}")
    raise typer.Exit(DATA_FAILED if judgements.refused else GOOD)


def _name(settings: "Settings", path: Path) -> str:
    """What the report is called: the file, or source and period of a folder."""
    if path.is_file():
        return path.stem
    is_inside = path != settings.data_raw and path.is_relative_to(settings.data_raw)
    return "_".join(path.relative_to(settings.data_raw).parts) if is_inside else path.name


def _judge_in_place(settings: "Settings", path: Path) -> "Judgements":
    from pipelines.checks.judge import judge_deliveries

    if path == settings.data_raw:
        return judge_deliveries(settings)
    if not path.is_relative_to(settings.data_raw):
        fail(
            f"{path} does not lie in {settings.data_raw}: put it there, or say what it is with "
            "--source and --period",
            WRONG_USE,
        )
    wanted = _deliveries_below(settings, path)
    if not wanted:
        fail(f"there is no delivery in {path}", WRONG_USE)
    try:
        return judge_deliveries(settings, wanted, superseded=path.is_file())
    except LookupError as error:
        fail(str(error), WRONG_USE)


def _deliveries_below(settings: "Settings", path: Path) -> set[str]:
    """Ids of the deliveries a path means; a sidecar means the file it is for."""
    from pipelines.core.origins import SIDECAR_SUFFIX, STUB_SUFFIX
    from pipelines.landing.source_folder import files_below

    files = files_below(path) if path.is_dir() else [path]
    return {
        one.relative_to(settings.data_raw).as_posix().removesuffix(SIDECAR_SUFFIX)
        for one in files
        if not one.name.endswith(STUB_SUFFIX)
    }


def _judge_loose(
    settings: "Settings", path: Path, source_id: str, period: str, table: str | None
) -> "Judgements":
    from pipelines.checks.judge import Judgements, judge_file
    from pipelines.core.errors import DeliveryError
    from pipelines.landing.provisional import loose_origin

    if not path.is_file():
        fail(f"{path} is no file: --source and --period judge one file", WRONG_USE)
    try:
        origin = loose_origin(path, source_id, period, table, settings)
        return Judgements((judge_file(path, origin, settings),), ())
    except (LookupError, ValueError) as error:
        fail(str(error), WRONG_USE)
    except DeliveryError as error:
        fail(str(error), DATA_FAILED)


def as_facts(judgements: "Judgements") -> dict[str, Any]:
    """Judgements for a machine."""
    return {
        "refused": judgements.refused,
        "problems": [one.as_dict() for one in judgements.problems],
        "deliveries": [_delivery_facts(one) for one in judgements.judgements],
    }


def _delivery_facts(judgement: "Judgement") -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "delivery_id": judgement.delivery_id,
        "source_id": judgement.source_id,
        "state": judgement.state,
        "refused": judgement.refused,
        "synthetic": judgement.origin.synthetic if judgement.origin else None,
        "values_hidden": judgement.is_personal,
        "findings": [one.as_dict() for one in judgement.findings],
        "warnings": [one.as_dict() for one in judgement.warnings],
        "good": asdict(judgement.good) if judgement.good else None,
    }


def _print(judgements: "Judgements", lang: "Lang") -> None:
    from pipelines.cli.output import cell, make_console

    console = make_console()

    def say(text: str, style: str = "") -> None:
        line = cell(text)
        line.stylize(style)
        console.print(line, soft_wrap=True)

    labels = _LABELS[lang]
    for finding in judgements.problems:
        say(f"{labels['finding']}: {finding.text(lang)}", "red")
    for one in judgements.judgements:
        _print_delivery(one, lang, say)
    counts = {
        "deliveries": len(judgements.judgements),
        "refused": sum(one.refused for one in judgements.judgements),
        "findings": len(judgements.problems) + sum(len(one.findings) for one in judgements.judgements),
        "warnings": sum(len(one.warnings) for one in judgements.judgements),
    }
    say(_SUMMARY[lang].format_map(counts), "red" if judgements.refused else "green")


def _print_delivery(judgement: "Judgement", lang: "Lang", say: Any) -> None:  # noqa: ANN401
    from pipelines.cli.output import number

    labels, good = _LABELS[lang], judgement.good
    mark = f" {labels['synthetic']}" if judgement.origin and judgement.origin.synthetic else ""
    say(f"{judgement.delivery_id}{mark}", "bold")
    findings: list[tuple[str, str, Finding]] = [
        *((labels["finding"], "red", one) for one in judgement.findings),
        *((labels["warning"], "yellow", one) for one in judgement.warnings),
    ]
    for kind, style, finding in findings:
        say(f"  {kind}: {finding.text(lang)}", style)
    if good is not None:
        counts = {
            "landed": good.rows_landed,
            "delivered": good.rows_delivered,
            "not_data": good.rows_not_data,
        }
        words = {name: number(value, lang) for name, value in (counts | {"areas": len(good.areas)}).items()}
        say("  " + _ROWS[lang].format_map(words))
        for total in good.totals:
            what = ", ".join(dict.fromkeys(one for one in (total.measure, total.column) if one))
            say(f"  {what}, {total.year}: {number(total.total, lang)}")
