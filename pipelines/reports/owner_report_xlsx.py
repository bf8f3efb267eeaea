"""The data owner's report as a workbook: what was found, what was received."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipelines.reports.owner_report import OwnerReport, day_text
from pipelines.reports.texts_owner_report import TEXTS

# title, summary and labels stand above the header
_HEADER_ROW = 4
# Excel keeps no more digits than these
_DIGITS = 15
_FINDINGS = (
    ("number", 6),
    ("severity", 14),
    ("file", 38),
    ("sheet", 14),
    ("row", 7),
    ("column", 22),
    ("problem", 42),
    ("found", 26),
    ("expected", 34),
    ("why", 46),
    ("send", 46),
)
_RECEIVED = (
    ("file", 38),
    ("what", 34),
    ("received_on", 12),
    ("rows_delivered", 13),
    ("rows_landed", 16),
    ("rows_not_data", 18),
    ("areas", 10),
    ("areas_list", 40),
    ("measure", 30),
    ("year", 7),
    ("figures", 12),
    ("withheld", 12),
    ("total", 20),
    ("unit", 14),
)

Cell = str | int | Decimal | None


def write_workbook(report: OwnerReport, path: Path) -> None:
    """Write the workbook; delivered texts are written as texts and never as formulas or links."""
    import xlsxwriter

    texts = TEXTS[report.lang]
    with xlsxwriter.Workbook(str(path)) as book:
        # no moment of writing: the same judgements give the same file
        book.set_properties(
            {"title": texts["title"], "comments": report.summary, "created": datetime(2000, 1, 1, tzinfo=UTC)}
        )
        sheets = (
            ("sheet_findings", _FINDINGS, _finding_rows(report)),
            ("sheet_received", _RECEIVED, _received_rows(report)),
        )
        formats = _Formats(book)
        for name, columns, rows in sheets:
            sheet = book.add_worksheet(texts[name])
            _write_head(sheet, report, formats)
            _write_table(sheet, [(texts[one], width) for one, width in columns], rows, formats)


class _Formats:
    def __init__(self, book: Any) -> None:  # noqa: ANN401, the library publishes no types
        top = {"valign": "top", "border": 1, "border_color": "#C9CED6"}
        self.title = book.add_format({"bold": True, "font_size": 15})
        self.lead = book.add_format({"font_size": 11})
        self.warn = book.add_format({"bold": True, "font_color": "#8A1C1C"})
        self.head = book.add_format(
            {"bold": True, "bg_color": "#12304F", "font_color": "#FFFFFF", "text_wrap": True, "valign": "top"}
        )
        self.text = book.add_format(top | {"text_wrap": True, "num_format": "@"})
        self.whole = book.add_format(top | {"num_format": "0"})
        self._numbers = {
            places: book.add_format(
                top | {"num_format": "#,##0" + ("." + "0" * places if places else ""), "align": "right"}
            )
            for places in range(7)
        }

    def number(self, value: Decimal) -> Any:  # noqa: ANN401
        """A number format with as many decimals as the number has; Excel shows it as its language does."""
        exponent = value.normalize().as_tuple().exponent
        return self._numbers[max(0, -exponent) if isinstance(exponent, int) else 0]


def _write_head(sheet: Any, report: OwnerReport, formats: _Formats) -> None:  # noqa: ANN401
    texts = TEXTS[report.lang]
    sheet.write_string(0, 0, texts["title"], formats.title)
    sheet.write_string(1, 0, report.summary, formats.lead)
    labels = [texts[name] for name in ("synthetic", "personal") if getattr(report, name)]
    sheet.write_string(2, 0, " ".join(labels), formats.warn)


def _write_table(
    sheet: Any,  # noqa: ANN401
    columns: list[tuple[str, int]],
    rows: list[list[Cell]],
    formats: _Formats,
) -> None:
    for place, (header, width) in enumerate(columns):
        sheet.write_string(_HEADER_ROW, place, header, formats.head)
        sheet.set_column(place, place, width)
    for at, row in enumerate(rows, start=_HEADER_ROW + 1):
        for place, cell in enumerate(row):
            _write_cell(sheet, (at, place), cell, formats)
    sheet.freeze_panes(_HEADER_ROW + 1, 0)
    sheet.autofilter(_HEADER_ROW, 0, _HEADER_ROW + max(len(rows), 1), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEADER_ROW)


def _write_cell(sheet: Any, place: tuple[int, int], cell: Cell, formats: _Formats) -> None:  # noqa: ANN401
    if cell is None:
        sheet.write_blank(*place, None, formats.text)
    elif isinstance(cell, str):
        sheet.write_string(*place, cell[:32_767], formats.text)
    elif isinstance(cell, int):
        sheet.write_number(*place, cell, formats.whole)
    elif len(cell.normalize().as_tuple().digits) > _DIGITS:
        sheet.write_string(*place, f"{cell:f}", formats.text)
    else:
        sheet.write_number(*place, float(cell), formats.number(cell))


def _finding_rows(report: OwnerReport) -> list[list[Cell]]:
    texts = TEXTS[report.lang]
    rows: list[list[Cell]] = [
        [
            number,
            texts["must" if line.must else "look"],
            line.file,
            line.sheet,
            line.row,
            line.column,
            line.problem,
            line.found,
            line.expected,
            line.why,
            line.send,
        ]
        for number, line in enumerate(report.lines, start=1)
    ]
    return rows or [[None, texts["no_findings"]]]


def _received_rows(report: OwnerReport) -> list[list[Cell]]:
    texts = TEXTS[report.lang]
    rows: list[list[Cell]] = []
    for part in report.parts:
        one, good = part.judgement, part.judgement.good
        received = day_text(one.origin.received_on, report.lang) if one.origin else ""
        if good is None:
            rows.append([one.delivery_id, part.title, received, *[None] * 5, texts["none_read"]])
            continue
        counts = [good.rows_delivered, good.rows_landed, good.rows_not_data, len(good.areas)]
        rows += [
            [
                one.delivery_id,
                part.title,
                received,
                *counts,
                ", ".join(good.areas),
                line.measure,
                line.total.year,
                line.total.figures,
                line.total.withheld,
                line.total.total,
                line.unit,
            ]
            for line in part.totals
        ]
    return rows
