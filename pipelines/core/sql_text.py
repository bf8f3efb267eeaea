"""A text as SQL writes it, for statements that take no parameters, such as the query inside COPY."""


def literal(text: str) -> str:
    """The text in single quotes, those inside it doubled."""
    return "'" + text.replace("'", "''") + "'"
