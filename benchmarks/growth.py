"""`python -m benchmarks.growth`: what ten and a hundred times the phrasings cost, in time, memory and loading.

The further phrasings are generated from the built-in ones, a few words of each changed for others of the content, so
that they are as long and as alike as real ones.
"""

import argparse
import random
import resource
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

from benchmarks.processes import ROOT
from benchmarks.report import add_json_argument, print_table, write_json
from bot.content import built_in_folder
from bot.evaluation.questions import read_questions
from knowledge.answering import answer
from knowledge.base import KnowledgeBase
from knowledge.loading import load
from knowledge.search import Index

TIMES = (1, 10, 100)
SEED = 2026
CHANGED = 0.3
"""The share of a phrasing's words that are changed for others."""


def grown(base: KnowledgeBase, times: int) -> KnowledgeBase:
    """Return the content with so many times the phrasings in each topic."""
    dice = random.Random(SEED)
    words = sorted({word for topic in base.topics.values() for said in topic.ways for word in said.split()})
    topics = {
        topic.id: topic.model_copy(update={"phrasings": (*topic.phrasings, *_more(topic.ways, times, words, dice))})
        for topic in base.topics.values()
    }
    return replace(base, topics=topics)


def _more(phrasings: tuple[str, ...], times: int, words: list[str], dice: random.Random) -> Iterator[str]:
    for _ in range(times - 1):
        for said in phrasings:
            yield " ".join(dice.choice(words) if dice.random() < CHANGED else word for word in said.split())


def measure(times: int) -> dict[str, float]:
    """Return the figures for so many times the phrasings; in a process of its own, whose memory is theirs."""
    base = grown(load([built_in_folder()]), times)
    began = time.perf_counter()
    index = Index(base)
    built = time.perf_counter() - began
    asked = read_questions(Path(ROOT) / "tests" / "questions" / "dev-1.jsonl")
    taken = sorted(_milliseconds(index, question.q) for question in asked)
    return {
        "times": times,
        "phrasings": sum(len(topic.ways) for topic in base.topics.values()),
        "build_seconds": built,
        "median_ms": statistics.median(taken),
        "p99_ms": taken[int(len(taken) * 0.99)],
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _milliseconds(index: Index, question: str) -> float:
    began = time.perf_counter()
    answer(question, index)
    return 1000 * (time.perf_counter() - began)


def main() -> int:
    """Measure each size and print the curve."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description="More phrasings.")
    add_json_argument(parser)
    arguments = parser.parse_args()
    with get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        figures = [pool.apply(measure, (times,)) for times in TIMES]
    heads = ("phrasings", "build, s", "median, ms", "p99, ms", "peak memory, MiB")
    print_table(("times", *heads), [_row(one) for one in figures])
    write_json(arguments.json, {"sizes": figures})
    return 0


def _row(one: dict[str, float]) -> tuple[str, ...]:
    return (
        f"{one['times']:.0f}",
        f"{one['phrasings']:,.0f}",
        f"{one['build_seconds']:.1f}",
        f"{one['median_ms']:.2f}",
        f"{one['p99_ms']:.2f}",
        f"{one['peak_mib']:.0f}",
    )


if __name__ == "__main__":
    sys.exit(main())
