"""`python -m benchmarks.delivery`: a message to thousands, and the questions that are asked meanwhile.

The simulator enforces Telegram's limits. It runs in this process, on one core; the bot has the other for itself.
"""

import argparse
import asyncio
import json
import statistics
import sys
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from sqlite3 import connect
from tempfile import TemporaryDirectory

import aiohttp

from benchmarks.memory import resident_mib
from benchmarks.processes import BenchmarkError, Process, klinik_rb, move, running, stay_on, two_cores
from benchmarks.questions import questions
from benchmarks.report import add_json_argument, print_table, write_json
from bot.announcements import store
from bot.announcements.audience import Audience
from bot.database import Connection, open_database
from bot.database.migrations import upgrade
from bot.people.store import Unit, save_units
from bot.simulator.outbox import Record
from bot.simulator.server import Simulator
from reminders.clock import SystemClock

AUTHOR, FIRST_ASKER, FIRST_READER = 500, 1001, 1_000_000
TEXT = "Siaran: rapat koordinasi RB dimulai pukul 09.00."
UNIT = Unit("disdik", "Dinas Pendidikan", "Disdik", "opd")
LEAD_SECONDS = 45
"""From the making of the announcement to its sending; the bot starts meanwhile, and settles."""
LOOK_SECONDS = 0.05
ASK_SECONDS = 0.25
STEADY_SECONDS = 8.0
STALLED_SECONDS = 60.0
TELEGRAM_OVERALL = 30


@dataclass
class Course:
    """What was seen while the announcement was sent."""

    asked_at: dict[int, float] = field(default_factory=dict)
    queued_at: float | None = None
    memory: list[tuple[float, float]] = field(default_factory=list)


async def prepare(url: str, recipients: int) -> float:
    """Fill a database with people, schedule an announcement, and return the seconds that queueing alone takes."""
    database = await open_database(url)
    clock = SystemClock()
    await upgrade(database, clock.now())
    body = {"method": "sendMessage", "params": {"text": TEXT}}
    people = [{"id": number, "now": 0} for number in range(FIRST_READER, FIRST_READER + recipients)]
    insert = "INSERT INTO people (person_id, chat_id, unit_id, began_at) VALUES (:id, :id, 1, :now)"
    await database.write(lambda on: save_units(on, [UNIT], clock.now()))
    await database.write(lambda on: on.many(insert, people))
    measured = await database.write(lambda on: _sending(on, body, clock))
    began = time.perf_counter()
    while await database.write(lambda on: store.queue_portion(on, measured, (), clock.now())):
        pass
    seconds = time.perf_counter() - began
    await database.write(lambda on: _schedule(on, body, clock))
    await database.close()
    return seconds


def _sending(on: Connection, body: store.Body, clock: SystemClock) -> store.Broadcast:
    number = store.draft(on, AUTHOR, AUTHOR, body, Audience(), clock.now())
    store.schedule(on, number, 0, clock.now())
    store.begin(on, number, 1, clock.now())
    broadcast = store.find(on, number)
    if broadcast is None:
        raise BenchmarkError("the announcement was not kept")
    return broadcast


def _schedule(on: Connection, body: store.Body, clock: SystemClock) -> None:
    on.execute("DELETE FROM outbox")
    on.execute("UPDATE broadcasts SET state = 'done'")
    # Of a unit: those who ask are not to receive it, or they would have to be told apart.
    number = store.draft(on, AUTHOR, AUTHOR, body, Audience(units=(1,)), clock.now())
    store.schedule(on, number, 0, clock.now())
    on.execute("UPDATE broadcasts SET send_at = send_at + :lead WHERE state = 'scheduled'", lead=LEAD_SECONDS * 1000)


async def measure(recipients: int, pace: int) -> dict[str, float]:
    """Send to so many at that pace and return the figures."""
    bot_core, other = two_cores()
    stay_on(other)
    with TemporaryDirectory(prefix="klinik-bench-") as name:
        url = f"sqlite:///{name}/klinik.db"
        queueing = await prepare(url, recipients)
        simulator = Simulator(SystemClock(), keep_calls=2 * recipients + 10_000)
        await simulator.start()
        world = simulator.world
        for number in (AUTHOR, *range(FIRST_READER, FIRST_READER + recipients)):
            world.private(world.user(number))
        world.limits.enforced = pace <= TELEGRAM_OVERALL
        settings = {
            "TELEGRAM_TOKEN": "4242:benchmark",
            "TELEGRAM_API_BASE": simulator.url,
            "DATABASE_URL": url,
            "MESSAGES_PER_SECOND": str(pace),
        }
        try:
            with running("bot", klinik_rb(), Path(name), settings) as bot:
                move(bot, bot_core)
                course = await _watch(simulator, bot, recipients, Path(name) / "klinik.db")
        finally:
            await simulator.stop()
    return _figures(world.log.since(0, None), course, recipients, pace) | {"queueing_seconds": queueing}


