"""The one pass over a delivery's lines: from cells as text to typed columns, in DuckDB.

A cell that breaks the rule of its column becomes null, or stays as delivered where the column is text;
`faults` finds both in the Parquet. So the pass does what each line needs and no more: codes are few and
repeat, and are looked up once per code afterwards. What costs is functions on text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.core.lines_shape import LinesShape
from pipelines.core.sql_text import literal
from pipelines.landing.lines.cells import AMOUNT, FUNCTION, SPACES

LAST_PERIOD = 13


@dataclass(frozen=True)
class LinesFile:
    """One delivery on its way into the landed table.

    Attributes:
        text: The lines in UTF-8, header first: the delivered file itself or a copy.
        columns: Our name of each column in delivered order; None for one that is not landed.
    """

    delivery_id: str
    synthetic: bool
    year: int
    text: Path
    columns: Sequence[str | None]
    shape: LinesShape

    @property
    def select(self) -> str:
        """Query for the delivery's rows with the columns of the landed table, in the order of the file."""
        return f"""
            select
                {literal(self.delivery_id)} as delivery_id,
                {self.synthetic} as synthetic,
                cast({self.year} as integer) as accounting_year,
                {self._period} as period,
                voucher_type,
                voucher_no,
                case
                    when voucher_date between date '{self.year - 1}-01-01' and date '{self.year + 1}-12-31'
                        then voucher_date
                end as voucher_date,
                account,
                left(account, 3) as art,
                cost_centre,
                {_FUNCTION} as "function",
                project,
                service,
                counterpart,
                {_AMOUNT} as amount_nok
            from (
                select
                    * replace (
                        cast(try_strptime(voucher_date, '%d.%m.%Y') as date) as voucher_date,
                        if(strlen(account) = 5, '0' || account, account) as account
                    )
                from {self._read}
            )
            where {self._first} is distinct from {literal(self.shape.control)}
        """

    @property
    def _read(self) -> str:
        columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in self._names)
        return (
            f"read_csv({literal(str(self.text))}, auto_detect = false, header = true, "
            f"delim = {literal(self.shape.delimiter)}, quote = '\"', escape = '\"', columns = {{{columns}}})"
        )

    @property
    def _names(self) -> list[str]:
        return [name or f"column_{place}" for place, name in enumerate(self.columns)]

    @property
    def _first(self) -> str:
        return f'"{self._names[0]}"'

    @property
    def _period(self) -> str:
        cases = " ".join(f"when '{self.year}{period:02d}' then {period}" for period in range(LAST_PERIOD + 1))
        return f"cast(case period {cases} end as integer)"


def _without_spaces(column: str) -> str:
    for space in SPACES:
        column = f"replace({column}, '{space}', '')"
    return f"replace({column}, ',', '.')"


def _decimal(text: str) -> str:
    return f"try_cast({text} as decimal(18, 2))"


_DIGITS = _without_spaces("amount")
_AMOUNT = f"""
    case
        when regexp_full_match(amount, {literal(AMOUNT)})
            then
                case
                    when suffix(amount, '-') then -{_decimal(f"left({_DIGITS}, -1)")}
                    else {_decimal(_DIGITS)}
                end
    end
"""
_FUNCTION = f'if(regexp_full_match("function", {literal(FUNCTION)}), left("function", 3), "function")'
