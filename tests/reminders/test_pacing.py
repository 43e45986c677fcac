"""No window ever holds more than the limits, replies go first, and quiet chats are forgotten."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from reminders.pacing import BURST, CHAT_SECONDS, GROUP_MESSAGES, GROUP_SECONDS, IDLE_CHATS, Lane, Pace, Pacer
from tests.support.clock import ManualClock

NEARLY = 1e-5
CHATS = st.sampled_from([None, 1, 2, 3, 4, 5, -1, -2])
ARRIVALS = st.lists(
    st.tuples(st.sampled_from([0.0, 0.01, 0.3, 1.0, 7.0]), st.sampled_from(Lane), CHATS), min_size=1, max_size=80
)


@dataclass
class Play:
    """A pacer, who asked for a turn, and when each got it."""

    pace: Pace
    clock: ManualClock = field(default_factory=ManualClock)
    granted: list[tuple[float, Lane, int | None]] = field(default_factory=list)
    tasks: list[asyncio.Task[None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pacer = Pacer(self.clock, self.pace)

    def ask(self, lane: Lane, chat_id: int | None) -> None:
        self.tasks.append(asyncio.create_task(self._turn(lane, chat_id)))

    async def _turn(self, lane: Lane, chat_id: int | None) -> None:
        await self.pacer.turn(lane, chat_id)
        self.granted.append((self.clock.monotonic(), lane, chat_id))

    async def pass_time(self, seconds: float) -> None:
        """Let so much time pass, stopping wherever somebody wakes."""
        end = self.clock.monotonic() + seconds
        await breathe()
        while (wake := self.clock.next_wake()) is not None and self.clock.monotonic() + wake < end:
            self.clock.advance(max(wake, 1e-9))
            await breathe()
        self.clock.advance(max(0.0, end - self.clock.monotonic()))
        await breathe()

    async def drain(self) -> None:
        await breathe()
        while not all(task.done() for task in self.tasks):
            await self.pass_time(10.0)


async def breathe() -> None:
    for _ in range(6):
        await asyncio.sleep(0)


def no_more_than(limit: int, seconds: float, times: Sequence[float]) -> bool:
    return all(later - first >= seconds - NEARLY for first, later in zip(times, times[limit:], strict=False))


@settings(max_examples=30)
@given(ARRIVALS, st.sampled_from([2, 5, 25]))
def test_no_window_exceeds_a_limit(arrivals: list[tuple[float, Lane, int | None]], overall: int) -> None:
    async def scenario() -> Play:
        play = Play(Pace(overall))
        for gap, lane, chat_id in arrivals:
            await play.pass_time(gap)
            play.ask(lane, chat_id)
        await play.drain()
        return play

    play = asyncio.run(scenario())
    assert len(play.granted) == len(arrivals)
    assert no_more_than(overall, 1.0, [at for at, _, _ in play.granted])
    by_chat = defaultdict(list)
    for at, lane, chat_id in play.granted:
        if chat_id is not None:
            by_chat[chat_id].append((at, lane))
    for chat_id, turns in by_chat.items():
        times = [at for at, _ in turns]
        assert no_more_than(BURST[Lane.REPLY], CHAT_SECONDS, times)
        assert chat_id > 0 or no_more_than(GROUP_MESSAGES, GROUP_SECONDS, times)
        for (before, _), (at, lane) in pairwise(turns):
            assert lane is Lane.REPLY or at - before >= CHAT_SECONDS - NEARLY


@settings(max_examples=10)
@given(st.lists(st.floats(0.0, 0.5), min_size=1, max_size=12))
def test_a_reply_never_waits_behind_what_goes_to_many(gaps: list[float]) -> None:
    async def scenario() -> None:
        play = Play(Pace(25))
        for number in range(120):
            play.ask(Lane.BULK, 10_000 + number)
        for number, gap in enumerate(gaps):
            await play.pass_time(gap)
            play.ask(Lane.REPLY, number + 1)
            await play.pass_time(0.2)
            assert [one for one in play.granted if one[2] == number + 1], "a reply waited for more than 0.2 s"
        for task in play.tasks:
            task.cancel()
        await asyncio.gather(*play.tasks, return_exceptions=True)

    asyncio.run(scenario())


async def test_the_bulk_lane_keeps_the_whole_pace() -> None:
    play = Play(Pace(25))
    for number in range(500):
        play.ask(Lane.BULK, 10_000 + number)
    await play.drain()
    assert 500 / play.granted[-1][0] >= 0.97 * 25


async def test_one_chats_flood_pauses_that_chat_alone() -> None:
    play = Play(Pace(25))
    play.pacer.refused(7, 300.0)
    for chat_id in (7, 8):
        play.ask(Lane.BULK, chat_id)
    await play.pass_time(1.0)
    assert [chat_id for _, _, chat_id in play.granted] == [8]
    assert play.pacer.chat_wait(Lane.REPLY, 7) == 299.0
    await play.drain()
    assert play.granted[-1][0] >= 300.0


async def test_two_chats_refused_in_a_row_pause_what_goes_to_many_and_replies_go_on() -> None:
    play = Play(Pace(25))
    play.pacer.refused(7, 300.0)
    play.pacer.refused(8, 10_072.0)
    assert play.pacer.bulk_pause() == 10_072.0
    play.ask(Lane.BULK, 9)
    play.ask(Lane.REPLY, 10)
    await play.pass_time(10_000.0)
    assert [chat_id for _, _, chat_id in play.granted] == [10]
    await play.drain()
    assert play.granted[-1] == (10_072.0, Lane.BULK, 9)


async def test_a_message_accepted_in_between_clears_the_suspicion() -> None:
    play = Play(Pace(25))
    play.pacer.refused(7, 300.0)
    play.pacer.accepted()
    play.pacer.refused(8, 300.0)
    assert play.pacer.bulk_pause() == 0


async def test_quiet_chats_are_forgotten() -> None:
    play = Play(Pace(10**12))
    for number in range(20 * IDLE_CHATS):
        await play.pacer.turn(Lane.REPLY, number + 1)
        if number % IDLE_CHATS == 0:
            play.clock.advance(5.0)
    assert play.pacer.chats <= 2 * IDLE_CHATS


async def test_who_no_longer_waits_takes_no_turn() -> None:
    play = Play(Pace(1))
    for chat_id in (1, 2, 3):
        play.ask(Lane.BULK, chat_id)
    await breathe()
    play.tasks[1].cancel()
    await play.drain()
    assert [(at, chat_id) for at, _, chat_id in play.granted] == [(0.0, 1), (1.0, 3)]
