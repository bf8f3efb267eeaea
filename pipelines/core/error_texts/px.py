"""Texts for findings about tables of a statbank (JSON-stat 2, csv or parquet of PxWeb) and code lists."""

from pipelines.core.error_texts.words import RESEND_EN, RESEND_NB, texts

_AGAIN_NB = "Hent tabellen på nytt fra statistikkbanken og send den som en ny leveranse."
_AGAIN_EN = "Fetch the table from the statbank again and send it as a new delivery."

PX: dict[str, dict[str, str]] = {
    "error_answer": texts(
        "Fila er et feilsvar fra tjenesten, ikke en tabell.",
        "The file is an error answer of the service, not a table.",
        "Rett spørringen eller prøv igjen senere, og send tabellen.",
        "Correct the query or try again later, and send the table.",
        "en tabell",
        "a table",
    ),
    "unknown_file_kind": texts(
        "Filendelsen er ikke en av dem tabellen kan leveres med.",
        "The suffix is not one of those the table may be delivered with.",
        "Hent tabellen i et avtalt format og gi fila formatets endelse.",
        "Fetch the table in an agreed format and give the file its suffix.",
    ),
    "broken_json": texts(
        "Innholdet er ikke gyldig JSON: {problem}.",
        "The content is not valid JSON: {problem}.",
        _AGAIN_NB,
        _AGAIN_EN,
    ),
    "not_agreed_json": texts(
        "Fila er JSON, men ikke i formatet som er avtalt.",
        "The file is JSON but not in the agreed format.",
        "Be tjenesten om det avtalte formatet og send svaret på nytt.",
        "Ask the service for the agreed format and resend the answer.",
    ),
    "broken_px_table": texts(
        "Tabellens beskrivelse henger ikke sammen: {problem}.",
        "The table's description does not hold together: {problem}.",
        _AGAIN_NB,
        _AGAIN_EN,
    ),
    "wrong_cell_total": texts(
        "Tabellen har ikke like mange tall som beskrivelsen sier.",
        "The table does not have as many figures as its description says.",
        _AGAIN_NB,
        _AGAIN_EN,
    ),
    "cell_out_of_range": texts(
        "Et tall eller et tegn er satt på en plass tabellen ikke har.",
        "A figure or a mark is put in a place the table does not have.",
        _AGAIN_NB,
        _AGAIN_EN,
    ),
    "repeated_cell": texts(
        "Samme celle er levert to ganger.",
        "The same cell is delivered twice.",
        _AGAIN_NB,
        _AGAIN_EN,
        "hver celle én gang",
        "each cell once",
    ),
    "unknown_mark": texts(
        "Tegnet betyr ikke noe som er avtalt.",
        "The mark means nothing that is agreed.",
        "Spør leverandøren hva tegnet betyr, og før det opp i kildens source.yml (symbols).",
        "Ask the provider what the mark means, and add it to the source's source.yml (symbols).",
    ),
    "figure_despite_mark": texts(
        "Cella har et tall, men også et tegn som sier at tallet ikke gis.",
        "The cell has a figure, and a mark which says that it is not given.",
        "Spør leverandøren hva som gjelder. Et skjult tall skal ikke stå i fila.",
        "Ask the provider which holds. A suppressed figure must not stand in the file.",
        "enten tall eller tegn",
        "a figure or a mark",
    ),
    "missing_variable": texts(
        "Tabellen mangler en variabel.",
        "The table lacks a variable.",
        "Ta variabelen med i spørringen. Har den fått nytt navn, skrives det i kildens column_map.csv.",
        "Include the variable in the query. If it has a new name, write it in the source's column_map.csv.",
    ),
    "undeclared_variable": texts(
        "Variabelen er ikke avtalt.",
        "The variable is not agreed on.",
        "Ta variabelen ut av spørringen, eller før den opp som en av kildens dimensjoner (source.yml).",
        "Leave the variable out of the query, or declare it as a dimension of the source (source.yml).",
    ),
    "unknown_unit": texts(
        "Tallene har en annen enhet enn avtalt.",
        "The figures have another unit than agreed.",
        "Hent tabellen i avtalt enhet. Er enheten bare skrevet på en ny måte, føres den opp i source.yml.",
        "Fetch the table in the agreed unit. If it is only spelt anew, add the spelling to source.yml.",
    ),
    "missing_year": texts(
        "Året mangler i fila.",
        "The year is missing from the file.",
        RESEND_NB,
        RESEND_EN,
    ),
}
