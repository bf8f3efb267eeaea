"""The installation's key for pseudonyms, and what to say when there is none."""

from pipelines.core.errors import Finding
from pipelines.core.pseudonyms import MissingKeyError, Pseudonymiser, UnusableKeyError
from pipelines.settings import Settings


def pseudonymiser(settings: Settings) -> Pseudonymiser:
    """The pseudonymiser with the key of the settings.

    Raises:
        MissingKeyError: Neither `pseudonym_key` nor `pseudonym_key_file` is set.
        UnusableKeyError: The key is too short, or its file is readable by others or not at all.
    """
    key = settings.pseudonym_key
    return Pseudonymiser.from_key(key.get_secret_value() if key else None, settings.pseudonym_key_file)


def pseudonymiser_or_finding(
    settings: Settings, about: Finding
) -> tuple[Pseudonymiser | None, list[Finding]]:
    """The pseudonymiser, or what is wrong with the key as a finding about a delivery that needs it.

    Args:
        settings: Have the key.
        about: A finding that names source and file.
    """
    try:
        return pseudonymiser(settings), []
    except MissingKeyError:
        return None, [Finding("no_pseudonym_key", about.source_id, about.file)]
    except UnusableKeyError as error:
        params = {"problem_nb": error.problem_nb, "problem_en": error.problem_en}
        return None, [Finding("unusable_pseudonym_key", about.source_id, about.file, params=params)]
