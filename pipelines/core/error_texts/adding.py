"""Texts for findings about expected deliveries and about giving a file its sidecar."""

from pipelines.core.error_texts.words import texts

ADDING: dict[str, dict[str, str]] = {
    "faulty_stub": texts(
        "Ventefila til leveransen kan ikke leses: {found}.",
        "The stub of the expected delivery cannot be read: {found}.",
        "Rett feltet, eller slett ventefila og kjør `kriterier new-year` igjen.",
        "Correct the field, or delete the stub and run `kriterier new-year` again.",
    ),
    "not_in_place": texts(
        "Fila ligger ikke der leveransen hører hjemme, så den får ikke noe opphav.",
        "The file does not lie where the delivery belongs, so it gets no sidecar.",
        "Flytt fila dit, slik den kom, og kjør kommandoen igjen.",
        "Move the file there, as it came, and run the command again.",
    ),
    "no_file_to_add": texts(
        "Det er ingen fil der.",
        "There is no file there.",
        "Legg fila på plass først; kommandoen skriver bare opphavet.",
        "Put the file in place first; the command writes only the sidecar.",
    ),
    "sidecar_is_there": texts(
        "Fila har alt et opphav, og det blir ikke skrevet over.",
        "The file has a sidecar already, and it is not overwritten.",
        "Er innholdet nytt, skal det komme som en egen fil som avløser denne (--supersedes).",
        "If the content is new, it comes as a file of its own that supersedes this one (--supersedes).",
    ),
    "wrong_period": texts(
        "Kilden leverer ikke for en slik periode.",
        "The source does not deliver for such a period.",
        "Bruk året tallene gjelder, eller det første og det siste året fila dekker.",
        "Use the year the figures are about, or the first and the last year the file covers.",
    ),
    "wrong_table": texts(
        "Kilden har ingen slik tabell.",
        "The source has no such table.",
        "Si med --table hvilken av kildens tabeller fila er.",
        "Say with --table which of the source's tables the file is.",
    ),
    "two_expected": texts(
        "Flere leveranser er i bruk for perioden, så det er uklart hvilken fila avløser.",
        "Several deliveries are in use for the period, so it is unclear which one the file supersedes.",
        "Si hvilken med --supersedes.",
        "Say which one with --supersedes.",
    ),
}
