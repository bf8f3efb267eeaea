"""Texts for findings about whether the file can be read at all."""

from pipelines.core.error_texts.words import texts

FILES: dict[str, dict[str, str]] = {
    "wrong_encoding": texts(
        "Fila er skrevet i et annet tegnsett enn avtalt; æ, ø og å ville blitt feil.",
        "The file is written in another character set than agreed; æ, ø and å would come out wrong.",
        "Lagre fila på nytt i avtalt tegnsett og send den igjen.",
        "Save the file again in the agreed character set and resend it.",
    ),
    "truncated_file": texts(
        "Fila er kuttet: {problem}.",
        "The file is cut off: {problem}.",
        "Hent fila på nytt fra leverandøren; overføringen ble trolig avbrutt.",
        "Fetch the file again from the provider; the transfer was probably broken off.",
    ),
    "missing_sheet": texts(
        "Arbeidsboka har ikke arket tabellen skal ligge på.",
        "The workbook lacks the sheet the table should be on.",
        "Gi arket det avtalte navnet og send fila på nytt.",
        "Give the sheet the agreed name and resend the file.",
    ),
    "missing_header": texts(
        "Kolonnen mangler eller har fått nytt navn.",
        "The column is missing or has a new name.",
        "Gi kolonnen det avtalte navnet. Er det nye navnet ment, skrives det i kildens column_map.csv.",
        "Give the column the agreed name. If the new name is meant, write it in the source's column_map.csv.",
    ),
    "duplicate_header": texts(
        "To kolonner har samme navn.",
        "Two columns have the same name.",
        "Gi kolonnene hvert sitt navn og send fila på nytt.",
        "Give the columns different names and resend the file.",
        "ett kolonnenavn én gang",
        "each column name once",
    ),
    "undeclared_column": texts(
        "Kolonnen er ikke avtalt.",
        "The column is not agreed on.",
        "Fjern kolonnen, eller oppgi i kildens source.yml at den ikke brukes og hvorfor.",
        "Remove the column, or declare in the source's source.yml that it is not used, and why.",
    ),
    "wrong_cell_count": texts(
        "Raden har ikke like mange celler som overskriften.",
        "The row does not have as many cells as the header.",
        "Se etter et skilletegn for mye eller for lite i raden.",
        "Look for a delimiter too many or too few in the row.",
    ),
}
