"""Phrasings of the content that a question file holds as well: with them the figures would flatter.

Those of subjects that are not the clinic's count too.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bot.evaluation.questions import Question
from knowledge.language import plain
from knowledge.search import Index

CLOSEST = 0.8
"""The share of common words from which a phrasing and a question are one and the same."""

Reading = Callable[[str], Iterable[str]]


@dataclass(frozen=True)
class Leak:
    """A phrasing of an entry and the question it repeats."""

    topic_id: str
    phrasing: str
    question: str
    overlap: float


class Texts:
    """Texts by the words they hold: only those that may be near a phrasing are looked at."""

    def __init__(self, texts: Iterable[str], read: Reading) -> None:
        self._read = read
        self._words = {text: frozenset(read(text)) for text in texts}
        self._holding: dict[str, list[str]] = defaultdict(list)
        for text, words in self._words.items():
            for word in words:
                self._holding[word].append(text)

    def overlaps(self, phrasing: str) -> dict[str, float]:
        """Return the share of common words (Jaccard) for each text that may be within `CLOSEST`."""
        words = frozenset(self._read(phrasing))
        # A near text misses at most a fifth of the words; so it holds one of any fifth and one more. The rarest tell.
        telling = sorted(words, key=lambda word: len(self._holding.get(word, ())))
        missing = int((1 - CLOSEST) * len(words)) + 1
        near = {text for word in telling[: missing + 1] for text in self._holding.get(word, ())}
        return {text: len(words & self._words[text]) / len(words | self._words[text]) for text in near}


def leaks(questions: Iterable[Question], index: Index) -> Iterator[Leak]:
    """Return every phrasing that is within `CLOSEST` of a question, or of the question before it."""
    asked = sorted({text for question in questions for text in (question.q, question.prev) if text})
    # Words as typed, and as questions are read: either way may show that two texts are one.
    readings = Texts(asked, lambda text: plain(text).split()), Texts(asked, index.language.words)
    topics, others = index.base.topics.values(), index.base.elsewhere.values()
    ours = [(topic.id, topic.ways) for topic in topics]
    for identity, phrasings in (*ours, *((entry.id, entry.phrasings) for entry in others)):
        for phrasing in phrasings:
            typed, read = (texts.overlaps(phrasing) for texts in readings)
            for text in sorted(typed.keys() | read.keys()):
                overlap = max(typed.get(text, 0.0), read.get(text, 0.0))
                if overlap >= CLOSEST:
                    yield Leak(identity, phrasing, text, overlap)
