"""Tables pasted from microdata.no: lines of a command above, noisy counts, a total that is not the sum."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from pipelines.core.column_map import tidy
from pipelines.core.delimited import split_rows
from pipelines.core.encodings import decoded
from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.headers import holds_most
from pipelines.core.raw_table import RawTable
from pipelines.core.source import PastedShape

# the command and its output's heading; a table that starts lower down is not the agreed one
_SEARCH_ROWS = 20

# noise of one cell; it is not published, and this is the largest figure named for it
_NOISE = Decimal(5)


def read_pasted(file: Path, shape: PastedShape, headers: Sequence[str], about: Finding) -> RawTable:
    """Read a pasted table; the header is the first row that holds most of the agreed headers.

    Args:
        file: The delivered text file.
        shape: Encoding and delimiter; whoever pasted the table chose the encoding, so it may be detected.
        headers: Headers that belong to the table.
        about: A finding that names source and file; the ones raised are made from it.

    Raises:
        DeliveryError: wrong_encoding, truncated_file, or missing_header when no row is a header.
    """
    rows = split_rows(decoded(file.read_bytes(), shape.encoding, about), shape.delimiter, about)
    for place, row in enumerate(rows[:_SEARCH_ROWS]):
        names = [tidy(cell) for cell in row.cells]
        if holds_most(names, headers):
            return RawTable(None, names, rows[place + 1 :], rows[:place], row.file_row)
    found = ", ".join(rows[0].cells)
    raise DeliveryError(
        Finding("missing_header", about.source_id, about.file, found=found, expected=header)
        for header in headers
    )


def noise_tolerance(noisy_cells: int) -> Decimal:
    """How far noise can put a total and the sum of its parts apart; it grows with the square root.

    Args:
        noisy_cells: All cells compared, the total counted.

    Returns:
        A count, rounded up to a whole one.
    """
    return (_NOISE * Decimal(noisy_cells).sqrt()).to_integral_value("ROUND_CEILING")


def beyond_noise(total: Decimal, parts: Sequence[Decimal]) -> bool:
    """Whether noise cannot explain that the total is not the sum of its parts."""
    return abs(total - sum(parts)) > noise_tolerance(len(parts) + 1)
