"""No secret is logged, not even by a traceback."""

import io
import logging

from bot.logs import RedactingFormatter, redact

TOKEN = "123456789:AAEhBP0av28FrI0H8mXoQ9nA1bC2dE3fG4h"


def test_tokens_and_passwords_are_blacked_out() -> None:
    told = redact(f"POST https://api.telegram.org/bot{TOKEN}/getMe with postgresql://klinik:rahasia@db/klinik")
    assert TOKEN not in told
    assert "rahasia" not in told
    assert "postgresql://klinik:" in told


def test_a_traceback_is_redacted_too() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(RedactingFormatter("%(message)s"))
    log = logging.Logger("ujian")
    log.addHandler(handler)
    try:
        raise RuntimeError(f"https://api.telegram.org/bot{TOKEN}/sendMessage")
    except RuntimeError:
        log.exception("calling %s failed", TOKEN)
    assert TOKEN not in stream.getvalue()
    assert "RuntimeError" in stream.getvalue()
