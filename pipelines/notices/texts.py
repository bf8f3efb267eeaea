"""What the notice of each kind of alarm says, in Norwegian and English, and its page in docs/runbooks."""

from typing import Literal

from pipelines.settings import Language

Kind = Literal["failed", "refused", "held_back", "warning", "overdue", "fetch", "offline"]

RUNBOOKS: dict[Kind, str] = {
    "failed": "failed_refresh.md",
    "refused": "refused_delivery.md",
    "held_back": "refused_delivery.md",
    "warning": "new_warning.md",
    "overdue": "overdue_delivery.md",
    "fetch": "fetch_failed.md",
    "offline": "offline.md",
}

TEXTS: dict[Kind, dict[Language, tuple[str, str, str]]] = {
    "failed": {
        "en": (
            "refresh failed, {count} to mend",
            "The refresh failed and published nothing; the warehouse published before is untouched.",
            (
                "mend what is named above, then run `kriterier refresh`. `kriterier status` shows what is "
                "published meanwhile."
            ),
        ),
        "nb": (
            "oppdateringen feilet, {count} å rette",
            "Oppdateringen feilet og publiserte ingenting; det som var publisert, er urørt.",
            (
                "rett det som er nevnt over, og kjør `kriterier refresh`. `kriterier status` viser hva "
                "som er publisert imens."
            ),
        ),
    },
    "refused": {
        "en": (
            "delivery refused, {subject}",
            (
                "A delivery was refused, and the release cannot be built without it. Nothing was rebuilt; "
                "the warehouse published before is untouched."
            ),
            (
                "send the findings to who delivered the file (`kriterier check` writes the report), and "
                "put the right file and its sidecar in data_raw/, or take the refused one out. The next "
                "night takes it in, or `kriterier refresh` at once."
            ),
        ),
        "nb": (
            "leveranse avvist, {subject}",
            (
                "En leveranse ble avvist, og utgaven kan ikke bygges uten den. Ingenting ble bygd på "
                "nytt; det som var publisert, er urørt."
            ),
            (
                "send funnene til den som leverte fila (`kriterier check` skriver rapporten), og legg "
                "riktig fil og opphavsfil i data_raw/, eller ta den avviste ut. Neste natt tar den inn, "
                "eller `kriterier refresh` med en gang."
            ),
        ),
    },
    "held_back": {
        "en": (
            "delivery held back, {subject}",
            (
                "A delivery was refused and is held back. No key needs it: the warehouse is built without "
                "it, and with the delivery it was meant to replace, if there is one."
            ),
            (
                "send the findings to who delivered the file (`kriterier check` writes the report), and "
                "put the right file and its sidecar in data_raw/, or take the refused one out. Until then "
                "`kriterier refresh` by hand stops at it; `kriterier nightly` goes on without it."
            ),
        ),
        "nb": (
            "leveranse holdt tilbake, {subject}",
            (
                "En leveranse ble avvist og holdes tilbake. Ingen nøkkel trenger den: varehuset bygges "
                "uten den, og med leveransen den skulle erstatte, om det er en."
            ),
            (
                "send funnene til den som leverte fila (`kriterier check` skriver rapporten), og legg "
                "riktig fil og opphavsfil i data_raw/, eller ta den avviste ut. Til da stopper `kriterier "
                "refresh` for hånd ved den; `kriterier nightly` går videre uten den."
            ),
        ),
    },
    "warning": {
        "en": (
            "please look, {subject}",
            "A check that was quiet now warns. The release is published; nothing was stopped.",
            (
                "look at the rows named above, with {owner}. If they are right, nothing has to be done: "
                "you are told again only if the warning goes away and comes back."
            ),
        ),
        "nb": (
            "se på dette, {subject}",
            "En kontroll som var stille, varsler nå. Utgaven er publisert; ingenting ble stoppet.",
            (
                "se på radene over, sammen med {owner}. Er de riktige, trengs ingenting: du varsles igjen "
                "bare om varselet blir borte og kommer tilbake."
            ),
        ),
    },
    "overdue": {
        "en": (
            "delivery overdue, {subject}",
            ("A delivery that the calendar expected has not come. What is published rests on what is there."),
            (
                "ask {owner}. When the file comes, put it in data_raw/ with `kriterier add`. If it will "
                "come later, move `due_on` in the stub beside it."
            ),
        ),
        "nb": (
            "leveranse over fristen, {subject}",
            (
                "En leveranse som kalenderen ventet, er ikke kommet. Det som er publisert, bygger på det "
                "som er der."
            ),
            (
                "spør {owner}. Når fila kommer, legg den i data_raw/ med `kriterier add`. Kommer den "
                "senere, flytt `due_on` i stubben ved siden av."
            ),
        ),
    },
    "fetch": {
        "en": (
            "fetch failed, {subject}",
            ("A statistics table that is due could not be fetched. What was fetched before is still used."),
            "read the answer above. `kriterier fetch {subject}` tries again; so does every night.",
        ),
        "nb": (
            "henting feilet, {subject}",
            (
                "En statistikktabell som skulle hentes, lot seg ikke hente. Det som er hentet før, er "
                "fortsatt i bruk."
            ),
            "les svaret over. `kriterier fetch {subject}` prøver igjen; det gjør også hver natt.",
        ),
    },
    "offline": {
        "en": (
            "no way out to the statistics sources, night after night",
            (
                "Tables are due and no source has been reachable for {count} nights. What was fetched "
                "before is still used."
            ),
            (
                "see whether the machine has a way out (proxy, firewall, name resolution): `kriterier "
                "fetch --all` says at once. On a closed network, put the files in data_raw/ by hand."
            ),
        ),
        "nb": (
            "ingen vei ut til statistikkildene, natt etter natt",
            (
                "Tabeller skal hentes, og ingen kilde har vært å nå på {count} netter. Det som er hentet "
                "før, er fortsatt i bruk."
            ),
            (
                "se om maskinen har vei ut (mellomtjener, brannmur, navneoppslag): `kriterier fetch "
                "--all` sier det med en gang. På et lukket nett: legg filene i data_raw/ for hånd."
            ),
        ),
    },
}
"""Title, what happened and what to do, by kind and language; words in braces come from the alarm."""

LABELS: dict[Language, tuple[str, str]] = {
    "en": ("What to do: ", "More: docs/runbooks/{page}"),
    "nb": ("Hva du gjør: ", "Mer: docs/runbooks/{page}"),
}
