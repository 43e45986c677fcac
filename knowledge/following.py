"""A question in a talk, which may lean on the one before it ("kalau WBBM?", "bobotnya?").

How much speaks for a topic is a conditional logit over a few signs; its coefficients are calibrated (`calibration`).
"""

import re
from collections.abc import Iterator, Sequence, Set
from itertools import starmap
from operator import mul
from typing import NamedTuple

from knowledge.calibration import Calibration
from knowledge.certainty import Ranked, chance
from knowledge.facets import asks_for_facet, asks_only, facet_of
from knowledge.language import plain
from knowledge.schema import Topic
from knowledge.search import Candidate, Index
from knowledge.stems import stem

_LONGEST = 8
"""The most words of a question that leans on the one before it."""
_CONSIDERED = 15
"""The topics nearest to the question, by itself and with what was said before, that are weighed."""

_LEANING = re.compile(
    r"\w{3,}nya\b|\b(?:kalau|terus|itu|tadi|tersebut|lagi|juga|yang)\b"
    r"|(?<!tahun )(?<!thn )(?<!bulan )(?<!minggu )\blalu\b"
)
"""Words that point to something said before."""
_ELLIPTIC = re.compile(r"(?:terus |lalu )*(?:kalau|yang)\b")
"""Words that ask the same of something else ("kalau WBBM?")."""
_NAMES_APART = re.compile(r"[(),]| dan ")
"""What stands between the parts of a title that are names by themselves."""


class Signs(NamedTuple):
    """What speaks for a topic when a question is asked after another."""

    alone: float = 0.0
    """Its likeness to the question by itself."""
    leaning: float = 0.0
    """Its likeness to the question by itself, if that leans on what was said before; else 0."""
    together: float = 0.0
    """Its likeness to the question read together with the title of the topic before."""
    before: float = 0.0
    """Whether it is the topic before."""
    other: float = 0.0
    """Whether it is the topic before and the question names another."""
    unsaid: float = 0.0
    """Of the topic before: how telling it is what the question names and its texts do not speak of."""
    section: float = 0.0
    """Whether it is another topic of the same section: few talks leave it."""


def coefficients(by: Calibration) -> Signs:
    """Return how much each sign speaks for a topic."""
    return Signs(by.alone, by.leaning, by.together, by.before, by.other, by.unsaid, by.section)


def ranked_after(before: Topic | None, question: str, index: Index, most: int) -> Ranked:
    """The best topics for a question that was asked after `before` was answered."""
    own = tuple(index.rank(question, most, alone=before is None))
    if before is None:
        return own
    leans = leans_on(before, question, index)
    if not own and not leans:
        return ()
    if own and (own[0].score >= 1.0 or (not leans and _names_title(before, question, own[0], index))):
        return own
    if leans and _asks_the_same(before, question, index):
        return (Candidate(before.id, 1.0), *(other for other in own if other.topic_id != before.id))[:most]
    ranked = _weighed(before, question, leans, index)[:most]
    # What was said before may tell the topic from others, and must not make it less sure.
    same = bool(own) and own[0].topic_id == ranked[0].topic_id
    return max(ranked, own, key=lambda one: _chance(question, one, index)) if same else ranked


def _weighed(before: Topic, question: str, leans: bool, index: Index) -> Ranked:
    found = [(id, _likeness(signs, leans, index.calibration)) for id, signs in signs_of(before, question, index)]
    return tuple(sorted(starmap(Candidate, found), key=lambda candidate: -candidate.score))


def _likeness(signs: Signs, leans: bool, by: Calibration) -> float:
    """What speaks for a topic, told as a likeness: with nothing said before it is the question's."""
    speaks: float = sum(map(mul, coefficients(by), signs))
    return max(0.0, min(speaks / (by.alone + leans * by.leaning + by.together), 1.0))


def signs_of(before: Topic, question: str, index: Index) -> Iterator[tuple[str, Signs]]:
    """The ids of the topics that may be meant by a question after `before`, and what speaks for each."""
    alone, together = (index.rank(said, alone=False) for said in (question, f"{question} {before.title}"))
    by_itself, with_before = dict(alone), dict(together)
    leans = leans_on(before, question, index)
    other, unsaid = _names_other(before, question, alone[:1], index), _unsaid(before, question, index)
    staying = Signs(before=1.0, other=other, unsaid=unsaid)
    section = index.base.section_of(before)
    for id in dict.fromkeys(near.topic_id for near in (*alone[:_CONSIDERED], *together[:_CONSIDERED])):
        beside = Signs(section=index.base.section_of(index.base.topics[id]) is section)
        like, place = by_itself.get(id, 0.0), staying if id == before.id else beside
        yield id, place._replace(alone=like, leaning=leans * like, together=with_before.get(id, 0.0))


def _chance(question: str, ranked: Ranked, index: Index) -> float:
    words = index.language.telling_words(question)
    return chance(ranked, index.foreign(question), len(words), index.calibration)


def leans_on(before: Topic, question: str, index: Index) -> bool:
    """Whether the question, by a word or by the facet it asks for, points to what was answered before."""
    words = index.language.words(question)
    return len(words) <= _LONGEST and (points_back(question, index) or bool(facet_of(words, before)))


def points_back(question: str, index: Index) -> bool:
    """Whether a word of the question ("itu", "bobotnya") points to something said before."""
    words = index.language.words(question)
    return bool(_LEANING.search(f"{plain(question)} {' '.join(words)}"))


def goes_on(question: str, index: Index) -> bool:
    """Whether a question in a talk is about something said before: a word points there, or it names nothing."""
    return points_back(question, index) or not _named(question, index)


def _asks_the_same(before: Topic, question: str, index: Index) -> bool:
    """Whether the question names, in an ellipsis, nothing but what the title before names, and that can tell it."""
    named, words = _named(question, index), index.language.telling_words(question)
    elliptic = bool(named) and bool(_ELLIPTIC.match(" ".join(words)))
    lacking = asks_for_facet(words) and facet_of(words, before) is None
    return elliptic and not lacking and named <= index.stems_of(before.title)


def _names_title(before: Topic, question: str, best: Candidate, index: Index) -> bool:
    """Whether the question names the whole title of another topic, or a part of it that stands by itself."""
    named, said = _named(question, index), index.stems_of(before.title)
    titles = map(index.stems_of, _NAMES_APART.split(index.base.topics[best.topic_id].title))
    return any(len(title) > 1 and title <= named and not title <= said for title in titles)


def _names_other(before: Topic, question: str, own: Sequence[Candidate], index: Index) -> bool:
    """Whether the question names another topic, by a word of its title that was not spoken of before."""
    named = _named(question, index) - index.stems_of(before.title, before.answer)
    return any(named & index.stems_of(index.base.topics[best.topic_id].title) for best in own)


def _unsaid(before: Topic, question: str, index: Index) -> float:
    """How telling it is what the question names and the topic before does not speak of, in whatever form."""
    said = index.stems_of(before.title, before.answer, *before.facets.values(), before.more or "")
    strange = {word: index.telling(word) for word in index.language.telling_words(question) if stem(word) not in said}
    return sum(told for word, told in strange.items() if not asks_only(word))


def _named(question: str, index: Index) -> Set[str]:
    """The stems of the words of a question that name something, and do not only ask."""
    return {stem(word) for word in index.language.telling_words(question) if not asks_only(word)}
