"""How sure the clinic may be of its best topic, and the bands this falls into.

The chance is a logistic regression over three figures of a ranking. It was fitted on dev-1, counted four times,
and on 2,000 phrasings of the built-in content that the index had not read, 760 of them of topics it did not hold.
Chances about 0.1, 0.3, 0.5, 0.7 and 0.9 came true there in 12, 30, 55, 71 and 87 of 100 questions.
How much of the question's telling words the entry itself meets was tried too, word by word and by nearest
phrasing: the likeness already says it (area under the curve 0.93 with and without).
"""

import math

from knowledge.search import Candidate

Ranked = tuple[Candidate, ...]

_BIAS = -4.7
_LIKENESS = 8.4
_LEAD = 14.1
_WORDS = 0.09  # a long question that still resembles one topic this much is seldom chance
_MOST_WORDS = 15  # in longer ones the rest is the asker's own story

SURE = 0.5
"""The chance from which a topic is answered without asking back: 41 in 100 unread phrasings rightly, 4 wrongly."""
LIKELY = 0.28
"""The likeness below which no lead makes a direct answer: too few were right to tell."""
AHEAD = 0.03
"""The lead below which even a very like topic is not answered: it may as well be the other."""
PLAUSIBLE = 0.2
"""The likeness below which not even a choice of topics helps; 99 in 100 answerable ones of dev-1 are above it."""
RIVAL = 0.55
"""The share of the best likeness from which another topic is offered beside it."""
NEAR = 0.15
"""The likeness from which the section of the best topic is worth naming."""


def chance(ranked: Ranked, words: int) -> float:
    """The chance from 0 to 1 that the best topic settles a question of so many telling words."""
    if not ranked:
        return 0.0
    odds = _BIAS + _LIKENESS * ranked[0].score + _LEAD * _lead(ranked) + _WORDS * min(words, _MOST_WORDS)
    return 1 / (1 + math.exp(-odds))


def is_sure(ranked: Ranked, words: int) -> bool:
    """Whether the best topic may be answered without asking back."""
    if not ranked or ranked[0].score < LIKELY or _lead(ranked) < AHEAD:
        return False
    return chance(ranked, words) >= SURE


def _lead(ranked: Ranked) -> float:
    return ranked[0].score - (ranked[1].score if len(ranked) > 1 else 0.0)


def rivals(ranked: Ranked) -> int:
    """How many topics come near the best, itself included."""
    return sum(candidate.score >= RIVAL * ranked[0].score for candidate in ranked)
