"""The phrasings nearest to a question, each for the document it belongs to.

A phrasing is as like as its words are: each word is compared with the question once, however many phrasings have it.
"""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from knowledge.pieces import pieces_of
from knowledge.postings import Floats, Numbers, Postings, places_of

_CROWD = 0.015  # of the words
_NEIGHBOURS = 100
"""Phrasings looked at; one further away says nothing about its document."""
_EACH = (1.0, 1 / 2, 1 / 3)
"""What a document's nearest, second and third nearest phrasing count."""


class Neighbours(NamedTuple):
    """The phrasings nearest to a question by their numbers, the nearest first, and the cosine of each."""

    numbers: Numbers
    cosines: Floats


class Nearest:
    """An immutable index of phrasings.

    `owners` are the numbers of their documents, ascending, out of so many; `telling` says how telling a word is.
    """

    def __init__(
        self,
        phrasings: Sequence[Sequence[str]],
        owners: Sequence[int],
        documents: int,
        telling: Callable[[str], float],
    ) -> None:
        numbers = {word: number for number, word in enumerate(dict.fromkeys(chain.from_iterable(phrasings)), 1)}
        self._words = Postings([{}, *({word: 1.0} for word in numbers)], _CROWD)
        self._telling, self._weights = telling, np.array([0.0, *map(telling, numbers)])
        # No word has the number 0; every phrasing begins with it, so that none is empty.
        said = [[0, *map(numbers.__getitem__, words)] for words in phrasings]
        self._said = np.fromiter(chain.from_iterable(said), np.min_scalar_type(len(numbers)))
        self._starts = np.cumsum([0, *map(len, said)], dtype=np.int32)
        lengths = np.sqrt(np.add.reduceat(self._weights[self._said] ** 2, self._starts[:-1]))
        self._lengths = np.where(lengths, lengths, 1.0).astype(np.float32)
        self._owners, self._documents = np.asarray(owners, np.int32), documents
        self._begins = np.searchsorted(self._owners, np.arange(documents + 1))

    def neighbours(self, words: Sequence[str], among: Numbers) -> Neighbours:
        """The phrasings of some documents that are nearest to the telling words of a question."""
        phrasings = places_of(self._begins[among], self._begins[among + 1])
        told = self._sums(self._likenesses_of_words(words), phrasings, among)
        # Above 1 where words of a phrasing resemble each other: its length takes them for strangers.
        cosines = np.minimum(told / self._lengths[phrasings], 1.0)
        nearest = greatest(cosines, _NEIGHBOURS)
        return Neighbours(phrasings[nearest], cosines[nearest])

    def likenesses(self, found: Neighbours) -> Floats:
        """How like the nearest phrasings of each document are, by its number, from 0 to 1."""
        return _gathered(self._owners[found.numbers], found.cosines, self._documents)

    def of(self, owner: int, found: Neighbours, most: int) -> Neighbours:
        """Those that belong to one document, at most so many."""
        own = np.flatnonzero(self._owners[found.numbers] == owner)[:most]
        return Neighbours(found.numbers[own], found.cosines[own])

    def _likenesses_of_words(self, words: Sequence[str]) -> Floats:
        """How much of the question each known word has, by its number."""
        asked = {word: many * self._telling(word) for word, many in Counter(words).items()}
        parts, square = self._words.cosines(pieces_of(asked))
        likenesses: Floats = parts * self._weights / (math.sqrt(square) or 1.0)
        return likenesses

    def _sums(self, values: Floats, phrasings: Numbers, among: Numbers) -> Floats:
        """What the words of each phrasing have together; the phrasings are those of the documents."""
        starts, ends = self._starts[self._begins[among]].tolist(), self._starts[self._begins[among + 1]].tolist()
        ranges = (self._said[start:end] for start, end in zip(starts, ends, strict=True))
        said = np.concatenate([self._said[:0], *ranges])
        many = self._starts[phrasings + 1] - self._starts[phrasings]
        summed: Floats = np.add.reduceat(values.take(said), np.cumsum(many) - many)
        return summed


def greatest(values: Floats, most: int) -> Numbers:
    """The places of the greatest values, the greatest first."""
    if len(values) <= most:
        return np.argsort(-values, kind="stable")
    some = np.argpartition(-values, most)[:most]
    return some[np.argsort(-values[some], kind="stable")]


def _gathered(owners: Numbers, values: Floats, documents: int) -> Floats:
    """What the phrasings, the nearest first, say for their owners: of each owner the nearest few count."""
    order = np.argsort(owners, kind="stable")
    owners, values = owners[order], values[order]
    begins = np.flatnonzero(np.diff(owners, prepend=-1))
    place = np.arange(len(owners)) - np.repeat(begins, np.diff(begins, append=len(owners)))
    counted = place < len(_EACH)
    weights = np.asarray(_EACH)[place[counted]]
    return np.bincount(owners[counted], weights * values[counted], minlength=documents) / sum(_EACH)
