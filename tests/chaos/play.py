"""One play: people at the simulator, the bot killed again and again, and at the end the verdict."""

import asyncio
from pathlib import Path
from random import Random

import aiohttp

from bot.simulator.server import Simulator
from reminders import delivery
from reminders.clock import SystemClock
from tests.chaos.broadcasts import Toll, is_delivered, judge_announcements, prepare, send_unknown_again
from tests.chaos.load import Crowd
from tests.chaos.reminding import Reminded, judge_reminders
from tests.chaos.verdict import Verdict, judge, open_work
from tests.chaos.victim import Victim
from tests.support.indexes import warm_shelf

BEFORE_IT_SERVES = 0.3
"""The share of lives that end while the bot starts: migrations and recovery can be struck, too."""
START_SECONDS = (0.2, 1.2)
SERVING_SECONDS = (0.005, 2.5)
"""Most lives are short; some are long enough to get on to what comes last, the announcements."""
RESTART_PAUSE = 0.1
"""Seconds a supervisor waits; meanwhile the simulator executes what the dead bot had put on the wire."""
LOOK_PAUSE = 0.1
FINISH_SECONDS = 60.0
"""For what is left when the kills are over."""
FINISH_SECONDS_A_KILL = 1.5
"""Of a play so long that this is more: a life that is cut short leaves more behind."""
KILLS_AN_ANNOUNCEMENT = 3
SHELF = "var/indeks.bin"


def announcements(kills: int) -> int:
    """Return how many announcements, and reminders for each who is reminded, are prepared for so many kills."""
    return 1 + kills // KILLS_AN_ANNOUNCEMENT


async def play(database_url: str, kills: int, seed: int, folder: Path) -> tuple[Verdict, Toll, Reminded]:
    """Kill the bot that often under load, let it finish, and return the verdicts. Raises AssertionError."""
    simulator = Simulator(SystemClock())
    await simulator.start()
    try:
        await asyncio.to_thread(warm_shelf, folder / SHELF)
        await prepare(database_url, simulator, announcements(kills))
        async with Victim(folder, database_url, simulator.url) as victim, aiohttp.ClientSession() as http:
            crowd = Crowd(simulator, http, seed)
            patience = max(FINISH_SECONDS, FINISH_SECONDS_A_KILL * kills)
            starts = await _kill_under_load(simulator, crowd, victim, kills, Random(seed))
            await _finish(http, simulator, victim, database_url, patience)
            unknown = await send_unknown_again(database_url)
            starts.append(simulator.world.log.next_seq)
            await victim.start()
            await _finish(http, simulator, victim, database_url, patience)
    finally:
        await simulator.stop()
    assert simulator.world.bots.current.queue.delivered == len(crowd.acts)
    calls = simulator.world.log.since(0, None)
    replies = [call for call in calls if not is_delivered(call)]
    verdict = await judge(database_url, crowd.acts, replies, starts)
    toll = await judge_announcements(database_url, calls, unknown, starts)
    return verdict, toll, await judge_reminders(database_url, calls, kills, delivery.IN_FLIGHT)


async def _kill_under_load(simulator: Simulator, crowd: Crowd, victim: Victim, kills: int, rng: Random) -> list[int]:
    """Return the number of the first call that each life could make, the last life still running."""
    starts = []
    async with asyncio.TaskGroup() as group:
        group.create_task(crowd.live())
        for _ in range(kills):
            starts.append(simulator.world.log.next_seq)
            await victim.start()
            await _until_its_moment(victim, rng.random() < BEFORE_IT_SERVES, rng.random())
            await victim.kill()
            await asyncio.sleep(RESTART_PAUSE)
        crowd.leaving = True
    starts.append(simulator.world.log.next_seq)
    await victim.start()
    return starts


async def _until_its_moment(victim: Victim, early: bool, fraction: float) -> None:
    if not early:
        await victim.serving()
    first, last = START_SECONDS if early else SERVING_SECONDS
    await asyncio.sleep(first * (last / first) ** fraction)


async def _finish(
    http: aiohttp.ClientSession, simulator: Simulator, victim: Victim, database_url: str, patience: float
) -> None:
    await victim.serving()
    async with asyncio.timeout(patience):
        async with http.get(f"{simulator.url}/sim/idle", params={"timeout": patience}) as answer:
            assert (await answer.json())["idle"]
        while open_work(database_url):  # noqa: ASYNC110 - another process works it off; no event tells of it here
            await asyncio.sleep(LOOK_PAUSE)
    assert await victim.stop() == 0
    assert victim.errors == [], victim.errors
