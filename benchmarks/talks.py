"""What speaks for a topic in a talk, learned from follow-ups and from changes of subject (`knowledge.following`)."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.optimize import minimize

from bot.evaluation.questions import Question
from knowledge.answering import answer, subject_of
from knowledge.calibration import Calibration
from knowledge.following import Signs, signs_of
from knowledge.postings import Floats, Numbers
from knowledge.schema import Topic
from knowledge.search import Index

CHANGE = 0.2
"""How much a change of subject counts; there are five times as many as follow-ups."""
SEED = 2026


@dataclass(frozen=True)
class Turn:
    """A question after a topic was answered: the signs of the topics that may be meant, and which of them are."""

    signs: Floats
    meant: Numbers
    weight: float


def followed(questions: Sequence[Question], index: Index) -> Iterator[Turn]:
    """Yield the follow-ups among the questions, each after what is answered to the question before it."""
    for question in questions:
        before = subject_of(answer(question.prev, index)) if question.prev else None
        if before and question.answerable:
            yield from _turn(before, question, 1.0, index)


def changed(questions: Sequence[Question], index: Index) -> Iterator[Turn]:
    """Yield questions after a related topic, and after any: who changes the subject must not be held back."""
    dice, topics = random.Random(SEED), index.base.topics
    for question in questions:
        if question.kind == "answer":
            related = [id for own in question.ids for id in topics[own].related]
            for others in (related, list(topics)):
                beside = [id for id in others if id not in question.ids]
                if beside:
                    yield from _turn(topics[dice.choice(beside)], question, CHANGE, index)


def _turn(before: Topic, question: Question, weight: float, index: Index) -> Iterator[Turn]:
    found = list(signs_of(before, question.q, index))
    meant = np.array([id in question.ids for id, _ in found])
    if meant.any():  # else nothing can be learned of what was meant
        yield Turn(np.array([signs for _, signs in found]), meant, weight)


def learned(turns: Sequence[Turn], calibration: Calibration) -> Calibration:
    """Return the calibration with the coefficients under which what was meant is likeliest: a conditional logit."""
    signs = np.concatenate([turn.signs for turn in turns])
    meant = np.concatenate([turn.meant for turn in turns])
    many = [len(turn.signs) for turn in turns]
    starts, of = np.cumsum([0, *many[:-1]]), np.repeat(np.arange(len(turns)), many)
    weights = np.array([turn.weight for turn in turns])

    def unlikely(coefficients: Floats) -> tuple[float, Floats]:
        """How unlikely it all is, and how that grows with each coefficient."""
        odds = signs @ coefficients
        likely = np.exp(odds - np.maximum.reduceat(odds, starts)[of])
        every, right = np.add.reduceat(likely, starts), np.add.reduceat(likely * meant, starts)
        pull = likely / every[of] - likely * meant / right[of]
        return float(weights @ np.log(every / right)), (weights[of] * pull) @ signs

    found = minimize(unlikely, np.zeros(signs.shape[1]), jac=True, method="L-BFGS-B").x
    return replace(calibration, **dict(zip(Signs._fields, map(float, found), strict=True)))


def first_right(turns: Sequence[Turn], by: Calibration) -> float:
    """Return in how many of a hundred turns what is meant comes first."""
    coefficients: Any = [getattr(by, name) for name in Signs._fields]
    held = [bool(turn.meant[int(np.argmax(turn.signs @ coefficients))]) for turn in turns]
    return round(100 * sum(held) / (len(held) or 1), 1)
