"""The queue worked off: paced, retried, settled, and killed at every step."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

import pytest

from bot.database import Connection, Database
from reminders import outbox
from reminders.delivery import IN_FLIGHT, Delivery
from reminders.outbox import Batch, Intent
from reminders.pacing import Pace, Pacer
from reminders.sending import Flood, Gone, Message, Moved, NotReached, Outcome, Refused, Sent, Unsure
from tests.support.clock import ManualClock
from tests.support.house import UNPACED

T = TypeVar("T")

KINDS = ("broadcast", "reminder")
PEOPLE = 7


@dataclass
class Sender:
    """Takes messages and answers as it was told to, once each; otherwise it sends them."""

    answers: dict[int, list[Outcome]] = field(default_factory=dict)
    arrived: list[tuple[int, Any]] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)
    stuck: bool = False

    async def send(self, chat_id: int, message: Message) -> Outcome:
        self.asked.append(chat_id)
        answer = self.answers[chat_id].pop(0) if self.answers.get(chat_id) else Sent(len(self.asked))
        if isinstance(answer, Sent | Unsure):
            self.arrived.append((chat_id, message["text"]))
        if self.stuck:
            await asyncio.Event().wait()
        return answer


@dataclass
class Words:
    """A kind of intents: says what its subject is, to whoever is not in `stale`."""

    repeatable: bool
    stale: set[int] = field(default_factory=set)
    gone: list[int] = field(default_factory=list)

    def render(self, on: Connection, intent: Intent) -> Message | None:
        if intent.subject == 13:
            raise LookupError("nothing is known of that")
        return None if intent.chat_id in self.stale else {"text": f"{intent.kind} {intent.subject}"}

    def lost(self, on: Connection, intent: Intent, now: datetime) -> None:
        self.gone.append(intent.chat_id)


class Mortal:
    """A database that answers nothing any more after so many calls: the last one done, or not."""

    def __init__(self, database: Database, calls: int, *, done: bool) -> None:
        self._database = database
        self._calls = calls
        self._done = done
        self.dead = asyncio.Event()

    async def write(self, work: Callable[[Connection], T]) -> T:
        return await self._live(self._database.write, work)

    async def read(self, work: Callable[[Connection], T]) -> T:
        return await self._live(self._database.read, work)

    async def _live(self, call: Any, work: Callable[[Connection], T]) -> T:
        self._calls -= 1
        if self._calls > 0:
            result: T = await call(work)
            return result
        if self._calls == 0 and self._done:
            await call(work)
        self.dead.set()
        await asyncio.Event().wait()
        raise AssertionError


class Counted:
    """A database that knows whether it is being asked something."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.busy = 0

    async def write(self, work: Callable[[Connection], T]) -> T:
        return await self._count(self._database.write(work))

    async def read(self, work: Callable[[Connection], T]) -> T:
        return await self._count(self._database.read(work))

    async def _count(self, asked: Awaitable[T]) -> T:
        self.busy += 1
        try:
            return await asked
        finally:
            self.busy -= 1

    async def calm(self) -> None:
        """Wait until nobody asks anything more."""
        turns = 0
        while turns < 20:
            await asyncio.sleep(0)
            turns = turns + 1 if not self.busy else 0
            if self.busy:
                await self._database.read(is_open)


@dataclass
class Post:
    """A delivery with all that it needs."""

    database: Database
    clock: ManualClock
    sender: Sender = field(default_factory=Sender)
    kinds: dict[str, Words] = field(default_factory=lambda: {"broadcast": Words(False), "reminder": Words(True)})
    pace: Pace = UNPACED

    async def begin(self, storage: Any = None, owner: str = "one") -> Delivery:
        pacer = Pacer(self.clock, self.pace)
        delivery = Delivery(storage or self.database, self.sender, pacer, self.clock, owner)
        for name, kind in self.kinds.items():
            delivery.add(name, kind)
        await delivery.start()
        return delivery

    async def work_off(self, steps: int = 200, step: float = 1.0) -> None:
        """Deliver until nothing is open, letting time pass where it must."""
        storage = Counted(self.database)
        delivery = await self.begin(storage, owner="two")
        for _ in range(steps):
            delivery.look()
            await storage.calm()
            if not await self.database.read(is_open):
                break
            self.clock.advance(step)
        await delivery.stop(1.0)

    async def queue(self, kind: str = "broadcast", subject: int = 1, chats: range = range(1, PEOPLE + 1)) -> None:
        now = self.clock.now()

        def work(on: Connection) -> None:
            for chat in chats:
                outbox.enqueue(on, Intent(kind, subject, chat, chat), f"{kind}:{subject}:{chat}", now)

        await self.database.write(work)

    async def counts(self, kind: str, subject: int) -> dict[outbox.State, int]:
        return await self.database.read(lambda on: outbox.counts(on, kind, subject))

    async def states(self) -> dict[int, str]:
        rows = await self.database.read(lambda on: on.all("SELECT chat_id, state FROM outbox ORDER BY id"))
        return {row["chat_id"]: row["state"] for row in rows}


