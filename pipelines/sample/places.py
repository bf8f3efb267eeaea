"""The districts and rest groups of Oslo, as deliveries name them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A district or rest group: its two-digit number and its name without "Bydel"."""

    number: str
    name: str

    @property
    def klass(self) -> str:
        """Six-digit code of Klass 103."""
        return f"0301{self.number}"

    @property
    def is_inner(self) -> bool:
        """Whether it is one of the five inner districts, where many are young and live alone."""
        return self.number <= "05"

    @property
    def is_west(self) -> bool:
        """Whether it is one of the three districts of the outer west."""
        return self.number in {"06", "07", "08"}


_NAMES = (
    "Gamle Oslo",
    "Grünerløkka",
    "Sagene",
    "St. Hanshaugen",
    "Frogner",
    "Ullern",
    "Vestre Aker",
    "Nordre Aker",
    "Bjerke",
    "Grorud",
    "Stovner",
    "Alna",
    "Østensjø",
    "Nordstrand",
    "Søndre Nordstrand",
)

DISTRICTS = tuple(Place(f"{number:02d}", name) for number, name in enumerate(_NAMES, start=1))

SENTRUM = Place("16", "Sentrum")
MARKA = Place("17", "Marka")
UNREGISTERED = Place("99", "Uten registrert adresse")
REST_GROUPS = (SENTRUM, MARKA, UNREGISTERED)
