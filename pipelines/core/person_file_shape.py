"""What a source of KOSTRA's files of persons declares about its files."""

from typing import Literal

from pydantic import BaseModel, ConfigDict


class PersonFileShape(BaseModel):
    """Records of fixed width with national ids; layout.csv, codes.csv and rules.csv say the rest."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["person_file"]
    decimal: Literal[","] = ","
