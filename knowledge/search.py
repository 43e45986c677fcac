"""The index of a knowledge base: what a question is most likely about."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from itertools import chain, islice, pairwise
from typing import NamedTuple

from knowledge.base import KnowledgeBase
from knowledge.language import Language
from knowledge.phrases import compares, gist
from knowledge.ranking import Ranker, Weighted
from knowledge.schema import Elsewhere, SmallTalk, Topic

_TITLE = 4.0
_PHRASING = 1.0
_ANSWER = 0.3  # a line of the answer or of a facet holds words that askers use, and many that they do not
_MORE = 0.2  # so does what is folded away; without facets and this, 4 of 100 fewer questions find their topic

_ELSEWHERE = "~"  # begins the name of a document that is no topic; no id can
_REMEMBERED = 64  # rankings; a question is ranked again on its way to an answer

_TITLE_PARTS = re.compile(r"^Apa itu |[(),]")
_REGIONS = frozenset({"kabupaten", "kota", "provinsi", "kecamatan", "kelurahan", "pemerintah"})


class Candidate(NamedTuple):
    """A topic a question may be about; the score runs from 0 to 1 and grows with the likeness."""

    topic_id: str
    score: float


class Index:
    """A knowledge base made searchable. Immutable; building it takes a part of a second."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base
        self.language = Language(base.words, _texts(base))
        self._read = cache(partial(self.language.telling_words, mend=False))
        # What is not ours is ranked among what is, so that each word counts as much on both sides.
        topics = {topic.id: self._topic(topic) for topic in base.topics.values()}
        others = {_ELSEWHERE + entry.id: self._subject(entry) for entry in base.elsewhere.values()}
        self._documents = Ranker({**topics, **others})
        self._scored = lru_cache(_REMEMBERED)(self._documents.rank)
        self._in_titles = Counter(
            word for topic in base.topics.values() for word in set(self.language.words(topic.title, mend=False))
        )
        self._phrased = self._gists()
        self._refused = {
            gist(self._read(said)): entry.id for entry in base.elsewhere.values() for said in entry.phrasings
        }
        self.differences: Mapping[str, frozenset[str]] = dict(self._differences())
        """The words in which a topic explains a difference, by the id of each topic that does."""
        # Small talk is short and set: it is compared phrasing by phrasing, not with all of an entry at once.
        self._said = {said: entry for entry in base.smalltalk.values() for said in entry.phrasings}
        self._smalltalk = Ranker({said: [(self.language.words(said, mend=False), 1.0)] for said in self._said})
        self._read.cache_clear()

    def titled_with(self, word: str) -> int:
        """Return how many topics have the word in their title."""
        return self._in_titles[word]

    def rank(self, question: str, most: int | None = None) -> list[Candidate]:
        """The topics that have anything in common with the question, best first; at most `most` of them.

        A question that is a phrasing of a topic, whatever the order of its words, is about that topic.
        """
        return self.rank_words(self.language.telling_words(question), most)

    def rank_words(self, words: Sequence[str], most: int | None = None) -> list[Candidate]:
        """The same for the telling words of a question."""
        if not any(len(word) > 1 for word in words):
            return []
        known = self._phrased.get(gist(words))
        ranked = (
            Candidate(*scored) for scored in self._scored(tuple(words)) if not scored.document.startswith(_ELSEWHERE)
        )
        others = islice((candidate for candidate in ranked if candidate.topic_id != known), most)
        return [Candidate(known, 1.0), *others][:most] if known else list(others)

    def elsewhere(self, question: str) -> tuple[Elsewhere, float] | None:
        """The subject that is not ours and most like the question, with its score; None when there is none."""
        words = self.language.telling_words(question)
        known = self._refused.get(gist(words))
        if known:
            return self.base.elsewhere[known], 1.0
        scored = (score for score in self._scored(tuple(words)) if score.document.startswith(_ELSEWHERE))
        best = next(scored, None)
        return (self.base.elsewhere[best.document.removeprefix(_ELSEWHERE)], best.value) if best else None

    def gist(self, question: str) -> str:
        """What questions alike share: their telling words by the alphabet, "" where there are none."""
        return " ".join(sorted(gist(self.language.telling_words(question))))

    def names_strange_place(self, question: str) -> bool:
        """Whether a region is named that nothing here speaks of: nobody wrote down what holds for it alone."""
        words = self.language.words(question, mend=False)
        named = (name for kind, name in pairwise(words) if kind in _REGIONS)
        return any(name.isalpha() and name not in self.language.vocabulary for name in named)

    def smalltalk(self, question: str) -> tuple[SmallTalk, float] | None:
        """The small talk that is most like the question, with its score; None when there is none."""
        ranked = self._smalltalk.rank(self.language.words(question), most=1)
        return (self._said[ranked[0].document], ranked[0].value) if ranked else None

    def _topic(self, topic: Topic) -> Iterator[Weighted]:
        return ((self._read(text), weight) for text, weight in _weighted(topic))

    def _subject(self, entry: Elsewhere) -> Iterator[Weighted]:
        yield self._read(entry.subject), _TITLE
        yield from ((self._read(said), _PHRASING) for said in entry.phrasings)

    def _gists(self) -> dict[frozenset[str], str]:
        """Which topic a phrasing belongs to; a title says what its topic defines, unless a phrasing says otherwise."""
        topics = self.base.topics.values()
        parts = ((part, topic.id) for topic in topics for part in _TITLE_PARTS.split(topic.title) if part)
        defined = {gist(["apa", *self._read(part)]): topic_id for part, topic_id in parts}
        return defined | {gist(self._read(said)): topic.id for topic in topics for said in topic.phrasings}

    def _differences(self) -> Iterator[tuple[str, frozenset[str]]]:
        for topic in self.base.topics.values():
            texts = [self._read(text) for text in (topic.title, *topic.phrasings)]
            told = [words for words in texts if compares(words)]
            if told or "beda" in topic.facets:
                own = (topic.title, topic.facets.get("beda", ""))
                yield topic.id, frozenset(chain(*told, *map(self._read, own)))


def _weighted(topic: Topic) -> Iterator[tuple[str, float]]:
    """The texts of a topic, and how much each counts."""
    yield topic.title, _TITLE
    yield from ((phrasing, _PHRASING) for phrasing in topic.phrasings)
    for text in (topic.answer, *topic.facets.values()):
        yield from ((line, _ANSWER) for line in text.splitlines())
    yield from ((line, _MORE) for line in (topic.more or "").splitlines())


def _texts(base: KnowledgeBase) -> Iterator[str]:
    for topic in base.topics.values():
        yield from (text for text, _ in _weighted(topic))
    for others in (base.smalltalk, base.elsewhere):
        for entry in others.values():
            yield from entry.phrasings
    yield from base.words.values()
