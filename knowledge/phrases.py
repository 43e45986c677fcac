"""What the shape of a question tells apart from its subject: what is denied, compared, defined, or asked second."""

import re
from collections.abc import Sequence

_DENIED = re.compile(
    r"\b(?:bukan|bkn|bukn)\s+[^,.;?!\n]{2,40}?(?:,?\s*\b(?:tapi|tp|tpi|tetapi|melainkan)\b|(?=[,.;?!\n])|$)",
    re.IGNORECASE,
)
"""What somebody says they do not mean, up to the "tapi" or the mark that ends it."""
_SENTENCE = re.compile(
    r"\?+\s+|[.;]\s+|\n\s*|,?\s+(?:dan|dn|trs|terus|lalu|sama)\s+"
    r"(?=(?:apa|ap|siapa|sp|kapan|kpn|bagaimana|gmn|gimana|berapa|brp|kenapa|knp|di ?mana|dmn)\b)",
    re.IGNORECASE,
)
"""Where one question ends and another begins."""
_SHORTEST_PART = 2  # words; a single one is an afterthought, no question

_CITED = re.compile(
    r"\b(?:peraturan|permen\w*|perpres|perban|perka|perda|perbup|perwali|pergub|kepmen\w*|keppres|kepka|inpres|pp|uu|se)\b"
    r"(?:(?:\W+[^\W\d]+){0,4}?|(?:\W+[^\W\d]+){0,10}?\W+(?:nomor|nomer|no))\W+(\d{1,4})\W*(?:tahun|thn|th|/)\W*((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
"""A regulation cited by its number and year, "PermenPANRB Nomor 90 Tahun 2021" as well as "permenpan 90/2021"."""

_COMPARING = frozenset(
    {"beda", "berbeda", "membedakan", "dibedakan", "dibanding", "dibandingkan", "banding", "mending", "bandingkan"}
)
_ALIKE = re.compile(r"\bsama (?:saja|tidak|kah|atau)\b|\bapa sama\b|\blebih (?:baik|tinggi|rendah|berat|bagus)\b")
_BETWEEN = frozenset({"sama", "dengan", "dan", "atau", "dibanding", "dibandingkan", "banding", "beda", "apa", "ke"})
_ASKED = frozenset(
    {"saja", "tidak", "yang", "mana", "siapa", "berapa", "kapan", "bagaimana", "di", "lebih", "ya", "terus", "kalau"}
)

_DEFINING = frozenset({"apa", "pengertian", "definisi", "arti", "artinya", "makna", "maknanya", "maksud", "maksudnya"})
_DEFINED_BESIDE = frozenset(
    {"yang", "dimaksud", "dengan", "adalah", "sebenarnya", "singkatan", "jelaskan", "dari", "terus", "kalau"}
)


def without_denied(question: str) -> str:
    """The question without what it says it is not about; the question itself if nothing else is left."""
    meant = _DENIED.sub(" ", question)
    return meant if meant.strip(" ,.;?!") else question


def cited(question: str) -> list[tuple[str, str]]:
    """The numbers and years of the regulations that the question cites."""
    return [(number.lstrip("0"), year) for number, year in _CITED.findall(question)]


def parts(question: str) -> list[str]:
    """The questions that one message asks, in their order."""
    return [part for part in _SENTENCE.split(question) if len(part.split()) >= _SHORTEST_PART]


def compares(words: Sequence[str]) -> bool:
    """Whether the (normalised) words ask how two things differ, or which to prefer."""
    return not _COMPARING.isdisjoint(words) or bool(_ALIKE.search(" ".join(words)))


def sides(words: Sequence[str]) -> list[tuple[list[str], list[str]]]:
    """The ways to cut a comparison in two, at the words that stand between the compared."""
    cuts = [at for at, word in enumerate(words) if word in _BETWEEN]
    halves = [(_subject(words[:at]), _subject(words[at + 1 :])) for at in cuts]
    return [(left, right) for left, right in halves if left and right]


def _subject(words: Sequence[str]) -> list[str]:
    return [word for word in words if not any(word in shape for shape in (_COMPARING, _DEFINING, _BETWEEN, _ASKED))]


def gist(words: Sequence[str]) -> str:
    """What is left of the words, by the alphabet, when their order and the ways to ask "apa itu" do not matter."""
    subject = {word for word in words if word not in _DEFINING and word not in _DEFINED_BESIDE}
    defining = bool(subject) and not _DEFINING.isdisjoint(words)
    return " ".join(sorted(subject | {"apa"} if defining else set(words)))
