"""Reminders under the kills: better twice than never. Each arrives, and twice only where a kill struck its sending."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.audit import By
from bot.database import Connection, open_database
from bot.deadlines import store
from bot.deadlines.running import REMINDER
from bot.people import members
from bot.people.store import find_unit_by_code
from bot.simulator.outbox import Record
from reminders import outbox
from reminders.outbox import Intent

REMINDED = range(31_001, 31_009)
"""They hold no role: what falls due on the day of the test must not be added to what is counted here.

So few that short lives get on to the announcements, which come after reminders.
"""
EVERY_SECONDS = 1.5
DUE_IN = timedelta(days=14)


@dataclass(frozen=True)
class Reminded:
    """What became of the reminders."""

    reminders: int
    repeated: int
    doubled: int

    def __str__(self) -> str:
        return f"{self.reminders} reminders, none lost: {self.repeated} sent again after a kill, {self.doubled} twice"


def queue_reminders(on: Connection, times: int, now: datetime) -> None:
    """Queue so many for everybody, as runs one after another would."""
    unit = find_unit_by_code(on, "disdik")
    deadline_id = store.add(on, "Kirim LKE", (now + DUE_IN).date(), By(None, now))
    line = {"deadline": deadline_id, "unit": unit.id if unit else 0, "audience": "focal", "late": False, "snooze": None}
    for person in REMINDED:
        members.remember(on, person, person, now)
        for number in range(times):
            reminder_id = store.keep_reminder(on, person, [line], now)
            outbox.enqueue(
                on,
                Intent(REMINDER, reminder_id, person, person),
                f"pengingat:{reminder_id}",
                now,
                now + timedelta(seconds=EVERY_SECONDS * number),
                outbox.URGENT,
            )


async def judge_reminders(url: str, calls: Sequence[Record], kills: int, in_flight: int) -> Reminded:
    """Return the figures. Raises AssertionError for a reminder that was lost, or repeated without a reason."""
    database = await open_database(url)
    try:
        rows = await database.read(
            lambda on: on.all("SELECT person_id, state, repeated FROM outbox WHERE kind = :kind", kind=REMINDER)
        )
    finally:
        await database.close()
    assert all(row["state"] == "sent" for row in rows)
    meant = Counter(row["person_id"] for row in rows)
    repeated = Counter({row["person_id"]: 0 for row in rows})
    for row in rows:
        repeated[row["person_id"]] += row["repeated"]
    arrived = Counter(chat for call in calls if (chat := json.loads(call.params).get("chat_id")) in REMINDED)
    assert all(meant[one] <= arrived[one] <= meant[one] + repeated[one] for one in REMINDED), (meant, arrived, repeated)
    assert repeated.total() <= kills * in_flight
    return Reminded(meant.total(), repeated.total(), (arrived - meant).total())
