"""The one table of texts for findings: code -> what is wrong, what is expected, what to do (nb, en).

Words in braces are filled in by `errors.Finding`. A sentence speaks to the person who made the file. Each
module holds the texts about one thing: sidecars, files, tables, cells, posting lines, statbank tables (px),
records, extracts, persons, rules; a code stands in one of them.
"""

from pipelines.core.error_texts.adding import ADDING
from pipelines.core.error_texts.cells import CELLS
from pipelines.core.error_texts.corrections import CORRECTIONS
from pipelines.core.error_texts.fetching import FETCHING
from pipelines.core.error_texts.files import FILES
from pipelines.core.error_texts.lines import LINES
from pipelines.core.error_texts.persons import PERSON_WHYS, PERSONS
from pipelines.core.error_texts.px import PX
from pipelines.core.error_texts.records import RECORDS
from pipelines.core.error_texts.records_extract import EXTRACT_WHYS, EXTRACTS
from pipelines.core.error_texts.rules import RULES
from pipelines.core.error_texts.sidecars import SIDECARS
from pipelines.core.error_texts.tables import TABLES
from pipelines.core.error_texts.whys import WHYS as _WHYS
from pipelines.core.error_texts.words import LABELS

__all__ = ["LABELS", "TEXTS", "WHYS"]

TEXTS: dict[str, dict[str, str]] = (
    SIDECARS
    | ADDING
    | FETCHING
    | FILES
    | CORRECTIONS
    | CELLS
    | TABLES
    | LINES
    | PX
    | RECORDS
    | EXTRACTS
    | PERSONS
    | RULES
)
WHYS: dict[str, tuple[str, str]] = _WHYS | PERSON_WHYS | EXTRACT_WHYS
