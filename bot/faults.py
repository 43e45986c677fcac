"""When an update cannot be handled: a code for the person, the stack for the log, a word to the admins."""

import logging
import secrets
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from bot.inbox import Received
from bot.markup import bold, escape
from bot.turn import Effect
from bot.view import View
from reminders.clock import Clock

log = logging.getLogger(__name__)

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without letters and digits that are mistaken for one another when read out on the telephone."""
ALERT_PAUSE = timedelta(hours=1)
"""The same fault alerts the admins once in this time: a thousand alerts are read by nobody."""
SPOKEN = ("message", "edited_message", "callback_query")


def random_code() -> str:
    """Return a code that a person can quote."""
    return "".join(secrets.choice(ALPHABET) for _ in range(6))


class Faults:
    """Reports updates that were given up."""

    def __init__(self, admins: Iterable[int], clock: Clock, new_code: Callable[[], str] = random_code) -> None:
        self._admins = sorted(admins)
        self._clock = clock
        self._new_code = new_code
        self._alerted: dict[str, datetime] = {}

    def report(self, received: Received, error: Exception | None) -> list[Effect]:
        """Log the fault and return what is to be said to the person and to the admins."""
        code = self._new_code()
        log.error("update %s given up, code %s", received.update_id, code, exc_info=error)
        told = [_say(received.lane, apology(code))] if _is_spoken_privately(received) else []
        return [*told, *self._alerts(code, type(error).__name__ if error else received.error or "galat")]

    def report_refusal(self, effect: Effect) -> list[Effect]:
        """Log that Telegram refused what a person was to read, and return what is said instead."""
        if effect.apologises or effect.method == "answerCallbackQuery":
            return []
        code = self._new_code()
        log.error("%s to lane %s refused, code %s", effect.method, effect.lane, code)
        told = [_say(effect.lane, apology(code))] if effect.lane > 0 else []
        return [*told, *self._alerts(code, f"Telegram menolak {effect.method}")]

    def _alerts(self, code: str, kind: str) -> list[Effect]:
        now = self._clock.now()
        if now - self._alerted.get(kind, now - ALERT_PAUSE) < ALERT_PAUSE:
            return []
        self._alerted[kind] = now
        return [_say(admin, alert(code, kind)) for admin in self._admins]


def _is_spoken_privately(received: Received) -> bool:
    return received.lane > 0 and any(kind in received.body for kind in SPOKEN)


def _say(chat_id: int, view: View) -> Effect:
    return Effect(chat_id, "sendMessage", {"chat_id": chat_id, **view.params()}, apologises=True)


def apology(code: str) -> View:
    """What the person reads whose message could not be handled."""
    return View(
        "Maaf, ada gangguan sehingga pesan Anda belum dapat kami proses. Silakan coba sekali lagi.\n"
        f"Bila terulang, sampaikan kode {bold(code)} kepada pengelola Klinik RB."
    )


def alert(code: str, kind: str) -> View:
    """What the admins read; the details are in the log."""
    return View(f"⚠️ Satu pesan gagal diproses: {escape(kind)}. Cari kode {bold(code)} di log layanan.")
