"""How an explanation looks on screen, in Norwegian and English."""

from decimal import Decimal

from rich.console import Console

from pipelines.analysis.explain import POINT_DECIMALS, Explanation, Line
from pipelines.cli.output import cell, make_console, make_table, number
from pipelines.settings import Language

SHORT_HASH = 12
"""Hex digits of a hash that are shown; enough to find the file by `sha256sum`."""

TEXTS: dict[str, dict[Language, str]] = {
    "title": {
        "en": "{key} ({key_id}) to {district} ({district_id}), budget year {year}",
        "nb": "{key} ({key_id}) til {district} ({district_id}), budsjettår {year}",
    },
    "system": {"en": "System", "nb": "Fordelingssystem"},
    "synthetic": {
        "en": "SYNTHETIC: lines marked S rest on invented numbers, so this is no real allocation.",
        "nb": "SYNTETISK: linjer merket S bygger på oppdiktede tall, så dette er ingen virkelig tildeling.",
    },
    "estimated": {
        "en": "ESTIMATED: the frame is an estimate: {reason}",
        "nb": "ANSLAG: rammen er anslått: {reason}",
    },
    "frame": {"en": "Frame", "nb": "Ramme"},
    "no_frame": {
        "en": "none is given for this key and year, so there are shares but no kroner",
        "nb": "ingen er oppgitt for denne nøkkelen og dette året, så det er andeler, men ingen kroner",
    },
    "price_level": {"en": "price level", "nb": "prisnivå"},
    "allocation_key": {"en": "Allocation key", "nb": "Fordelingsnøkkel"},
    "criteria_key": {"en": "criteria key", "nb": "kriterienøkkel"},
    "accounting_share": {"en": "accounting share", "nb": "regnskapsandel"},
    "allocation": {"en": "Allocation", "nb": "Tildeling"},
    "per_inhabitant": {"en": "NOK per inhabitant in {year}", "nb": "kr per innbygger i {year}"},
    "relative": {
        "en": "Shares are relative: the district's share of the criterion over its share of inhabitants, "
        "made to sum to 1.",
        "nb": "Andelene er relative: bydelens andel av kriteriet over dens andel av innbyggerne, "
        "gjort om til å summere til 1.",
    },
    "part": {"en": "Part", "nb": "Del"},
    "value": {"en": "Value", "nb": "Verdi"},
    "total": {"en": "All districts", "nb": "Alle bydeler"},
    "unit": {"en": "Unit", "nb": "Enhet"},
    "source_year": {"en": "Source year", "nb": "Årgang"},
    "share": {"en": "Share %", "nb": "Andel %"},
    "weight": {"en": "Weight", "nb": "Vekt"},
    "points": {"en": "% points", "nb": "%-poeng"},
    "nok": {"en": "NOK", "nb": "Kroner"},
    "source": {"en": "Source", "nb": "Kilde"},
    "sum": {"en": "Sum", "nb": "Sum"},
    "row": {"en": "row", "nb": "rad"},
    "deliveries": {"en": "Sources", "nb": "Kilder"},
    "synthetic_word": {"en": "SYNTHETIC", "nb": "SYNTETISK"},
}


def print_explanation(explanation: Explanation, language: Language, console: Console | None = None) -> None:
    """Print head, lines, sum and sources; the NOK and the points add up as printed."""
    screen = console or make_console()
    for line in _head(explanation, language):
        screen.print(line)
    screen.print()
    screen.print(_line_table(explanation, language))
    screen.print()
    screen.print(f"{_text('deliveries', language)}:")
    for index, delivery in enumerate(explanation.deliveries, start=1):
        mark = f"  {_text('synthetic_word', language)}" if delivery.synthetic else ""
        screen.print(
            f"  [{index}] data_raw/{delivery.delivery_id}  sha256 {delivery.sha256[:SHORT_HASH]}{mark}",
            cell(delivery.title),
            sep="  ",
        )


