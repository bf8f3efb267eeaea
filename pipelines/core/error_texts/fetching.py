"""Texts for findings about fetching: what a service answered, and what a table no longer has."""

from pipelines.core.error_texts.words import texts

_LATER_NB = "Prøv igjen senere; det som er landet fra før, gjelder så lenge."
_LATER_EN = "Try again later; what has been landed holds until then."
_PLAN_NB = "Se tabellen i statistikkbanken og rett {plan}."
_PLAN_EN = "Look at the table in the statbank and correct {plan}."
_TELL_NB = "Åpne adressen i en nettleser. Har tjenesten flyttet, rett base_url i kildens fetch.yml."
_TELL_EN = (
    "Open the address in a browser. If the service has moved, correct base_url in the source's fetch.yml."
)

FETCHING: dict[str, dict[str, str]] = {
    "fetch_refused": texts(
        "Tjenesten godtok ikke spørringen: {url} svarte {status}.",
        "The service did not accept the request: {url} answered {status}.",
        "Les tjenestens melding og rett utvalget i kildens fetch.yml; det hjelper ikke å prøve igjen.",
        "Read the service's message and correct the source's fetch.yml; trying again is no help.",
    ),
    "fetch_too_large": texts(
        "Tjenesten sa nei: {url} svarte {status}; spørringen har for mange celler eller er ikke tillatt.",
        "The service said no: {url} answered {status}; the query has too many cells or is not allowed.",
        "Sett fallback_cells i kildens fetch.yml lavere, så deles spørringen, eller velg færre kategorier.",
        "Set fallback_cells in the source's fetch.yml lower to split the query, or choose fewer categories.",
    ),
    "fetch_not_found": texts(
        "Tabellen finnes ikke lenger der: {url} svarte {status}.",
        "The table is no longer there: {url} answered {status}.",
        "Finn tabellens nye nummer eller sti i statistikkbanken og rett table i kildens fetch.yml.",
        "Find the table's new number or path in the statbank and correct table in the source's fetch.yml.",
    ),
    "fetch_given_up": texts(
        "Ga opp {url} etter {tries} forsøk.",
        "Gave up {url} after {tries} tries.",
        _LATER_NB,
        _LATER_EN,
    ),
    "fetch_unsafe": texts(
        "Tjeneren bak {url} kunne ikke vise hvem den er.",
        "The server behind {url} could not prove who it is.",
        "Spør driftsavdelingen om sertifikatene på maskinen (REQUESTS_CA_BUNDLE).",
        "Ask your IT department about the certificates on this machine (REQUESTS_CA_BUNDLE).",
    ),
    "fetch_web_page": texts(
        "{url} svarte med en nettside, ikke med data.",
        "{url} answered with a web page, not with data.",
        _TELL_NB,
        _TELL_EN,
    ),
    "fetch_no_json": texts(
        "{url} svarte med noe som ikke er JSON.",
        "{url} answered with something that is not JSON.",
        _TELL_NB,
        _TELL_EN,
        "JSON",
        "JSON",
    ),
    "fetch_no_answer": texts(
        "{url} svarte med JSON, men ikke slik denne tjenesten svarer.",
        "{url} answered with JSON, but not as this service answers.",
        _TELL_NB,
        _TELL_EN,
    ),
    "fetch_other_categories": texts(
        "{url} svarte med andre kategorier av {variable} enn det ble spurt om.",
        "{url} answered with other categories of {variable} than were asked for.",
        _LATER_NB,
        _LATER_EN,
    ),
    "fetch_changed_midway": texts(
        "Tabellen ble endret mens den ble hentet i deler fra {url}.",
        "The table changed while it was fetched in parts from {url}.",
        "Hent den på nytt.",
        "Fetch it again.",
    ),
    "fetch_missing_variable": texts(
        "Tabell {table} har ikke variabelen {variable}. Det den har, står under funnet, likest først.",
        "Table {table} has no variable {variable}. What it has stands under found, the most alike first.",
        _PLAN_NB,
        _PLAN_EN,
        "{variable}",
        "{variable}",
    ),
    "fetch_unchosen_variable": texts(
        "Tabell {table} har variabelen {variable}, som det må velges kategorier av.",
        "Table {table} has the variable {variable}, of which categories must be chosen.",
        "Si under select i {plan} hvilke kategorier som skal hentes.",
        "Say under select in {plan} which categories to fetch.",
    ),
    "fetch_missing_category": texts(
        "Tabell {table}, variabel {variable}: kategorien «{looked_for}» finnes ikke. Det tabellen "
        "har, står under funnet, likest først.",
        "Table {table}, variable {variable}: there is no category «{looked_for}». What it has stands "
        "under found, the most alike first.",
        _PLAN_NB,
        _PLAN_EN,
        "{looked_for}",
        "{looked_for}",
    ),
    "fetch_missing_area": texts(
        "Tabell {table}, variabel {variable}: ingen kategori betyr {looked_for}. Det tabellen har, "
        "står under funnet, likest først.",
        "Table {table}, variable {variable}: no category means {looked_for}. What it has stands "
        "under found, the most alike first.",
        "Er området skrevet på en ny måte, legg den i dbt_project/seeds/geography/area_aliases.csv.",
        "If the area is spelt in a new way, add it to dbt_project/seeds/geography/area_aliases.csv.",
        "{looked_for}",
        "{looked_for}",
    ),
    "fetch_area_twice": texts(
        "Tabell {table}, variabel {variable}: to kategorier betyr {looked_for}.",
        "Table {table}, variable {variable}: two categories mean {looked_for}.",
        "Skriv teksten til den som ikke skal hentes, under without i {plan}.",
        "Write the text of the one not to fetch under without in {plan}.",
        "{looked_for}",
        "{looked_for}",
    ),
    "fetch_nothing_chosen": texts(
        "Tabell {table}, variabel {variable}: ingen kategori passer til «{looked_for}». Det tabellen "
        "har, står under funnet, likest først.",
        "Table {table}, variable {variable}: no category fits «{looked_for}». What it has stands "
        "under found, the most alike first.",
        _PLAN_NB,
        _PLAN_EN,
        "{looked_for}",
        "{looked_for}",
    ),
    "fetch_years_with_gaps": texts(
        "Tabell {table} mangler år mellom det første og det siste som ble valgt.",
        "Table {table} lacks years between the first and the last that were chosen.",
        "Velg år uten hull i {plan}.",
        "Choose years without a gap in {plan}.",
    ),
    "fetch_loses_years": texts(
        "Tabellen har ikke alle årene til leveransen den skulle tatt plassen til; årene ville gått tapt.",
        "The table has not all years of the delivery whose place it would take; the years would be lost.",
        "La years i kildens fetch.yml begynne med det første av årene. Har tabellen dem ikke lenger, behold "
        "den gamle leveransen og la years begynne etter den.",
        "Let years in the source's fetch.yml begin with the first of them. If the table has them no longer, "
        "keep the old delivery and let years begin after it.",
    ),
    "fetch_several_replaced": texts(
        "Den hentede tabellen for {period} ville tatt plassen til flere leveranser, og kan bare avløse én.",
        "The fetched table for {period} would take the place of several deliveries and can replace only one.",
        "La én av leveransene avløse de andre (supersedes), eller velg andre år i kildens fetch.yml.",
        "Let one of the deliveries supersede the others, or choose other years in the source's fetch.yml.",
    ),
}
