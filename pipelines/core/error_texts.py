"""The one table of texts for findings: code -> what is wrong, what is expected, what to do (nb, en).

Words in braces are filled in by `errors.Finding`. A sentence speaks to the person who made the file.
"""

LABELS: dict[str, dict[str, str]] = {
    "nb": {
        "sheet": "ark",
        "row": "rad",
        "column": "kolonne",
        "found": "Funnet",
        "expected": "Forventet",
        "nothing": "ingenting",
    },
    "en": {
        "sheet": "sheet",
        "row": "row",
        "column": "column",
        "found": "Found",
        "expected": "Expected",
        "nothing": "nothing",
    },
}


def _texts(
    message_nb: str,
    message_en: str,
    next_nb: str,
    next_en: str,
    expected_nb: str | None = None,
    expected_en: str | None = None,
) -> dict[str, str]:
    texts = {"message_nb": message_nb, "message_en": message_en, "next_nb": next_nb, "next_en": next_en}
    if expected_nb is not None and expected_en is not None:
        texts |= {"expected_nb": expected_nb, "expected_en": expected_en}
    return texts


_RESEND_NB = "Rett fila og send den på nytt som en ny leveranse med eget opphav."
_RESEND_EN = "Correct the file and send it again as a new delivery with its own origin."

TEXTS: dict[str, dict[str, str]] = {
    # where the delivery lies and what its sidecar says
    "missing_sidecar": _texts(
        "Fila har ikke noe opphav ved siden av seg.",
        "The file has no origin sidecar beside it.",
        "Skriv hvem som leverte den, når, og sha256 i opphavsfila, eller fjern fila.",
        "Write who delivered it, when, and its sha256 in the sidecar, or remove the file.",
    ),
    "sidecar_without_file": _texts(
        "Opphavet beskriver en fil som ikke er her.",
        "The sidecar describes a file that is not here.",
        "Legg fila tilbake, eller fjern opphavet dersom leveransen aldri kom.",
        "Put the file back, or remove the sidecar if the delivery never came.",
    ),
    "invalid_sidecar": _texts(
        "Opphavet kan ikke brukes: {problem}.",
        "The sidecar cannot be used: {problem}.",
        "Rett dette feltet i opphavsfila.",
        "Correct this field of the sidecar.",
    ),
    "hash_mismatch": _texts(
        "Innholdet er ikke det opphavet ble skrevet for{size_note}.",
        "The content is not what the sidecar was written for{size_note}.",
        "Legg den opprinnelige fila tilbake. Er endringen ment, skal den komme som en ny leveranse som "
        "avløser denne (supersedes), med ny sha256.",
        "Put the original file back. If the change is meant, it comes as a new delivery that supersedes "
        "this one, with a new sha256.",
    ),
    "unknown_source": _texts(
        "Mappa hører ikke til noen kilde.",
        "The folder belongs to no source.",
        "Flytt leveransen til mappa til kilden sin, eller legg til kilden i pipelines/sources.",
        "Move the delivery to its source's folder, or add the source under pipelines/sources.",
    ),
    "misplaced": _texts(
        "Fila ligger ikke der leveransen hører hjemme.",
        "The file does not lie where the delivery belongs.",
        "Flytt den, eller rett opphavet.",
        "Move it, or correct the sidecar.",
    ),
    "no_delivery": _texts(
        "Kilden har ingen leveranser.",
        "The source has no deliveries.",
        "Legg leveransen med opphav i mappa.",
        "Put the delivery and its sidecar into the folder.",
        "minst én leveranse i data_raw/{source_id}/<periode>/",
        "at least one delivery in data_raw/{source_id}/<period>/",
    ),
    "claims_same_period": _texts(
        "To leveranser gjelder samme periode {period}, og ingen av dem avløser den andre.",
        "Two deliveries claim the same period {period} and neither supersedes the other.",
        "Skriv i den nyestes opphav hvilken den avløser (supersedes), eller fjern den som ikke gjelder.",
        "Name the older one under supersedes in the newer sidecar, or remove the one that does not apply.",
    ),
    "unknown_superseded": _texts(
        "Opphavet sier at leveransen avløser en som ikke finnes hos denne kilden.",
        "The sidecar says that the delivery supersedes one this source does not have.",
        "Rett leveranse-id-en under supersedes. Den avløste leveransen skal bli liggende.",
        "Correct the delivery id under supersedes. The superseded delivery is kept.",
    ),
    "circular_supersede": _texts(
        "Leveransene avløser hverandre i ring, så ingen av dem gjelder.",
        "The deliveries supersede each other in a circle, so none of them applies.",
        "Fjern supersedes fra den eldste.",
        "Remove supersedes from the oldest.",
    ),
    # whether the file can be read at all
    "wrong_encoding": _texts(
        "Fila er skrevet i et annet tegnsett enn avtalt; æ, ø og å ville blitt feil.",
        "The file is written in another character set than agreed; æ, ø and å would come out wrong.",
        "Lagre fila på nytt i avtalt tegnsett og send den igjen.",
        "Save the file again in the agreed character set and resend it.",
    ),
    "truncated_file": _texts(
        "Fila er kuttet: {problem}.",
        "The file is cut off: {problem}.",
        "Hent fila på nytt fra leverandøren; overføringen ble trolig avbrutt.",
        "Fetch the file again from the provider; the transfer was probably broken off.",
    ),
    "missing_sheet": _texts(
        "Arbeidsboka har ikke arket tabellen skal ligge på.",
        "The workbook lacks the sheet the table should be on.",
        "Gi arket det avtalte navnet og send fila på nytt.",
        "Give the sheet the agreed name and resend the file.",
    ),
    "missing_header": _texts(
        "Kolonnen mangler eller har fått nytt navn.",
        "The column is missing or has a new name.",
        "Gi kolonnen det avtalte navnet. Er det nye navnet ment, skrives det i kildens column_map.csv.",
        "Give the column the agreed name. If the new name is meant, write it in the source's column_map.csv.",
    ),
    "duplicate_header": _texts(
        "To kolonner har samme navn.",
        "Two columns have the same name.",
        "Gi kolonnene hvert sitt navn og send fila på nytt.",
        "Give the columns different names and resend the file.",
        "ett kolonnenavn én gang",
        "each column name once",
    ),
    "undeclared_column": _texts(
        "Kolonnen er ikke avtalt.",
        "The column is not agreed on.",
        "Fjern kolonnen, eller oppgi i kildens source.yml at den ikke brukes og hvorfor.",
        "Remove the column, or declare in the source's source.yml that it is not used, and why.",
    ),
    "wrong_cell_count": _texts(
        "Raden har ikke like mange celler som overskriften.",
        "The row does not have as many cells as the header.",
        "Se etter et skilletegn for mye eller for lite i raden.",
        "Look for a delimiter too many or too few in the row.",
    ),
    # what stands in the cells
    "missing_value": _texts(
        "Cella er tom.",
        "The cell is empty.",
        "Fyll ut cella, eller bruk det avtalte tegnet for skjult eller manglende tall.",
        "Fill in the cell, or use the agreed symbol for a suppressed or missing figure.",
        "en verdi",
        "a value",
    ),
    "not_a_number": _texts(
        "Cella er ikke et tall.",
        "The cell is not a number.",
        _RESEND_NB,
        _RESEND_EN,
        "et tall, for eksempel {example}",
        "a number, for example {example}",
    ),
    "decimal_in_count": _texts(
        "Et antall kan ikke ha desimaler.",
        "A count cannot have decimals.",
        _RESEND_NB,
        _RESEND_EN,
        "et helt tall",
        "a whole number",
    ),
    "out_of_range": _texts(
        "Tallet er større eller har flere desimaler enn det er plass til.",
        "The number is greater or has more decimals than there is room for.",
        "Rund av til høyst seks desimaler, eller se etter en feil i tallet.",
        "Round to at most six decimals, or look for a slip in the number.",
        "høyst 14 sifre før komma og 6 etter",
        "at most 14 digits before the decimal mark and 6 after",
    ),
    "wrong_year": _texts(
        "Året passer ikke med perioden leveransen gjelder.",
        "The year does not fit the period the delivery is for.",
        "Se etter om fila ligger under riktig periode, og rett året eller mappa.",
        "See whether the file lies under the right period, and correct the year or the folder.",
    ),
    "unknown_area": _texts(
        "Området er ukjent{nearest}.",
        "The area is unknown{nearest}.",
        "Rett navnet. Er det en ny skrivemåte, legges den i dbt_project/seeds/geography/area_aliases.csv.",
        "Correct the name. If it is a new spelling, add it to dbt_project/seeds/geography/area_aliases.csv.",
    ),
    "area_not_valid": _texts(
        "Området fantes ikke det året.",
        "The area did not exist in that year.",
        "Se etter om året er riktig. Områdenes gyldighet står i dbt_project/seeds/geography/areas.csv.",
        "See whether the year is right. The areas' validity is in dbt_project/seeds/geography/areas.csv.",
    ),
    "area_code_mismatch": _texts(
        "Bydelsnummer og bydelsnavn er ikke samme bydel.",
        "The district number and the district name are not the same district.",
        _RESEND_NB,
        _RESEND_EN,
    ),
    "unknown_measure": _texts(
        "Kriteriet er ukjent{nearest}.",
        "The criterion is unknown{nearest}.",
        "Rett navnet. Er kriteriet nytt, legges det i dbt_project/seeds/codes/criterion_labels.csv.",
        "Correct the name. If the criterion is new, add it to dbt_project/seeds/codes/criterion_labels.csv.",
    ),
    "share_mismatch": _texts(
        "Andelen stemmer ikke med antallet: {count} av {city} er {computed} prosent.",
        "The share does not agree with the count: {count} of {city} is {computed} per cent.",
        "Se hvilket av tallene som er feil, og send fila på nytt.",
        "See which of the figures is wrong and resend the file.",
    ),
    "duplicate_row": _texts(
        "Samme område, år og størrelse er levert før i fila, på rad {first_row}.",
        "The same area, year and measure came before in the file, on row {first_row}.",
        "Fjern den ene raden og send fila på nytt.",
        "Remove one of the rows and resend the file.",
        "én rad",
        "one row",
    ),
    "rows_do_not_reconcile": _texts(
        "Radregnskapet går ikke opp.",
        "The rows do not add up.",
        "Meld dette til dataforvalterne: en rad er lest uten å bli data eller ført som ikke-data.",
        "Tell the data team: a row was read that became neither data nor declared not-data.",
    ),
    # expectations
    "missing_area": _texts(
        "Området mangler: {area}, {measure}, {year}.",
        "The area is missing: {area}, {measure}, {year}.",
        "Send fila på nytt med alle områder. {why}",
        "Resend the file with all areas. {why}",
    ),
    "expectation_failed": _texts(
        "Tabellen bryter regelen «{rule}» ({owner}).",
        "The table breaks the rule «{rule}» ({owner}).",
        "{why}",
        "{why}",
    ),
}
