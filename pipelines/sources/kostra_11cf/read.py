"""Reads 11CF. No number of a person, journal or caseworker is landed, and nothing of other benefits."""

from functools import cache
from importlib.resources import files
from pathlib import Path

from pipelines.core.origins import Origin
from pipelines.core.person_records.form import OSLO, load_form
from pipelines.core.person_records.read import PersonFile, PersonReader
from pipelines.core.pseudonyms import Pseudonymiser
from pipelines.core.source import Source


def read(file: Path, origin: Origin, source: Source, key: Pseudonymiser | None) -> PersonFile:
    """Read one reporting year; without a key the file is judged and no row is given.

    Raises:
        DeliveryError: The file is empty, or its year is before the first that is described.
    """
    return reader().read(file, origin, source, key)


@cache
def reader() -> PersonReader:
    """The reader of 11CF, with its layouts, code lists and control rules."""
    return PersonReader(load_form(files(__package__), OSLO), {})
