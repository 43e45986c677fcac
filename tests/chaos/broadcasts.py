"""Announcements under the kills: prepared before the first life, and judged by who received what how often."""

import json
from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.announcements import store
from bot.announcements.audience import Audience
from bot.announcements.store import KIND, Receipts
from bot.database import Connection, open_database
from bot.database.migrations import upgrade
from bot.people import members
from bot.people.standing import give
from bot.people.store import Unit, find_unit_by_code, save_units
from bot.simulator.outbox import Record
from bot.simulator.server import Simulator
from reminders.clock import SystemClock
from tests.chaos.reminding import REMINDED, queue_reminders

AUTHOR = 19_999
READERS = range(30_001, 30_081)
EVERY_SECONDS = 1.5
"""An announcement to all readers begins so often, for as long as kills go on: about a second and a half each."""
TEXT = "Siaran "


@dataclass(frozen=True)
class Toll:
    """What became of the announcements."""

    messages: int
    unknown: int
    doubled: int
    worst_kill: int

    def __str__(self) -> str:
        return (
            f"{self.messages} messages of announcements, none lost: {self.unknown} unknown and sent again by their "
            f"author, {self.doubled} of these twice (at most {self.worst_kill} unknown by one kill)"
        )


async def prepare(url: str, simulator: Simulator, count: int) -> None:
    """Fill the database with readers, scheduled announcements and as many reminders for each who is reminded."""
    for person in (AUTHOR, *READERS, *REMINDED):
        simulator.world.private(simulator.world.user(person))
    database = await open_database(url)
    now = SystemClock().now()

    def work(on: Connection) -> None:
        save_units(on, [Unit("disdik", "Dinas Pendidikan", "Disdik", "opd")], now)
        unit = find_unit_by_code(on, "disdik")
        for person in READERS:
            members.remember(on, person, person, now)
            give(on, person, "head", unit.id if unit else 0, None, now)
        for number in range(count):
            body = {"method": "sendMessage", "params": {"text": f"{TEXT}{number}"}}
            made = store.draft(on, AUTHOR, AUTHOR, body, Audience(role="head"), now)
            store.schedule(on, made, 0, now + timedelta(seconds=EVERY_SECONDS * number))
        queue_reminders(on, count, now)

    await upgrade(database, now)
    await database.write(work)
    await database.close()


def is_delivered(call: Record) -> bool:
    """Whether a call brings an announcement or a reminder, or shows the author how far one is."""
    chat = json.loads(call.params).get("chat_id")
    return chat == AUTHOR or chat in READERS or chat in REMINDED


async def send_unknown_again(url: str) -> Counter[str]:
    """Do what an author would do at the end, and return how many each life of the bot had left unknown."""
    database = await open_database(url)
    now = SystemClock().now()

    def work(on: Connection) -> Counter[str]:
        left = Counter(row["owner"] for row in on.all("SELECT owner FROM outbox WHERE state = 'unknown'"))
        for one in store.in_state(on, "done"):
            store.resend(on, one.id, one.version, ["unknown"], now)
        return left

    unknown = await database.write(work)
    await database.close()
    return unknown


async def judge_announcements(url: str, calls: Sequence[Record], unknown: Counter[str], starts: Sequence[int]) -> Toll:
    """Return the figures. Raises AssertionError for a reader who missed one, or received one twice without reason."""
    arrived: Counter[tuple[int, str]] = Counter()
    second: list[int] = []
    for call in calls:
        given = json.loads(call.params)
        if given.get("chat_id") in READERS:
            assert call.outcome == "result", call.answer
            arrived[given["chat_id"], given["text"]] += 1
            if arrived[given["chat_id"], given["text"]] > 1:
                second.append(bisect(starts, call.seq))
    begun = await _begun(url)
    assert arrived.keys() == {(person, text) for person in READERS for text in begun}
    doubled = sum(arrived.values()) - len(arrived)
    assert doubled <= unknown.total()
    assert all(life == len(starts) for life in second), "sent twice, and not because its author said so"
    return Toll(sum(arrived.values()), unknown.total(), doubled, max(unknown.values(), default=0))


async def _begun(url: str) -> list[str]:
    database = await open_database(url)

    def work(on: Connection) -> list[str]:
        begun = store.in_state(on, "done")
        assert all(store.receipts(on, one.id) == Receipts(sent=len(READERS)) for one in begun)
        left = on.one("SELECT count(*) AS many FROM outbox WHERE kind = :kind AND state <> 'sent'", kind=KIND)
        assert left is not None
        assert left["many"] == 0
        return [one.body["params"]["text"] for one in begun]

    texts = await database.read(work)
    await database.close()
    return texts
