"""How sure the clinic may be of its best topic, and the bands this falls into.

The chance is a logistic regression over what a ranking shows; its coefficients are calibrated (`calibration`).
"""

import math

from knowledge.calibration import Calibration
from knowledge.search import Candidate, Foreign

Ranked = tuple[Candidate, ...]

NEAR = 0.15
"""The likeness from which the section of the best topic is worth naming."""
_MOST_WORDS = 15  # in longer questions the rest is the asker's own story


def signs(ranked: Ranked, foreign: Foreign, words: int) -> tuple[float, float, float, float, float, float]:
    """What tells whether the best topic settles a question of so many telling words.

    Its likeness, its lead over the next, the likeness of its nearest phrasings, its lead over the likest subject that
    is not ours, how far its words lie beyond what is ours, and their number.
    """
    best = ranked[0]
    lead = best.score - (ranked[1].score if len(ranked) > 1 else 0.0)
    return best.score, lead, best.nearest, best.score - foreign.likeness, foreign.beyond, min(words, _MOST_WORDS)


def chance(ranked: Ranked, foreign: Foreign, words: int, by: Calibration) -> float:
    """The chance from 0 to 1 that the best topic settles the question."""
    if not ranked:
        return 0.0
    weights = (by.likeness, by.lead, by.nearest, by.foreign, by.beyond, by.words)
    told = signs(ranked, foreign, words)
    odds = by.bias + sum(weight * sign for weight, sign in zip(weights, told, strict=True))
    return 1 / (1 + math.exp(-odds))


def rivals(ranked: Ranked, by: Calibration) -> int:
    """How many topics come near the best, itself included."""
    return sum(candidate.score >= by.rival * ranked[0].score for candidate in ranked)
