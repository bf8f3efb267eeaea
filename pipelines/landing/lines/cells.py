"""What a cell of a posting line must look like, and what is wrong with one that does not."""

import re

from pipelines.core.errors import Finding

# spaces that set thousands apart in Windows-1252
SPACES = " \u00a0"
_WHOLE = rf"(?:[0-9]+|[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+)"
_NUMBER = _WHOLE + "(?:,[0-9]{1,2})?"
AMOUNT = f"-{_NUMBER}|{_NUMBER}-?"
"""An amount, written the same for Python and DuckDB: minus before or after, at most two decimals."""
ACCOUNT = "[0-9]{5,6}"
FUNCTION = "[0-9]{3,5}"
_LONG_AMOUNT = f"-?{_WHOLE},[0-9]{{3,}}-?"


class CellFaults:
    """Tells what is wrong with the cells of one delivery's lines.

    Args:
        about: A finding that names source and file.
        year: The accounting year the delivery is for.
    """

    def __init__(self, about: Finding, year: int) -> None:
        self.about, self.year = about, year
        self._judges = {
            "period": self._period,
            "voucher_date": self._date,
            "account": self._account,
            "cost_centre": self._cost_centre,
            "function": self._function,
            "amount": self._amount,
        }

    def finding(self, column: str, row: int, header: str, cell: str) -> Finding:
        """The finding about a cell that broke a rule of its column.

        `column` is our name of the column, `header` the delivered one.
        """
        found = self._report("missing_value") if not cell else self._judges[column](cell)
        about = self.about
        return Finding(
            found.code, about.source_id, about.file, None, row, header, cell, found.expected, found.params
        )

    def _report(self, code: str, expected: str | None = None) -> Finding:
        return Finding(code, self.about.source_id, expected=expected, params={"year": str(self.year)})

    def _period(self, cell: str) -> Finding:
        expected = f"{self.year}00-{self.year}13"
        if re.fullmatch("[0-9]{6}", cell) and cell[:4] != str(self.year):
            return self._report("wrong_year", expected)
        return self._report("not_a_period", expected)

    def _date(self, _cell: str) -> Finding:
        return self._report("not_a_date", f"01.01.{self.year - 1}-31.12.{self.year + 1}")

    def _account(self, cell: str) -> Finding:
        if re.fullmatch(ACCOUNT, cell):
            return self._report("unknown_art")
        return self._report("not_an_account")

    def _cost_centre(self, _cell: str) -> Finding:
        return self._report("cost_centre_without_district")

    def _function(self, _cell: str) -> Finding:
        return self._report("unknown_function")

    def _amount(self, cell: str) -> Finding:
        if re.fullmatch(AMOUNT, cell):
            return self._report("amount_too_large")
        if re.fullmatch(_LONG_AMOUNT, cell):
            return self._report("too_many_decimals")
        return self._report("not_an_amount")
