"""The counting rules: what came back for a question, and what it is worth."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bot.asking.views import outcome_view
from bot.evaluation.questions import Question
from bot.markup import unfolded_text
from knowledge.answering import Clarification, Outcome, answer, subject_of
from knowledge.search import Index

READ = 700
"""The characters of a text in which its facts must stand: what is read without scrolling."""

DIRECT = ("answer", "comparison")
"""The outcomes that answer without asking back."""
_COUNTED = {"answer": 1, "comparison": 2, "clarification": 4}
"""How many of the topics that an outcome shows count."""

Verdict = Literal["right", "thin", "tap", "wrong", "missed", "refused", "answered"]
"""For what a topic settles:

    right    the topic and the facts
    thin     only one of the two
    tap      a clarification that offers the topic
    wrong    a direct answer with neither
    missed   neither a direct answer nor a choice that holds the topic

and for what none does, small talk among it:

    refused  no direct answer
    answered a direct answer
"""


@dataclass(frozen=True)
class Scored:
    """What came back for a question: the topics shown, the text as read before unfolding, and the verdict."""

    question: Question
    outcome: str
    topics: tuple[str, ...]
    score: float
    text: str
    verdict: Verdict

    @property
    def direct(self) -> bool:
        """Whether it was answered without asking back."""
        return self.outcome in DIRECT

    @property
    def on_topic(self) -> bool:
        """Whether a topic that settles the question is among those shown."""
        return not set(self.question.ids).isdisjoint(self.topics)


def score_all(questions: Iterable[Question], index: Index) -> list[Scored]:
    """Ask every question in a conversation of its own."""
    return [score(question, index) for question in questions]


def score(question: Question, index: Index) -> Scored:
    """Ask one question, after the one before it in the same conversation, and count what comes back."""
    outcome = answer(question.q, index, _about(question, index))
    topics = _shown(outcome)[: _COUNTED.get(outcome.kind, 0)]
    text = unfolded_text(outcome_view(index.base, outcome).text)
    best = outcome.ranked[0].score if outcome.ranked else 0.0
    return Scored(question, outcome.kind, topics, best, text, verdict(question, outcome.kind, topics, text))


def _about(question: Question, index: Index) -> str | None:
    subject = subject_of(answer(question.prev, index)) if question.prev else None
    return subject.id if subject else None


def _shown(outcome: Outcome) -> tuple[str, ...]:
    if isinstance(outcome, Clarification):
        return tuple(topic.id for topic in outcome.topics)
    return tuple(candidate.topic_id for candidate in outcome.ranked)


def verdict(question: Question, outcome: str, topics: tuple[str, ...], text: str) -> Verdict:
    """Say what an outcome that shows these topics, and this text, is worth."""
    direct = outcome in DIRECT
    if not question.answerable:
        return "answered" if direct else "refused"
    on_topic = not set(question.ids).isdisjoint(topics)
    if direct:
        return _worth(question, on_topic, text[:READ])
    return "tap" if on_topic else "missed"


def _worth(question: Question, on_topic: bool, text: str) -> Verdict:
    # Without facts to look for the topic decides alone: nothing else could have been met.
    met = all(re.search(fact, text, re.IGNORECASE) for fact in question.facts) if question.facts else on_topic
    if on_topic and met:
        return "right"
    return "thin" if on_topic or met else "wrong"
