import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.certainty import AHEAD, LIKELY, chance, is_sure, rivals
from knowledge.search import Candidate

SCORES = st.floats(0, 1)


def ranked(*scores: float) -> tuple[Candidate, ...]:
    return tuple(Candidate(str(number), score) for number, score in enumerate(scores))


def test_without_a_topic_there_is_no_chance() -> None:
    assert chance((), 5) == 0


@given(SCORES, SCORES, st.integers(0, 200))
def test_the_chance_grows_with_the_lead_and_the_length(one: float, other: float, words: int) -> None:
    best, second = max(one, other), min(one, other)
    level, ahead, alone = (chance(ranked(best, rest), words) for rest in (best, second, 0.0))
    assert 0 < level <= ahead <= alone < 1
    assert ahead <= chance(ranked(best, second), words + 1)


@pytest.mark.parametrize(
    ("scores", "sure"),
    [
        ((0.5, 0.3), True),
        ((0.5,), True),
        ((0.4, 0.39), False),
        ((0.3, 0.25), False),
        ((0.9, 0.9 - AHEAD / 2), False),
        ((LIKELY - 0.01,), False),
        ((), False),
    ],
)
def test_only_a_likely_topic_that_is_clearly_ahead_is_sure(scores: tuple[float, ...], sure: bool) -> None:
    assert is_sure(ranked(*scores), 4) == sure


def test_rivals_are_counted_from_the_best() -> None:
    assert rivals(ranked(0.5, 0.4, 0.3, 0.1)) == 3
