"""Texts for findings about how a table is laid out, and about figures that contradict each other in it."""

from pipelines.core.error_texts.words import RESEND_EN, RESEND_NB, texts

TABLES: dict[str, dict[str, str]] = {
    "ambiguous_sheet": texts(
        "Flere ark kan være det avtalte.",
        "More than one sheet could be the one agreed on.",
        "La bare ett av arkene ha det avtalte navnet, og slett kopien.",
        "Let only one of the sheets have the agreed name, and delete the copy.",
    ),
    "wrong_unit": texts(
        "Enheten er en annen enn avtalt.",
        "The unit is not the one agreed on.",
        "Lever tallene i avtalt enhet. Er den nye enheten ment, må kilden endres sammen med dem.",
        "Deliver the figures in the agreed unit. If the new unit is meant, the source is changed with them.",
    ),
    "noisy_total_mismatch": texts(
        "Totalen avviker fra summen av cellene med mer enn støyen kan forklare (høyst {tolerance}).",
        "The total differs from the sum of the cells by more than noise can explain (at most {tolerance}).",
        "Se om en rad eller kolonne mangler eller er limt inn feil, og kopier tabellen på nytt.",
        "See whether a row or column is missing or pasted wrongly, and copy the table again.",
    ),
    "missing_total": texts(
        "Tabellen har ingen totalrad.",
        "The table has no total row.",
        "Kopier hele tabellen på nytt; siste del kom trolig ikke med.",
        "Copy the whole table again; its last part was probably left out.",
        "en rad «{label}»",
        "a row «{label}»",
    ),
    "sub_district_mismatch": texts(
        "Delbydelen hører ikke til bydelen på raden.",
        "The sub-district does not belong to the district of the row.",
        RESEND_NB,
        RESEND_EN,
    ),
}
