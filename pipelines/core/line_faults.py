"""Lines of a file that are no row of its table: every row is kept, and as many findings as one can read."""

from collections import Counter
from dataclasses import dataclass, field

from pipelines.core.error_texts import TEXTS
from pipelines.core.errors import Finding

MOST_LISTED = 100
"""So many faults of one kind are told one by one; the rest are counted."""


def more_cells(about: Finding, column: str, total: int, listed: int) -> Finding:
    """The finding that says how many cells of a column are faulty when not all of them are listed."""
    params = {"total": str(total), "listed": str(listed)}
    return Finding("more_cells", about.source_id, about.file, column=column, params=params)


@dataclass
class LineFaults:
    """Gathers the faulty lines of one file.

    Attributes:
        about: A finding that names source and file.
        width: Cells a line should have.
    """

    about: Finding
    width: int
    _listed: dict[int, Finding] = field(default_factory=dict)
    _rows: list[int] = field(default_factory=list)
    _blank: list[int] = field(default_factory=list)
    _kinds: Counter[str] = field(default_factory=Counter)

    def report(self, code: str, row: int, cells: int | None = None) -> None:
        """Keep a faulty line; `cells` is the number of cells it has, when that is the fault."""
        if code == "blank_line":
            self._blank.append(row)
            return
        self._rows.append(row)
        self._kinds[code] += 1
        if self._kinds[code] <= MOST_LISTED:
            self._listed[row] = self._finding(code, row, cells)

    def forget_blank_after(self, last_row: int) -> None:
        """Empty lines after the last line with content are no fault."""
        self._blank = [row for row in self._blank if row < last_row]

    def cut_off(self, last_row: int, cells: list[str], control: str) -> None:
        """Report that the last line is not the control line."""
        if len(cells) > self.width:
            return
        if not self._fewer_cells(last_row, len(cells)):
            problem = ("kontrollinjen mangler", "the control line is missing")
            self._listed[last_row] = self._cut(last_row, problem, cells[0], control)

    def cut_short(self, last_row: int, cells: int, *, ends: bool) -> None:
        """Report a last line that was cut off; `ends` is whether it has a line end."""
        if not self._fewer_cells(last_row, cells) and not ends:
            problem = ("siste linje har ikke linjeslutt", "the last line has no line end")
            self._listed[last_row] = self._cut(last_row, problem, None, None)

    def _fewer_cells(self, last_row: int, cells: int) -> bool:
        if cells < self.width:
            problem = (
                "siste linje har færre celler enn overskriften",
                "the last line has fewer cells than the header",
            )
            self._listed[last_row] = self._cut(last_row, problem, str(cells), str(self.width))
        return cells < self.width

    def _cut(self, row: int, problem: tuple[str, str], found: str | None, expected: str | None) -> Finding:
        params = {"problem_nb": problem[0], "problem_en": problem[1]}
        about = self.about
        return Finding(
            "truncated_file", about.source_id, about.file, None, row, None, found, expected, params
        )

    def rows(self) -> list[int]:
        """Rows of all faulty lines, ascending."""
        return sorted(self._rows + self._blank)

    def findings(self) -> list[Finding]:
        """The findings by row, then the number of each kind that was not listed whole."""
        listed = dict(self._listed)
        for row in self._blank[:MOST_LISTED]:
            listed[row] = self._finding("blank_line", row, 0)
        counts = self._kinds + Counter({"blank_line": len(self._blank)})
        more = [self._more(code, total) for code, total in counts.items() if total > MOST_LISTED]
        return [listed[row] for row in sorted(listed)] + more

    def _finding(self, code: str, row: int, cells: int | None) -> Finding:
        found, expected = (None, None) if cells is None else (str(cells), str(self.width))
        about = self.about
        return Finding(code, about.source_id, about.file, row=row, found=found, expected=expected)

    def _more(self, code: str, total: int) -> Finding:
        params = {"total": str(total), "listed": str(MOST_LISTED)}
        params |= {f"kind_{lang}": TEXTS[code][f"message_{lang}"].rstrip(".") for lang in ("nb", "en")}
        return Finding("more_lines", self.about.source_id, self.about.file, params=params)
