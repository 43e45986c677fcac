import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.base import KnowledgeBase
from knowledge.calibration import CHOSEN
from knowledge.following import ranked_after, signs_of
from knowledge.search import Index

WORDS = ["kalau", "yang", "itu", "contohnya", "?", "72", "opor", "wbk", "nilai", "agen perubahan", "rencana aksi rb"]
TALK = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)


def after(question: str, before: str, index: Index) -> str:
    return ranked_after(index.base.topics[before], question, index, 4)[0].topic_id


def test_an_ellipsis_of_what_the_title_before_names_is_about_it(index: Index) -> None:
    best, *others = ranked_after(index.base.topics["zi.ambang-nilai"], "terus kalau wbk?", index, 4)
    assert (best.topic_id, best.score) == ("zi.ambang-nilai", 1.0)
    assert "zi.ambang-nilai" not in [other.topic_id for other in others]


def test_an_ellipsis_for_a_facet_that_the_topic_before_lacks_may_be_about_another(index: Index) -> None:
    best = ranked_after(index.base.topics["zi.ambang-nilai"], "kalau wbk jadwalnya kapan?", index, 4)[0]
    assert best.score < 1.0


@pytest.mark.parametrize(
    "question", ["rencana aksi rb isinya apa", "agen perubahan buat apa sih", "apa itu agen perubahan"]
)
def test_who_names_the_whole_title_of_another_topic_asks_for_that(index: Index, question: str) -> None:
    """As sure as without anything said before."""
    before = index.base.topics["zi.ambang-nilai"]
    assert ranked_after(before, question, index, 4) == tuple(index.rank(question, 4))


def test_a_question_that_names_nothing_stays_with_the_topic_before(index: Index) -> None:
    assert after("itu diisi di mana", "rb.renaksi", index) == "rb.renaksi"
    assert after("kalau 74 gimana", "zi.ambang-nilai", index) == "zi.ambang-nilai"


def test_what_speaks_for_the_topic_before_and_for_others_is_told_apart(index: Index) -> None:
    before = index.base.topics["zi.ambang-nilai"]
    signs = dict(signs_of(before, "kalau agen bebek goreng?", index))
    here, beside = signs["zi.ambang-nilai"], signs["zi.agen"]
    assert (here.before, here.other) == (1, True)
    assert here.unsaid > signs_of_before("kalau agen?", index)
    assert (beside.before, beside.other, beside.unsaid) == (0, 0, 0)
    assert beside.leaning == beside.alone > 0


def signs_of_before(question: str, index: Index) -> float:
    return dict(signs_of(index.base.topics["zi.ambang-nilai"], question, index))["zi.ambang-nilai"].unsaid


def test_a_question_of_many_words_does_not_lean(index: Index) -> None:
    before = index.base.topics["zi.ambang-nilai"]
    long = "kalau unit kerja di kantor dinas kami mau ikut dinilai agen"
    assert not any(signs.leaning for _, signs in signs_of(before, long, index))


def test_the_coefficients_make_a_likeness() -> None:
    """What they are divided by is above 0, whether a question leans or not."""
    assert CHOSEN.alone + CHOSEN.together > 0
    assert CHOSEN.alone + CHOSEN.leaning + CHOSEN.together > 0


@given(question=TALK, before=st.sampled_from(["zi.ambang-nilai", "zi.agen", "rb.renaksi", "rb.indeks-predikat"]))
def test_whatever_is_said_the_best_come_first_and_once(
    index: Index, base: KnowledgeBase, question: str, before: str
) -> None:
    ranked = ranked_after(base.topics[before], question, index, 3)
    scores = [candidate.score for candidate in ranked]
    assert len(ranked) <= 3
    assert len({candidate.topic_id for candidate in ranked}) == len(ranked)
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
