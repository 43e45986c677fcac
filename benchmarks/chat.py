"""`python -m benchmarks.chat`: whole answers of Klinik RB against the bare echoes of two libraries.

Every contestant faces a fresh simulator with the same updates, fetched by polling in batches of 100, and has
one core for itself; the simulator and the counting have the other. Start-up is not counted: the bot answers
a few messages first, is held still while the load is put in, and the clock runs from the moment it goes on.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.processes import (
    BenchmarkError,
    clean_up_when_told_to_end,
    klinik_rb,
    move,
    python,
    running,
    stay_on,
    two_cores,
)
from benchmarks.questions import Question, questions
from benchmarks.report import add_json_argument, print_table, write_json
from benchmarks.telegram import START_SECONDS, environment, simulator

WARM_UP = 20
CONTESTANTS = {
    "Klinik RB: stored, answered, logged": klinik_rb(),
    "echo, aiogram": python("benchmarks.echo_aiogram"),
    "echo, python-telegram-bot": python("benchmarks.echo_ptb"),
    "echo, python-telegram-bot, concurrent": python("benchmarks.echo_ptb", "concurrent"),
}
HEADINGS = ("contestant", "answers", "seconds", "answers/s", "ratio")


@dataclass(frozen=True)
class Result:
    """How a contestant fared; `ratio` is the first contestant's speed divided by this one's."""

    contestant: str
    answers: int
    seconds: float
    per_second: float
    ratio: float = 1.0


def measure(contestant: str, load: Sequence[Question], core: int) -> Result:
    """Let one contestant answer the load on that core."""
    with (
        TemporaryDirectory(prefix="klinik-bench-") as folder,
        simulator(Path(folder)) as telegram,
        running("bot", CONTESTANTS[contestant], Path(folder), environment(telegram)) as bot,
    ):
        move(bot, core)
        telegram.ask(load[:WARM_UP])
        bot.wait_until(lambda: telegram.answered() >= WARM_UP, START_SECONDS)
        telegram.wait_for_silence()
        with bot.paused():
            telegram.ask(load)
        seconds = telegram.wait_for_answers(WARM_UP + len(load))
        answers = telegram.answered() - WARM_UP
    return Result(contestant, answers, seconds, answers / seconds if seconds else 0.0)


def main() -> int:
    """Measure all contestants and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.chat", description="Whole answers against echoes.")
    parser.add_argument("--questions", type=int, default=3000, help="how many are asked (default 3000)")
    add_json_argument(parser)
    arguments = parser.parse_args()
    clean_up_when_told_to_end()
    core, other = two_cores()
    stay_on(other)
    load = questions(arguments.questions)
    try:
        results = _compared([measure(contestant, load, core) for contestant in CONTESTANTS])
    except BenchmarkError as error:
        print(error, file=sys.stderr)
        return 1
    print_table(HEADINGS, [_cells(result) for result in results])
    write_json(arguments.json, [asdict(result) for result in results])
    return 0


def _compared(results: Sequence[Result]) -> list[Result]:
    ours = results[0].per_second
    return [
        Result(result.contestant, result.answers, result.seconds, result.per_second, ours / (result.per_second or 1.0))
        for result in results
    ]


def _cells(result: Result) -> tuple[str, ...]:
    figures = f"{result.answers:,}", f"{result.seconds:.2f}", f"{result.per_second:,.0f}", f"{result.ratio:.2f}"
    return (result.contestant, *figures)


if __name__ == "__main__":
    sys.exit(main())
