"""From a question to what the clinic does with it."""

import re
from dataclasses import dataclass
from typing import ClassVar

from knowledge import schema
from knowledge.facets import bare_facet_of, facet_of
from knowledge.language import plain
from knowledge.schema import FacetName, Section, Topic
from knowledge.search import Candidate, Index

# Calibrated, not set by eye: 200 everyday questions, 45 of them without an answer here, 138 topics.
SURE = 0.45
"""The certainty (see `certainty`) from which a topic is answered without asking back."""
LIKELY = 0.3
"""The likeness without which a topic is not answered, however far it is ahead."""
PLAUSIBLE = 0.24
"""The likeness below which not even a choice of topics helps."""
RIVAL = 0.7
"""The share of the best likeness from which another topic is offered beside it."""
NEAR = 0.18
"""The likeness from which the section of the best topic is worth naming."""
SMALLTALK = 0.55
"""The likeness from which a message is small talk, if no topic is more like it."""

SHARED = 3
"""A lone word ("nilai", "jadwal") in the titles of so many topics asks for none of them in particular."""
SHOWN = 4
"""The most topics in a choice, and the most candidates an outcome carries."""
LONGEST_FOLLOW_UP = 8
"""The most words of a question that leans on the one before it."""
CONTEXT = 0.6
"""How much of a follow-up's likeness comes from reading it together with the topic before."""

_LEANING = re.compile(r"\w{3,}nya\b|\b(?:kalau|terus|lalu|itu|tadi|tersebut|lagi|juga|yang)\b")
"""Words that point to something said before."""

Ranked = tuple[Candidate, ...]


@dataclass(frozen=True)
class Answer:
    """One topic settles it; `facet` is the part asked for, None for the whole."""

    kind: ClassVar[str] = "answer"
    topic: Topic
    facet: FacetName | None
    ranked: Ranked


@dataclass(frozen=True)
class Clarification:
    """Two to four topics, best first, to choose from."""

    kind: ClassVar[str] = "clarification"
    topics: tuple[Topic, ...]
    ranked: Ranked


@dataclass(frozen=True)
class Unknown:
    """Nothing here settles it; `section` is where to look around, if anything comes near."""

    kind: ClassVar[str] = "unknown"
    section: Section | None
    ranked: Ranked


@dataclass(frozen=True)
class SmallTalk:
    """A greeting, thanks or the like."""

    kind: ClassVar[str] = "smalltalk"
    entry: schema.SmallTalk
    ranked: Ranked = ()


Outcome = Answer | Clarification | Unknown | SmallTalk


def answer(question: str, index: Index, about: str | None = None) -> Outcome:
    """What to do with a question, whatever its text is.

    `about` is the id of the topic of the last answer in the same conversation; an id that no longer
    exists counts as none.
    """
    before = index.base.topics.get(about or "")
    if before and (facet := bare_facet_of(index.language.telling_words(question), before)):
        return Answer(before, facet, (Candidate(before.id, 1.0),))
    ranked = _ranked(question, index, before)
    said = index.smalltalk(question)
    if said and said[1] >= max(SMALLTALK, ranked[0].score if ranked else 0.0):
        return SmallTalk(said[0])
    return _decided(question, index, ranked)


def certainty(ranked: Ranked) -> float:
    """The likeness of the best topic plus its lead over the next; 0 when there is none."""
    scores = [candidate.score for candidate in ranked[:2]] + [0.0, 0.0]
    return 2 * scores[0] - scores[1]


def _is_vague(question: str, index: Index) -> bool:
    words = index.language.words(question)
    return len(words) == 1 and index.titled_with(words[0]) >= SHARED


def _ranked(question: str, index: Index, before: Topic | None) -> Ranked:
    if before is None or not _leans_on(before, question, index):
        return tuple(index.rank(question, SHOWN))
    own = {candidate.topic_id: candidate.score for candidate in index.rank(question)}
    together = [
        Candidate(topic_id, CONTEXT * score + (1 - CONTEXT) * own.get(topic_id, 0.0))
        for topic_id, score in index.rank(f"{question} {before.title}")
    ]
    return tuple(sorted(together, key=lambda candidate: -candidate.score)[:SHOWN])


def _leans_on(before: Topic, question: str, index: Index) -> bool:
    words = index.language.words(question)
    if len(words) > LONGEST_FOLLOW_UP:
        return False
    points_back = _LEANING.search(f"{plain(question)} {' '.join(words)}")
    return bool(points_back or facet_of(words, before))


def _decided(question: str, index: Index, ranked: Ranked) -> Outcome:
    topics = tuple(index.base.topics[candidate.topic_id] for candidate in ranked)
    vague = _is_vague(question, index)
    if certainty(ranked) >= SURE and ranked[0].score >= LIKELY and not vague:
        return Answer(topics[0], facet_of(index.language.words(question), topics[0]), ranked)
    if len(topics) > 1 and ranked[0].score >= PLAUSIBLE:
        rivals = sum(candidate.score >= RIVAL * ranked[0].score for candidate in ranked)
        return Clarification(topics if vague else topics[: max(2, rivals)], ranked)
    near = bool(ranked) and ranked[0].score >= NEAR
    return Unknown(index.base.section_of(topics[0]) if near else None, ranked)
