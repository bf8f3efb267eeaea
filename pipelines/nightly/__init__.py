"""The night: fetch what is due, refresh when something changed, hold back what is refused, tell once.

Belongs here: deciding what one night does (`night`), what it fetches (`due`), which deliveries it holds back
(`holding`) and whether the keys can do without them (`lineage`), and turning all that into alarms (`alarms`).
Does not belong here: fetching, judging, refreshing, sending; those rooms lie to the left. Next room: cli.
"""

from pipelines.nightly.night import NightlyOutcome, run_nightly

__all__ = ["NightlyOutcome", "run_nightly"]
