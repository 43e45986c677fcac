"""What speaks for a topic in a talk, learned from follow-ups and from changes of subject (`knowledge.following`)."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import minimize

from bot.evaluation.questions import Question
from knowledge.answering import answer, subject_of
from knowledge.calibration import Calibration
from knowledge.following import Signs, coefficients, signs_of
from knowledge.postings import Floats, Numbers
from knowledge.schema import Topic
from knowledge.search import Index

CHANGE = 0.2
"""How much a change of subject counts; there are five times as many as follow-ups."""
SEED = 2026


@dataclass(frozen=True)
class Turn:
    """A question after a topic was answered: the signs of the topics that may be meant, and which of them are.

    It counts as much as its weight says.
    """

    signs: Floats
    meant: Numbers
    weight: float


def followed(questions: Sequence[Question], index: Index) -> list[Turn]:
    """Return the follow-ups among the questions, each after what is answered to the question before it."""
    asked = [question for question in questions if question.prev and question.answerable]
    subjects = [subject_of(answer(question.prev or "", index)) for question in asked]
    turns = [_turn(before, one, 1.0, index) for before, one in zip(subjects, asked, strict=True) if before]
    return [turn for turn in turns if turn]


def changed(questions: Sequence[Question], index: Index) -> list[Turn]:
    """Return questions after a related topic, and after any: who changes the subject must not be held back."""
    dice = random.Random(SEED)
    asked = [question for question in questions if question.kind == "answer"]
    turns = [_turn(before, one, CHANGE, index) for one in asked for before in _others(one, dice, index)]
    return [turn for turn in turns if turn]


def _others(question: Question, dice: random.Random, index: Index) -> Iterator[Topic]:
    topics = index.base.topics
    related = [id for own in question.ids for id in topics[own].related]
    for ids in (related, list(topics)):
        if beside := [id for id in ids if id not in question.ids]:
            yield topics[dice.choice(beside)]


def _turn(before: Topic, question: Question, weight: float, index: Index) -> Turn | None:
    """The turn, None if what was meant is not among the topics weighed: nothing can be learned of it."""
    found = list(signs_of(before, question.q, index))
    meant = np.array([id in question.ids for id, _ in found])
    return Turn(np.array([signs for _, signs in found]), meant, weight) if meant.any() else None


def learned(turns: Sequence[Turn], calibration: Calibration) -> Calibration:
    """Return the calibration with the coefficients under which what was meant is likeliest: a conditional logit."""
    signs = np.concatenate([turn.signs for turn in turns])
    meant = np.concatenate([turn.meant for turn in turns])
    many = [len(turn.signs) for turn in turns]
    starts, of = np.cumsum([0, *many[:-1]]), np.repeat(np.arange(len(turns)), many)
    weights = np.array([turn.weight for turn in turns])

    def unlikely(tried: Floats) -> tuple[float, Floats]:
        """How unlikely it all is, and how that grows with each coefficient."""
        odds = signs @ tried
        likely = np.exp(odds - np.maximum.reduceat(odds, starts)[of])
        every, right = np.add.reduceat(likely, starts), np.add.reduceat(likely * meant, starts)
        pull = likely / every[of] - likely * meant / right[of]
        return float(weights @ np.log(every / right)), (weights[of] * pull) @ signs

    found = minimize(unlikely, np.zeros(signs.shape[1]), jac=True, method="L-BFGS-B").x
    return replace(calibration, **dict(zip(Signs._fields, map(float, found), strict=True)))


def first_right(turns: Sequence[Turn], by: Calibration) -> float:
    """Return in how many of a hundred turns what is meant comes first."""
    told = np.array(coefficients(by))
    held = [bool(turn.meant[int(np.argmax(turn.signs @ told))]) for turn in turns]
    return round(100 * sum(held) / (len(held) or 1), 1)
