"""Every delivery of the sample. A new kind is one module with `make_files` and one name here."""

from collections.abc import Iterator
from importlib import import_module

from pipelines.sample.extracts import SOURCES, Wish, make_extracts, shipped_extracts
from pipelines.sample.files import SampleFile
from pipelines.sample.streaming import Writable

KINDS = (
    "stp_households",
    "ssb_commissioned",
    "microdata_tables",
    "helsedata_tsb",
    "boligbygg_dwellings",
    "husbanken_housing_allowance",
    "unit4_ledger",
    "kostra_accounts",
    "ssb_accounts",
    "budget_frames",
    "central_budget",
    "municipal_deflator",
    "ssb_population",
    "oslo_low_income",
    "nav_unemployed",
)
"""Modules of this package; each makes the files of the source it is named after."""


def make_sample() -> Iterator[SampleFile]:
    """Every file of the sample that ships, source by source."""
    for kind in KINDS:
        yield from import_module(f"pipelines.sample.{kind}").make_files()
    yield from shipped_extracts()


def find_sources(asked: str) -> tuple[str, ...]:
    """Sources of the sample whose id is, or begins with, one of the comma-separated words.

    Raises:
        LookupError: No source begins with one of the words; the message is that word.
    """
    known = (*KINDS, *SOURCES)
    found: dict[str, None] = {}
    for word in (part.strip() for part in asked.split(",")):
        begun = [source_id for source_id in known if word and source_id.startswith(word)]
        exact = [source_id for source_id in begun if source_id == word]
        if not begun:
            raise LookupError(word)
        found |= dict.fromkeys(exact or begun)
    return tuple(found)


def make_some(wish: Wish) -> Iterator[Writable]:
    """The files of some sources; years, scale and format are those of the extracts."""
    for kind in wish.sources:
        if kind in KINDS:
            yield from import_module(f"pipelines.sample.{kind}").make_files()
    yield from make_extracts(wish)
