"""Readers who were asked to say that they read an announcement, and have not, are reminded."""

from datetime import datetime

from bot.actions.announcing import Acknowledge
from bot.announcements import store
from bot.database import Connection
from bot.view import Button, View
from reminders import outbox
from reminders.outbox import Batch, Intent
from reminders.sending import Message

NUDGE = "nudge"
LEFT = (
    "SELECT outbox.person_id, outbox.chat_id FROM outbox WHERE outbox.kind = 'broadcast' AND outbox.subject = :id"
    " AND outbox.state = 'sent' AND outbox.person_id NOT IN"
    " (SELECT person_id FROM acknowledgements WHERE broadcast_id = :id)"
)
REMINDED = "🔔 Mohon baca pengumuman di atas, lalu ketuk tombol ini."


def nudge(on: Connection, broadcast_id: int, now: datetime) -> int:
    """Queue a reminder for whoever has not read it, at most one a day; return for how many."""
    day = f"{NUDGE}:{broadcast_id}:{now.date().isoformat()}"
    return outbox.enqueue_chosen(on, Batch(NUDGE, broadcast_id, day), LEFT, now, id=broadcast_id)


class NudgeKind:
    """Reminders to read, as delivery knows them."""

    repeatable = False

    def render(self, on: Connection, intent: Intent) -> Message | None:
        """Return the reminder as a reply to the announcement; None for whoever has read it meanwhile."""
        person_id = intent.person_id or 0
        message_id = store.message_of(on, intent.subject, person_id)
        if message_id is None or store.has_read(on, intent.subject, person_id):
            return None
        message = View(REMINDED, [[Button("✅ Sudah dibaca", Acknowledge(intent.subject))]]).message()
        reply = {"message_id": message_id, "allow_sending_without_reply": True}
        return {"method": message["method"], "params": {**message["params"], "reply_parameters": reply}}

    def lost(self, on: Connection, intent: Intent, now: datetime) -> None:
        """Leave somebody who cannot be written to in peace, until they write again."""
        store.mark_unreachable(on, intent.chat_id, now)
