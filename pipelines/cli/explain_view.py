"""How an explanation looks on screen, in Norwegian and English."""

from decimal import Decimal

from rich.console import Console
from rich.table import Table

from pipelines.analysis.explain import POINT_DECIMALS, Explanation, Line
from pipelines.cli.output import cell, make_console, make_table, natural_width, number
from pipelines.settings import Language
from pipelines.warehouse.rows import FrameRow

SHORT_HASH = 12
"""Hex digits of a hash that are shown; enough to find the file by `sha256sum`."""

UNITS_NB = {
    "persons": "personer",
    "households": "husholdninger",
    "dwellings": "boliger",
    "index": "indeks",
    "NOK": "kroner",
}

TEXTS: dict[str, dict[Language, str]] = {
    "title": {
        "en": "{district} ({district_id}), budget year {year}: {key}, key {key_id}",
        "nb": "{district} ({district_id}), budsjettår {year}: {key}, nøkkel {key_id}",
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
    "per_inhabitant": {
        "en": "{amount} NOK for each of {count} inhabitants, {age}, in {year}; [{source}] row {rows}",
        "nb": "{amount} kr for hver av {count} innbyggere, {age}, i {year}; [{source}] rad {rows}",
    },
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
    "of": {"en": "of", "nb": "av"},
    "times": {"en": "x weight", "nb": "x vekt"},
    "synthetic_word": {"en": "SYNTHETIC", "nb": "SYNTETISK"},
}


def print_explanation(explanation: Explanation, language: Language, console: Console | None = None) -> None:
    """Print head, lines, sum and sources; the NOK and the points add up as printed."""
    screen = console or make_console()
    for line in _head(explanation, language):
        screen.print(line)
    screen.print()
    table = _wide_table(explanation, language)
    # where the columns do not fit, each line's factors are put in words: a number is never cut
    if natural_width(screen, table) > screen.width:
        table = _narrow_table(explanation, language)
    screen.print(table)
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
        notes.append(_text("estimated", language).format(reason=_reason(explanation.frame)))
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
    counted = explanation.inhabitants
    if counted is None:
        return text
    per_inhabitant = _text("per_inhabitant", language).format(
        amount=number(counted.amount_per_inhabitant, language, 2),
        count=number(counted.inhabitants, language),
        age=counted.age_group,
        year=counted.source_year,
        source=_source_number(explanation, counted.delivery_id),
        rows=counted.delivered_rows,
    )
    return f"{text}: {per_inhabitant}"


def _wide_table(explanation: Explanation, language: Language) -> Table:
    names = ("part", "value", "total", "unit", "source_year", "share", "weight", "points", "nok", "source")
    table = make_table([_text(name, language) for name in names], right=(1, 2, 4, 5, 6, 7, 8))
    for line in explanation.lines:
        table.add_row(
            cell(line.label),
            number(line.value, language),
            number(line.total, language),
            cell(_unit(line, language)),
            str(line.source_year),
            _percent(line.share, language),
            _weight(line, language),
            number(line.points, language, POINT_DECIMALS),
            _nok(line.amount_nok, language),
            _source(explanation, line, language),
        )
    table.add_section()
    points = number(explanation.allocation_points, language, POINT_DECIMALS)
    total = _nok(explanation.amount_nok, language)
    table.add_row(_text("sum", language), "", "", "", "", "", "", points, total, "")
    return table


def _narrow_table(explanation: Explanation, language: Language) -> Table:
    table = make_table([_text(name, language) for name in ("nok", "points", "part")], right=(0, 1))
    for line in explanation.lines:
        factors = (
            f"{number(line.value, language)} {_text('of', language)} {number(line.total, language)} "
            f"{_unit(line, language)} {line.source_year}: {_percent(line.share, language)} % "
            f"{_text('times', language)} {_weight(line, language)}; {_source(explanation, line, language)}"
        )
        points = number(line.points, language, POINT_DECIMALS)
        table.add_row(_nok(line.amount_nok, language), points, cell(f"{line.label}\n{factors}"))
    table.add_section()
    points = number(explanation.allocation_points, language, POINT_DECIMALS)
    table.add_row(_nok(explanation.amount_nok, language), points, _text("sum", language))
    return table


def _source(explanation: Explanation, line: Line, language: Language) -> str:
    place = (
        f"[{_source_number(explanation, line.delivery_id)}] {_text('row', language)} {line.delivered_rows}"
    )
    status = "" if line.status == "observed" else f" ({line.status})"
    return f"{place}{status}{' S' if line.synthetic else ''}"


def _source_number(explanation: Explanation, delivery_id: str) -> int:
    return 1 + [delivery.delivery_id for delivery in explanation.deliveries].index(delivery_id)


def _unit(line: Line, language: Language) -> str:
    return UNITS_NB.get(line.unit, line.unit) if language == "nb" else line.unit


def _reason(frame: FrameRow) -> str:
    return frame.decision_ref.removeprefix("ESTIMATED:").strip()


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
