"""An announcement as delivery knows it: rendered for whoever still wants it, never repeated unasked."""

from datetime import datetime

from bot.announcements import store
from bot.announcements.store import Broadcast
from bot.announcements.views import buttons
from bot.database import Connection
from knowledge.library import Library
from reminders.outbox import Intent
from reminders.sending import Message


class BroadcastKind:
    """Messages of announcements."""

    repeatable = False
    """Who gets an announcement twice is annoyed by thousands at a time; its author decides."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def render(self, on: Connection, intent: Intent) -> Message | None:
        """Return the message, None where it was cancelled or the person stopped the announcements."""
        broadcast = store.find(on, intent.subject)
        if broadcast is None or broadcast.state not in ("sending", "paused"):
            return None
        if intent.person_id is not None and not store.wants_news(on, intent.person_id):
            return None
        return self.made(broadcast)

    def made(self, broadcast: Broadcast) -> Message:
        """Return the message as its readers see it."""
        params = dict(broadcast.body["params"])
        if rows := buttons(broadcast, self._library.index.base):
            params["reply_markup"] = {"inline_keyboard": [[button.params() for button in row] for row in rows]}
        return {"method": broadcast.body["method"], "params": params}

    def lost(self, on: Connection, intent: Intent, now: datetime) -> None:
        """Leave somebody who cannot be written to in peace, until they write again."""
        if intent.person_id is not None:
            store.mark_unreachable(on, intent.person_id, now)
