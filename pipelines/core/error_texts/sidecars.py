"""Texts for findings about where the delivery lies and what its sidecar says."""

from pipelines.core.error_texts.words import texts

SIDECARS: dict[str, dict[str, str]] = {
    "missing_sidecar": texts(
        "Fila har ikke noe opphav ved siden av seg.",
        "The file has no origin sidecar beside it.",
        "Skriv hvem som leverte den, når, og sha256 i opphavsfila, eller fjern fila.",
        "Write who delivered it, when, and its sha256 in the sidecar, or remove the file.",
    ),
    "sidecar_without_file": texts(
        "Opphavet beskriver en fil som ikke er her.",
        "The sidecar describes a file that is not here.",
        "Legg fila tilbake, eller fjern opphavet dersom leveransen aldri kom.",
        "Put the file back, or remove the sidecar if the delivery never came.",
    ),
    "invalid_sidecar": texts(
        "Opphavet kan ikke brukes: {problem}.",
        "The sidecar cannot be used: {problem}.",
        "Rett dette feltet i opphavsfila.",
        "Correct this field of the sidecar.",
    ),
    "hash_mismatch": texts(
        "Innholdet er ikke det opphavet ble skrevet for{size_note}.",
        "The content is not what the sidecar was written for{size_note}.",
        "Legg den opprinnelige fila tilbake. Er endringen ment, skal den komme som en ny leveranse som "
        "avløser denne (supersedes), med ny sha256.",
        "Put the original file back. If the change is meant, it comes as a new delivery that supersedes "
        "this one, with a new sha256.",
    ),
    "unknown_source": texts(
        "Mappa hører ikke til noen kilde.",
        "The folder belongs to no source.",
        "Flytt leveransen til mappa til kilden sin, eller legg til kilden i pipelines/sources.",
        "Move the delivery to its source's folder, or add the source under pipelines/sources.",
    ),
    "misplaced": texts(
        "Fila ligger ikke der leveransen hører hjemme.",
        "The file does not lie where the delivery belongs.",
        "Flytt den, eller rett opphavet.",
        "Move it, or correct the sidecar.",
    ),
    "no_delivery": texts(
        "Kilden har ingen leveranser.",
        "The source has no deliveries.",
        "Legg leveransen med opphav i mappa.",
        "Put the delivery and its sidecar into the folder.",
        "minst én leveranse i data_raw/{source_id}/<periode>/",
        "at least one delivery in data_raw/{source_id}/<period>/",
    ),
    "claims_same_period": texts(
        "To leveranser gjelder samme periode {period}, og ingen av dem avløser den andre.",
        "Two deliveries claim the same period {period} and neither supersedes the other.",
        "Skriv i den nyestes opphav hvilken den avløser (supersedes), eller fjern den som ikke gjelder.",
        "Name the older one under supersedes in the newer sidecar, or remove the one that does not apply.",
    ),
    "unknown_superseded": texts(
        "Opphavet sier at leveransen avløser en som ikke finnes hos denne kilden.",
        "The sidecar says that the delivery supersedes one this source does not have.",
        "Rett leveranse-id-en under supersedes. Den avløste leveransen skal bli liggende.",
        "Correct the delivery id under supersedes. The superseded delivery is kept.",
    ),
    "circular_supersede": texts(
        "Leveransene avløser hverandre i ring, så ingen av dem gjelder.",
        "The deliveries supersede each other in a circle, so none of them applies.",
        "Fjern supersedes fra den eldste.",
        "Remove supersedes from the oldest.",
    ),
}
