"""What words are made of, so that slang, typos and affixes still meet: n-grams, and the word itself.

Pieces are kept as checksums: the pieces themselves would take many MiB, and two of them hardly ever share one.
"""

import math
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

_REMEMBERED = 2048
_SIZES = (3, 4)
_WHOLE_WORD = 4.0  # a word met whole tells more than the n-grams it is made of


class Pieces(NamedTuple):
    """The checksums of a word's pieces, each once and the word itself last, and how much each counts."""

    codes: NDArray[Any]
    counts: NDArray[Any]


def whole(word: str) -> int:
    """Return the checksum of a word as a piece of its own."""
    return crc32(f"={word}".encode())


@lru_cache(_REMEMBERED)
def pieces(word: str) -> Pieces:
    """Return the pieces of a word."""
    padded = f" {word} "
    grams = (padded[at : at + size] for size in _SIZES for at in range(len(padded) - size + 1))
    found = Counter(crc32(gram.encode()) for gram in grams)
    codes = np.fromiter((*found, whole(word)), np.uint32, len(found) + 1)
    return Pieces(codes, np.fromiter((*found.values(), _WHOLE_WORD), np.float32, len(found) + 1))


def pieces_of(words: Mapping[str, float]) -> Pieces:
    """Return the pieces of some words together, each once; the number tells how much a word counts."""
    read = [(pieces(word), weight) for word, weight in words.items()]
    if not read:
        return Pieces(np.zeros(0, np.uint32), np.zeros(0))
    codes, inverse = np.unique(np.concatenate([found.codes for found, _ in read]), return_inverse=True)
    return Pieces(codes, np.bincount(inverse, np.concatenate([found.counts * weight for found, weight in read])))


def rarity(documents: int, having: int) -> float:
    """How telling it is that one of so many documents has what `having` of them have."""
    # The root, since rarity enters a likeness twice: once by the question and once by the document.
    return math.sqrt(math.log(1 + documents / having))
