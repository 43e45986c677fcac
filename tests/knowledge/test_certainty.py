from hypothesis import given
from hypothesis import strategies as st

from knowledge.calibration import CHOSEN, FILE, read_calibration, written
from knowledge.certainty import chance, rivals
from knowledge.search import Candidate, Foreign

SCORES = st.floats(0, 1)
OURS = Foreign(0.0, 0.0)


def ranked(*scores: float) -> tuple[Candidate, ...]:
    return tuple(Candidate(str(number), score) for number, score in enumerate(scores))


def test_without_a_topic_there_is_no_chance() -> None:
    assert chance((), OURS, 5, CHOSEN) == 0


@given(SCORES, SCORES, st.integers(0, 200))
def test_the_chance_grows_with_the_lead_and_the_length(one: float, other: float, words: int) -> None:
    best, second = max(one, other), min(one, other)
    level, ahead, alone = (chance(ranked(best, rest), OURS, words, CHOSEN) for rest in (best, second, 0.0))
    assert 0 < level <= ahead <= alone < 1
    assert ahead <= chance(ranked(best, second), OURS, words + 1, CHOSEN)


@given(SCORES, SCORES, SCORES)
def test_the_chance_falls_with_what_is_not_ours(best: float, one: float, other: float) -> None:
    near, far = max(one, other), min(one, other)
    clear = chance(ranked(best), Foreign(far, far), 5, CHOSEN)
    assert chance(ranked(best), Foreign(near, far), 5, CHOSEN) <= clear
    assert chance(ranked(best), Foreign(far, near), 5, CHOSEN) <= clear


def test_rivals_are_counted_from_the_best() -> None:
    assert rivals(ranked(1.0, CHOSEN.rival, CHOSEN.rival - 0.01), CHOSEN) == 2


def test_what_was_chosen_is_written_as_it_is_read() -> None:
    assert read_calibration(written(CHOSEN, {})) == CHOSEN
    assert read_calibration(FILE.read_text("utf-8")) == CHOSEN
