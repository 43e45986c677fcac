"""`python -m benchmarks.memory`: how soon Klinik RB answers after its start, and the memory it then settles at.

The very first start builds the index; those after it find it on the shelf.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.processes import BenchmarkError, Process, clean_up_when_told_to_end, klinik_rb, running
from benchmarks.questions import Question, questions
from benchmarks.report import add_json_argument, print_table, write_json
from benchmarks.telegram import START_SECONDS, Telegram, environment, simulator

QUESTIONS = 5000
START_LIMIT = 2.0
"""Seconds from the start of the process within which the first answer must be sent."""
FIRST_ANSWER_POLL = 0.005


def measure() -> dict[str, float]:
    """Return the seconds to the first answer, and the resident memory in MiB after it and after the load."""
    very_first, first, *load = questions(QUESTIONS)
    with TemporaryDirectory(prefix="klinik-bench-") as name, simulator(Path(name)) as telegram:
        with _started(Path(name), telegram, very_first) as (_, seconds):
            figures = {"very_first_answer_seconds": seconds}
        with _started(Path(name), telegram, first) as (bot, seconds):
            figures |= {"first_answer_seconds": seconds, "first_answer_mib": resident_mib(bot)}
            telegram.ask(load)
            telegram.wait_for_answers(QUESTIONS)
            return figures | {"answers": telegram.answered(), "mib": resident_mib(bot)}


@contextmanager
def _started(folder: Path, telegram: Telegram, question: Question) -> Iterator[tuple[Process, float]]:
    """Yield a bot that has answered a question waiting for it, and the seconds that took from its start."""
    before = telegram.answered()
    telegram.ask([question])
    began = time.perf_counter()
    with running("bot", klinik_rb(), folder, environment(telegram)) as bot:
        bot.wait_until(lambda: telegram.answered() > before, START_SECONDS, FIRST_ANSWER_POLL)
        yield bot, time.perf_counter() - began


def resident_mib(process: Process) -> float:
    """Return the resident memory of a process in MiB, from /proc."""
    status = Path(f"/proc/{process.pid}/status").read_text("ascii")
    [line] = [line for line in status.splitlines() if line.startswith("VmRSS:")]
    return int(line.split()[1]) / 1024


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory", description="Start and memory of Klinik RB.")
    add_json_argument(parser)
    arguments = parser.parse_args()
    clean_up_when_told_to_end()
    try:
        figures = measure()
    except BenchmarkError as error:
        print(error, file=sys.stderr)
        return 1
    print_table(("Klinik RB", "measured", "limit"), _rows(figures))
    write_json(arguments.json, figures)
    return 0


def _rows(figures: dict[str, float]) -> list[tuple[str, str, str]]:
    return [
        ("very first start to first answer", f"{figures['very_first_answer_seconds']:.2f} s", ""),
        ("start to first answer", f"{figures['first_answer_seconds']:.2f} s", f"{START_LIMIT:.2f} s"),
        ("memory after the first answer", f"{figures['first_answer_mib']:.0f} MiB", ""),
        (f"memory after {figures['answers']:,} answers", f"{figures['mib']:.0f} MiB", ""),
    ]


if __name__ == "__main__":
    sys.exit(main())
