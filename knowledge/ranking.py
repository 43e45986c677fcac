"""Documents ranked by likeness to a question: character n-grams and words, weighed by how telling they are.

A document is one vector over the pieces of all its texts.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from knowledge.pieces import pieces, rarity
from knowledge.postings import Floats, Postings

Weighted = tuple[Sequence[str], float]
"""The words of one text, and how much that text counts."""

_COSINE_SHARE = 0.8  # the rest is coverage; either alone ranks 2 points worse or more
_LEAST_MET = 0.1  # what shares less of a word shares its ending at most
_CROWD = 0.15  # of the documents
_REMEMBERED = 4096  # words


class Ranker:
    """An immutable index of documents; safe to share between threads."""

    def __init__(self, documents: Iterable[Iterable[Weighted]]) -> None:
        words = [_word_weights(texts) for texts in documents]
        self._postings = Postings(words, _CROWD)
        self._unseen = rarity(max(1, len(words)), 1)
        self._remember()

    def _remember(self) -> None:
        self._tellings = lru_cache(_REMEMBERED)(self._looked_up)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_tellings": None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._remember()

    def likenesses(self, words: Sequence[str]) -> Floats:
        """How like each document is, by its number: 0 nothing in common, towards 1 the same words."""
        said = Counter(words)
        parts, met, squares = self._postings.meetings([pieces(word) for word in said])
        near = met > _LEAST_MET
        counts, weights = np.array([*said.values()], float), np.array([self.telling(word) for word in said], float)
        length = math.sqrt((squares * counts**2).sum()) or 1.0
        cosine = counts @ np.where(near, parts, 0.0) / length
        coverage = weights @ np.where(near, met, 0.0) / (weights.sum() or 1.0)
        return np.minimum(_COSINE_SHARE * cosine + (1 - _COSINE_SHARE) * coverage, 1.0)

    def knows(self, word: str) -> bool:
        """Whether any document has the word."""
        return self._postings.rarity_of(word) is not None

    def telling(self, word: str) -> float:
        """How telling a word is: the fewer documents have it, the more."""
        return self._tellings(word)

    def _looked_up(self, word: str) -> float:
        return self._postings.rarity_of(word) or self._strange(word)

    def _strange(self, word: str) -> float:
        # People put figures of their own into a question; these name no topic, a strange word may.
        return self._unseen if word.isalpha() else min(1.0, self._unseen)


def _word_weights(texts: Iterable[Weighted]) -> Mapping[str, float]:
    """The words of all texts; a long text's count less each, so that no single text drowns the others."""
    weights: dict[str, float] = defaultdict(float)
    for words, weight in texts:
        for word in words:
            weights[word] += weight / math.sqrt(len(words))
    return weights
