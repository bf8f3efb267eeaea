"""Texts for findings about an installation's own words on a source: its corrections and its column maps."""

from pipelines.core.error_texts.words import texts

_DONE_NB = (
    "Fjern korreksjonen «{correction_id}» fra {corrections}, eller gi den withdrawn_on så tidligere "
    "utgaver kan bygges igjen"
)
_DONE_EN = (
    "Remove the correction «{correction_id}» from {corrections}, or give it withdrawn_on so that earlier "
    "releases can be built again"
)

CORRECTIONS: dict[str, dict[str, str]] = {
    "corrections_unreadable": texts(
        "Fila med korreksjoner kan ikke leses som en liste i YAML.",
        "The file of corrections cannot be read as a list in YAML.",
        "Rett fila; et eksempel står i docs/data_contracts.md.",
        "Correct the file; docs/data_contracts.md has an example.",
        "en liste der hvert punkt begynner med «- correction_id:»",
        "a list whose items begin with «- correction_id:»",
    ),
    "correction_invalid": texts(
        "Korreksjonen «{correction_id}» kan ikke brukes: {problem}.",
        "The correction «{correction_id}» cannot be used: {problem}.",
        "Rett feltet i fila med korreksjoner; feltene står i docs/data_contracts.md.",
        "Correct the field in the file of corrections; docs/data_contracts.md lists the fields.",
    ),
    "correction_repeated_id": texts(
        "To korreksjoner har samme correction_id; den andre står i {other}.",
        "Two corrections have the same correction_id; the other stands in {other}.",
        "Gi den ene en ny correction_id.",
        "Give one of them a new correction_id.",
    ),
    "correction_of_lines": texts(
        "Posteringslinjer korrigeres ikke her (korreksjonen «{correction_id}»).",
        "Posting lines are not corrected here (the correction «{correction_id}»).",
        "Be regnskapet om å postere korreksjonen, og send et nytt uttrekk. Fjern korreksjonen fra fila.",
        "Ask the accounts department to post the correction and send a new extract. Remove the correction.",
    ),
    "correction_unknown_area": texts(
        "Korreksjonen «{correction_id}» nevner et ukjent område{nearest}.",
        "The correction «{correction_id}» names an unknown area{nearest}.",
        "Rett navnet i fila med korreksjoner.",
        "Correct the name in the file of corrections.",
    ),
    "correction_unknown_delivery": texts(
        "Korreksjonen «{correction_id}» gjelder en leveranse som ikke finnes.",
        "The correction «{correction_id}» is for a delivery that is not there.",
        "Rett delivery, eller period og table, i fila med korreksjoner.",
        "Correct delivery, or period and table, in the file of corrections.",
    ),
    "correction_superseded": texts(
        "Korreksjonen «{correction_id}» gjelder en leveranse som er avløst av en nyere.",
        "The correction «{correction_id}» is for a delivery that a later one has replaced.",
        _DONE_NB + ". Har den nye leveransen samme feil, skrives en ny korreksjon for den.",
        _DONE_EN + ". If the new delivery has the same fault, write a new correction for it.",
        "en leveranse i bruk",
        "a delivery in use",
    ),
    "correction_matches_nothing": texts(
        "Korreksjonen «{correction_id}» treffer ingen celle i {delivery}.",
        "The correction «{correction_id}» meets no cell of {delivery}.",
        "Rett select i fila med korreksjoner, eller fjern korreksjonen.",
        "Correct select in the file of corrections, or remove the correction.",
    ),
    "correction_matches_several": texts(
        "Korreksjonen «{correction_id}» treffer {count} celler i {delivery}; den skal treffe én.",
        "The correction «{correction_id}» meets {count} cells of {delivery}; it must meet one.",
        "Si mer i select (measure, koder, om nødvendig file_row), eller skriv én korreksjon per celle.",
        "Say more in select (measure, codes, file_row if need be), or write one correction per cell.",
        "én celle",
        "one cell",
    ),
    "correction_of_same_cell": texts(
        "Korreksjonene «{first}» og «{correction_id}» i {corrections} gjelder samme celle.",
        "The corrections «{first}» and «{correction_id}» in {corrections} are of the same cell.",
        "Behold den ene.",
        "Keep one of them.",
    ),
    "correction_expired": texts(
        "Leverandøren har rettet dette; fjern korreksjonen «{correction_id}».",
        "The provider has fixed this; remove the correction «{correction_id}».",
        _DONE_NB + ". Er den nye verdien også feil, skrives en ny korreksjon med ny expect.",
        _DONE_EN + ". If the new value is wrong too, write a new correction with a new expect.",
    ),
    "faulty_column_map": texts(
        "Installasjonens eget kart over kolonner kan ikke brukes.",
        "The installation's own column map cannot be used.",
        "Rett fila; se en av kartene i pipelines/sources som mønster.",
        "Correct the file; the maps in pipelines/sources are patterns to follow.",
        "column,<periode>,... med en overskrift eller «-» i hver rute",
        "column,<period>,... with a header or «-» in every cell",
    ),
    "unknown_overlay": texts(
        "Mappa med egne kart og korreksjoner (KRITERIER_SOURCES_OVERLAY) har noe som ingen kilde bruker.",
        "The folder of own maps and corrections (KRITERIER_SOURCES_OVERLAY) holds what no source uses.",
        "Rett navnet på mappa eller fila, eller fjern den.",
        "Correct the name of the folder or file, or remove it.",
    ),
}