def is_open(on: Connection) -> bool:
    return on.one("SELECT 1 FROM outbox WHERE state IN ('waiting', 'sending')") is not None


@pytest.fixture
def post(database: Database, clock: ManualClock) -> Post:
    return Post(database, clock)


async def test_an_intent_is_queued_once(post: Post) -> None:
    await post.queue()
    await post.queue()
    await post.work_off()
    await post.queue()
    await post.work_off()
    assert Counter(chat for chat, _ in post.sender.arrived) == dict.fromkeys(range(1, PEOPLE + 1), 1)


async def test_what_is_queued_is_sent_at_once(post: Post) -> None:
    delivery = await post.begin()
    await delivery.settled()
    await post.queue()
    await delivery.settled()
    assert set((await post.states()).values()) == {"sent"}
    await delivery.stop(1.0)


async def test_each_outcome_is_settled_as_it_deserves(post: Post) -> None:
    post.sender.answers = {
        1: [Gone("Forbidden: bot was blocked by the user")],
        2: [Refused("Bad Request: message is too long")],
        3: [Unsure("TimedOut")],
        4: [NotReached("ClientConnectorError"), NotReached("ClientConnectorError")],
        5: [Flood(40.0)],
    }
    post.kinds["broadcast"].stale.add(6)
    await post.queue()
    await post.work_off()
    expected = {1: "dead", 2: "failed", 3: "unknown", 4: "sent", 5: "sent", 6: "withdrawn", 7: "sent"}
    assert await post.states() == expected
    assert post.kinds["broadcast"].gone == [1]
    assert post.clock.monotonic() >= 40


async def test_a_reminder_is_sent_again_when_its_answer_was_lost(post: Post) -> None:
    post.sender.answers = {1: [Unsure("TimedOut")]}
    await post.queue("reminder", chats=range(1, 3))
    await post.work_off()
    assert Counter(chat for chat, _ in post.sender.arrived) == {1: 2, 2: 1}


async def test_a_group_is_followed_to_its_new_number(post: Post) -> None:
    post.sender.answers = {-7: [Moved(-1007)]}
    await post.queue(chats=range(-7, -6))
    await post.queue(subject=2, chats=range(-7, -6))
    await post.work_off()
    assert sorted(chat for chat, _ in post.sender.arrived) == [-1007, -1007]


