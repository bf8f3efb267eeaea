"""What a source of posting lines declares about its files: too many lines to be read cell by cell."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

LinesEncoding = Literal["cp1252", "utf-8"]


class LinesShape(BaseModel):
    """A text file of up to millions of lines, read, checked and landed by DuckDB in one pass.

    The first line is the header, the last one the control line: `control` in its first cell and the sum of
    all lines in the amount column. A file without it was cut off.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["lines"]
    encoding: LinesEncoding
    delimiter: str = Field(min_length=1, max_length=1)
    decimal: Literal[","] = ","
    control: str = Field(min_length=1)
