"""The phrasings nearest to a question, each for the topic it belongs to."""

import math
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from knowledge.pieces import pieces_of
from knowledge.postings import Floats, Numbers, Postings

_CROWD = 0.06  # of the phrasings
_NEIGHBOURS = 100
"""Phrasings looked at; one further away says nothing about its topic."""
_EACH = (1.0, 1 / 2, 1 / 3)
"""What a topic's nearest, second and third nearest phrasing count."""


class Neighbours(NamedTuple):
    """The phrasings nearest to a question by their numbers, the nearest first, and the cosine of each."""

    numbers: Numbers
    cosines: Floats


class Nearest:
    """An immutable index of phrasings; `owners` are the numbers of their topics, out of so many."""

    def __init__(self, phrasings: Sequence[Sequence[str]], owners: Sequence[int], topics: int) -> None:
        self._postings = Postings([Counter(words) for words in phrasings], _CROWD)
        self._owners = np.asarray(owners, np.int32)
        self._topics = topics

    def neighbours(self, words: Sequence[str]) -> Neighbours:
        """The phrasings nearest to the telling words of a question."""
        values = self._cosines(words)
        nearest = _best(values, _NEIGHBOURS)
        return Neighbours(nearest, values[nearest])

    def likenesses(self, found: Neighbours) -> Floats:
        """How like the nearest phrasings of each topic are, by its number, from 0 to 1."""
        return _gathered(self._owners[found.numbers], found.cosines, self._topics)

    def of(self, owner: int, found: Neighbours, most: int) -> Neighbours:
        """Those that belong to one topic, at most so many."""
        own = np.flatnonzero(self._owners[found.numbers] == owner)[:most]
        return Neighbours(found.numbers[own], found.cosines[own])

    def _cosines(self, words: Sequence[str]) -> Floats:
        part, square = self._postings.cosines(pieces_of(Counter(words)))
        return part / (math.sqrt(square) or 1.0)


def _best(values: Floats, most: int) -> Numbers:
    """The places of the greatest values, the greatest first."""
    if len(values) <= most:
        return np.argsort(-values, kind="stable")
    some = np.argpartition(-values, most)[:most]
    return some[np.argsort(-values[some], kind="stable")]


def _gathered(owners: Numbers, values: Floats, topics: int) -> Floats:
    """What the phrasings, the nearest first, say for their owners: of each owner the nearest few count."""
    order = np.argsort(owners, kind="stable")
    owners, values = owners[order], values[order]
    begins = np.flatnonzero(np.diff(owners, prepend=-1))
    place = np.arange(len(owners)) - np.repeat(begins, np.diff(begins, append=len(owners)))
    counted = place < len(_EACH)
    weights = np.asarray(_EACH)[place[counted]]
    return np.bincount(owners[counted], weights * values[counted], minlength=topics) / sum(_EACH)
