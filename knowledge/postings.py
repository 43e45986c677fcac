"""Texts as vectors over pieces, inverted: for each piece, the texts that have it."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.pieces import Pieces, pieces, rarity, whole

Words = Mapping[str, float]
"""The words of a text, and how much each counts."""
Numbers = NDArray[Any]
Floats = NDArray[Any]

_SMALL_CROWD = 16  # texts; fewer are no crowd
_AT_ONCE = 64  # texts counted together: more would need more memory than they save time


class _Asked(NamedTuple):
    """What is asked for, piece by piece: how rare it is, whether any text has it and it tells something (`known`).

    Of the known ones: where their postings stand, and how many each has.
    """

    rare: Floats
    known: NDArray[np.bool_]
    at: Numbers
    many: Numbers


class Postings:
    """The vectors of many texts, each of length 1; immutable.

    N-grams that more than `crowd` of the texts have are left out: they tell nothing and cost the most time.
    """

    def __init__(self, texts: Sequence[Words], crowd: float) -> None:
        self.texts = len(texts)
        self._unseen = rarity(max(1, self.texts), 1)
        read = {word: pieces(word) for word in dict.fromkeys(chain.from_iterable(texts))}
        self._codes = np.unique(np.concatenate([np.zeros(0, np.uint32), *(found.codes for found in read.values())]))
        columns = {word: (np.searchsorted(self._codes, codes), counts) for word, (codes, counts) in read.items()}
        rows, numbers, counts = _counted(texts, columns, len(self._codes))
        having = np.bincount(numbers, minlength=len(self._codes))
        whole = np.isin(self._codes, np.fromiter((found.codes[-1] for found in read.values()), np.uint32))
        self._rarities = np.where((having <= max(_SMALL_CROWD, crowd * self.texts)) | whole, self._rare(having), 0.0)
        values = self._lengthened(rows, np.sqrt(counts) * self._rarities[numbers])
        order = np.argsort(numbers, kind="stable")
        order = order[self._rarities[numbers[order]] > 0]
        # Many of these are held: numbers as small as they fit, and values of as few digits as are needed.
        self._starts = np.concatenate(([0], np.cumsum(np.where(self._rarities > 0, having, 0)))).astype(np.int32)
        self._rarities = self._rarities.astype(np.float32)
        self._rows = rows[order].astype(np.min_scalar_type(self.texts))
        self._values = values[order]

    def _rare(self, having: Numbers) -> Floats:
        return np.sqrt(np.log1p(self.texts / np.maximum(having, 1)))

    def _lengthened(self, rows: Numbers, values: Floats) -> Floats:
        lengths = np.sqrt(np.bincount(rows, values**2, minlength=self.texts))
        return (values / np.where(lengths, lengths, 1.0)[rows]).astype(np.float16)

    def rarity_of(self, word: str) -> float | None:
        """How rare a word is among the texts; None if none has it."""
        code = np.uint32(whole(word))
        at = int(np.searchsorted(self._codes, code))
        return float(self._rarities[at]) if at < len(self._codes) and self._codes[at] == code else None

    def cosines(self, found: Pieces) -> tuple[Floats, float]:
        """Each text's part of the cosine with a question of these pieces, and the square of the question's length."""
        asked = self._asked(found.codes)
        told = found.counts * asked.rare
        part = self._values[asked.at] * np.repeat(told[asked.known], asked.many)
        return np.bincount(self._rows[asked.at], part, minlength=self.texts), float((told**2).sum())

    def meetings(self, words: Sequence[Pieces]) -> tuple[Floats, Floats, Floats]:
        """The same for each word by itself, a row a word; and the share of its pieces that each text has, between."""
        owners = np.repeat(np.arange(len(words)), [len(found.codes) for found in words])
        asked = self._asked(np.concatenate([np.zeros(0, np.uint32), *(found.codes for found in words)]))
        counts = np.concatenate([np.zeros(0), *(found.counts for found in words)])
        told, known = counts * asked.rare, asked.known
        places = np.repeat(owners[known] * self.texts, asked.many) + self._rows[asked.at]

        def table(values: Floats) -> Floats:
            summed: Floats = np.bincount(places, values, len(words) * self.texts)
            return summed.reshape(len(words), self.texts)

        parts = table(self._values[asked.at] * np.repeat(told[known], asked.many))
        met = table(np.repeat((told * asked.rare)[known], asked.many))
        totals = np.bincount(owners, told * asked.rare, len(words))
        return parts, met / np.where(totals, totals, 1.0)[:, None], np.bincount(owners, told**2, len(words))

    def _asked(self, codes: Numbers) -> _Asked:
        numbers = np.searchsorted(self._codes, codes)
        met = numbers < len(self._codes)
        met[met] = self._codes[numbers[met]] == codes[met]
        rare = np.full(len(codes), self._unseen)
        rare[met] = self._rarities[numbers[met]]
        known = met & (rare > 0)
        starts, ends = self._starts[numbers[known]], self._starts[numbers[known] + 1]
        return _Asked(rare, known, places_of(starts, ends), ends - starts)


def places_of(starts: Numbers, ends: Numbers) -> Numbers:
    """All places from each start to its end, one range behind the other."""
    many = ends - starts
    places: Numbers = np.arange(many.sum()) + np.repeat(starts - (np.cumsum(many) - many), many)
    return places


_Columns = Mapping[str, tuple[Numbers, Floats]]
"""By word: the numbers of its pieces, and how much each counts."""


def _counted(texts: Sequence[Words], columns: _Columns, width: int) -> tuple[Numbers, Numbers, Floats]:
    """For each piece of each text: the text's number, the piece's number, and how much it counts there."""
    portions = [_portion(texts[start : start + _AT_ONCE], columns, width) for start in range(0, len(texts), _AT_ONCE)]
    places = [np.zeros(0, np.int64), *(place + n * _AT_ONCE * width for n, (place, _) in enumerate(portions))]
    counts = [np.zeros(0, np.float32), *(count for _, count in portions)]
    rows, numbers = np.divmod(np.concatenate(places), max(1, width))
    return rows.astype(np.int32), numbers, np.concatenate(counts)


def _portion(texts: Sequence[Words], columns: _Columns, width: int) -> tuple[Numbers, Floats]:
    """The places (row times width plus column) at which some texts have pieces, and how much each counts."""
    said = [(row, word, weight) for row, words in enumerate(texts) for word, weight in words.items()]
    if not said:
        return np.zeros(0, np.int64), np.zeros(0)
    many = [len(columns[word][0]) for _, word, _ in said]
    places = np.concatenate([columns[word][0] for _, word, _ in said])
    places += np.repeat([row * width for row, _, _ in said], many)
    counts = np.concatenate([columns[word][1] for _, word, _ in said])
    counts = counts * np.repeat([weight for _, _, weight in said], many)
    distinct, inverse = np.unique(places, return_inverse=True)
    return distinct, np.bincount(inverse, counts).astype(np.float32)
