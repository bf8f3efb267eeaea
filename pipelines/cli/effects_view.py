"""How the corrections behind an explanation look on screen, in Norwegian and English."""

from collections.abc import Sequence

from rich.console import Console

from pipelines.cli.output import cell, make_console, number
from pipelines.core.corrections import cell_text
from pipelines.settings import Language
from pipelines.warehouse.rows import CorrectionEffect

_TEXTS: dict[str, dict[Language, str]] = {
    "heading": {"en": "Corrections behind the numbers", "nb": "Korreksjoner bak tallene"},
    "line": {
        "en": "{id}: {area} {year}, {before} -> {after}; {change}. {reason} ({delivery}, row {row})",
        "nb": "{id}: {area} {year}, {before} -> {after}; {change}. {reason} ({delivery}, rad {row})",
    },
    "change": {"en": "{nok} NOK for the district", "nb": "{nok} kr for bydelen"},
    "unknown": {
        "en": "without it the key cannot be split",
        "nb": "uten den kan nøkkelen ikke regnes ut",
    },
    "dropped": {"en": "left out", "nb": "utelatt"},
}


def print_effects(
    effects: Sequence[CorrectionEffect], language: Language, console: Console | None = None
) -> None:
    """Print each correction with what it changed for the district; nothing when there are none."""
    if not effects:
        return
    screen = console or make_console()
    screen.print(f"\n{_TEXTS['heading'][language]} ({len(effects)})")
    for one in effects:
        text = _TEXTS["line"][language].format(
            id=one.correction_id,
            area=one.area_label,
            year=one.source_year,
            before=cell_text(one.delivered_value, one.delivered_status),
            after=cell_text(one.corrected_value, one.corrected_status) or _TEXTS["dropped"][language],
            change=_change(one.change_nok, language),
            reason=one.reason_nb if language == "nb" else one.reason_en,
            delivery=one.delivery_id,
            row=one.file_row,
        )
        screen.print(cell(f"  - {text}"))


def _change(nok: int | None, language: Language) -> str:
    if nok is None:
        return _TEXTS["unknown"][language]
    sign = "+" if nok > 0 else ""
    return _TEXTS["change"][language].format(nok=sign + number(nok, language))
