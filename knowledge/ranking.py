"""Texts ranked by likeness to a question: character n-grams and words, weighed by how telling they are.

A document is one vector over the pieces of all its texts (words, and n-grams inside words), so that
slang, typos and affixes still meet. Since a question's likeness is the sum over its words, what a word
brings to each document is computed once and remembered.
"""

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

Weighted = tuple[Sequence[str], float]
"""The words of one text, and how much that text counts."""

_SIZES = (3, 4)
_WHOLE_WORD = 4.0  # a word met whole tells more than the n-grams it is made of
_COSINE_SHARE = 0.8  # the rest is coverage; either alone ranks 2 points worse or more
_LEAST_MET = 0.1  # what shares less of a word shares its ending at most
_CROWD = 0.15  # of the documents
_SMALL_CROWD = 16  # documents; fewer are no crowd
_WHOLE = "="  # begins the piece that is a word met whole
_REMEMBERED = 8192


class Score(NamedTuple):
    """How like a document is: 0 nothing in common, towards 1 the same words."""

    document: str
    value: float


_Posting = tuple[tuple[int, float], ...]
_Share = tuple[float, float]
"""What one word of a question brings to one document: its part of the cosine, and how much of the word is met."""


class _Word(NamedTuple):
    """One word of a question: how telling it is, its length as a vector, and its shares by document number."""

    weight: float
    square: float
    shares: Mapping[int, _Share]


class Ranker:
    """An immutable index of documents; safe to share between threads."""

    def __init__(self, documents: Mapping[str, Iterable[Weighted]]) -> None:
        self._names = tuple(documents)
        words = [_word_weights(texts) for texts in documents.values()]
        self._telling = _rarities(words)
        self._unseen = _rarity(len(self._names), 1)
        pieces = [_piece_weights(weights) for weights in words]
        self._rarity = _without_crowd(pieces)
        self._postings = self._inverted(pieces)
        self._word = lru_cache(_REMEMBERED)(self._read_word)

    def rank(self, words: Sequence[str], most: int | None = None) -> list[Score]:
        """The documents that have anything in common with the words, best first; at most `most` of them."""
        values = self._likenesses([(self._word(word), count) for word, count in Counter(words).items()])
        best = heapq.nlargest(most or len(values), range(len(values)), key=values.__getitem__)
        return [Score(self._names[number], min(1.0, values[number])) for number in best if values[number]]

    def _likenesses(self, words: Sequence[tuple[_Word, int]]) -> list[float]:
        length = math.sqrt(sum(word.square * count * count for word, count in words)) or 1.0
        weight = sum(word.weight for word, _ in words) or 1.0
        values = [0.0] * len(self._names)
        for word, count in words:
            cosine, coverage = _COSINE_SHARE * count / length, (1 - _COSINE_SHARE) * word.weight / weight
            for document, (part, met) in word.shares.items():
                values[document] += cosine * part + coverage * met
        return values

    def _inverted(self, documents: Sequence[Mapping[str, float]]) -> Mapping[str, _Posting]:
        """For each piece, the documents that have it, with its part of their vectors of length 1."""
        postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, pieces in enumerate(documents):
            vector = {
                piece: math.sqrt(weight) * self._rarity[piece]
                for piece, weight in pieces.items()
                if self._rarity[piece]
            }
            length = math.sqrt(sum(value * value for value in vector.values()))
            for piece, value in vector.items():
                if value:
                    postings[piece].append((number, value / length))
        # Tuples of plain values leave the garbage collector alone; lists would cost it 50 ms at a time.
        return {piece: tuple(posting) for piece, posting in postings.items()}

    def _read_word(self, word: str) -> _Word:
        cosine = [0.0] * len(self._names)
        met = [0.0] * len(self._names)
        square = total = 0.0
        for piece, count in _pieces(word).items():
            rarity = self._rarity.get(piece, self._unseen)
            part, telling = count * rarity, count * rarity**2
            square += part**2
            total += telling
            for document, value in self._postings.get(piece, ()):
                cosine[document] += part * value
                met[document] += telling
        least = _LEAST_MET * total
        shares = {number: (cosine[number], part / total) for number, part in enumerate(met) if part > least}
        return _Word(self._telling.get(word) or self._strange(word), square, shares)

    def _strange(self, word: str) -> float:
        # People put figures of their own into a question; these name no topic, a strange word may.
        return self._unseen if word.isalpha() else min(1.0, self._unseen)


def _rarity(documents: int, having: int) -> float:
    # The root, since rarity enters a likeness twice: once by the question and once by the document.
    return math.sqrt(math.log(1 + documents / having))


def _rarities(documents: Sequence[Iterable[str]]) -> dict[str, float]:
    counts = Counter(name for document in documents for name in document)
    return {name: _rarity(len(documents), having) for name, having in counts.items()}


def _without_crowd(documents: Sequence[Iterable[str]]) -> dict[str, float]:
    """The rarities of pieces; 0 for n-grams that a crowd has, since they tell nothing and cost the most time."""
    counts = Counter(name for document in documents for name in document)
    crowd = max(_SMALL_CROWD, _CROWD * len(documents))
    return {
        piece: _rarity(len(documents), having) if having <= crowd or piece.startswith(_WHOLE) else 0.0
        for piece, having in counts.items()
    }


def _word_weights(texts: Iterable[Weighted]) -> Mapping[str, float]:
    """A long text's words count less each, so that no single text drowns the others."""
    weights: dict[str, float] = defaultdict(float)
    for words, weight in texts:
        for word in words:
            weights[word] += weight / math.sqrt(len(words))
    return weights


def _piece_weights(words: Mapping[str, float]) -> Mapping[str, float]:
    weights: dict[str, float] = defaultdict(float)
    for word, weight in words.items():
        for piece, count in _pieces(word).items():
            weights[piece] += weight * count
    return weights


@lru_cache(_REMEMBERED)
def _pieces(word: str) -> Mapping[str, float]:
    padded = f" {word} "
    pieces: dict[str, float] = defaultdict(float)
    for size in _SIZES:
        for start in range(len(padded) - size + 1):
            pieces[padded[start : start + size]] += 1
    pieces[f"{_WHOLE}{word}"] = _WHOLE_WORD
    return pieces
