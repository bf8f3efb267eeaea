"""The one line each outcome of fetching is told with, Norwegian and English."""

from collections.abc import Sequence

from pipelines.fetching.plan import QuietHours
from pipelines.settings import Language


def offline(language: Language, hosts: Sequence[str]) -> str:
    """No connection to the hosts."""
    return {
        "nb": f"uten nett: {', '.join(hosts)} kan ikke nås; går videre med det som er landet",
        "en": f"offline: {', '.join(hosts)} cannot be reached; going on with what has been landed",
    }[language]


def quiet(language: Language, host: str, hours: QuietHours) -> str:
    """The service must not be asked at this hour."""
    first, last = f"{hours.first:%H:%M}", f"{hours.last:%H:%M}"
    return {
        "nb": f"{host} er ikke spurt: mellom {first} og {last} norsk tid kan tall under endring stå som 0; "
        "går videre med det som er landet",
        "en": f"{host} was not asked: between {first} and {last} in Oslo a figure being revised may read 0; "
        "going on with what has been landed",
    }[language]


def new(language: Language, source_id: str, delivery_ids: Sequence[str]) -> str:
    """Deliveries were stored."""
    ids = ", ".join(delivery_ids)
    return {"nb": f"{source_id}: ny leveranse {ids}", "en": f"{source_id}: new delivery {ids}"}[language]


def unchanged(language: Language, source_id: str) -> str:
    """Nothing new."""
    return {
        "nb": f"{source_id}: uendret; leveransen i bruk sier det samme",
        "en": f"{source_id}: unchanged; the delivery in use says the same",
    }[language]


def failed(language: Language, source_id: str) -> str:
    """Findings follow."""
    return {
        "nb": f"{source_id}: hentingen mislyktes; det som er landet, er som før",
        "en": f"{source_id}: fetching failed; what has been landed is as before",
    }[language]
