"""Two topics side by side, or the one that explains how they differ."""

from collections.abc import Sequence

from knowledge.certainty import Ranked
from knowledge.phrases import sides
from knowledge.schema import Topic
from knowledge.search import Candidate, Index

_CLEAR = 0.3
"""The likeness that each of the two compared needs by itself."""
_EXPLAINED = 0.6
"""The share of what is compared that a topic's own words on the difference hold."""
_NEAR_BEST = 0.6
"""The share of the best likeness that a topic needs to be taken for the one that explains."""


def explaining(words: list[str], ranked: Ranked, index: Index) -> Topic | None:
    """The topic that itself says how the two things in the (telling) words differ."""
    pairs = sides(words)
    near = [candidate.topic_id for candidate in ranked if candidate.score >= _NEAR_BEST * ranked[0].score]
    named = frozenset(word for pair in pairs for side in pair for word in side)
    about = [id for id in near if _is_about(named, index.base.topics[id], index)]
    telling = [id for id in about if any(_told(pair, told) for pair in pairs for told in index.differences.get(id, ()))]
    topics = sorted((index.base.topics[id] for id in telling), key=lambda topic: "beda" not in topic.facets)
    return topics[0] if topics else None


def _is_about(named: frozenset[str], topic: Topic, index: Index) -> bool:
    """Whether the title names any of what is compared: a topic may tell a difference in passing."""
    return not named.isdisjoint(index.language.words(topic.title, mend=False))


def compared(words: list[str], index: Index) -> tuple[Candidate, Candidate] | None:
    """The two topics that the (telling) words compare, in their order; None when they are not clear."""
    ranked = [(_defined(left, index), _defined(right, index)) for left, right in sides(words)]
    found = [(left[0], right[0]) for left, right in ranked if left and right]
    clear = [pair for pair in found if _weakest(pair) >= _CLEAR and pair[0].topic_id != pair[1].topic_id]
    return max(clear, key=_weakest, default=None)


def _weakest(pair: tuple[Candidate, Candidate]) -> float:
    return min(pair[0].score, pair[1].score)


def _defined(side: list[str], index: Index) -> list[Candidate]:
    # "Apa" prefers the topic that defines what is compared over those that merely mention it.
    return index.rank_whole(["apa", *side])


def _told(pair: tuple[list[str], list[str]], told: Sequence[str]) -> bool:
    return all(len(side.intersection(told)) >= _EXPLAINED * len(side) for side in map(set, pair))
