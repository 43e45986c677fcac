"""How sure the clinic may be of its best topic: of two chances, that a question is ours and that no sibling is meant.

Each is a logistic regression over what a ranking shows; the coefficients are calibrated (`calibration`).
"""

import math

from knowledge.calibration import Calibration
from knowledge.search import Candidate, Foreign

Ranked = tuple[Candidate, ...]

NEAR = 0.15
"""The likeness from which the section of the best topic is worth naming."""
_MOST_WORDS = 15  # in longer questions the rest is the asker's own story


def signs_of_ours(ranked: Ranked, foreign: Foreign) -> tuple[float, float]:
    """What tells whether a question is ours.

    The lead of its best topic over the likest subject that is not, and how far its words lie beyond.
    """
    return ranked[0].score - foreign.likeness, foreign.beyond


def signs_of_first(ranked: Ranked, words: int) -> tuple[float, float, float]:
    """What tells whether the best topic settles a question of ours.

    By what share of its likeness it leads the next, its likeness, and the telling words.
    """
    best, second = ranked[0].score, ranked[1].score if len(ranked) > 1 else 0.0
    return (best - second) / best if best else 0.0, best, min(words, _MOST_WORDS)


def chance(ranked: Ranked, foreign: Foreign, words: int, by: Calibration) -> float:
    """The chance from 0 to 1 that the best topic settles a question of so many telling words."""
    if not ranked:
        return 0.0
    lead, likeness, many = signs_of_first(ranked, words)
    first = _logistic(by.first + by.lead * lead + by.likeness * likeness + by.words * many)
    return chance_of_ours(ranked, foreign, by) * first


def chance_of_ours(ranked: Ranked, foreign: Foreign, by: Calibration) -> float:
    """The chance from 0 to 1 that a question is ours; 0 where it has nothing in common with any topic."""
    if not ranked:
        return 0.0
    ahead, beyond = signs_of_ours(ranked, foreign)
    return _logistic(by.ours + by.foreign * ahead + by.beyond * beyond)


def _logistic(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


def rivals(ranked: Ranked, by: Calibration) -> int:
    """How many topics come near the best, itself included."""
    return sum(candidate.score >= by.rival * ranked[0].score for candidate in ranked)
