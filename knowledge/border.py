"""Where ours ends: how much a question's words speak for a subject that is not ours.

A logistic regression over words and pairs of neighbours, learned from what people ask for both. It reads words that say
nothing of a subject as well ("kantor kita", "tolong buatkan", "siapa namanya"): they tell who asks for what nobody
wrote down.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from zlib import crc32

import numpy as np

from knowledge.postings import Floats, Numbers

_TWICE = 2
"""Texts that must have a word or pair: what stands in one only is learned by heart."""
_ROUNDS = 30
"""Steps of learning; with more the phrasings are learned by heart."""
_STEP = 0.2
_RARE = 1e-4
"""The share of the texts below which a word's weight grows no faster."""


class Border:
    """An immutable model; safe to share between threads."""

    def __init__(self, ours: Sequence[Sequence[str]], foreign: Sequence[Sequence[str]]) -> None:
        read = [_codes(words) for words in (*ours, *foreign)]
        codes = np.concatenate([np.zeros(0, np.uint32), *read])
        distinct, having = np.unique(codes, return_counts=True)
        self._codes = distinct[having >= _TWICE]
        columns, known = self._columns(codes)
        rows = np.repeat(np.arange(len(read)), [len(found) for found in read])[known]
        weights, self._bias = _learned(rows, columns[known], (len(ours), len(foreign)), len(self._codes))
        self._weights = weights.astype(np.float16)

    def beyond(self, words: Sequence[str]) -> float:
        """How far beyond what is ours the words of a question lie; below 0 they are more likely ours."""
        columns, known = self._columns(_codes(words))
        return float(self._bias + self._weights[columns[known]].sum(dtype=np.float64))

    def _columns(self, codes: Numbers) -> tuple[Numbers, Numbers]:
        at = np.searchsorted(self._codes, codes)
        known = at < len(self._codes)
        known[known] = self._codes[at[known]] == codes[known]
        return at, known


def _learned(rows: Numbers, columns: Numbers, many: tuple[int, int], width: int) -> tuple[Floats, float]:
    """Weights and bias by accelerated descent; a weight's steps are the longer, the rarer its word.

    Of the rows the first so many are ours, the others not; both sides count as much.
    """
    sides = np.repeat([-1.0, 1.0], many)
    counts = np.repeat(0.5 / np.maximum(1, many), many)
    weights, bias = np.zeros(width), 0.0
    ahead, ahead_bias = weights, bias
    length = _STEP / (np.bincount(columns, counts[rows], width) + _RARE)
    for number in range(_ROUNDS):
        margins = sides * (ahead_bias + np.bincount(rows, ahead[columns], len(sides)))
        pull = counts * sides / (1 + np.exp(margins))
        before, before_bias = weights, bias
        weights = ahead + length * np.bincount(columns, pull[rows], width)
        bias = ahead_bias + float(pull.sum())
        inertia = number / (number + 3)
        ahead, ahead_bias = weights + inertia * (weights - before), bias + inertia * (bias - before_bias)
    return weights, bias


def _codes(words: Sequence[str]) -> Numbers:
    texts: Iterable[str] = {*words, *(f"{first} {second}" for first, second in pairwise(words))}
    return np.fromiter((crc32(text.encode()) for text in texts), np.uint32)
