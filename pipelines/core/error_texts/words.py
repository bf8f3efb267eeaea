"""Words every text of a finding shares, and how a text is written down."""

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

RESEND_NB = "Rett fila og send den på nytt som en ny leveranse med eget opphav."
RESEND_EN = "Correct the file and send it again as a new delivery with its own origin."


def texts(
    message_nb: str,
    message_en: str,
    next_nb: str,
    next_en: str,
    expected_nb: str | None = None,
    expected_en: str | None = None,
) -> dict[str, str]:
    """One entry of a table of texts; `expected` only where the finding itself cannot say it."""
    texts = {"message_nb": message_nb, "message_en": message_en, "next_nb": next_nb, "next_en": next_en}
    if expected_nb is not None and expected_en is not None:
        texts |= {"expected_nb": expected_nb, "expected_en": expected_en}
    return texts
