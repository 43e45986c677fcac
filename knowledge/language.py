"""Indonesian as it is typed in chats, made plain: one spelling for one word, and typos mended."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

LONGEST_QUESTION = 600
"""Characters that are read; what comes after adds nothing to a question and would only cost time."""

_TOKEN = re.compile(r"\d+(?:[.,/]\d+)+|[^\W_]+(?:-[^\W_]+)*")
_ELONGATED = re.compile(r"([^\W\d_])\1{2,}")
_REDUPLICATED = re.compile(r"([^\W\d_]{3,})2([^\W\d_]{0,3})")
_ROMAN = re.compile(r"[ivx]+")
_ITS = re.compile(r"([^\W\d_]{3,})ny[eo]")
"""Betawi and Minang: "caranye", "caronyo"."""

_SHORTEST_MENDED = 5
_LONGEST_MENDED = 30
_TWO_SLIPS_FROM = 9  # shorter words two slips apart are mostly different words
_REMEMBERED = 4096
_QUESTIONS = 64
# Words of courtesy and talk: they say nothing about what is asked, and nobody needs them in a phrasing.
_COURTESIES = """
    ya yah iya nih tuh dong donk sih kok deh lho loh lah kan gitu gini itu ini tersebut min admin pak bapak bu ibu
    mas mbak kak bang gan bro mohon tolong izin ijin maaf permisi info infonya jelaskan dijelaskan terima kasih
    saya kami kita kamu anda soal tentang mengenai perihal seputar tanya nanya bertanya menanyakan
    mau ingin pengen pengin pingin
"""
_FILLERS = frozenset(_COURTESIES.split())


def plain(text: str) -> str:
    """Lower case, no marks or invisible characters, one space between words; never fails.

    Numbers keep their form ("90/2021", "4,80"), "sama2" becomes "sama-sama", "bangeeet" "banget".
    """
    return " ".join(_tokens(text))


def _tokens(text: str) -> list[str]:
    text = text[:LONGEST_QUESTION]
    if not text.isascii():
        text = "".join(map(_visible, unicodedata.normalize("NFKC", text)))
    return [part for token in _TOKEN.findall(text.lower()) for part in _parts(token)]


def _visible(character: str) -> str:
    """Zero-width and bidi marks and stray accents vanish: they hide inside words."""
    return "" if unicodedata.category(character) in {"Cf", "Mn"} else character


@lru_cache(_REMEMBERED)
def _parts(token: str) -> tuple[str, ...]:
    first, _, rest = token.partition("-")
    if first and rest.startswith(first) and "-" not in rest:
        return (token,)
    return tuple(_unstretched(half) for half in token.split("-"))


def _unstretched(word: str) -> str:
    if not _ROMAN.fullmatch(word):
        word = _ELONGATED.sub(r"\1", word)
    if found := _ITS.fullmatch(word):
        return f"{found[1]}nya"
    return _REDUPLICATED.sub(r"\1-\1\2", word) if _REDUPLICATED.fullmatch(word) else word


def _without_clitic(word: str) -> str:
    """ "Kuterima" is "terima", "mejaku" is "meja": the asker, who is not what is asked about."""
    return word.removeprefix("ku") if word.startswith("ku") else word.removesuffix("ku").removesuffix("mu")


def telling(words: Iterable[str]) -> list[str]:
    """The words that are more than courtesy and talk."""
    return [word for word in words if word not in _FILLERS]


def _is_sign(entry: str) -> bool:
    """Whether an entry is a picture that says a word ("🙏"); others are no words and are not read."""
    return len(entry) == 1 and unicodedata.category(entry) == "So"


class Lexicon:
    """Abbreviations, slang and signs, with the plain words they stand for."""

    def __init__(self, entries: Mapping[str, str]) -> None:
        read = ((tuple(_tokens(key)), _tokens(value)) for key, value in entries.items())
        self._meanings = {key: value for key, value in read if key}
        self._signs = {ord(key): f" {value} " for key, value in entries.items() if _is_sign(key)}
        self._longest: dict[str, int] = {}
        for key in self._meanings:
            self._longest[key[0]] = max(len(key), self._longest.get(key[0], 0))

    def read(self, text: str) -> tuple[str, ...]:
        """The words of the text, each entry replaced by what it stands for."""
        tokens, words, position = _tokens(text.translate(self._signs)), list[str](), 0
        while position < len(tokens):
            taken, meaning = self._meaning(tokens, position)
            words += meaning
            position += taken
        return tuple(words)

    def _meaning(self, tokens: list[str], start: int) -> tuple[int, Sequence[str]]:
        """How many tokens from here are one entry (the longest wins), and what they mean."""
        for count in range(self._longest.get(tokens[start], 0), 0, -1):
            meaning = self._meanings.get(tuple(tokens[start : start + count]))
            if meaning is not None:
                return count, meaning
        return 1, (tokens[start],)


class Language:
    """Reads questions with a lexicon and the words that the content uses."""

    def __init__(self, lexicon: Lexicon, vocabulary: Iterable[str]) -> None:
        self._lexicon = lexicon
        self.vocabulary = frozenset(vocabulary)
        self._by_initial: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self.vocabulary):
            if len(word) >= _SHORTEST_MENDED - 1 and word.isalpha():
                self._by_initial[word[0]].append(word)
        self._remember()

    def _remember(self) -> None:
        self.mended = lru_cache(_REMEMBERED)(self._nearest)
        """The word, or the known one that it is a slip of."""
        self._question = lru_cache(_QUESTIONS)(self._read_question)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "mended": None, "_question": None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._remember()

    def words(self, text: str, *, mend: bool = True) -> tuple[str, ...]:
        """The words of the text, expanded, and mended against the vocabulary unless told not to."""
        # A question is read several times on its way to an answer.
        return self._question(text[:LONGEST_QUESTION]) if mend else self._lexicon.read(text)

    def _read_question(self, text: str) -> tuple[str, ...]:
        return tuple(self.mended(word) for word in self._lexicon.read(text))

    def telling_words(self, text: str, *, mend: bool = True) -> list[str]:
        """The same without words of courtesy and talk."""
        return telling(self.words(text, mend=mend))

    def _nearest(self, word: str) -> str:
        if word in self.vocabulary or not word.isalpha() or not _SHORTEST_MENDED <= len(word) <= _LONGEST_MENDED:
            return word
        if (bare := _without_clitic(word)) in self.vocabulary:
            return bare
        slips = 2 if len(word) >= _TWO_SLIPS_FROM else 1
        # People seldom miss the first letter; looking only there keeps a strange word cheap.
        near = process.extractOne(word, self._by_initial.get(word[0], []), scorer=OSA.distance, score_cutoff=slips)
        return near[0] if near else word
