"""The data owner's report: every finding with place, found and expected; nothing executed, nothing hidden."""

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from pipelines.checks.judge import Judgements, judge_deliveries
from pipelines.core.error_texts import TEXTS as FINDING_TEXTS
from pipelines.core.error_texts import WHYS
from pipelines.core.error_texts.fetching import FETCHING
from pipelines.core.errors import Finding
from pipelines.reports.owner_report import build_report, write_owner_report
from pipelines.reports.texts_owner_report import TEXTS, UNITS_NB, Lang
from pipelines.settings import Settings
from pipelines.sources import SOURCES, load_source
from tests.support.broken import BROKEN, HOUSEHOLDS
from tests.support.deliveries import (
    HELSEDATA_TSB,
    OSLO_NET,
    OSLO_POPULATION,
    copy_project,
    edit_cell,
    edit_origin,
)

EVIL = '=HYPERLINK("http://x")<script>alert(1)</script>'
HEADER = 4
VOID = {"meta", "br", "hr", "img", "link", "input"}


class Page(HTMLParser):
    """A page as a browser would take it: its text, its elements, and whether they close."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.source = path.read_text(encoding="utf-8")
        self.feed(self.source)
        self.close()
        assert self.open == [], "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        """What is read on it."""
        return " ".join(" ".join(self.words).split())


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> tuple[Judgements, dict[str, int | None]]:
    """A broken delivery of every source judged together, and the row of each fault."""
    settings = copy_project(tmp_path_factory.mktemp("broken"))
    rows = {one.delivery_id: one.break_it(settings) for one in BROKEN}
    return judge_deliveries(settings, list(rows)), rows


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A project of which only its own test changes a delivery."""
    return copy_project(tmp_path_factory.mktemp("reports"))


