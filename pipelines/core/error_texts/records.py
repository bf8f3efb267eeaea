"""Texts for findings about records of fixed width."""

from pipelines.core.error_texts.words import texts

RECORDS: dict[str, dict[str, str]] = {
    "wrong_record_length": texts(
        "Posten har feil lengde{cause}.",
        "The record has the wrong length{cause}.",
        "Lag fila på nytt med avtalt postlengde; ingen felter kan leses når lengden er feil.",
        "Make the file again with the agreed record length; no field can be read when it is wrong.",
    ),
    "tab_in_record": texts(
        "Posten har tabulatortegn.",
        "The record has tab characters.",
        "Bytt tabulatortegnene med mellomrom, så feltene står på sine plasser.",
        "Replace the tabs by spaces, so that the fields stand in their places.",
        "mellomrom",
        "spaces",
    ),
}
