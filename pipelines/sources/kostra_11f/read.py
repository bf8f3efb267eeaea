"""Reads 11F. No number of a person, journal or caseworker is landed, no condition and no sanction."""

from functools import cache
from importlib.resources import files
from pathlib import Path

from pipelines.core.origins import Origin
from pipelines.core.person_records.form import OSLO, load_form
from pipelines.core.person_records.read import PersonFile, PersonReader
from pipelines.core.person_records.values import Fields, whole
from pipelines.core.pseudonyms import Pseudonymiser
from pipelines.core.source import Source

# as the file description names them
_MONTHS = ("JAN", "FEB", "MARS", "APRIL", "MAI", "JUNI", "JULI", "AUG", "SEPT", "OKT", "NOV", "DES")


def read(file: Path, origin: Origin, source: Source, key: Pseudonymiser | None) -> PersonFile:
    """Read one reporting year; without a key the file is judged and no row is given.

    Raises:
        DeliveryError: The file is empty, or its year is before the first that is described.
    """
    return reader().read(file, origin, source, key)


@cache
def reader() -> PersonReader:
    """The reader of 11F, with its layouts, code lists and control rules."""
    computed = {"grant_months_nok": _grants, "loan_months_nok": _loans}
    return PersonReader(load_form(files(__package__), OSLO), computed)


def _grants(fields: Fields) -> int:
    return sum(whole(fields[f"BIDRAG_{month}"]) for month in _MONTHS)


def _loans(fields: Fields) -> int:
    return sum(whole(fields[f"LAAN_{month}"]) for month in _MONTHS)
