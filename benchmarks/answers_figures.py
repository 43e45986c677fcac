"""How well a ranking does: the right topic first, among three, with typos, and telling what it does not know."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.answers_peers import SHOWN, Ranked
from bot.evaluation.questions import Question

TYPO_EVERY = 12
"""Characters of which one is damaged."""
SEED = 2026

Asked = Callable[[str, str | None], Ranked]
"""Ranks the topics for a question and, for a follow-up, the question before it."""


@dataclass(frozen=True)
class Result:
    """The figures of one contestant on one file: shares and area in percent, time in milliseconds a question."""

    contestant: str
    top_1: float
    top_3: float
    top_1_typos: float
    auroc: float
    milliseconds: float


def judged(contestant: str, asked: Asked, answerable: Sequence[Question], unknown: Sequence[Question]) -> Result:
    """Ask a contestant what topics settle, damaged and whole, and what none does."""
    began = time.perf_counter()
    ranked = [asked(question.q, question.prev) for question in answerable]
    strange = [asked(question.q, None) for question in unknown]
    seconds = time.perf_counter() - began
    damaged = [asked(with_typos(question.q), question.prev) for question in answerable]
    return Result(
        contestant,
        top_1=_found(answerable, ranked, 1),
        top_3=_found(answerable, ranked, SHOWN),
        top_1_typos=_found(answerable, damaged, 1),
        auroc=100 * auroc([_top(one) for one in ranked], [_top(one) for one in strange]),
        milliseconds=1000 * seconds / (len(ranked) + len(strange)),
    )


def _found(questions: Sequence[Question], ranked: Sequence[Ranked], most: int) -> float:
    hits = sum(
        any(topic in question.ids for topic, _ in topics[:most])
        for question, topics in zip(questions, ranked, strict=True)
    )
    return 100 * hits / (len(questions) or 1)


def _top(ranked: Ranked) -> float:
    return ranked[0][1] if ranked else 0.0


def auroc(known: Sequence[float], unknown: Sequence[float]) -> float:
    """Return how often what is known scores above what is not; a draw is half."""
    above = sum((one > other) + (one == other) / 2 for one in known for other in unknown)
    return above / ((len(known) * len(unknown)) or 1)


def with_typos(text: str) -> str:
    """Return the text with one character in twelve lost, doubled, swapped or replaced; the same at every call."""
    chance = random.Random(f"{SEED} {text}")
    return "".join(
        _damaged(text, at, chance) if text[at].isalpha() and chance.random() < 1 / TYPO_EVERY else text[at]
        for at in range(len(text))
    )


def _damaged(text: str, at: int, chance: random.Random) -> str:
    letter = text[at]
    return chance.choice(("", letter * 2, text[at - 1] + letter, chance.choice("abdegiklmnoprstu")))
