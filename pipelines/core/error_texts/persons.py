"""Texts for findings about numbers of persons and the files that have them."""

from pipelines.core.error_texts.words import texts

_KEY_NB = "Se docs/pseudonyms.md: sett KRITERIER_PSEUDONYM_KEY_FILE til fila med nøkkelen."
_KEY_EN = "See docs/pseudonyms.md: set KRITERIER_PSEUDONYM_KEY_FILE to the file with the key."

PERSONS: dict[str, dict[str, str]] = {
    "no_pseudonym_key": texts(
        "Fila har fødselsnumre, og det er ingen nøkkel å lage pseudonymer med.",
        "The file has national ids, and there is no key to make pseudonyms with.",
        _KEY_NB,
        _KEY_EN,
    ),
    "unusable_pseudonym_key": texts(
        "Nøkkelen til pseudonymene kan ikke brukes: {problem}.",
        "The key of the pseudonyms cannot be used: {problem}.",
        _KEY_NB,
        _KEY_EN,
    ),
    "not_declared_direct": texts(
        "Fila har fødselsnumre, men opphavet sier noe annet.",
        "The file has national ids, but its origin says otherwise.",
        "Skriv personal_data: direct i opphavet, og se etter at fila bare ligger der den skal.",
        "Write personal_data: direct in the sidecar, and see that the file lies only where it should.",
        "direct",
        "direct",
    ),
    "control_rule_broken": texts(
        "Kontroll {rule_id}, {rule}: {kind}.",
        "Control {rule_id}, {rule}: {kind}.",
        "Rett posten i fagsystemet og lag fila på nytt.",
        "Correct the record in the case system and make the file again.",
    ),
    "control_rule_to_look_at": texts(
        "Kontroll {rule_id}, {rule}: {kind}.",
        "Control {rule_id}, {rule}: {kind}.",
        "Se etter om posten er riktig; leveransen stoppes ikke.",
        "See whether the record is right; the delivery is not stopped.",
    ),
    "more_records": texts(
        "I alt {total} poster gir kontroll {rule_id}, {rule}; de {listed} første er nevnt.",
        "In all {total} records give control {rule_id}, {rule}; the first {listed} are listed.",
        "Når så mange poster har samme feil, er det som regel uttrekket som er galt.",
        "When so many records have the same fault, it is as a rule the export that is wrong.",
    ),
}

PERSON_WHYS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(
        ("no_pseudonym_key", "unusable_pseudonym_key", "not_declared_direct"),
        (
            "Fødselsnumre skal aldri skrives ned hos oss; uten nøkkel kan fila ikke leses uten å gjøre det.",
            "National ids are never written down here; without a key the file cannot be read without that.",
        ),
    ),
    **dict.fromkeys(
        ("control_rule_broken", "control_rule_to_look_at", "more_records"),
        (
            "Statistisk sentralbyrå gjør den samme kontrollen; det som ikke tas der, skal ikke telles her.",
            "Statistics Norway makes the same control; what is not taken there must not be counted here.",
        ),
    ),
}
"""Why these faults matter, by code: (Norwegian, English)."""
