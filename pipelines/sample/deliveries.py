"""Every delivery of the sample. A new kind is one module with `make_files` and one name here."""

from collections.abc import Iterator
from importlib import import_module

from pipelines.sample.files import SampleFile

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
)
"""Modules of this package; each makes the files of the source it is named after."""


def make_sample() -> Iterator[SampleFile]:
    """Every file of the sample, source by source."""
    for kind in KINDS:
        yield from import_module(f"pipelines.sample.{kind}").make_files()
