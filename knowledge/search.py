"""The index of a knowledge base: what a question is most likely about."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from functools import cache, lru_cache
from itertools import chain, pairwise, repeat
from sys import intern
from typing import Any, NamedTuple

import numpy as np

from knowledge.base import KnowledgeBase
from knowledge.border import Border
from knowledge.calibration import CHOSEN, Calibration
from knowledge.known import Known
from knowledge.language import Language, Lexicon, telling
from knowledge.nearest import Nearest, Neighbours, greatest
from knowledge.pairs import Pairs
from knowledge.phrases import cited, compares, gist
from knowledge.postings import Floats
from knowledge.ranking import Ranker, Weighted
from knowledge.schema import Elsewhere, Part, SmallTalk, Topic
from knowledge.stems import stem

_TITLE = 4.0
_PHRASING = 1.0
_ANSWER = 0.3  # a line of the answer or of a facet holds words that askers use, and many that they do not
_MORE = 0.2  # so does what is folded away; without facets and this, 4 of 100 fewer questions find their topic

_REMEMBERED = 64  # questions; each is looked at several times on its way to an answer

_LINES = 8192  # of topics; in 371 topics there are 4,400

_SEVERAL = 6
"""Phrasings that must have a word; in fewer it may be a slip, which is mended like one in a question."""
_LIKELY = 20
"""Documents whose phrasings are compared one by one; those further away are never the best."""
_ASKING = 5
"""The phrasings of a topic, the nearest to a question, that say which of its parts is asked for."""

_TITLE_PARTS = re.compile(r"^Apa itu |[(),]")
_REGIONS = frozenset({"kabupaten", "kota", "provinsi", "kecamatan", "kelurahan", "pemerintah"})


class Candidate(NamedTuple):
    """A topic a question may be about; the score runs from 0 to 1 and grows with the likeness."""

    topic_id: str
    score: float


class Foreign(NamedTuple):
    """How near a question is to what is not ours."""

    likeness: float
    """Of the likest subject, from 0 to 1."""
    beyond: float
    """How far its words lie beyond what is ours; below 0 on our side."""


class _Likenesses(NamedTuple):
    """How like each document is to a question, by its number; and the phrasings nearest to it."""

    whole: Floats
    neighbours: Neighbours


class Index:
    """A knowledge base made searchable. Immutable; building it takes a few seconds."""

    def __init__(self, base: KnowledgeBase, calibration: Calibration = CHOSEN) -> None:
        self.base = base
        self.calibration = calibration
        # The content is read once; what was read is forgotten when all is built.
        lexicon = Lexicon(base.words)
        words = cache(lexicon.read)
        self.language = Language(lexicon, _vocabulary(base, words))
        mended = cache(self.language.mended)
        self._words = cache(lambda text: tuple(map(mended, words(text))))
        self._read = cache(lambda text: telling(self._words(text)))
        # What is not ours is ranked among what is, so that each word counts as much on both sides.
        self._topics, self._subjects = tuple(base.topics), tuple(base.elsewhere)
        documents = [*map(self._topic, base.topics.values()), *map(self._subject, base.elsewhere.values())]
        self._ranker, self._pairs = Ranker(documents), Pairs(documents)
        self._nearest, self._parts = self._phrasings(), list(_parts_asked(base))
        self._border = self._drawn()
        self._remember()
        self._in_titles = Counter(word for topic in base.topics.values() for word in set(words(topic.title)))
        self._foreign = self._foreign_words()
        asked = self._gists()
        self._phrased, self._refused = Known(self._gists_of_titles() | asked), Known(self._gists_refused())
        # What titles name in passing ("puskesmas") is not explained by it: only what a curator asks "apa" of.
        self._explained = Known({said: number for said, number in asked.items() if "apa" in said.split()})
        self.differences: Mapping[str, Sequence[Sequence[str]]] = dict(self._differences())
        """The words of the texts in which a topic explains a difference, by the id of each topic that does."""
        # Small talk is short and set: it is compared phrasing by phrasing, not with all of an entry at once.
        self._said = [(said, entry) for entry in base.smalltalk.values() for said in entry.phrasings]
        self._smalltalk = Ranker([[(words(said), 1.0)] for said, _ in self._said])
        del self._read, self._words

    def _remember(self) -> None:
        self._likenesses = lru_cache(_REMEMBERED)(self._compared)
        self.foreign = lru_cache(_REMEMBERED)(self._beyond)
        """How near a question is to what is not ours."""
        self._stems = lru_cache(_LINES)(self._stems_of_line)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "base": self.base.portable(), "_likenesses": None, "foreign": None, "_stems": None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._remember()

    def calibrated(self, calibration: Calibration) -> "Index":
        """The same index with other weights, at the cost of nothing."""
        twin = copy(self)
        twin.calibration = calibration
        twin._remember()
        return twin

    def titled_with(self, word: str) -> int:
        """Return how many topics have the word in their title."""
        return self._in_titles[word]

    def stems_of(self, *texts: str) -> frozenset[str]:
        """The stems of the telling words of texts of ours, however long."""
        lines = chain.from_iterable(map(str.splitlines, texts))
        return frozenset(chain.from_iterable(map(self._stems, lines)))

    def _stems_of_line(self, line: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(stem(word) for word in self.language.telling_words(line, mend=False)))

    def telling(self, word: str) -> float:
        """Return how telling a word is: the fewer topics have it, the more."""
        return self._ranker.telling(word)

    def rank(self, question: str, most: int | None = None, *, alone: bool = True) -> list[Candidate]:
        """The topics that have anything in common with the question, best first; at most `most` of them.

        A question that is a phrasing of a topic, whatever the order of its words, is about that topic. Who only names
        a thing asks what it is, if the question stands alone.
        """
        words = self.language.telling_words(question)
        if not any(len(word) > 1 for word in words):
            return []
        ours = self._likenesses(tuple(words)).whole[: len(self._topics)]
        known = self._known(words) or (self._explaining(words) if alone else None)
        best = np.argsort(-ours, kind="stable")[: most + 1 if most else None]
        found = [Candidate(self._topics[at], float(ours[at])) for at in best if ours[at] > 0]
        others = [candidate for candidate in found if candidate.topic_id != known]
        return [Candidate(known, 1.0), *others][:most] if known else others[:most]

    def _known(self, words: Sequence[str]) -> str | None:
        """The topic that has the words as a phrasing."""
        number = self._phrased.get(gist(words))
        return None if number is None else self._topics[number]

    def _explaining(self, words: Sequence[str]) -> str | None:
        """The topic that has "apa itu" and the words as a phrasing."""
        number = self._explained.get(" ".join(sorted({"apa", *words})))
        return None if number is None else self._topics[number]

    def rank_whole(self, words: Sequence[str]) -> list[Candidate]:
        """The topic most like a few telling words, by all its texts together and not by its nearest phrasings."""
        known = self._known(words)
        ours = self._ranker.likenesses(words)[: len(self._topics)]
        if known or not ours.any():
            return [Candidate(known, 1.0)] if known else []
        best = int(ours.argmax())
        return [Candidate(self._topics[best], float(ours[best]))]

    def elsewhere(self, question: str) -> tuple[Elsewhere, float] | None:
        """The subject that is not ours and most like the question, with its score; None when there is none."""
        words = self.language.telling_words(question)
        if (known := self._refused.get(gist(words))) is not None:
            return self.base.elsewhere[self._subjects[known]], 1.0
        theirs = self._likenesses(tuple(words)).whole[len(self._topics) :]
        if not theirs.any():
            return None
        best = int(theirs.argmax())
        return self.base.elsewhere[self._subjects[best]], float(theirs[best])

    def _beyond(self, question: str) -> Foreign:
        found = self.elsewhere(question)
        return Foreign(found[1] if found else 0.0, self._border.beyond(self.language.words(question)))

    def _compared(self, words: Sequence[str]) -> _Likenesses:
        near, paired = self.calibration.nearest_share, self.calibration.paired_share
        whole = (1 - near - paired) * self._ranker.likenesses(words) + paired * self._pairs.likenesses(words)
        neighbours = self._nearest.neighbours(words, np.sort(greatest(whole, _LIKELY)))
        return _Likenesses(whole + near * self._nearest.likenesses(neighbours), neighbours)

    def asked_parts(self, question: str, topic: Topic) -> Mapping[Part | None, float]:
        """The share of the topic's phrasings nearest to the question that ask for each part; None for the answer.

        Nothing is told of a topic none of whose phrasings asks for a part: its curator has not told them apart.
        """
        if not topic.asked:
            return {}
        words = tuple(self.language.telling_words(question))
        found = self._nearest.of(self._topics.index(topic.id), self._likenesses(words).neighbours, _ASKING)
        shares: dict[Part | None, float] = defaultdict(float)
        for number, weight in zip(found.numbers, found.cosines**2 / (sum(found.cosines**2) or 1.0), strict=True):
            shares[self._parts[number]] += float(weight)
        return shares

    def _phrasings(self) -> Nearest:
        phrasings = [topic.ways for topic in self.base.topics.values()]
        phrasings += [entry.phrasings for entry in self.base.elsewhere.values()]
        said = [(self._read(phrasing), number) for number, own in enumerate(phrasings) for phrasing in own]
        documents = len(self._topics) + len(self._subjects)
        owners = [number for _, number in said]
        return Nearest([words for words, _ in said], owners, documents, self._ranker.telling)

    def _drawn(self) -> Border:
        ours = [self._words(said) for topic in self.base.topics.values() for said in topic.ways]
        return Border(ours, [self._words(said) for entry in self.base.elsewhere.values() for said in entry.phrasings])

    def gist(self, question: str) -> str:
        """What questions alike share, "" where there is nothing to share."""
        return gist(self.language.telling_words(question))

    def names_strange_place(self, question: str) -> bool:
        """Whether a region is named that nothing here speaks of: nobody wrote down what holds for it alone."""
        words = self.language.words(question, mend=False)
        named = telling(name for kind, name in pairwise(words) if kind in _REGIONS)
        return any(name.isalpha() and not self._speaks_of(name) for name in named)

    def cites_strange_regulation(self, question: str) -> bool:
        """Whether a regulation is cited, by number and year, that nothing here speaks of: it may not even exist."""
        return any(not self._knows_regulation(number, year) for number, year in cited(question))

    def _knows_regulation(self, number: str, year: str) -> bool:
        named = any(id.endswith(f"-{number}-{year}") for id in self.base.regulations)
        return named or self._speaks_of(f"{number}/{year}")

    def _speaks_of(self, word: str) -> bool:
        spoken_of = word in self.language.vocabulary or self._ranker.knows(word)
        return spoken_of and word not in self._foreign

    def _foreign_words(self) -> frozenset[str]:
        """The words that stand in nothing but what is not ours, where people name any place and any number."""
        theirs = {
            word for entry in self.base.elsewhere.values() for said in entry.phrasings for word in self._read(said)
        }
        ours = (text for topic in self.base.topics.values() for text, _ in _weighted(topic))
        return frozenset(theirs.difference(*map(self._read, ours)))

    def smalltalk(self, question: str) -> tuple[SmallTalk, float] | None:
        """The small talk that is most like the question, with its score; None when there is none."""
        likenesses = self._smalltalk.likenesses(self.language.words(question))
        if not likenesses.any():
            return None
        best = int(likenesses.argmax())
        return self._said[best][1], float(likenesses[best])

    def _topic(self, topic: Topic) -> list[Weighted]:
        return [(self._read(text), weight) for text, weight in _weighted(topic)]

    def _subject(self, entry: Elsewhere) -> list[Weighted]:
        said = ((self._read(said), _PHRASING) for said in entry.phrasings)
        return [(self._read(entry.subject), _TITLE), *said]

    def _gists(self) -> dict[str, int]:
        """Which topic a phrasing belongs to."""
        topics = enumerate(self.base.topics.values())
        return {gist(self._read(said)): number for number, topic in topics for said in topic.ways}

    def _gists_of_titles(self) -> dict[str, int]:
        """Which topic a title, or a part of it, defines."""
        topics = enumerate(self.base.topics.values())
        parts = ((part, number) for number, topic in topics for part in _TITLE_PARTS.split(topic.title) if part)
        return {gist(["apa", *self._read(part)]): number for part, number in parts}

    def _gists_refused(self) -> dict[str, int]:
        entries = enumerate(self.base.elsewhere.values())
        return {gist(self._read(said)): number for number, entry in entries for said in entry.phrasings}

    def _differences(self) -> Iterator[tuple[str, Sequence[Sequence[str]]]]:
        for topic in self.base.topics.values():
            told = [words for said in topic.ways if compares(words := self._read(said))]
            own = [*self._read(topic.title), *self._read(topic.facets.get("beda", ""))]
            if told or "beda" in topic.facets or compares(self._read(topic.title)):
                # Interned, a word is held once however many texts have it.
                yield topic.id, [tuple(map(intern, {*own, *words})) for words in ((), *told)]


def _parts_asked(base: KnowledgeBase) -> Iterator[Part | None]:
    """Which part each phrasing of the topics asks for, in their order."""
    for topic in base.topics.values():
        yield from repeat(None, len(topic.phrasings))
        yield from (part for part, asked in topic.asked.items() for _ in asked.phrasings)


def _weighted(topic: Topic) -> Iterator[tuple[str, float]]:
    """The texts of a topic, and how much each counts."""
    yield topic.title, _TITLE
    yield from ((phrasing, _PHRASING) for phrasing in topic.ways)
    for text in (topic.answer, *topic.facets.values()):
        yield from ((line, _ANSWER) for line in text.splitlines())
    yield from ((line, _MORE) for line in (topic.more or "").splitlines())


def _vocabulary(base: KnowledgeBase, words: Callable[[str], tuple[str, ...]]) -> set[str]:
    """The words that slips are mended against: those of our texts, and of phrasings those that several have."""
    phrasings = (set(words(said)) for topic in base.topics.values() for said in topic.ways)
    said = Counter(chain.from_iterable(phrasings))
    return {word for text in _texts(base) for word in words(text)} | {word for word, n in said.items() if n >= _SEVERAL}


def _texts(base: KnowledgeBase) -> Iterator[str]:
    """All texts but the phrasings of topics."""
    for topic in base.topics.values():
        yield topic.title
        for text in (topic.answer, *topic.facets.values(), topic.more or ""):
            yield from text.splitlines()
    for others in (base.smalltalk, base.elsewhere):
        for entry in others.values():
            yield from entry.phrasings
    yield from base.words.values()
