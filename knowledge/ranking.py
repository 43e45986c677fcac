"""Documents ranked by likeness to a question: character n-grams and words, weighed by how telling they are.

A document is one vector over the pieces of all its texts. Since a question's likeness is the sum over its words,
what a word brings to each document is computed once and remembered.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from knowledge.pieces import pieces, rarity
from knowledge.postings import Floats, Postings

Weighted = tuple[Sequence[str], float]
"""The words of one text, and how much that text counts."""

_COSINE_SHARE = 0.8  # the rest is coverage; either alone ranks 2 points worse or more
_LEAST_MET = 0.1  # what shares less of a word shares its ending at most
_CROWD = 0.15  # of the documents
_REMEMBERED = 256


class _Word(NamedTuple):
    """One word of a question: how telling it is, its length as a vector, and what it brings to each document.

    `part` is what it adds to the cosine, `met` how much of it the document meets.
    """

    weight: float
    square: float
    part: Floats
    met: Floats


class Ranker:
    """An immutable index of documents; safe to share between threads."""

    def __init__(self, documents: Iterable[Iterable[Weighted]]) -> None:
        words = [_word_weights(texts) for texts in documents]
        self._telling = _rarities(words)
        self._postings = Postings(words, _CROWD)
        self._documents = len(words)
        self._unseen = rarity(max(1, len(words)), 1)
        self._remember()

    def _remember(self) -> None:
        self._word = lru_cache(_REMEMBERED)(self._read_word)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_word": None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._remember()

    def likenesses(self, words: Sequence[str]) -> Floats:
        """How like each document is, by its number: 0 nothing in common, towards 1 the same words."""
        read = [(self._word(word), count) for word, count in Counter(words).items()]
        length = math.sqrt(sum(word.square * count * count for word, count in read)) or 1.0
        weight = sum(word.weight for word, _ in read) or 1.0
        values = np.zeros(self._documents)
        for word, count in read:
            values += (_COSINE_SHARE * count / length) * word.part
            values += ((1 - _COSINE_SHARE) * word.weight / weight) * word.met
        return np.minimum(values, 1.0)

    def _read_word(self, word: str) -> _Word:
        part, met, square = self._postings.meetings(pieces(word))
        near = met > _LEAST_MET
        shared = (np.where(near, one, 0.0).astype(np.float32) for one in (part, met))
        return _Word(self.telling(word), square, *shared)

    def telling(self, word: str) -> float:
        """How telling a word is: the fewer documents have it, the more."""
        return self._telling.get(word) or self._strange(word)

    def _strange(self, word: str) -> float:
        # People put figures of their own into a question; these name no topic, a strange word may.
        return self._unseen if word.isalpha() else min(1.0, self._unseen)


def _rarities(documents: Sequence[Iterable[str]]) -> dict[str, float]:
    counts = Counter(name for document in documents for name in document)
    return {name: rarity(len(documents), having) for name, having in counts.items()}


def _word_weights(texts: Iterable[Weighted]) -> Mapping[str, float]:
    """The words of all texts; a long text's count less each, so that no single text drowns the others."""
    weights: dict[str, float] = defaultdict(float)
    for words, weight in texts:
        for word in words:
            weights[word] += weight / math.sqrt(len(words))
    return weights
