"""The stem of an Indonesian word, roughly: "membandingkan", "dibanding" and "perbandingan" are forms of one word."""

import re
from functools import lru_cache
from sys import intern

_REMEMBERED = 2048
_LONGEST = 6
"""Letters of a stem; what follows is mostly an ending or a typo."""
_SHORTEST = 3
"""Letters that must be left: "nilai" does not end in -i, nor does "ikan" in -kan."""
_ENDING = re.compile(r"(?<=\w{4})(?:nya|kan|lah|kah|an)$|(?<=\w{5})i$")
_BEGINNING = re.compile(r"^(?:meng|meny|mem|men|me|peng|peny|pem|pen|per|pe|ber|ter|di|ke|se)(?=\w{4})")


@lru_cache(_REMEMBERED)
def stem(word: str) -> str:
    """Return what the forms of a word share; numbers and short words are their own stem."""
    if not word.isalpha():
        return word
    bare = _ENDING.sub("", _ENDING.sub("", word))
    bare = _BEGINNING.sub("", bare)
    # Interned: the same stems stand in the sets of many texts.
    return intern((bare if len(bare) > _SHORTEST else word)[:_LONGEST])
