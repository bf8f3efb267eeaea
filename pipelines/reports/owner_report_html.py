"""The data owner's report as one page: no script, nothing loaded, readable on a phone and on paper."""

from decimal import Decimal
from importlib.resources import files

from pipelines.reports.owner_report import OwnerReport, day_text
from pipelines.reports.texts_owner_report import TEXTS, Lang

# the workbook has every finding; a page with thousands of them is not read
_SHOWN = 200
_TEMPLATE = "owner_report.html.j2"


def render_page(report: OwnerReport, name: str) -> str:
    """The page; delivered texts are escaped."""
    import jinja2

    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["number"] = lambda value: number_text(value, report.lang)
    environment.filters["day"] = lambda value: day_text(value, report.lang)
    template = environment.from_string(
        (files("pipelines.reports") / "templates" / _TEMPLATE).read_text(encoding="utf-8")
    )
    return template.render(report=report, t=TEXTS[report.lang], name=name, shown=_SHOWN) + "\n"


def number_text(value: Decimal | int, lang: Lang) -> str:
    """A number as people of the language write it, thousands apart by a space that does not break."""
    number = Decimal(value)
    text = f"{number:,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    text = text.replace(",", "\u00a0")
    return text.replace(".", ",").replace("-", "\u2212") if lang == "nb" else text
