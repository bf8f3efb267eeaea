"""Texts for findings about record extracts: rows about persons from the case systems."""

from pipelines.core.error_texts.words import RESEND_EN, RESEND_NB, texts

_ROWS_NB = "Rett uttrekket og send fila på nytt som en ny leveranse; ingen rad er landet."
_ROWS_EN = "Correct the export and send the file again as a new delivery; no row was landed."

EXTRACTS: dict[str, dict[str, str]] = {
    "overlapping_periods": texts(
        "Måneden {period} er levert både for seg og i året {year}; det ville telt to ganger.",
        "The month {period} is delivered both by itself and in the year {year}; it would count twice.",
        "Ta bort månedsfila, eller ta bort årsfila og lever alle månedene.",
        "Take away the month's file, or take away the year's and deliver every month.",
        "enten en fil for året eller filer for måneder",
        "either a file for the year or files for months",
    ),
    "wrong_delimiter": texts(
        "Kolonnene er skilt med feil tegn ({delimiter}).",
        "The columns are separated by the wrong character ({delimiter}).",
        "Lag uttrekket på nytt med avtalt skilletegn.",
        "Make the export again with the delimiter agreed on.",
        "semikolon mellom cellene",
        "a semicolon between the cells",
    ),
    "not_parquet": texts(
        "Fila er ikke Parquet, eller den er kuttet.",
        "The file is not Parquet, or it was cut off.",
        "Hent fila på nytt fra leverandøren; overføringen ble trolig avbrutt.",
        "Fetch the file again from the provider; the transfer was probably broken off.",
    ),
    "wrong_column_type": texts(
        "Kolonnen har en annen type enn avtalt.",
        "The column has another type than agreed.",
        "Skriv kolonnen med avtalt type. Koder er tekst, for 01 er ikke 1; beløp er ikke flyttall.",
        "Write the column with that type. Codes are text, as 01 is not 1; amounts are no floating point.",
    ),
    "column_must_be_there": texts(
        "Kolonnekartet sier at kolonnen mangler, men den kan ikke mangle.",
        "The column map says that the column is absent, but it must be there.",
        "Skriv overskriften i column_map.csv, eller be leverandøren levere kolonnen.",
        "Write its header in column_map.csv, or ask the provider to deliver the column.",
    ),
    "unreadable_extract": texts(
        "Fila kan ikke leses som rader.",
        "The file cannot be read as rows.",
        "Meld dette til dataforvalterne. Innholdet vises ikke, for det er om personer.",
        "Tell the data team. What it holds is not shown, as it is about persons.",
    ),
    "empty_cell": texts(
        "Cella er tom.",
        "The cell is empty.",
        _ROWS_NB,
        _ROWS_EN,
        "en verdi",
        "a value",
    ),
    "unknown_district": texts(
        "Bydelen er ukjent.",
        "The district is unknown.",
        "Rett bydelsnummeret. Det har to sifre, og bydelene står i dbt_project/seeds/geography/areas.csv.",
        "Correct the number of the district. It has two digits; see dbt_project/seeds/geography/areas.csv.",
    ),
    "unknown_label": texts(
        "Verdien er ikke på kodelista.",
        "The value is not on the code list.",
        "Rett cella. Er verdien ny, føres den opp i kildens source.yml (codes) eller i kodelista.",
        "Correct the cell. If the value is new, add it to the source's source.yml (codes) or to the list.",
    ),
    "not_a_day": texts(
        "Cella er ikke en dato.",
        "The cell is not a date.",
        RESEND_NB,
        RESEND_EN,
        "en dato som 2024-03-15",
        "a date such as 2024-03-15",
    ),
    "not_a_month": texts(
        "Cella er ikke første dag i en måned.",
        "The cell is not the first day of a month.",
        RESEND_NB,
        RESEND_EN,
        "en måned som 2024-03-01",
        "a month such as 2024-03-01",
    ),
    "not_a_plain_number": texts(
        "Cella er ikke et tall slik det er avtalt.",
        "The cell is not a number as agreed.",
        "Skriv tallet uten mellomrom, med desimalkomma og minus foran.",
        "Write the number without spaces, with a decimal comma and the minus before it.",
        "et tall som 12345,60; antall uten desimaler",
        "a number such as 12345,60; counts without decimals",
    ),
    "number_out_of_range": texts(
        "Tallet er utenfor det som er mulig.",
        "The number is outside what is possible.",
        "Rett tallet i fagsystemet og lag uttrekket på nytt.",
        "Correct the number in the case system and make the export again.",
    ),
    "not_the_pattern": texts(
        "Cella ser ikke ut som avtalt.",
        "The cell does not look as agreed.",
        RESEND_NB,
        RESEND_EN,
    ),
    "outside_period": texts(
        "Dagen er utenfor perioden fila gjelder.",
        "The day is outside the period the file is for.",
        "Se etter om raden hører til en annen fil, eller om fila ligger under riktig periode.",
        "See whether the row belongs to another file, or whether the file lies under the right period.",
    ),
    "days_out_of_order": texts(
        "{earlier} er etter {later}.",
        "{earlier} is after {later}.",
        "Se hvilken av datoene som er feil, rett den i fagsystemet og lag uttrekket på nytt.",
        "See which of the dates is wrong, correct it in the case system and make the export again.",
    ),
    "repeated_record": texts(
        "Raden har vært før i fila, på rad {first_row}.",
        "The row came before in the file, on row {first_row}.",
        _ROWS_NB,
        _ROWS_EN,
        "ulike rader",
        "different rows",
    ),
    "two_households": texts(
        "En voksen er medlem av to husstander samme måned; den andre står på rad {first_row}.",
        "An adult is a member of two households in the same month; the other one is on row {first_row}.",
        "Rett husstanden i fagsystemet og lag uttrekket på nytt. Bare barn kan ha delt bosted.",
        "Correct the household in the case system and make the export again. Only children can be shared.",
        "én husstand",
        "one household",
    ),
    "identifier_in_pseudonymised": texts(
        "Cella har et personnummer, men fila skal ha pseudonymer.",
        "The cell has a number of a person, but the file should have pseudonyms.",
        "Be om en fil med pseudonymer, eller skriv personal_data: direct i opphavet. Slett ellers fila.",
        "Ask for a file with pseudonyms, or write personal_data: direct in the sidecar. Else delete it.",
        "et pseudonym",
        "a pseudonym",
    ),
    "faulty_identifier": texts(
        "Personnummeret kan ikke være riktig: {fault}.",
        "The number of the person cannot be right: {fault}.",
        "Rett nummeret i fagsystemet og lag uttrekket på nytt.",
        "Correct the number in the case system and make the export again.",
        "fødselsnummer, D-nummer eller DUF-nummer",
        "a national id, a D-number or a DUF number",
    ),
}

