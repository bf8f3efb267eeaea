"""`kostra_11f` and `kostra_11cf`: the person files of the districts, every control rule kept.

Districts have so many recipients and participants as tables 3.4 and 4.2 print for 2024; who moved has
a record in two districts. The layouts are those of the readers.
"""

from importlib.resources import files

import numpy as np

from pipelines.core.person_records.form import OSLO, Form, load_form
from pipelines.sample.social.flows import first_day
from pipelines.sample.social.identifiers import synthetic_ids
from pipelines.sample.social.margins import Flags, Ints, column, spread

YEARS = range(2024, 2026)
FORMS = ("kostra_11f", "kostra_11cf")
_MONTHS = ("JAN", "FEB", "MARS", "APRIL", "MAI", "JUNI", "JULI", "AUG", "SEPT", "OKT", "NOV", "DES")
_TABLES = {
    "kostra_11f": ("table_3_4_recipients", "recipients_year_2024"),
    "kostra_11cf": ("table_4_2_kvp_participants", "participants_2024"),
}
# subsistence, work and benefit that go together: rules 015 to 024B
_SITUATIONS = (
    ("5", "07", "12"), ("5", "08", "12"), ("5", "04", "12"), ("3", "04", "04"), ("3", "05", "11"),
    ("1", "02", "12"),
    ("1", "01", "12"), ("2", "05", "12"), ("4", "03", "12"), ("6", "09", "12"), ("8", "10", "12"),
    ("5", "03", "12"),
    ("3", "07", "02"),
)  # fmt: skip
_SITUATION_PARTS = np.array([0.2, 0.1, 0.12, 0.1, 0.12, 0.1, 0.02, 0.04, 0.02, 0.07, 0.05, 0.03, 0.03])
_CONTINUES, _MOVED = "1", "6"
_STATUSES, _STATUS_PARTS = ("1", "2", "3", "4", "5", "7"), np.array([0.64, 0.03, 0.25, 0.04, 0.02, 0.02])
_OUTCOMES = {"AVSL_ORDINAERTARB": "01", "AVSL_SKOLE": "04", "AVSL_AAP": "14", "AVSL_UTEN_OK_AVKLAR": "16"}

Columns = dict[str, "list[str] | str"]


def make_kostra_file(source_id: str, year: int, scale: float = 1.0) -> bytes:
    """One reporting year of all districts, one after the other; ISO-8859-1, one line per record.

    Raises:
        KeyError: There is no such form.
    """
    form = load_form(files(f"pipelines.sources.{source_id}"), OSLO)
    rng = np.random.default_rng([FORMS.index(source_id), year])
    person, district, moved = _records(source_id, scale, rng)
    common = _people(year, person, district, (form, rng))
    make = _assistance if source_id == "kostra_11f" else _programme
    return _packed(form, year, common | make(year, moved, common, (form, rng)))


def _records(source_id: str, scale: float, rng: np.random.Generator) -> tuple[Ints, Ints, Flags]:
    """Person and district of each record, by district, and whether the person moved on from there."""
    counts = column(*_TABLES[source_id])
    districts = spread(scale * counts[:-1].sum(), counts[:-1])
    moves = spread(scale * (counts[:-1].sum() - counts[-1]), counts[:-1])
    first = np.repeat(np.arange(15), moves)
    stayed = rng.permutation(np.repeat(np.arange(15), districts - 2 * moves))
    district = np.concatenate([first, stayed])
    second = np.arange(len(first))
    other = np.roll(first, int(moves.max()))
    person = np.concatenate([np.arange(len(district)), second])
    where = np.concatenate([district, other])
    moved = np.arange(len(person)) < len(first)
    order = np.lexsort((person, where))
    return person[order], where[order], moved[order]


def _people(year: int, person: Ints, district: Ints, made_with: tuple[Form, np.random.Generator]) -> Columns:
    form, rng = made_with
    size = int(person.max()) + 1
    age = rng.integers(19, 62, size)
    birth = first_day(0, 1 + 12 * (year - age)) + rng.integers(0, 365, size)
    female = rng.random(size) < 0.45
    ids = np.array(synthetic_ids(birth, female, rng))
    marital = rng.choice(["1", "2", "3", "4", "5"], size, p=[0.6, 0.15, 0.06, 0.17, 0.02])
    children = np.where(rng.random(size) < 0.27, rng.integers(1, 6, size), 0)
    here = children[person]
    columns: Columns = {
        "KOMMUNE_NR": OSLO,
        "VERSION": f"{year % 100:02}",
        "BYDELSNR": [f"{place + 1:02}" for place in district],
        "PERSON_JOURNALNR": [f"{number:08}" for number in range(1, len(person) + 1)],
        "PERSON_FODSELSNR": ids[person].tolist(),
        "KJONN": np.where(female, "2", "1")[person].tolist(),
        "EKTSTAT": marital[person].tolist(),
        "BU18": np.where(here > 0, "1", "2").tolist(),
        "ANTBU18": [str(count) if count else "" for count in here],
        "SAKSBEHANDLER": [f"eks{place + 1:02}" for place in district],
    }
    if "FODSELSDATO" in form.fields[_known(form, year)]:
        columns["FODSELSDATO"] = _dates(form, year, birth[person])
    return columns


