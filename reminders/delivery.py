"""Delivery: takes intents from the queue, renders them, sends them at the pace, and settles each.

What is claimed and not settled is what a kill leaves unknown. So little is claimed ahead, nothing while Telegram asks
to wait, and one at a time while it is out of reach.
"""

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import timedelta

from reminders import outbox
from reminders.clock import Clock
from reminders.outbox import Ending, Intent
from reminders.pacing import Lane, Pacer
from reminders.sending import Flood, Gone, Kind, Message, Moved, NotReached, Outcome, Refused, Sender, Sent, Unsure
from reminders.storage import Connection, Storage

log = logging.getLogger(__name__)

IN_FLIGHT = 30
"""Intents claimed and not settled; at 25 messages a second Telegram may so take a second for each."""
AHEAD_SECONDS = 0.2
"""How much of the pace is claimed ahead of its turn."""
LONGEST_PAUSE = 60.0
LONGEST_WAIT = 5.0
"""Seconds for which a claimed intent waits for its chat; for longer it goes back into the queue."""
MOVES = 3
"""How often in a row a group is followed to its new number."""
FAULT_PAUSE = 5.0


@dataclass(frozen=True, slots=True)
class _NotYet:
    """Its turn has not come, and will not for so many seconds."""

    seconds: float = 0.0