_COUNTED_TWICE = (
    "Den som står to ganger, telles to ganger, og beløpet også.",
    "Who stands twice is counted twice, and so is the amount.",
)
_UNREAD = (
    "Fila har ikke tabellen som er avtalt, så ingen rader kan leses.",
    "The file has not the table agreed on, so no rows can be read.",
)
_UNSURE = (
    "Statistikken regnes per person, måned og bydel; en rad vi må gjette på, gir feil tall et sted.",
    "The statistics are by person, month and district; a row we must guess at gives a wrong figure.",
)
_PRIVATE = (
    "Personnumre skal aldri ligge i det som lagres hos oss.",
    "Numbers of persons must never be in what is stored here.",
)

EXTRACT_WHYS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("overlapping_periods", "repeated_record", "two_households"), _COUNTED_TWICE),
    **dict.fromkeys(
        ("wrong_delimiter", "not_parquet", "wrong_column_type", "column_must_be_there", "unreadable_extract"),
        _UNREAD,
    ),
    **dict.fromkeys(
        (
            "empty_cell",
            "unknown_district",
            "unknown_label",
            "not_a_day",
            "not_a_month",
            "not_a_plain_number",
            "number_out_of_range",
            "not_the_pattern",
            "outside_period",
            "days_out_of_order",
        ),
        _UNSURE,
    ),
    **dict.fromkeys(("identifier_in_pseudonymised", "faulty_identifier"), _PRIVATE),
}
"""Why these faults matter, by code: (Norwegian, English)."""