def _assistance(
    year: int, moved: Flags, common: Columns, made_with: tuple[Form, np.random.Generator]
) -> Columns:
    form, rng = made_with
    size = len(common["BYDELSNR"])
    count = np.minimum(rng.geometric(0.16, size), np.where(moved, 6, 12))
    start = np.where(moved, 0, rng.integers(0, 12, size) * (13 - count) // 12)
    months = np.arange(12)
    paid = (months >= start[:, None]) & (months < (start + count)[:, None])
    grant = paid * 10 * rng.integers(300, 2200, (size, 12))
    loan = paid * (rng.random((size, 1)) < 0.03) * 10 * rng.integers(50, 300, (size, 12))
    situation = rng.choice(len(_SITUATIONS), size, p=_SITUATION_PARTS)
    subsistence, work, benefit = (
        np.array(part)[situation].tolist() for part in zip(*_SITUATIONS, strict=True)
    )
    condition = rng.random(size) < 0.35
    decided = first_day(year, start + 1) + rng.integers(0, 28, size)
    columns: Columns = {
        "VKLO": subsistence,
        "ARBSIT": work,
        "TRYGDESIT": benefit,
        "BIDRAG": grant.sum(axis=1).astype(str).tolist(),
        "LAAN": loan.sum(axis=1).astype(str).tolist(),
        "GITT_OKONOMIRAD": rng.choice(["1", "2"], size, p=[0.1, 0.9]).tolist(),
        "FAAT_INDIVIDUELL_PLAN": rng.choice(["1", "2"], size, p=[0.05, 0.95]).tolist(),
        "BOSIT": rng.choice(list("123456"), size, p=[0.6, 0.22, 0.05, 0.04, 0.07, 0.02]).tolist(),
        "VILKARSOSLOV": np.where(condition, "1", "2").tolist(),
        "VILKARSAMEKT": "2",
        "UTBETDATO": _dates(form, year, decided, condition),
        "UTBETTOMDATO": _dates(form, year, decided + 90, condition),
        "VILKARSAMT": np.where(condition, "08", "").tolist(),
    }
    for place, name in enumerate(_MONTHS):
        columns |= _months(f"STMND_{place + 1}", paid[:, place], place + 1)
        for kind, amounts in (("BIDRAG", grant), ("LAAN", loan)):
            columns[f"{kind}_{name}"] = [str(amount) if amount else "" for amount in amounts[:, place]]
    return columns


def _programme(
    year: int, moved: Flags, common: Columns, made_with: tuple[Form, np.random.Generator]
) -> Columns:
    form, rng = made_with
    size = len(common["BYDELSNR"])
    status = np.where(moved, _MOVED, rng.choice(_STATUSES, size, p=_STATUS_PARTS))
    ended = np.isin(status, ["3", "4", "5", "7"])
    last = np.where(status == _CONTINUES, 12, rng.integers(2, 12, size))
    paid = np.arange(12) < last[:, None]
    begun = first_day(year) - rng.integers(30, 500, size)
    completed = np.isin(status, ["3", "7"])
    outcome = rng.choice(list(_OUTCOMES), size, p=[0.4, 0.15, 0.2, 0.25])
    income = np.array([_OUTCOMES[name] for name in outcome])
    helped = rng.random(size) < 0.5
    columns: Columns = {
        "REG_DATO": _dates(form, year, begun - 40),
        "VEDTAK_DATO": _dates(form, year, begun - 15),
        "BEGYNT_DATO": _dates(form, year, begun),
        "KVP_KOMM": "2",
        "YTELSE_SOSHJELP": "1",
        "YTELSE_TYPE_SOSHJ": rng.choice(["2", "3"], size, p=[0.7, 0.3]).tolist(),
        "KVP_MED_ASTONAD": np.where(helped, "1", "2").tolist(),
        "KVP_MED_HUSBANKBOS": np.where(helped, "5", "").tolist(),
        "KVP_STONAD": (paid.sum(axis=1) * 20_670).astype(str).tolist(),
        "STATUS": status.tolist(),
        "AVSL_DATO": _dates(form, year, first_day(year, last) + rng.integers(0, 28, size), ended),
        "AVSL_VIKTIGSTE_INNTEKT": np.where(completed, income, "").tolist(),
    }
    for place in range(12):
        columns |= _months(f"STMND_{place + 1}", paid[:, place], place + 1)
    for name, code in _OUTCOMES.items():
        columns[name] = np.where(completed & (outcome == name), code, "").tolist()
    return columns


def _months(name: str, paid: Flags, month: int) -> Columns:
    return {name: np.where(paid, f"{month:02}", "").tolist()}


def _dates(form: Form, year: int, days: Ints, given: Flags | None = None) -> list[str]:
    """Days (since 1970) as the year's records write them; blank where none is given."""
    pattern = "%d%m%Y" if form.date_digits(year) == len("ddMMyyyy") else "%d%m%y"
    moments = days.astype("datetime64[D]").tolist()
    return [
        day.strftime(pattern) if shown else ""
        for day, shown in zip(moments, [True] * len(moments) if given is None else given, strict=True)
    ]


def _known(form: Form, year: int) -> int:
    return max(known for known in form.fields if known <= year)


def _packed(form: Form, year: int, columns: Columns) -> bytes:
    """The records: texts from the left, whole numbers to the right, blank where nothing is said."""
    fields = form.fields[_known(form, year)]
    size = len(columns["BYDELSNR"])
    width = max(int(row["to"]) for row in fields.values())
    page = np.full((size, width + 1), ord(" "), np.uint8)
    page[:, width] = ord("\n")
    for name, values in columns.items():
        first, last = int(fields[name]["from"]) - 1, int(fields[name]["to"])
        texts = [values] * size if isinstance(values, str) else values
        number = fields[name]["type"] == "INTEGER"
        wide = [text.rjust(last - first) if number else text.ljust(last - first) for text in texts]
        cells = np.array(wide, f"S{last - first}").view(np.uint8).reshape(size, last - first)
        page[:, first:last] = cells
    return page.tobytes()
