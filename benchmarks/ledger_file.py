"""Makes a ledger of any size for the benchmark, in the real shape, in DuckDB; every figure is invented."""

import csv
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.core.sql_text import literal
from pipelines.settings import Settings

YEAR = 2024
COLUMNS = (
    *("Firma", "Bilagsart", "Bilagsnr", "Bilagsdato", "Periode", "Konto", "Konto(T)", "Koststed"),
    *("Koststed(T)", "Funksjon", "Prosjekt", "Tjeneste", "Motpart", "Beløp", "Tekst"),
)
_PART = 1 << 24

# numbers that look drawn but are the same every time: a, b, c decide the cells, ore and is_credit the amount
_DRAWN = """
    select
        i,
        (hash(i) >> 1)::bigint as a,
        (hash(i * 3 + 1) >> 1)::bigint as b,
        (hash(i * 5 + 2) >> 1)::bigint as c,
        (hash(i + 7) % 5000000)::bigint as ore,
        hash(i + 9) % 5 = 0 as is_credit,
        (['010', '010', '090', '099', '120', '370', '429', '470', '470', '700'])[a % 10 + 1] as art,
        (['281', '28100', '28110', '276', '24200', '243', '2730'])[a // 16 % 7 + 1] as function,
        make_date($year, 1, 1) + (b % 366)::integer as booked
    from range($lines) as t(i)
"""
_LINES = f"""
    select
        '10',
        (['HB', 'LØ', 'IB', 'LF', 'UB'])[a // 4096 % 5 + 1],
        24000000 + i // 2,
        strftime(booked, '%d.%m.%Y'),
        $year || lpad(case when b % 97 = 0 then 13 else month(booked) end::varchar, 2, '0'),
        (case when art < '100' and a % 5 = 0 then art[2:] else art end) || (['100', '110', '200'])[c % 3 + 1],
        case art
            when '010' then 'Fastlønn'
            when '090' then 'Pensjonsinnskudd'
            when '099' then 'Arbeidsgiveravgift'
            when '470' then 'Overføring til andre, økonomisk stønad'
            else 'Øvrige kjøp, varer og tjenester'
        end,
        ($centres)[a // 256 % $centre_count + 1],
        ($names)[a // 256 % $centre_count + 1],
        function,
        case when b % 4 = 0 then 'P' || (1000 + b // 8 % 5000) end,
        'S' || function[:3],
        case when c % 2 = 0 then (100000 + c // 8 % 90000)::varchar end,
        $amount,
        ([
            'Økonomisk stønad, livsopphold uke ', 'Husleie – måned ', 'Strøm og oppvarming, fakturanr ',
            'Refusjon utlegg, ref. ', 'Lønn faste stillinger, lønnskjøring '
        ])[c // 64 % 5 + 1] || b % 1000000
    from ({_DRAWN})
"""
_FRACTION = "',' || lpad((ore % 100)::varchar, 2, '0')"
# as the export writes amounts: space or no-break space between thousands, minus behind
_EXPORTED = f"""
    case
        when ore < 100000 then (ore // 100)::varchar
        else
            (ore // 100000) || case when a % 2 = 0 then chr(160) else ' ' end
            || lpad((ore // 100 % 1000)::varchar, 3, '0')
    end || {_FRACTION} || case when is_credit then '-' else '' end
"""
# as DuckDB alone can read them
_PLAIN = f"case when is_credit then '-' else '' end || (ore // 100) || {_FRACTION}"


@dataclass(frozen=True)
class LedgerFiles:
    """One ledger in three spellings.

    Attributes:
        cp1252: As exported.
        utf8: The same in UTF-8.
        plain: In UTF-8, with amounts as DuckDB reads them by itself.
    """

    cp1252: Path
    utf8: Path
    plain: Path


def make_ledger(settings: Settings, folder: Path, lines: int) -> LedgerFiles:
    """Write a ledger of so many lines to the folder, in each of the three spellings."""
    folder.mkdir(parents=True, exist_ok=True)
    files = LedgerFiles(folder / "cp1252.csv", folder / "utf8.csv", folder / "plain.csv")
    words = _words(settings) | {"$lines": str(lines), "$year": str(YEAR)}
    with duckdb.connect(":memory:", config={"threads": settings.threads}) as connection:
        for file, amount in ((files.utf8, _EXPORTED), (files.plain, _PLAIN)):
            query = _filled(_LINES, {"$amount": amount} | words)
            connection.execute(f"copy ({query}) to {literal(str(file))} (delimiter ';', header false)")
        ore = "sum(case when is_credit then -ore else ore end)"
        [(total,)] = connection.execute(_filled(f"select {ore} from ({_DRAWN})", words)).fetchall()
    for file in (files.utf8, files.plain):
        _frame(file, f"{total // 100},{total % 100:02d}")
    with (
        files.utf8.open(encoding="utf-8", newline="") as text,
        files.cp1252.open("w", encoding="cp1252", newline="") as copy,
    ):
        while part := text.read(_PART):
            copy.write(part)
    return files


def _words(settings: Settings) -> dict[str, str]:
    """What the queries take from the seeds: cost centres in use, and their names."""
    seed = settings.seeds / "geography" / "cost_centres.csv"
    with seed.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if not row["valid_to_year"]]
    return {
        "$centres": f"[{', '.join(literal(row['cost_centre']) for row in rows)}]",
        "$names": f"[{', '.join(literal(row['name']) for row in rows)}]",
        "$centre_count": str(len(rows)),
    }


def _filled(query: str, words: dict[str, str]) -> str:
    # the longer name first: one is the beginning of another
    for name in sorted(words, key=len, reverse=True):
        query = query.replace(name, words[name])
    return query


def _frame(file: Path, total: str) -> None:
    """Put the header before the lines and the control line after them."""
    lines = file.with_suffix(".lines")
    file.rename(lines)
    with lines.open("rb") as source, file.open("wb") as target:
        target.write((";".join(COLUMNS) + "\n").encode())
        while part := source.read(_PART):
            target.write(part)
        target.write(f"Sum{';' * 13}{total};\n".encode())
    lines.unlink()