def rows_of(workbook: Path, sheet: str) -> list[dict[str, object]]:
    cells = (
        CalamineWorkbook.from_path(str(workbook)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    )
    return [dict(zip(map(str, cells[HEADER]), row, strict=True)) for row in cells[HEADER + 1 :]]


def test_the_workbook_names_each_fault(
    broken: tuple[Judgements, dict[str, int | None]], tmp_path: Path
) -> None:
    judgements, rows = broken
    workbook, _ = write_owner_report(build_report(judgements, "nb"), tmp_path, "alle")
    told = rows_of(workbook, "Funn")
    for one in BROKEN:
        [line] = [line for line in told if line["Fil"] == one.delivery_id and line["Kolonne"] == one.column]
        assert line["Rad"] == (rows[one.delivery_id] or ""), one
        assert line["Funnet"] == (one.found or "ingenting"), one
        assert one.expected in str(line["Forventet"]), one
        assert all(line[name] for name in ("Hva som er galt", "Hvorfor det betyr noe", "Hva du sender")), one


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_the_page_names_each_fault(
    broken: tuple[Judgements, dict[str, int | None]], tmp_path: Path, lang: Lang
) -> None:
    judgements, rows = broken
    _, path = write_owner_report(build_report(judgements, lang), tmp_path, "alle")
    page, texts = Page(path), TEXTS[lang]
    assert page.tags[0] == ("html", {"lang": lang})
    for one in BROKEN:
        row = rows[one.delivery_id]
        if row is not None:
            assert f"{texts['row'].lower()} {row}, " in page.text.lower(), one
        assert one.found in page.text, one
    assert (
        page.text.count(texts["why"])
        == page.text.count(texts["send"])
        == len(build_report(judgements, lang).lines)
    )


def test_nothing_sends_an_owner_into_the_project(broken: tuple[Judgements, dict[str, int | None]]) -> None:
    for lang in TEXTS:
        sent = " ".join(line.send for line in build_report(broken[0], lang).lines)
        assert not any(word in sent for word in ("dbt_project", "pipelines/", ".yml", ".csv"))
        assert "{" not in sent


def test_a_page_loads_and_runs_nothing(
    broken: tuple[Judgements, dict[str, int | None]], tmp_path: Path
) -> None:
    _, path = write_owner_report(build_report(broken[0], "nb"), tmp_path, "alle")
    page = Page(path)
    assert {tag for tag, _ in page.tags}.isdisjoint(
        {"script", "link", "img", "iframe", "object", "a", "base"}
    )
    assert not any(
        name in ("src", "href") or name.startswith("on") for _, attrs in page.tags for name in attrs
    )
    assert "url(" not in page.source
    assert "@import" not in page.source


def test_delivered_text_stays_text(settings: Settings, tmp_path: Path) -> None:
    finding = Finding("not_a_number", "helsedata_tsb", "f", "ark", 3, EVIL, EVIL, EVIL)
    [judgement] = judge_deliveries(settings, [OSLO_POPULATION]).judgements
    judgements = Judgements((replace(judgement, findings=(finding,)),), ())
    workbook, path = write_owner_report(build_report(judgements, "nb"), tmp_path, "x")
    [line] = rows_of(workbook, "Funn")
    assert (line["Funnet"], line["Forventet"], line["Kolonne"]) == (EVIL, EVIL, EVIL)
    sheet = load_workbook(workbook)["Funn"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)
    page = Page(path)
    assert EVIL in page.text
    assert "script" not in {tag for tag, _ in page.tags}


@pytest.mark.parametrize(("lang", "said"), [("nb", "i orden"), ("en", "in order")])
def test_a_clean_delivery_gives_a_clean_report(
    settings: Settings, tmp_path: Path, lang: Lang, said: str
) -> None:
    report = build_report(judge_deliveries(settings, [OSLO_POPULATION]), lang)
    workbook, path = write_owner_report(report, tmp_path, "x")
    assert report.lines == []
    assert said in Page(path).text
    # published figures
    assert TEXTS[lang]["synthetic"] not in Page(path).text
    texts = TEXTS[lang]
    assert [list(row.values())[:2] for row in rows_of(workbook, texts["sheet_findings"])] == [
        ["", texts["no_findings"]]
    ]
    [received] = rows_of(workbook, texts["sheet_received"])
    assert received[texts["rows_delivered"]] == 16
    [part] = report.parts
    assert received[texts["total"]] == int(part.totals[0].total.total)


def test_invented_figures_say_so_on_their_face(settings: Settings, tmp_path: Path) -> None:
    workbook, path = write_owner_report(
        build_report(judge_deliveries(settings, [HELSEDATA_TSB]), "nb"), tmp_path, "x"
    )
    assert TEXTS["nb"]["synthetic"] in Page(path).text
    assert [sheet["A3"].value for sheet in load_workbook(workbook)] == [TEXTS["nb"]["synthetic"]] * 2


def test_the_workbook_is_made_to_be_read(settings: Settings, tmp_path: Path) -> None:
    report = build_report(judge_deliveries(settings, [OSLO_NET]), "nb")
    workbook, _ = write_owner_report(report, tmp_path, "x")
    book = load_workbook(workbook)
    assert book.sheetnames == ["Funn", "Mottatt"]
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "A6"
        assert sheet.auto_filter.ref.startswith("A5:")
        assert sheet["A6"].alignment.wrap_text
    totals = book["Mottatt"]
    column = next(cell.column for cell in totals[5] if cell.value == "Sum")
    assert {totals.cell(row, column).number_format for row in range(6, 9)} <= {"#,##0", "#,##0.0"}


def test_the_same_judgements_give_the_same_files(
    broken: tuple[Judgements, dict[str, int | None]], tmp_path: Path
) -> None:
    made = [write_owner_report(build_report(broken[0], "nb"), tmp_path / name, "x") for name in ("a", "b")]
    first, second = ([path.read_bytes() for path in paths] for paths in made)
    assert first == second


def test_personal_data_is_not_in_the_report(tmp_path: Path) -> None:
    settings = copy_project(tmp_path)
    edit_cell(settings, HOUSEHOLDS, "F6", "Kari Nordmann")
    edit_origin(settings, HOUSEHOLDS, personal_data="direct")
    report = build_report(judge_deliveries(settings, [HOUSEHOLDS]), "nb")
    workbook, path = write_owner_report(report, tmp_path / "out", "x")
    assert "Kari" not in path.read_text(encoding="utf-8")
    [line] = rows_of(workbook, "Funn")
    assert line["Funnet"] == "vises ikke (personopplysninger)"
    assert TEXTS["nb"]["personal"] in Page(path).text


def test_every_code_that_can_reach_an_owner_says_why_it_matters() -> None:
    assert set(FINDING_TEXTS) - set(FETCHING) - set(WHYS) == set()
    assert set(WHYS) - set(FINDING_TEXTS) == set()
    assert all(nb and en and nb != en for nb, en in WHYS.values())


def test_both_languages_have_the_same_texts() -> None:
    assert TEXTS["nb"].keys() == TEXTS["en"].keys()


def test_every_unit_of_a_source_has_a_norwegian_word() -> None:
    sources = [load_source(one) for one in SOURCES]
    assert {unit for one in sources for unit in (one.unit, *one.measures.values())} == set(UNITS_NB)
