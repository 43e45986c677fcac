"""Documents by the words, and the pairs of neighbouring words, that a question shares with them.

A pair ("nilai minimal") tells siblings apart that use the same words. That a document has one counts most; having it
in more and more texts adds ever less. They are kept as checksums: the pairs themselves would take many MiB.
"""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from zlib import crc32

import numpy as np

from knowledge.postings import Floats, Numbers, places_of
from knowledge.ranking import Weighted

_HALF = 0.4
"""The weight in a document, each text's divided by the root of its words, that counts half."""


class Pairs:
    """An immutable index of documents; safe to share between threads."""

    def __init__(self, documents: Sequence[Iterable[Weighted]]) -> None:
        texts = [(row, words, weight) for row, said in enumerate(documents) for words, weight in said if words]
        read = [_checksums([*words, *_paired(words)]) for _, words, _ in texts]
        many = [len(codes) for codes in read]
        rows = np.repeat(np.array([row for row, _, _ in texts], np.int64), many)
        shares = np.repeat([weight / math.sqrt(len(words)) for _, words, weight in texts], many)
        codes = np.concatenate([np.zeros(0, np.int64), *read])
        self._documents = len(documents)
        self._unseen = math.log(1 + len(texts))
        self._codes, having = np.unique(codes, return_counts=True)
        self._rarities = np.log((1 + len(texts)) / having).astype(np.float16)
        self._starts, self._rows, self._values = self._postings(codes, rows, shares)
        self._codes = self._codes.astype(np.uint32)

    def _postings(self, codes: Numbers, rows: Numbers, shares: Floats) -> tuple[Numbers, Numbers, Floats]:
        """Where each code's documents begin, the documents, and what having it counts in each."""
        places, inverse = np.unique(codes * self._documents + rows, return_inverse=True)
        held, found = np.divmod(places, max(1, self._documents))
        weights = np.bincount(inverse, shares, minlength=len(places))
        starts = np.append(np.searchsorted(held, self._codes), len(held))
        values = (weights / (weights + _HALF)).astype(np.float16)
        return starts.astype(np.int32), found.astype(np.min_scalar_type(self._documents)), values

    def likenesses(self, words: Sequence[str]) -> Floats:
        """How much of the question each document has, by its number, from 0 to 1."""
        single = _checksums(words)
        found = self._places(np.concatenate((single, _checksums(_paired(words)))))
        # A word that nothing here has is missed; so is every pair with it, which would count it thrice.
        missed = len(single) - len(self._places(single))
        starts, ends = self._starts[found], self._starts[found + 1]
        at = places_of(starts, ends)
        rare = self._rarities[found].astype(np.float32)
        told = np.repeat(rare, ends - starts) * self._values[at]
        values = np.bincount(self._rows[at], told, self._documents)
        return values / (float(rare.sum()) + missed * self._unseen or 1.0)

    def _places(self, codes: Numbers) -> Numbers:
        codes = codes.astype(np.uint32)
        at = np.searchsorted(self._codes, codes)
        known = at < len(self._codes)
        known[known] = self._codes[at[known]] == codes[known]
        return at[known]


def _paired(words: Sequence[str]) -> list[str]:
    return [f"{first} {second}" for first, second in pairwise(words)]


def _checksums(texts: Iterable[str]) -> Numbers:
    """The checksums of the texts, each once."""
    return np.fromiter({crc32(text.encode()) for text in texts}, np.int64)
