"""Which part of a topic a question asks for."""

import re
from collections.abc import Sequence

from knowledge.schema import FacetName, Topic

# Tried in this order: what is asked for by name goes before what merely sounds like it.
_CUES: tuple[tuple[FacetName, str], ...] = (
    ("beda", r"\b(?:ber|di|mem)?beda(?:nya|kan)?\b|\bdibanding"),
    ("dasar-hukum", r"\bdasar hukum|\bdasarnya\b|\blandasan|\baturan(?:nya)?\b|\bdiatur\b|\bregulasi|\bpasal\b"
                    r"|\b(?:permenpanrb|kepmenpanrb|undang-undang|peraturan\w*|sk|edaran) (?:nomor|berapa|mana|apa)\b"),
    ("rumus", r"\brumus|\bformula|\bhitung|\bmenghitung|\bmenghitungnya|\bdihitung|\bkonversi|\bdikali|\bdibagi\b"),
    ("bobot", r"\bbobot|\bberapa (?:poin|persen)\b|\b(?:poin|persen)nya\b"),
    ("ambang", r"\bminimal|\bambang|\bbatas nilai|\bsyarat nilai|\bpaling (?:sedikit|rendah)|\blolos\b|\btarget baik"
               r"|\bkategori(?:nya)?\b|\b(?:predikat|tingkat|level)(?:nya)? (?:apa|berapa|mana)\b"),
    ("penilai", r"\bsiapa (?:saja )?(?:yang )?(?:\w+ )?(?:menilai|nilai|mengevaluasi|memeriksa|ukur|mengukur)"
                r"|\bdinilai (?:oleh )?siapa|\bpenilai(?:nya)?\b|\bevaluator|\basesor|\byang (?:me)?nilai siapa"),
    ("jadwal", r"\bkapan|\bjadwal|\btanggal|\bbatas waktu|\btenggat|\bterakhir|\bpaling lambat"
               r"|\bberapa (?:hari|lama|kali)|\bbulan (?:apa|berapa)\b"),
    ("eviden", r"\beviden|\bbukti|\bdata dukung|\bdokumen|\bberkas|\blampir"),
    ("langkah", r"\blangkah|\bcara(?:nya)?\b|\btahap|\burutan|\balur|\bprosedur|\bdari mana\b|\bmulai(?:nya)?\b"),
    ("contoh", r"\bcontoh|\bmisal"),
)  # fmt: skip
_ASKING = frozenset(
    {"apa", "berapa", "siapa", "yang", "kapan", "mana", "dimana", "bagaimana", "saja", "ada", "nya", "untuk"}
    | {"dari", "terus", "kalau", "lalu", "dong", "sih", "jadi"}
)
"""Words that ask without naming what is asked about."""
_PATTERNS = tuple((name, re.compile(cue)) for name, cue in _CUES)


def facet_of(words: Sequence[str], topic: Topic) -> FacetName | None:
    """The facet of the topic that the (normalised) words ask for, if the topic has it."""
    text = " ".join(words)
    asked = (name for name, pattern in _PATTERNS if name in topic.facets and pattern.search(text))
    return next(asked, None)


def bare_facet_of(words: Sequence[str], topic: Topic) -> FacetName | None:
    """The facet of the topic that the words ask for when they name nothing else ("bobotnya berapa?")."""
    facet = facet_of(words, topic)
    if facet is None:
        return None
    cue = next(pattern for name, pattern in _PATTERNS if name == facet)
    return facet if _ASKING.issuperset(cue.sub(" ", " ".join(words)).split()) else None


def asks_for_facet(words: Sequence[str]) -> bool:
    """Whether the (normalised) words ask for a facet, whatever the topic."""
    text = " ".join(words)
    return any(pattern.search(text) for _, pattern in _PATTERNS)


def asks_only(word: str) -> bool:
    """Whether the word asks, or asks for a facet, without naming what it is about."""
    return word in _ASKING or asks_for_facet([word])