def _head(explanation: Explanation, language: Language) -> list[str]:
    title = _text("title", language).format(
        key=explanation.key_label,
        key_id=explanation.key_id,
        district=explanation.district.name,
        district_id=explanation.district.district_id,
        year=explanation.budget_year,
    )
    facts = [(_text("system", language), f"{explanation.system_label} ({explanation.allocation_system})")]
    facts.append((_text("frame", language), _frame(explanation, language)))
    facts.append((_text("allocation_key", language), _key(explanation, language)))
    if explanation.amount_nok is not None:
        facts.append((_text("allocation", language), _amount(explanation, explanation.amount_nok, language)))
    width = max(len(name) for name, _ in facts)
    notes = []
    if explanation.synthetic:
        notes.append(_text("synthetic", language))
    if explanation.estimated and explanation.frame:
        notes.append(_text("estimated", language).format(reason=explanation.frame.decision_ref))
    if any(line.share_base == "relative_share" for line in explanation.lines):
        facts.append(("", _text("relative", language)))
    return [
        title,
        *(f"*** {note}" for note in notes),
        "",
        *(f"{name:{width}}  {fact}" for name, fact in facts),
    ]


def _frame(explanation: Explanation, language: Language) -> str:
    frame = explanation.frame
    if frame is None:
        return _text("no_frame", language)
    level = f" ({_text('price_level', language)} {frame.price_level})" if frame.price_level else ""
    return f"{number(frame.frame_nok, language)} NOK{level}"


def _key(explanation: Explanation, language: Language) -> str:
    parts = [(explanation.criteria_weight, "criteria_key", explanation.criteria_share)]
    if explanation.accounting_share is not None:
        parts.append((explanation.accounting_weight, "accounting_share", explanation.accounting_share))
    terms = " + ".join(
        f"{number(weight, language)} x {_text(name, language)} {_percent(share, language)} %"
        for weight, name, share in parts
    )
    return f"{number(explanation.allocation_points, language, POINT_DECIMALS)} % = {terms}"


def _amount(explanation: Explanation, amount_nok: int, language: Language) -> str:
    text = f"{number(amount_nok, language)} NOK"
    if explanation.amount_per_inhabitant is None:
        return text
    per_inhabitant = _text("per_inhabitant", language).format(year=explanation.inhabitants_year)
    return f"{text} ({number(explanation.amount_per_inhabitant, language, 2)} {per_inhabitant})"


def _line_table(explanation: Explanation, language: Language) -> object:
    names = ("part", "value", "total", "unit", "source_year", "share", "weight", "points", "nok", "source")
    table = make_table([_text(name, language) for name in names], right=(1, 2, 4, 5, 6, 7, 8))
    index = {
        delivery.delivery_id: number_ for number_, delivery in enumerate(explanation.deliveries, start=1)
    }
    for line in explanation.lines:
        table.add_row(
            cell(line.label),
            number(line.value, language),
            number(line.total, language),
            cell(line.unit),
            str(line.source_year),
            _percent(line.share, language),
            _weight(line, language),
            number(line.points, language, POINT_DECIMALS),
            _nok(line.amount_nok, language),
            f"[{index[line.delivery_id]}] {_text('row', language)} {line.delivered_rows}"
            + (" S" if line.synthetic else "")
            + ("" if line.status == "observed" else f" ({line.status})"),
        )
    table.add_section()
    points = number(explanation.allocation_points, language, POINT_DECIMALS)
    total = _nok(explanation.amount_nok, language)
    table.add_row(_text("sum", language), "", "", "", "", "", "", points, total, "")
    return table


def _weight(line: Line, language: Language) -> str:
    if line.kind == "accounting":
        return number(line.mix, language)
    mix = "" if line.mix == 1 else f" x {number(line.mix, language)}"
    return f"{number(line.weight, language)}{mix}"


def _nok(amount: int | None, language: Language) -> str:
    return "-" if amount is None else number(amount, language)


def _percent(share: Decimal, language: Language) -> str:
    return number(100 * share, language, POINT_DECIMALS)


def _text(name: str, language: Language) -> str:
    return TEXTS[name][language]
