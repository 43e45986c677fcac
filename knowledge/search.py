"""The index of a knowledge base: what a question is most likely about."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from knowledge.base import KnowledgeBase
from knowledge.language import Language
from knowledge.ranking import Ranker, Weighted
from knowledge.schema import SmallTalk, Topic

_TITLE = 2.0
_PHRASING = 1.0
_ANSWER = 0.3  # a line of the answer holds words that askers use, and many that they do not


class Candidate(NamedTuple):
    """A topic a question may be about; the score runs from 0 to 1 and grows with the likeness."""

    topic_id: str
    score: float


class Index:
    """A knowledge base made searchable. Immutable; building it takes a part of a second."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base
        self.language = Language(base.words, _texts(base))
        self._topics = Ranker({topic.id: self._topic(topic) for topic in base.topics.values()})
        self._in_titles = Counter(
            word for topic in base.topics.values() for word in set(self.language.words(topic.title, mend=False))
        )
        self._phrased = {
            tuple(self.language.words(phrasing, mend=False)): topic.id
            for topic in base.topics.values()
            for phrasing in topic.phrasings
        }
        # Small talk is short and set: it is compared phrasing by phrasing, not with all of an entry at once.
        self._said = {said: entry for entry in base.smalltalk.values() for said in entry.phrasings}
        self._smalltalk = Ranker({said: [(self.language.words(said, mend=False), 1.0)] for said in self._said})

    def titled_with(self, word: str) -> int:
        """Return how many topics have the word in their title."""
        return self._in_titles[word]

    def rank(self, question: str, most: int | None = None) -> list[Candidate]:
        """The topics that have anything in common with the question, best first; at most `most` of them.

        A question that is a phrasing of a topic, word for word, is about that topic.
        """
        words = self.language.words(question)
        if not any(len(word) > 1 for word in words):
            return []
        ranked = self._topics.rank([word for word in words if self.language.tells(word)], most)
        known = self._phrased.get(tuple(words))
        others = [Candidate(topic_id, score) for topic_id, score in ranked if topic_id != known]
        return [Candidate(known, 1.0), *others][:most] if known else others

    def smalltalk(self, question: str) -> tuple[SmallTalk, float] | None:
        """The small talk that is most like the question, with its score; None when there is none."""
        ranked = self._smalltalk.rank(self.language.words(question), most=1)
        return (self._said[ranked[0].document], ranked[0].value) if ranked else None

    def _topic(self, topic: Topic) -> Iterator[Weighted]:
        yield self._read(topic.title), _TITLE
        for phrasing in topic.phrasings:
            yield self._read(phrasing), _PHRASING
        for line in topic.answer.splitlines():
            yield self._read(line), _ANSWER

    def _read(self, text: str) -> Sequence[str]:
        return self.language.telling_words(text, mend=False)


def _texts(base: KnowledgeBase) -> Iterator[str]:
    for topic in base.topics.values():
        yield topic.title
        yield from topic.phrasings
        yield from topic.answer.splitlines()
    for entry in base.smalltalk.values():
        yield from entry.phrasings
    yield from base.words.values()
