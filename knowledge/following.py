"""A question that leans on the one before it ("kalau WBBM?", "bobotnya?")."""

import re
from collections.abc import Sequence

from knowledge.certainty import Ranked, chance
from knowledge.facets import asks_only, facet_of
from knowledge.language import plain
from knowledge.schema import Topic
from knowledge.search import Candidate, Index
from knowledge.stems import stem

LONGEST = 8
"""The most words of a question that leans on the one before it."""
_HINT = 0.5
"""How much less what was said before counts for a question in which nothing points there."""
_STRANGE = 3
"""A question that names more than so many things the answer did not speak of is about these."""
_UNSAID = 3.0
"""The same by how telling these are (a word counts 1 to 2.5), for a question that does not point back."""
_STAYING = 0.1
"""What the topic before is ahead by, beyond that, when nothing is asked that it does not speak of."""
_ECHO = 0.1
"""The same when the question names only what its answer spoke of."""

_SURE = 0.75
"""The chance from which a short question is about another topic whatever was said before: surer than without."""

_LEANING = re.compile(
    r"\w{3,}nya\b|\b(?:kalau|terus|itu|tadi|tersebut|lagi|juga|yang)\b"
    r"|(?<!tahun )(?<!thn )(?<!bulan )(?<!minggu )\blalu\b"
)
"""Words that point to something said before."""


def ranked_after(before: Topic | None, question: str, index: Index, most: int) -> Ranked:
    """The best topics for a question that was asked after `before` was answered."""
    if before is None:
        return tuple(index.rank(question, most))
    own = index.rank(question)
    leaning = leans_on(before, question, index)
    if not own and not leaning:
        return ()
    unsaid = _unsaid(before, question, index)
    if not leaning and not _is_vague(question, own, unsaid, index):
        return tuple(own[:most])
    named = (not leaning and unsaid > _UNSAID) or _names_other(before, question, own[:1], index)
    if _is_clear(question, own, named, index):
        return tuple(own[:most])
    share = index.calibration.context * (1.0 if leaning else _HINT)
    found = _read_together(before, question, own, share, index)
    if not named:
        still = found.get(before.id, Candidate(before.id, 0.0))
        ahead = _ahead(before, question, unsaid, index)
        found[before.id] = still._replace(score=min(1.0, still.score + ahead))
    ranked = tuple(sorted(found.values(), key=lambda candidate: -candidate.score)[:most])
    # What was said before may tell the topic from others, and must not make it less sure.
    same = [best.topic_id for best in own[:1]] == [best.topic_id for best in ranked[:1]]
    return max(ranked, tuple(own[:most]), key=lambda one: _chance(question, one, index)) if same else ranked


def _ahead(before: Topic, question: str, unsaid: float, index: Index) -> float:
    echo = _ECHO if _echoes(before, question, index) else 0.0
    return index.calibration.still + echo + _STAYING * max(0.0, 1 - unsaid / _UNSAID)


def _is_clear(question: str, own: Sequence[Candidate], named: bool, index: Index) -> bool:
    """Whether the question needs nothing from before: a known phrasing, or a sure topic that it names."""
    if not own or not named:
        return bool(own) and own[0].score >= 1.0
    return _is_sure(question, own, index)


def _is_sure(question: str, own: Sequence[Candidate], index: Index) -> bool:
    return _chance(question, own, index) >= _SURE


def _chance(question: str, ranked: Sequence[Candidate], index: Index) -> float:
    words = index.language.telling_words(question)
    return chance(tuple(ranked[:2]), index.foreign(question), len(words), index.calibration)


def _is_vague(question: str, own: Sequence[Candidate], unsaid: float, index: Index) -> bool:
    """Whether a short question comes near topics of ours, or that before, and leaves open which."""
    short = len(index.language.words(question)) <= LONGEST
    near = bool(own) and own[0].score >= index.calibration.plausible
    return short and (near or unsaid <= _UNSAID) and not _is_sure(question, own, index)


def _read_together(
    before: Topic, question: str, own: Sequence[Candidate], share: float, index: Index
) -> dict[str, Candidate]:
    alone = {candidate.topic_id: candidate for candidate in own}
    together = index.rank(f"{question} {before.title}")
    return {candidate.topic_id: _mixed(candidate, alone.get(candidate.topic_id), share) for candidate in together}


def _mixed(together: Candidate, alone: Candidate | None, share: float) -> Candidate:
    return together._replace(score=share * together.score + (1 - share) * (alone.score if alone else 0.0))


def leans_on(before: Topic, question: str, index: Index) -> bool:
    """Whether the question, by a word or by the facet it asks for, points to what was answered before."""
    words = index.language.words(question)
    if len(words) > LONGEST or len(_strange(before, question, index)) > _STRANGE:
        return False
    return points_back(question, index) or bool(facet_of(words, before))


def points_back(question: str, index: Index) -> bool:
    """Whether a word of the question ("itu", "bobotnya") points to something said before."""
    words = index.language.words(question)
    return bool(_LEANING.search(f"{plain(question)} {' '.join(words)}"))


def _strange(before: Topic, question: str, index: Index) -> set[str]:
    """What the question names and the topic before does not speak of, in whatever form."""
    said = index.stems_of(before.title, before.answer, *before.facets.values(), before.more or "")
    named = {word for word in index.language.telling_words(question) if not asks_only(word)}
    return {word for word in named if stem(word) not in said}


def _unsaid(before: Topic, question: str, index: Index) -> float:
    """The same by how telling it is."""
    return sum(map(index.telling, _strange(before, question, index)))


def _echoes(before: Topic, question: str, index: Index) -> bool:
    """Whether what the question names was spoken of in the answer before ("kalau WBBM?")."""
    said = index.language.telling_words(f"{before.title} {before.answer}", mend=False)
    named = [word for word in index.language.telling_words(question) if not asks_only(word)]
    return bool(named) and all(word in said for word in named)


def _names_other(before: Topic, question: str, own: Sequence[Candidate], index: Index) -> bool:
    """Whether the question names another topic, by a word of its title that was not spoken of before."""
    named = {stem(word) for word in index.language.telling_words(question) if not asks_only(word)}
    known = index.stems_of(before.title, before.answer)
    titles = (index.stems_of(index.base.topics[best.topic_id].title) for best in own)
    return any(named & title - known for title in titles)
