"""How the files of a source are written: what `file:` in its `source.yml` declares, by kind."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from pipelines.core.numbers import DecimalMark

Encoding = Literal["cp1252", "iso-8859-1", "utf-8", "utf-8-sig", "detect"]


DECLARED = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
"""Of every part of a declaration: nothing else may stand in it, and nothing changes it."""


class Declared(BaseModel):
    """A part of a declaration."""

    model_config = DECLARED


class DelimitedShape(Declared):
    """A text file. `ends_with_line_end`: a last line without one means that the file was cut off."""

    kind: Literal["delimited"]
    encoding: Encoding
    delimiter: str = Field(min_length=1, max_length=1)
    decimal: DecimalMark = ","
    ends_with_line_end: bool = True


class PastedShape(Declared):
    """A table copied from a screen and saved by hand (microdata.no): any character set, no last line end."""

    kind: Literal["pasted"]
    encoding: Encoding = "detect"
    delimiter: str = Field(default=";", min_length=1, max_length=1)
    decimal: DecimalMark = ","


class WorkbookShape(Declared):
    """One sheet of an Excel workbook; numbers typed as text carry a decimal comma.

    `merged` are our names of columns whose merged cells hold for every row they span.
    """

    kind: Literal["workbook"]
    sheet: str
    decimal: Literal[","] = ","
    merged: tuple[str, ...] = ()


class FixedWidthShape(Declared):
    """Records of fixed width in ISO-8859-1; the source's layout.csv says what stands where, by year."""

    kind: Literal["fixed_width"]
    decimal: Literal[","] = ","


class KlassShape(Declared):
    """The answer of Statistics Norway's Klass to a request for codes, as JSON."""

    kind: Literal["klass_codes"]
    decimal: Literal["."] = "."
