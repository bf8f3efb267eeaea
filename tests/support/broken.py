"""Broken deliveries, one of each source of tables: how each is broken and what must be said of it."""

from collections.abc import Callable
from dataclasses import dataclass

from pipelines.settings import Settings
from tests.support.deliveries import (
    ALNA_PATIENTS,
    BOLIGBYGG_2022,
    FRAMES,
    HELSEDATA_TSB,
    HUSBANKEN_2022,
    OSLO_NET,
    OSLO_POPULATION,
    PATIENTS,
    POPULATION,
    TRONDHEIM_2012,
    decode,
    edit_cell,
    edit_row,
    edit_text,
    write_bytes,
)

CENTRAL = "central_budget/2022/sentralt_budsjett_2022.xlsx"
COMMISSIONED = "ssb_commissioned/2022/tabelloppdrag_2022.xlsx"
HOUSEHOLDS = "stp_households/2022/stp_husholdninger_2022.xlsx"
KLASS = "klass_districts/2020/klass_103_codes.json"
KOSTRA = "kostra_accounts/2022/BEV_030100_2022.dat"
KVP = "kvp_expected/2024/kvp_forventet.csv"
LEDGER = "unit4_ledger/2022/hovedbok_2022.csv"
LOW_INCOME = "oslo_low_income/2020-2022/OK-INN007.json"
RENTERS = "microdata_tables/2021/low_income_renters_2021.txt"
DEFLATOR = "municipal_deflator/2015-2026/kommunal_deflator.csv"
UNEMPLOYED = "nav_unemployed/2023-2024/helt_arbeidsledige.csv"
PRICES = "prices/2015-2026/priser.csv"
SSB_ACCOUNTS = "ssb_accounts/2022/12369_regnskap_2022.csv"

Break = Callable[[Settings], int | None]


@dataclass(frozen=True)
class Broken:
    """One broken delivery.

    Attributes:
        delivery_id: The delivery.
        break_it: Breaks it and gives the row of the fault; None where the format has no rows.
        code: What is wrong.
        column: The column named.
        found: What stands there.
        expected: What the text of what is expected holds.
    """

    delivery_id: str
    break_it: Break
    code: str
    column: str
    found: str
    expected: str


def _row(delivery_id: str, column: str, value: str | float | None, **where: str) -> Break:
    return lambda settings: edit_row(settings, delivery_id, column, value, where=where)


def _cell(delivery_id: str, cell: str, value: str | float, row: int) -> Break:
    def break_it(settings: Settings) -> int:
        edit_cell(settings, delivery_id, cell, value)
        return row

    return break_it


def _line(delivery_id: str, old: str, new: str) -> Break:
    """Replace a text that stands once; the row is that of its line."""

    def break_it(settings: Settings) -> int:
        text, _ = decode(settings, delivery_id)
        edit_text(settings, delivery_id, old, new)
        return text[: text.index(old)].count("\n") + 1

    return break_it


def _bytes(delivery_id: str, old: bytes, new: bytes, row: int | None) -> Break:
    """Replace the first of these bytes, or, where the format has no rows, every one."""

    def break_it(settings: Settings) -> int | None:
        content = (settings.data_raw / delivery_id).read_bytes()
        assert old in content
        write_bytes(settings, delivery_id, content.replace(old, new, -1 if row is None else 1))
        return row

    return break_it


def _function_of_a_record(settings: Settings) -> int:
    records = (settings.data_raw / KOSTRA).read_bytes().split(b"\n")
    at = next(place for place, record in enumerate(records) if record[32:36].strip() == b"281")
    records[at] = records[at][:32] + b"289 " + records[at][36:]
    write_bytes(settings, KOSTRA, b"\n".join(records))
    return at + 1


def _amount_of_a_line(settings: Settings) -> int:
    lines = (settings.data_raw / LEDGER).read_bytes().split(b"\n")
    cells = lines[9].split(b";")
    cells[13] = b"1.234,50"
    lines[9] = b";".join(cells)
    write_bytes(settings, LEDGER, b"\n".join(lines))
    return 10


def _same_row_again(settings: Settings) -> int:
    row = "2012;2012;0-21 år;Heimdal;9\u00a0383;20,0\r\n"
    edit_text(settings, TRONDHEIM_2012, row, row + row)
    return 6


