"""Logging that keeps secrets: whatever looks like a bot token or a password in an address is blacked out."""

import logging
import re

SECRETS = (
    (re.compile(r"(?<!\d)\d{3,}:[A-Za-z0-9_-]{20,}"), "<token>"),
    (re.compile(r"(?<=://)([^:/@\s]+):[^@\s]+@"), r"\1:<sandi>@"),
)


def redact(text: str) -> str:
    """Return the text without secrets."""
    for pattern, instead in SECRETS:
        text = pattern.sub(instead, text)
    return text


class RedactingFormatter(logging.Formatter):
    """Formats a record, its traceback included, and then blacks out the secrets."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line (or lines) to be written."""
        return redact(super().format(record))


def configure_logging(level: str) -> None:
    """Write all records to the standard error, redacted."""
    handler = logging.StreamHandler()
    handler.setFormatter(RedactingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for talkative in ("httpx", "aiohttp.access", "apscheduler"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
    # It warns of every tick that comes while the content is still being read: nothing is missed by it.
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