class Delivery:
    """Works the queue off."""

    def __init__(self, storage: Storage, sender: Sender, pacer: Pacer, clock: Clock, owner: str) -> None:
        self._storage = storage
        self._sender = sender
        self._pacer = pacer
        self._clock = clock
        self._owner = owner
        self._kinds: dict[str, Kind] = {}
        self._ahead = max(1, min(IN_FLIGHT, int(pacer.pace.overall * AHEAD_SECONDS)))
        self._in_hand: set[asyncio.Task[None]] = set()
        self._turns: set[asyncio.Task[None]] = set()
        self._timers: set[asyncio.Task[None]] = set()
        self._careful = True  # nobody knows how the life before ended
        self._failures = 0
        self._paused_until = 0.0
        self._called = asyncio.Event()
        self._nothing_due = asyncio.Event()
        self._running: asyncio.Task[None] | None = None

    def add(self, name: str, kind: Kind) -> None:
        """Take charge of a kind of intents."""
        self._kinds[name] = kind

    async def start(self) -> None:
        """Sort out what a life before this one left open, and begin."""
        again = [name for name, kind in self._kinds.items() if kind.repeatable]
        now = self._clock.now()
        repeated, unknown = await self._storage.write(lambda on: outbox.recover(on, again, now))
        if repeated or unknown:
            log.warning("left open by the life before: %s sent again, %s unknown", repeated, unknown)
        self._running = asyncio.create_task(self._run())

    def look(self) -> None:
        """Look into the queue at once: something was queued, or time has passed."""
        self._nothing_due.clear()
        self._called.set()

    async def settled(self) -> None:
        """Wait until nothing that is due waits or is being sent."""
        if self._running is not None and not self._running.done():
            self.look()
            await self._nothing_due.wait()

    async def stop(self, patience: float) -> None:
        """Claim nothing more, give back what has not had its turn, and wait that many seconds for the calls made.

        What is then still without an answer is left as it is: the next life counts it as unknown.
        """
        if self._running is not None:
            for task in (self._running, *self._timers):
                task.cancel()
            await asyncio.gather(self._running, return_exceptions=True)
        self._give_turns_up()
        if self._in_hand:
            await asyncio.wait(list(self._in_hand), timeout=patience)
        for task in list(self._in_hand):
            task.cancel()
        await asyncio.gather(*self._in_hand, return_exceptions=True)
        self._nothing_due.set()

    async def _run(self) -> None:
        while True:
            self._called.clear()
            try:
                await self._claim()
            except Exception:
                log.exception("claiming failed")
                self._call_in(FAULT_PAUSE)
            await self._called.wait()

    async def _claim(self) -> None:
        room, now = self._room(), self._clock.now()
        if not room:
            return
        # Looked at first: a queue that is empty, as it mostly is, must not cost a commit every two seconds.
        due = await self._storage.read(lambda on: outbox.is_due(on, now))
        claimed = await self._storage.write(lambda on: outbox.claim(on, self._owner, room, now)) if due else []
        for intent in claimed:
            task = asyncio.create_task(self._deliver(intent))
            self._in_hand.add(task)
            task.add_done_callback(self._done)
        if not self._in_hand and not self._called.is_set():
            self._nothing_due.set()

    def _room(self) -> int:
        """Return how many may be claimed now."""
        if self._pacer.bulk_pause() > 0 or self._clock.monotonic() < self._paused_until:
            return 0
        if self._careful:
            return 0 if self._in_hand else 1
        if 2 * len(self._turns) > self._ahead:
            return 0  # claimed a few at a time: each claim is a commit
        return max(0, min(self._ahead - len(self._turns), IN_FLIGHT - len(self._in_hand)))

    def _done(self, task: asyncio.Task[None]) -> None:
        self._in_hand.discard(task)
        self._called.set()

    def _call_in(self, seconds: float) -> None:
        async def call() -> None:
            await self._clock.sleep(seconds)
            self._called.set()

        timer = asyncio.create_task(call())
        self._timers.add(timer)
        timer.add_done_callback(self._timers.discard)

    def _give_turns_up(self) -> None:
        for turn in self._turns:
            turn.cancel()

    async def _deliver(self, intent: Intent) -> None:
        try:
            outcome = await self._render_and_send(intent)
        except Exception as error:
            log.exception("%s %s cannot be sent", intent.kind, intent.subject)
            outcome = Refused(type(error).__name__)
        await self._settle(intent, outcome)

    async def _render_and_send(self, intent: Intent) -> Outcome | _NotYet | None:
        kind = self._kinds[intent.kind]
        message = await self._storage.read(lambda on: kind.render(on, intent))
        return None if message is None else await self._send(intent, message)

    async def _send(self, intent: Intent, message: Message) -> Outcome | _NotYet:
        for _ in range(MOVES):
            if wait := await self._turn(intent.chat_id):
                return wait
            outcome = await self._sender.send(intent.chat_id, message)
            if not isinstance(outcome, Moved):
                return outcome
            await self._follow(intent.chat_id, outcome.chat_id)
            intent = replace(intent, chat_id=outcome.chat_id)
        return Refused("moved too often")

    async def _follow(self, old_chat: int, new_chat: int) -> None:
        await self._storage.write(lambda on: outbox.follow(on, old_chat, new_chat))

    async def _turn(self, chat_id: int) -> _NotYet | None:
        """Wait for the turn; return how long it will take instead where that is too long."""
        if (wait := self._pacer.chat_wait(Lane.BULK, chat_id)) > LONGEST_WAIT:
            return _NotYet(wait)
        turn = asyncio.create_task(self._pacer.turn(Lane.BULK, chat_id))
        self._turns.add(turn)
        try:
            await asyncio.wait([turn])
        finally:
            turn.cancel()
            self._turns.discard(turn)
            self._called.set()
        return _NotYet() if turn.cancelled() else None

    async def _settle(self, intent: Intent, outcome: Outcome | _NotYet | None) -> None:
        match outcome:
            case None:
                await self._end(intent, "withdrawn")
            case Sent():
                self._went_well()
                await self._end(intent, "sent", message_id=outcome.message_id)
            case Gone():
                self._went_well()
                await self._end(intent, "dead", error=outcome.words)
            case Refused():
                log.error("%s %s refused: %s", intent.kind, intent.subject, outcome.words)
                await self._end(intent, "failed", error=outcome.words)
            case Flood():
                self._flooded(intent, outcome.seconds)
                await self._give_back(intent, outcome.seconds, "flood")
            case _NotYet():
                await self._give_back(intent, outcome.seconds, None)
            case NotReached():
                await self._give_back(intent, self._went_badly(outcome.words), outcome.words)
            case Unsure():
                pause = self._went_badly(outcome.words)
                if self._kinds[intent.kind].repeatable:
                    await self._give_back(intent, pause, outcome.words)
                else:
                    await self._end(intent, "unknown", error=outcome.words)

    def _went_well(self) -> None:
        self._careful, self._failures = False, 0
        self._pacer.accepted()

    def _went_badly(self, words: str) -> float:
        """Pause, longer each time; return the seconds."""
        pause = min(2.0**self._failures, LONGEST_PAUSE)
        log.warning("Telegram out of reach, next try in %.0f s: %s", pause, words)
        self._careful, self._failures = True, min(self._failures + 1, 10)
        self._paused_until = self._clock.monotonic() + pause
        self._give_turns_up()
        self._call_in(pause)
        return pause

    def _flooded(self, intent: Intent, seconds: float) -> None:
        self._careful = True
        self._pacer.refused(intent.chat_id, seconds)
        if pause := self._pacer.bulk_pause():
            log.warning("Telegram asks to send nothing to many for %.0f s", pause)
            self._give_turns_up()
            self._call_in(pause)

    async def _end(
        self, intent: Intent, state: Ending, message_id: int | None = None, error: str | None = None
    ) -> None:
        now, kind = self._clock.now(), self._kinds.get(intent.kind)

        def work(on: Connection) -> None:
            outbox.settle(on, intent, state, now, message_id, error)
            if state == "dead" and kind is not None:
                kind.lost(on, intent, now)

        await self._storage.write(work)

    async def _give_back(self, intent: Intent, seconds: float, error: str | None) -> None:
        until = self._clock.now() + timedelta(seconds=seconds) if seconds else None
        await self._storage.write(lambda on: outbox.give_back(on, [intent], until, error))
