"""KOSTRA's account records: 48 characters, districts, arts that lost a zero, lines that are alike."""

from decimal import Decimal

import pytest

from pipelines.settings import Settings
from tests.support.landing import findings_of, land, query
from tests.support.px_tables import deliver
from tests.unit.sources.conftest import FindingsIn, ReadBytes

FILE = "BEV_030100_2022.dat"


@pytest.fixture
def source_id() -> str:
    return "kostra_accounts"


def record(
    region: str = "030101",
    function: str = "281",
    art: str = "470",
    amount: str = "36328",
    *,
    year: str = "2022",
    quarter: str = " ",
    form: str = "0A",
    account_class: str = "1",
) -> str:
    """One record; function left-justified, amount right-justified."""
    line = f"{form}{year}{quarter}{region}{'':18}{account_class}{function:<4}{art:<3}{amount:>9}"
    assert len(line) == 48
    return line


def content(*records: str) -> bytes:
    return "".join(line + "\r\n" for line in records).encode("iso-8859-1")


def test_the_record_of_statistics_norways_test_file_is_laid_out_like_ours() -> None:
    published = "0A20194040200                  1120 010    36328"
    assert record("040200", "120", "010", "36328", year="2019", quarter="4") == published


def test_fields_become_codes_and_an_amount(read: ReadBytes) -> None:
    result = read(content(record(), record("030115", "120", "798", "-1200", quarter="3")), FILE)
    assert result.findings == ()
    first, second = result.readings
    assert (first.area_label, first.value, first.source_year) == ("030101", Decimal(36328), 2022)
    assert first.codes == ("0A", "annual", "1", "281", "470")
    assert (second.value, second.codes) == (Decimal(-1200), ("0A", "3", "1", "120", "798"))
    assert (first.file_row, first.file_column, first.measure) == (1, "belop", "amount_thousand_nok")


@pytest.mark.parametrize("art", [" 10", "10 ", "010"])
def test_an_art_gets_its_leading_zero_back(read: ReadBytes, art: str) -> None:
    [reading] = read(content(record(art=art)), FILE).readings
    assert reading.codes[-1] == "010"


@pytest.mark.parametrize("amount", ["0", "000000000", "-0"])
def test_a_record_of_nothing_is_declared_not_to_be_data(read: ReadBytes, amount: str) -> None:
    result = read(content(record(), record(amount=amount)), FILE)
    assert (result.rows_delivered, result.rows_landed, result.rows_not_data) == (2, 1, 1)
    assert result.findings == ()


def test_records_that_are_alike_both_land(project: Settings) -> None:
    deliver(
        project,
        "kostra_accounts",
        "2022",
        FILE,
        content(record(), record(amount="5"), record(), record("030102")),
    )
    landed = land(project, "kostra_accounts")
    assert query(landed, "select file_row, area_label, value from landed order by file_row") == [
        (1, "030101", 36328),
        (2, "030101", 5),
        (3, "030101", 36328),
        (4, "030102", 36328),
    ]


def test_298_and_798_land_with_their_signs(project: Settings) -> None:
    deliver(
        project,
        "kostra_accounts",
        "2022",
        FILE,
        content(record(art="298", amount="1500"), record(art="798", amount="-1495")),
    )
    landed = land(project, "kostra_accounts")
    assert query(landed, "select sum(value) from landed where art in ('298', '798')") == [(Decimal(5),)]


def test_an_unknown_district_is_refused(project: Settings) -> None:
    delivery = deliver(project, "kostra_accounts", "2022", FILE, content(record(), record("030118")))
    [finding] = findings_of(project, delivery)
    assert (finding.code, finding.row, finding.column, finding.found) == (
        *("unknown_area", 2, "region", "030118"),
    )


@pytest.mark.parametrize(
    ("line", "code", "column", "found"),
    [
        (record(year="2021"), "wrong_year", "aargang", "2021"),
        (record(quarter="5"), "unknown_code", "kvartal", "5"),
        (record(form="0H"), "unknown_code", "skjema", "0H"),
        (record(function="A81"), "unknown_code", "funksjon_kapittel", "A81"),
        (record(function="2811"), "unknown_code", "funksjon_kapittel", "2811"),
        (record(art="4X0"), "unknown_code", "art_sektor", "4X0"),
        (record(art=""), "unknown_code", "art_sektor", ""),
        (record(amount="36 328"), "not_a_number", "belop", "36 328"),
        (record(amount="-  36328"), "not_a_number", "belop", "-  36328"),
        (record(amount="36328-"), "not_a_number", "belop", "36328-"),
        (record(amount=""), "missing_value", "belop", ""),
    ],
)
def test_a_faulty_field_is_named_by_row_and_field(
    findings: FindingsIn, line: str, code: str, column: str, found: str
) -> None:
    [finding] = findings(content(record(), line), FILE)
    assert (finding.code, finding.row, finding.column, finding.found) == (code, 2, column, found)


def test_every_fault_of_a_record_is_told(findings: FindingsIn) -> None:
    found = findings(content(record(year="2021", art="4X0", amount="x")), FILE)
    assert {finding.code for finding in found} == {"wrong_year", "unknown_code", "not_a_number"}


def test_a_record_of_wrong_length_is_named(findings: FindingsIn) -> None:
    [finding] = findings(content(record(), record()[:-1], record()), FILE)
    assert (finding.code, finding.row, finding.found, finding.expected) == (
        *("wrong_record_length", 2, "47", "48"),
    )


def test_a_file_cut_in_the_middle_of_a_record_is_named(findings: FindingsIn) -> None:
    [finding] = findings(content(record(), record())[:-20], FILE)
    assert (finding.code, finding.row) == ("wrong_record_length", 2)


def test_a_file_of_one_space_has_no_records(read: ReadBytes) -> None:
    result = read(b" ", FILE)
    assert (result.readings, result.findings, result.rows_delivered) == ((), (), 0)


def test_a_utf8_mark_and_a_tab_are_named(findings: FindingsIn) -> None:
    utf8, tab = findings(b"\xef\xbb\xbf" + content(record(), record(amount="\t5")), FILE)
    assert (utf8.code, utf8.row, utf8.found) == ("wrong_record_length", 1, "51")
    assert "UTF-8" in utf8.text("nb")
    assert (tab.code, tab.row) == ("tab_in_record", 2)


class TestBeforeTheFirstLayout:
    @pytest.fixture
    def period(self) -> str:
        return "2014"

    def test_the_year_is_refused(self, findings: FindingsIn) -> None:
        [finding] = findings(content(record(year="2014")), "BEV_030100_2014.dat")
        assert (finding.code, finding.column, finding.found, finding.expected) == (
            *("wrong_year", "period", "2014", "2015 -"),
        )
