"""Texts for findings about what the expectations say of a whole table."""

from pipelines.core.error_texts.words import texts

RULES: dict[str, dict[str, str]] = {
    "missing_area": texts(
        "Området mangler: {area}, {measure}, {year}.",
        "The area is missing: {area}, {measure}, {year}.",
        "Send fila på nytt med alle områder. {why}",
        "Resend the file with all areas. {why}",
    ),
    "expectation_failed": texts(
        "Tabellen bryter regelen «{rule}» ({owner}).",
        "The table breaks the rule «{rule}» ({owner}).",
        "{why}",
        "{why}",
    ),
}