async def test_a_fault_in_rendering_stops_nothing_else(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    await post.queue(subject=13, chats=range(1, 2))
    await post.queue(chats=range(2, 4))
    await post.work_off()
    assert await post.states() == {1: "failed", 2: "sent", 3: "sent"}


async def test_while_telegram_is_out_of_reach_it_is_tried_one_at_a_time(post: Post) -> None:
    post.sender.answers = {chat: [NotReached("ClientConnectorError")] * 3 for chat in range(1, 201)}
    await post.queue(chats=range(1, 201))
    storage = Counted(post.database)
    delivery = await post.begin(storage)
    for _ in range(60):
        await storage.calm()
        post.clock.advance(1.0)
    assert len(post.sender.asked) <= 8
    await delivery.stop(1.0)


async def test_a_long_flood_is_obeyed_and_nothing_is_lost(post: Post) -> None:
    post.sender.answers = {chat: [Flood(10_072.0)] for chat in range(1, 4)}
    await post.queue(chats=range(1, 60))
    await post.work_off(steps=15, step=500.0)
    assert len(post.sender.asked) <= IN_FLIGHT
    before = len(post.sender.arrived)
    await post.work_off(steps=500, step=500.0)
    assert set((await post.states()).values()) == {"sent"}
    assert len(post.sender.arrived) == 59
    assert before <= IN_FLIGHT


async def test_what_is_urgent_goes_first_and_what_is_paused_not_at_all(post: Post) -> None:
    now = post.clock.now()
    await post.queue(chats=range(1, 4))
    await post.queue(subject=2, chats=range(11, 14))
    await post.database.write(lambda on: outbox.pause(on, "broadcast", 1))
    urgent = Intent("reminder", 5, 99)
    await post.database.write(lambda on: outbox.enqueue(on, urgent, "r:5", now, urgency=outbox.URGENT))
    delivery = await post.begin()
    await delivery.settled()
    assert post.sender.asked[0] == 99
    assert set(post.sender.asked) == {99, 11, 12, 13}
    await post.database.write(lambda on: outbox.resume(on, "broadcast", 1))
    await delivery.settled()
    assert len(post.sender.asked) == 7
    await delivery.stop(1.0)


async def test_what_is_taken_back_is_not_sent(post: Post) -> None:
    now = post.clock.now()
    await post.queue()
    await post.queue("reminder", 2, range(21, 23))
    assert await post.database.write(lambda on: outbox.withdraw(on, "broadcast", 1, now, 5)) == 5
    assert await post.database.write(lambda on: outbox.withdraw_keyed(on, "reminder:2:2", now)) == 2
    await post.work_off()
    assert len(post.sender.arrived) == PEOPLE - 5
    counted = await post.database.read(lambda on: outbox.counts(on, "broadcast", 1))
    assert counted == {"sent": PEOPLE - 5, "withdrawn": 5}
    assert await post.database.write(lambda on: outbox.try_again(on, "broadcast", 1, ["withdrawn"], now)) == 5
    await post.work_off()
    assert len(post.sender.arrived) == PEOPLE


async def test_what_was_settled_long_ago_is_forgotten(post: Post) -> None:
    await post.queue()
    await post.work_off()
    later = post.clock.now() + timedelta(days=9)
    assert await post.database.write(lambda on: outbox.prune(on, later)) == PEOPLE


async def test_stopping_leaves_nothing_unknown(post: Post) -> None:
    post.pace = Pace(5)
    await post.queue(chats=range(1, 40))
    storage = Counted(post.database)
    delivery = await post.begin(storage)
    for _ in range(6):
        await storage.calm()
        post.clock.advance(0.2)
    await delivery.stop(1.0)
    assert set((await post.states()).values()) == {"sent", "waiting"}


@pytest.mark.parametrize("done", [True, False])
async def test_killed_at_any_step_nothing_is_lost(post: Post, done: bool) -> None:
    """Reminders all arrive; announcements arrive or count as unknown, and none arrives twice."""
    for calls in range(1, 14):
        subject = 100 + calls
        for kind in KINDS:
            await post.queue(kind, subject, range(1, 4))
        mortal = Mortal(post.database, calls, done=done)
        life = asyncio.create_task(post.begin(mortal))
        await asyncio.wait_for(mortal.dead.wait(), 10)
        kill(life)
        open_ = await post.database.read(in_flight)
        await post.work_off()
        arrived = Counter((chat, text) for chat, text in post.sender.arrived if str(subject) in text)
        reminded = [arrived[chat, f"reminder {subject}"] for chat in range(1, 4)]
        assert all(reminded)
        assert sum(reminded) - 3 <= open_
        assert all(arrived[chat, f"broadcast {subject}"] <= 1 for chat in range(1, 4))
        missing = 3 - sum(arrived[chat, f"broadcast {subject}"] for chat in range(1, 4))
        counted = await post.counts("broadcast", subject)
        assert missing <= counted.get("unknown", 0) <= open_


async def test_a_reminder_is_sent_again_after_every_kill_though_ever_later_and_not_for_ever(post: Post) -> None:
    async def claimed() -> int:
        return len(await post.database.write(lambda on: outbox.claim(on, "a life", 9, post.clock.now())))

    await post.queue("reminder", chats=range(1, 2))
    left_open = []
    for struck in range(outbox.REPEATS + 1):
        if struck > 1:  # none after the first kill, then one second, three, seven
            post.clock.advance(2 ** (struck - 1) - 1.001)
            assert not await claimed()
            post.clock.advance(0.001)
        assert await claimed()
        left_open.append(await post.database.write(lambda on: outbox.recover(on, ["reminder"], post.clock.now())))
    assert left_open == [(1, 0)] * outbox.REPEATS + [(0, 1)]


def kill(life: asyncio.Task[Delivery]) -> None:
    """End all that a life of the delivery does, without its leave."""
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        if "tests" not in str(task.get_coro()) or task is life:
            task.cancel()


def in_flight(on: Connection) -> int:
    row = on.one("SELECT count(*) AS many FROM outbox WHERE state = 'sending'")
    return int(row["many"]) if row else 0


async def test_many_are_queued_by_one_statement(database: Database, clock: ManualClock) -> None:
    chosen = "SELECT 1 AS person_id, 2 AS chat_id UNION ALL SELECT 3, 4"
    batch = Batch("broadcast", 1, "b:1")
    for new in (2, 0):
        queued = await database.write(lambda on: outbox.enqueue_chosen(on, batch, chosen, clock.now()))
        assert queued == new
    rows = await database.read(lambda on: on.all("SELECT dedup_key, chat_id FROM outbox ORDER BY id"))
    assert [tuple(row.values() if isinstance(row, dict) else row) for row in rows] == [("b:1:1", 2), ("b:1:3", 4)]
