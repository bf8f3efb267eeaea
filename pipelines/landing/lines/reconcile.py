"""Whether lines and amounts add up: lines delivered = landed + control line, and its sum to the øre."""

from dataclasses import dataclass
from decimal import Decimal

from pipelines.core.errors import Finding
from pipelines.core.line_survey import Survey, rows_that_begin_with
from pipelines.core.numbers import parse_number
from pipelines.landing.lines.faults import DeliveredFile, Landed
from pipelines.landing.lines.query import LinesFile
from pipelines.landing.source_folder import Delivery

NOTHING = Landed(0, 0, Decimal(0))
"""What is landed of a delivery without a single readable line."""


@dataclass(frozen=True)
class Prepared:
    """A delivery that DuckDB can read; `about` is a finding that names source and file."""

    delivery: Delivery
    about: Finding
    survey: Survey
    delivered: DeliveredFile
    lines: LinesFile


def adds_up(one: Prepared, landed: Landed) -> bool:
    """Whether every line with content was landed, is the control line, or was left out and reported."""
    not_landed = len(one.survey.left_out) + (one.survey.control is not None)
    return landed.rows + not_landed == one.survey.delivered


def not_adding_up(one: Prepared, landed: Landed) -> list[Finding]:
    """Findings about lines that are neither landed nor accounted for.

    A control line inside the file, as two exports put together have it, is left out of the row numbers too.
    """
    if adds_up(one, landed):
        return []
    about, survey, shape = one.about, one.survey, one.lines.shape
    begins = (shape.control + shape.delimiter).encode()
    inside = [row for row in rows_that_begin_with(one.delivery.path, begins) if row < survey.last_row]
    one.delivered.left_out[:] = sorted({*survey.left_out, *inside})
    if inside:
        return [
            Finding("control_line_inside", about.source_id, about.file, row=row, found=shape.control)
            for row in inside
        ]
    found, expected = f"{landed.rows} + 1", str(survey.delivered)
    return [Finding("rows_do_not_reconcile", about.source_id, about.file, found=found, expected=expected)]


def control_findings(one: Prepared, landed: Landed, *, compare: bool) -> list[Finding]:
    """Findings about the control line; `compare` is False when lines are missing from the landed total."""
    if one.survey.control is None:
        return []
    row, column = one.survey.last_row, one.delivered.header["amount"]
    text = one.survey.control[one.delivered.places["amount"]]
    source_id, file = one.about.source_id, one.about.file
    try:
        total = parse_number(text, one.lines.shape.decimal)
    except ValueError:
        return [Finding("not_an_amount", source_id, file, None, row, column, text)]
    if not compare or total == landed.total:
        return []
    return [
        Finding("control_sum_mismatch", source_id, file, None, row, column, text, amount_text(landed.total))
    ]


def amount_text(amount: Decimal) -> str:
    """An amount as the export writes it: space between thousands, decimal comma, minus behind."""
    text = f"{abs(amount):,.2f}".replace(",", " ").replace(".", ",")
    return f"{text}-" if amount < 0 else text