BROKEN = (
    Broken(
        BOLIGBYGG_2022,
        _row(BOLIGBYGG_2022, "Antall boliger", "ca. 41", Delbydel="Lodalen"),
        "not_a_number",
        "Antall boliger",
        "ca. 41",
        "12 320",
    ),
    Broken(FRAMES, _cell(FRAMES, "C5", "mye", 5), "not_a_number", "2024", "mye", "12 320"),
    Broken(CENTRAL, _cell(CENTRAL, "C6", "Påplussing", 6), "unknown_code", "Type", "Påplussing", "Justering"),
    Broken(
        HELSEDATA_TSB,
        _row(HELSEDATA_TSB, PATIENTS, 340.5, **ALNA_PATIENTS),
        "decimal_in_count",
        PATIENTS,
        "340,5",
        "et helt tall",
    ),
    Broken(
        HUSBANKEN_2022,
        _row(HUSBANKEN_2022, "Mottakere", "", Bydel="Alna"),
        "missing_value",
        "Mottakere",
        "",
        "en verdi",
    ),
    Broken(
        KLASS,
        _bytes(KLASS, b'"validFrom": "2020-01-01"', b'"validFrom": "i fjor"', 1),
        "unknown_code",
        "validFrom",
        "i fjor",
        "som / such as",
    ),
    Broken(KOSTRA, _function_of_a_record, "unknown_code", "funksjon_kapittel", "289", "kostra_functions"),
    Broken(
        KVP,
        _line(KVP, "2024;1 700", "2024;ca 1700"),
        "not_a_number",
        "Forventede deltakere per måned",
        "ca 1700",
        "12 320",
    ),
    Broken(
        RENTERS,
        _line(RENTERS, "Bydel Sagene;4 749", "Bydel Sagna;4 749"),
        "unknown_area",
        "Bydel",
        "Bydel Sagna",
        "Sagene",
    ),
    Broken(DEFLATOR, _line(DEFLATOR, "2016;3,8 %", "2061;3,8 %"), "wrong_year", "År", "2061", "2015-2026"),
    Broken(UNEMPLOYED, _line(UNEMPLOYED, "2023;mai", "2023;5"), "unknown_code", "Måned", "5", "mai"),
    Broken(
        LOW_INCOME,
        _bytes(LOW_INCOME, b'"01 Gamle Oslo"', b'"01 Gamle Olso"', None),
        "unknown_area",
        "geografi=01 Gamle Olso",
        "01 Gamle Olso",
        "Gamle Oslo",
    ),
    Broken(OSLO_NET, _cell(OSLO_NET, "D7", "ukjent", 7), "not_a_number", "2024", "ukjent", "et tall"),
    Broken(
        OSLO_POPULATION,
        _line(OSLO_POPULATION, "2022,12,Alna", "2022,11,Alna"),
        "area_code_mismatch",
        "Bydel",
        "11 (Stovner), Alna",
        "12, Alna",
    ),
    Broken(
        PRICES,
        _line(PRICES, "kpi_2015;2016;103,6", "kpi_2015;2016;103.6"),
        "not_a_number",
        "Verdi",
        "103.6",
        "1 234,5",
    ),
    Broken(
        SSB_ACCOUNTS,
        _bytes(SSB_ACCOUNTS, b'"030101"', b'"030177"', None),
        "unknown_area",
        "KOKbydelsregion0000=030177",
        "030177",
        "Gamle Oslo",
    ),
    Broken(
        COMMISSIONED,
        _cell(COMMISSIONED, "C6", "Noe annet", 6),
        "unknown_code",
        "Tabell",
        "Noe annet",
        "22-35 år uten fullført videregående",
    ),
    Broken(
        POPULATION,
        _bytes(POPULATION, b'"030101a"', b'"030177a"', None),
        "unknown_area",
        "Region=030177a",
        "030177a",
        "Gamle Oslo",
    ),
    Broken(
        HOUSEHOLDS, _cell(HOUSEHOLDS, "F6", "Ukjent", 6), "unknown_code", "Kjønn", "Ukjent", "Mann, Kvinne"
    ),
    Broken(
        TRONDHEIM_2012,
        _same_row_again,
        "duplicate_row",
        "Antall personer",
        "0-21 år, 2012, Heimdal",
        "én rad",
    ),
    Broken(LEDGER, _amount_of_a_line, "not_an_amount", "Beløp", "1.234,50", "et beløp som 1 234,50"),
)
