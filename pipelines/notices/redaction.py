"""Takes secrets out of texts before anybody sees them."""

import re
from urllib.parse import urlsplit

from pipelines.settings import Settings

MIN_SECRET_PATH = 8

_CREDENTIALS = (
    (re.compile(r"(?i)\b(authorization\s*[=:]\s*)((bearer|basic)\s+)?\S+"), r"\1***"),
    (
        re.compile(r"(?i)\b(password|passwd|passord|secret|token|api[_-]?key)(\s*[=:]\s*)[^\s,;&]+"),
        r"\1\2***",
    ),
    (re.compile(r"(?i)(\b[a-z][a-z0-9+.-]*://)[^\s/@]+@"), r"\1***@"),
)


def redact(settings: Settings, text: str) -> str:
    """The text with the installation's own secrets, and whatever looks like one, replaced by ***."""
    url, password = settings.notice_webhook_url, settings.notice_smtp_password
    secrets = [secret.get_secret_value() for secret in (url, password) if secret]
    # error texts of HTTP libraries name the path alone
    secrets.extend(
        path for secret in secrets[:1] if url and len(path := urlsplit(secret).path) >= MIN_SECRET_PATH
    )
    for secret in filter(None, secrets):
        text = text.replace(secret, "***")
    for pattern, replacement in _CREDENTIALS:
        text = pattern.sub(replacement, text)
    return text
