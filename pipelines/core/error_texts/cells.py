"""Texts for findings about what stands in the cells."""

from pipelines.core.error_texts.words import RESEND_EN, RESEND_NB, texts

CELLS: dict[str, dict[str, str]] = {
    "missing_value": texts(
        "Cella er tom.",
        "The cell is empty.",
        "Fyll ut cella, eller bruk det avtalte tegnet for skjult eller manglende tall.",
        "Fill in the cell, or use the agreed symbol for a suppressed or missing figure.",
        "en verdi",
        "a value",
    ),
    "not_a_number": texts(
        "Cella er ikke et tall.",
        "The cell is not a number.",
        RESEND_NB,
        RESEND_EN,
        "et tall, for eksempel {example}",
        "a number, for example {example}",
    ),
    "decimal_in_count": texts(
        "Et antall kan ikke ha desimaler.",
        "A count cannot have decimals.",
        RESEND_NB,
        RESEND_EN,
        "et helt tall",
        "a whole number",
    ),
    "out_of_range": texts(
        "Tallet er større eller har flere desimaler enn det er plass til.",
        "The number is greater or has more decimals than there is room for.",
        "Rund av til høyst seks desimaler, eller se etter en feil i tallet.",
        "Round to at most six decimals, or look for a slip in the number.",
        "høyst 14 sifre før komma og 6 etter",
        "at most 14 digits before the decimal mark and 6 after",
    ),
    "wrong_year": texts(
        "Året passer ikke med perioden leveransen gjelder.",
        "The year does not fit the period the delivery is for.",
        "Se etter om fila ligger under riktig periode, og rett året eller mappa.",
        "See whether the file lies under the right period, and correct the year or the folder.",
    ),
    "unknown_area": texts(
        "Området er ukjent{nearest}.",
        "The area is unknown{nearest}.",
        "Rett navnet. Er det en ny skrivemåte, legges den i dbt_project/seeds/geography/area_aliases.csv.",
        "Correct the name. If it is a new spelling, add it to dbt_project/seeds/geography/area_aliases.csv.",
    ),
    "unknown_code": texts(
        "Verdien er ikke en av kildens koder.",
        "The value is not one of the source's codes.",
        "Rett cellen. Er koden ny hos leverandøren, føres den opp i kildens source.yml (dimensions).",
        "Correct the cell. If the provider has a new code, add it to the source's source.yml (dimensions).",
    ),
    "area_not_valid": texts(
        "Området fantes ikke det året.",
        "The area did not exist in that year.",
        "Se etter om året er riktig. Områdenes gyldighet står i dbt_project/seeds/geography/areas.csv.",
        "See whether the year is right. The areas' validity is in dbt_project/seeds/geography/areas.csv.",
    ),
    "area_code_mismatch": texts(
        "Bydelsnummer og bydelsnavn er ikke samme bydel.",
        "The district number and the district name are not the same district.",
        RESEND_NB,
        RESEND_EN,
    ),
    "unknown_measure": texts(
        "Kriteriet er ukjent{nearest}.",
        "The criterion is unknown{nearest}.",
        "Rett navnet. Er kriteriet nytt, legges det i dbt_project/seeds/codes/criterion_labels.csv.",
        "Correct the name. If the criterion is new, add it to dbt_project/seeds/codes/criterion_labels.csv.",
    ),
    "share_mismatch": texts(
        "Andelen stemmer ikke med antallet: {count} av {city} er {computed} prosent.",
        "The share does not agree with the count: {count} of {city} is {computed} per cent.",
        "Se hvilket av tallene som er feil, og send fila på nytt.",
        "See which of the figures is wrong and resend the file.",
    ),
    "duplicate_row": texts(
        "Samme område, år og størrelse er levert før i fila, på rad {first_row}.",
        "The same area, year and measure came before in the file, on row {first_row}.",
        "Fjern den ene raden og send fila på nytt.",
        "Remove one of the rows and resend the file.",
        "én rad",
        "one row",
    ),
    "rows_do_not_reconcile": texts(
        "Radregnskapet går ikke opp.",
        "The rows do not add up.",
        "Meld dette til dataforvalterne: en rad er lest uten å bli data eller ført som ikke-data.",
        "Tell the data team: a row was read that became neither data nor declared not-data.",
    ),
}
