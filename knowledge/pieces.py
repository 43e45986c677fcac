"""What words are made of, so that slang, typos and affixes still meet: n-grams, and the word itself."""

import math
from collections import defaultdict
from collections.abc import Mapping

WHOLE = "="
"""Begins the piece that is a word met whole."""

_SIZES = (3, 4)
_WHOLE_WORD = 4.0  # a word met whole tells more than the n-grams it is made of


def pieces(word: str) -> Mapping[str, float]:
    """The pieces of a word and how much each counts."""
    padded = f" {word} "
    found: dict[str, float] = defaultdict(float)
    for size in _SIZES:
        for start in range(len(padded) - size + 1):
            found[padded[start : start + size]] += 1
    found[f"{WHOLE}{word}"] = _WHOLE_WORD
    return dict(found)


def rarity(documents: int, having: int) -> float:
    """How telling it is that one of so many documents has what `having` of them have."""
    # The root, since rarity enters a likeness twice: once by the question and once by the document.
    return math.sqrt(math.log(1 + documents / having))