async def _watch(simulator: Simulator, bot: Process, recipients: int, file: Path) -> Course:
    course, asked = Course(), questions(100_000)
    latest, sent, counted, asker = time.time(), 0, 0, FIRST_ASKER
    async with aiohttp.ClientSession() as http:
        while sent < recipients and time.time() - latest < STALLED_SECONDS:
            asker += 1
            body = {"user_id": asker, "text": asked[asker].text}
            course.asked_at[asker] = time.time()
            await (await http.post(f"{simulator.url}/sim/message", json=body)).read()
            pause = LOOK_SECONDS if sent and course.queued_at is None else ASK_SECONDS
            await asyncio.sleep(pause)
            before = sent
            # Counted as it grows: whoever reads all of it again each time holds Telegram up.
            sent += sum(map(_is_reader, simulator.world.log.since(counted, None)))
            counted = simulator.world.log.next_seq
            if sent > before:
                latest = time.time()
            if course.queued_at is None and _all_queued(file):
                course.queued_at = time.time()
            course.memory.append((time.time(), resident_mib(bot)))
    return course


def _is_reader(call: Record) -> bool:
    return call.method == "sendMessage" and call.outcome == "result" and TEXT in call.params


def _all_queued(file: Path) -> bool:
    with closing(connect(f"{file.as_uri()}?mode=ro", uri=True, timeout=5)) as raw:
        return bool(raw.execute("SELECT 1 FROM broadcasts WHERE state <> 'done' AND queued_through IS NULL").fetchone())


def _figures(calls: list[Record], course: Course, recipients: int, pace: int) -> dict[str, float]:
    messages = [call for call in calls if call.method == "sendMessage"]
    reached = [call.at_ms for call in messages if _is_reader(call)]
    first, last = min(reached) / 1000, max(reached) / 1000
    within = sum(1 for call in messages if call.outcome == "result" and first <= call.at_ms / 1000 <= last)
    waits = _waits(messages, course)
    during = [wait for asker, wait in waits.items() if course.asked_at[asker] >= first]
    queueing = [wait for asker, wait in waits.items() if _while_queueing(course, asker, first)]
    before = max(mib for at, mib in course.memory if first - STEADY_SECONDS <= at < first)
    highest = max(mib for _, mib in course.memory)
    return {
        "recipients": recipients,
        "reached": len(reached),
        "doubled": len(reached) - len({json.loads(call.params)["chat_id"] for call in messages if _is_reader(call)}),
        "pace_share": (within - 1) / (last - first) / pace,
        "seconds": last - first,
        "floods": sum(1 for call in calls if '"error_code": 429' in call.answer),
        "questions": len(during),
        "p95_ms": 1000 * _p95(during),
        "p95_queueing_ms": 1000 * _p95(queueing),
        "questions_queueing": len(queueing),
        "memory_mib": highest,
        "growth_mib": highest - before,
    }


def _while_queueing(course: Course, asker: int, first: float) -> bool:
    return course.queued_at is not None and first - 2 <= course.asked_at[asker] <= course.queued_at


def _waits(messages: list[Record], course: Course) -> dict[int, float]:
    waits: dict[int, float] = {}
    for call in messages:
        chat = json.loads(call.params)["chat_id"]
        if chat in course.asked_at and call.outcome == "result":
            waits.setdefault(chat, call.at_ms / 1000 - course.asked_at[chat])
    return waits


def _p95(waits: list[float]) -> float:
    return statistics.quantiles(waits, n=20)[-1] if len(waits) > 1 else 0.0


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.delivery", description="A message to thousands.")
    parser.add_argument("--recipients", type=int, default=10_000)
    parser.add_argument("--pace", type=int, default=25, help="messages a second; above 30 no limits are enforced")
    add_json_argument(parser)
    arguments = parser.parse_args()
    try:
        figures = asyncio.run(measure(arguments.recipients, arguments.pace))
    except BenchmarkError as error:
        print(error, file=sys.stderr)
        return 1
    print_table(("delivery", "measured", "wanted"), _rows(figures))
    write_json(arguments.json, figures)
    return 0


def _rows(figures: dict[str, float]) -> list[tuple[str, str, str]]:
    reached = f"{figures['reached']:,} of {figures['recipients']:,}, {figures['doubled']:.0f} doubled"
    return [
        ("reached", reached, "all, once"),
        ("queued by itself", f"{figures['queueing_seconds']:.2f} s", "< 2 s for 100,000"),
        ("share of the pace", f"{100 * figures['pace_share']:.1f} %", ">= 97 %"),
        ("refused for flood (429)", f"{figures['floods']:.0f}", "0"),
        ("questions meanwhile, p95", f"{figures['p95_ms']:.0f} ms of {figures['questions']:.0f}", "< 300 ms"),
        (
            "questions while queueing, p95",
            f"{figures['p95_queueing_ms']:.0f} ms of {figures['questions_queueing']:.0f}",
            "< 300 ms",
        ),
        ("memory, growth", f"{figures['memory_mib']:.0f} MiB, {figures['growth_mib']:.1f} MiB", "< 30 MiB"),
    ]


if __name__ == "__main__":
    sys.exit(main())
