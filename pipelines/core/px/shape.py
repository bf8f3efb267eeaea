"""What a source declares about a PxWeb table: how its variables are matched and what its contents are."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Match = Literal["codes", "labels"]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PxContents(_Strict):
    """One content of a table: our measure, and the units its provider may state for it.

    A format that states no unit (csv, parquet) is not asked for one.
    """

    measure: str
    units: tuple[str, ...] = Field(min_length=1)


class PxShape(_Strict):
    """A PxWeb table; the suffix of the file says whether it is JSON-stat 2, csv or parquet.

    The column map says which variable is the area (`district`), the year (`source_year`), the contents
    (`measure`) and each declared dimension.

    Attributes:
        match: Variables (our names) that are matched by the labels of their categories, because their codes
            are only sequence numbers; the others are matched by code.
        contents: Category of the contents variable, code or label as `match` says -> what it is.
    """

    kind: Literal["px"]
    match: dict[str, Match] = {}
    contents: dict[str, PxContents] = Field(min_length=1)
    decimal: Literal["."] = "."

    def matched_by(self, column: str) -> Match:
        """Whether a variable's codes or labels count."""
        return self.match.get(column, "codes")
