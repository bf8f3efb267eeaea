"""The words a comparison is shown in."""

from pipelines.settings import Language

TEXTS: dict[str, dict[Language, str]] = {
    "synthetic": {
        "en": "SYNTHETIC: some deliveries in use hold invented numbers, so no krone below is real.",
        "nb": "SYNTETISK: noen leveranser i bruk har oppdiktede tall, så ingen krone under er virkelig.",
    },
    "before": {"en": "Before", "nb": "Før"},
    "after": {"en": "After", "nb": "Etter"},
    "difference": {"en": "Difference", "nb": "Endring"},
    "newest": {"en": "as known on", "nb": "slik det var kjent"},
    "built": {"en": "built", "nb": "bygd"},
    "note": {"en": "Note", "nb": "Merk"},
    "cells": {"en": "Landed cells that differ", "nb": "Landede celler som er ulike"},
    "counts": {
        "en": "Rows that differ, counted only (posting lines, personal data)",
        "nb": "Rader som er ulike, bare talt (posteringslinjer, personopplysninger)",
    },
    "values": {"en": "Criterion values that differ", "nb": "Kriterieverdier som er ulike"},
    "keys": {
        "en": "Kroner that changed hands, per key and year",
        "nb": "Kroner som skiftet eier, per nøkkel og år",
    },
    "allocations": {"en": "Allocations that differ, NOK", "nb": "Tildelinger som er ulike, kroner"},
    "equal": {"en": "{count} equal", "nb": "{count} like"},
    "none": {"en": "none", "nb": "ingen"},
    "more": {
        "en": "... and {count} more; --json writes them all",
        "nb": "... og {count} til; --json skriver alle",
    },
    "source": {"en": "Source", "nb": "Kilde"},
    "area": {"en": "Area", "nb": "Område"},
    "measure": {"en": "Measure", "nb": "Mål"},
    "year": {"en": "Year", "nb": "År"},
    "codes": {"en": "Codes", "nb": "Koder"},
    "delivery_before": {"en": "Delivery before", "nb": "Leveranse før"},
    "delivery_after": {"en": "Delivery after", "nb": "Leveranse etter"},
    "row": {"en": "row", "nb": "rad"},
    "rows_before": {"en": "Rows before", "nb": "Rader før"},
    "rows_after": {"en": "Rows after", "nb": "Rader etter"},
    "only_before": {"en": "Only before", "nb": "Bare før"},
    "only_after": {"en": "Only after", "nb": "Bare etter"},
    "criterion": {"en": "Criterion", "nb": "Kriterium"},
    "budget_year": {"en": "Budget year", "nb": "Budsjettår"},
    "district": {"en": "District", "nb": "Bydel"},
    "unit": {"en": "Unit", "nb": "Enhet"},
    "key": {"en": "Key", "nb": "Nøkkel"},
    "frame": {"en": "Frame NOK", "nb": "Ramme, kroner"},
    "changed": {"en": "Districts changed", "nb": "Bydeler endret"},
    "sum": {"en": "Sum of differences", "nb": "Sum av endringer"},
    "moved": {"en": "Moved NOK", "nb": "Flyttet, kroner"},
}
