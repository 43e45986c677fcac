"""`python -m benchmarks.scale`: /tugas, /rekap and the export at 600 units x 150 items x 3 years, and how they grow.

The service runs as it is installed, against the simulator; times are those that a person would see, from the message
to the answer. While the workbook is made, other persons ask questions one after the other.
"""

import argparse
import asyncio
import math
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.agency import COORDINATOR, COORDINATORS, CURRENT, FIRST_FOCAL, Size, fill
from benchmarks.processes import BenchmarkError, clean_up_when_told_to_end, klinik_rb, running
from benchmarks.questions import Question, questions
from benchmarks.report import add_json_argument, print_table, write_json
from benchmarks.telegram import START_SECONDS, Telegram, environment, simulator
from bot.database import Connection, open_database
from bot.database.migrations import upgrade

SIZES = (Size(150), Size(300), Size(600))
TIMES = 30
POLL_SECONDS = 0.002
EXPORT_SECONDS = 120.0
FIRST_START_SECONDS = 90.0
"""The first start builds the index of the content."""
LIMITS = ("limit", "", "", "100", "", "100", "10", "", "", "300")
HEADINGS = (
    "units",
    "tasks",
    "/tugas, ms",
    "p95",
    "/rekap, ms",
    "p95",
    "Excel, s",
    "MB",
    "asked meanwhile",
    "p95, ms",
)


@dataclass(frozen=True)
class Figures:
    """What was measured at one size; milliseconds where not said otherwise."""

    units: int
    tasks: int
    tasks_median: float
    tasks_p95: float
    recap_median: float
    recap_p95: float
    export_seconds: float
    export_bytes: int
    asked: int
    asked_p95: float


def measure(size: Size, database_url: str, folder: Path) -> Figures:
    """Build an agency of that size and use it."""
    asyncio.run(_build(database_url, size))
    with simulator(folder) as telegram, _bot(telegram, database_url, folder):
        tasks = [_answer_to(telegram, FIRST_FOCAL + 1 + number, "/tugas") for number in range(TIMES)]
        recap = [_answer_to(telegram, person, "/rekap") for person in COORDINATORS]
        seconds, asked = _export(telegram)
        return Figures(
            size.units,
            size.tasks,
            statistics.median(tasks),
            p95(tasks),
            statistics.median(recap),
            p95(recap),
            seconds,
            telegram.last_file_size(COORDINATOR),
            len(asked),
            p95(asked),
        )


async def _build(database_url: str, size: Size) -> None:
    database = await open_database(database_url)
    try:
        now = datetime.now(UTC)
        await upgrade(database, now)
        await database.write(lambda on: fill(on, size, now.date()))
        if database.engine == "postgresql":
            await database.write(_analyze)  # as the server does by itself a minute after so many rows
    finally:
        await database.close()


def _analyze(on: Connection) -> None:
    on.execute("ANALYZE")


@contextmanager
def _bot(telegram: Telegram, database_url: str, folder: Path) -> Iterator[None]:
    settings = environment(telegram) | {"DATABASE_URL": database_url, "ADMIN_IDS": str(COORDINATOR)}
    with running("bot", klinik_rb(), folder, settings) as bot:
        before = telegram.answered()
        telegram.ask([Question(COORDINATOR, "/start")])
        bot.wait_until(lambda: telegram.answered() > before, FIRST_START_SECONDS)
        telegram.wait_for_silence()
        yield


def _answer_to(telegram: Telegram, person: int, text: str) -> float:
    """Return the milliseconds until somebody's message is answered."""
    return _until_answered(telegram, lambda: telegram.ask([Question(person, text)]))


def _until_answered(telegram: Telegram, act: Callable[[], None]) -> float:
    before = telegram.answered()
    began = time.perf_counter()
    act()
    while telegram.answered() == before:
        if time.perf_counter() - began > START_SECONDS:
            raise BenchmarkError("no answer")
        time.sleep(POLL_SECONDS)
    return 1000 * (time.perf_counter() - began)


def _export(telegram: Telegram) -> tuple[float, list[float]]:
    """Return the seconds until the workbook is there, and the milliseconds of each question answered meanwhile."""
    _answer_to(telegram, COORDINATOR, "/ekspor")
    telegram.tap(COORDINATOR, CURRENT.format(year=datetime.now(UTC).year))
    telegram.tap(COORDINATOR, "📊 Excel")
    began = time.perf_counter()
    asked = []
    for question in questions(100_000):
        asked.append(_answer_to(telegram, question.chat_id, question.text))
        if telegram.answered("sendDocument"):
            return time.perf_counter() - began, asked
        if time.perf_counter() - began > EXPORT_SECONDS:
            break
    raise BenchmarkError("the workbook has not come")


def p95(taken: Sequence[float]) -> float:
    """Return what 95 of 100 stay within."""
    return sorted(taken)[math.ceil(len(taken) * 0.95) - 1]


def main() -> int:
    """Measure each size and print how it grows."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description="Checklists of a large agency.")
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL server of its own, not on SQLite")
    parser.add_argument("--units", type=int, nargs="*", help="other sizes than 150, 300 and 600 units")
    add_json_argument(parser)
    arguments = parser.parse_args()
    clean_up_when_told_to_end()
    sizes = [Size(units) for units in arguments.units] if arguments.units else SIZES
    try:
        figures = [_measured(size, arguments.postgres) for size in sizes]
    except BenchmarkError as error:
        print(error, file=sys.stderr)
        return 1
    print_table(HEADINGS, [*map(_cells, figures), LIMITS])
    write_json(arguments.json, [asdict(one) for one in figures])
    return 0


def _measured(size: Size, postgres: bool) -> Figures:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="klinik-bench-")))
        url = stack.enter_context(_postgres()) if postgres else f"sqlite:///{folder / 'klinik.db'}"
        return measure(size, url, folder)


@contextmanager
def _postgres() -> Iterator[str]:
    from tests.support.postgres import PostgresServer

    server = PostgresServer()
    try:
        yield server.new_database()
    finally:
        server.stop()


def _cells(one: Figures) -> tuple[str, ...]:
    return (
        f"{one.units:,}",
        f"{one.tasks:,}",
        f"{one.tasks_median:.0f}",
        f"{one.tasks_p95:.0f}",
        f"{one.recap_median:.0f}",
        f"{one.recap_p95:.0f}",
        f"{one.export_seconds:.1f}",
        f"{one.export_bytes / 1e6:.1f}",
        f"{one.asked:,}",
        f"{one.asked_p95:.0f}",
    )


if __name__ == "__main__":
    sys.exit(main())
