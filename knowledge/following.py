"""A question that leans on the one before it ("kalau WBBM?", "bobotnya?")."""

import re
from collections.abc import Sequence

from knowledge.certainty import Ranked, is_sure
from knowledge.facets import asks_only, facet_of
from knowledge.language import plain
from knowledge.schema import Topic
from knowledge.search import Candidate, Index

LONGEST = 8
"""The most words of a question that leans on the one before it."""
_CONTEXT = 0.6
"""How much of a follow-up's likeness comes from reading it together with the topic before."""
_STILL = 0.1
"""What the topic before is ahead by: people mostly go on asking about it."""

_LEANING = re.compile(r"\w{3,}nya\b|\b(?:kalau|terus|lalu|itu|tadi|tersebut|lagi|juga|yang)\b")
"""Words that point to something said before."""


def ranked_after(before: Topic | None, question: str, index: Index, most: int) -> Ranked:
    """The best topics for a question that was asked after `before` was answered."""
    own = index.rank(question)
    if before is None or not _leans_on(before, question, index):
        return tuple(own[:most])
    named = _names_other(before, question, own[:1], index)
    if _is_clear(own, named, len(index.language.telling_words(question))):
        return tuple(own[:most])
    scores = _read_together(before, question, own, index)
    if not named:
        scores[before.id] = min(1.0, scores.get(before.id, 0.0) + _STILL)
    ranked = sorted(scores.items(), key=lambda scored: -scored[1])
    return tuple(Candidate(*scored) for scored in ranked[:most])


def _is_clear(own: Sequence[Candidate], named: bool, words: int) -> bool:
    """Whether the question needs nothing from before: a known phrasing, or a sure topic that it names."""
    return bool(own) and (own[0].score >= 1.0 or (named and is_sure(tuple(own[:2]), words)))


def _read_together(before: Topic, question: str, own: Sequence[Candidate], index: Index) -> dict[str, float]:
    alone = dict(own)
    return {
        topic_id: _CONTEXT * score + (1 - _CONTEXT) * alone.get(topic_id, 0.0)
        for topic_id, score in index.rank(f"{question} {before.title}")
    }


def _leans_on(before: Topic, question: str, index: Index) -> bool:
    words = index.language.words(question)
    if len(words) > LONGEST:
        return False
    points_back = _LEANING.search(f"{plain(question)} {' '.join(words)}")
    return bool(points_back or facet_of(words, before))


def _names_other(before: Topic, question: str, own: Sequence[Candidate], index: Index) -> bool:
    """Whether the question names another topic, by a word of its title that was not spoken of before."""
    words = index.language.telling_words(question)
    known = index.language.telling_words(f"{before.title} {before.answer}", mend=False)
    title = [word for best in own for word in index.language.telling_words(index.base.topics[best.topic_id].title)]
    return any(word in title and word not in known and not asks_only(word) for word in words)
