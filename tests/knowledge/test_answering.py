import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering import SHOWN, Answer, Clarification, SmallTalk, Unknown, answer, certainty
from knowledge.facets import facet_of
from knowledge.schema import FacetName
from knowledge.search import Candidate, Index


def answered(question: str, index: Index, about: str | None = None) -> tuple[str, FacetName | None]:
    outcome = answer(question, index, about)
    assert isinstance(outcome, Answer), outcome
    return outcome.topic.id, outcome.facet


def test_a_clear_question_is_answered(index: Index) -> None:
    assert answered("nilai minimal wbk brp ya", index) == ("zi.ambang-nilai", None)


def test_the_facet_asked_for_is_named(index: Index) -> None:
    assert answered("dasar hukum nilai minimal wbk", index) == ("zi.ambang-nilai", "dasar-hukum")
    assert answered("kapan renaksi harus selesai", index) == ("rb.renaksi", "jadwal")


def test_a_facet_the_topic_lacks_is_not_named(index: Index) -> None:
    assert answered("kapan agen perubahan dipilih", index) == ("zi.agen", None)


@pytest.mark.parametrize("question", ["resep opor ayam", "gaji pppk golongan ix", "", "🙏", "?!"])
def test_what_nobody_wrote_down_is_unknown(index: Index, question: str) -> None:
    assert isinstance(answer(question, index), Unknown)


def test_two_likely_topics_are_a_choice(index: Index) -> None:
    outcome = answer("predikat syarat nilai unit", index)
    assert isinstance(outcome, Clarification)
    assert {topic.id for topic in outcome.topics} == {"zi.ambang-nilai", "rb.indeks-predikat"}


def test_unknown_names_the_section_that_comes_near(index: Index) -> None:
    outcome = answer("agen travel murah ke bali", index)
    assert isinstance(outcome, Unknown)
    assert outcome.section is not None
    assert outcome.section.id == "zi"


@pytest.mark.parametrize(
    ("question", "expected"),
    [("bobotnya?", ("zi.ambang-nilai", "bobot")), ("kalau wbbm?", ("zi.ambang-nilai", None))],
)
def test_a_follow_up_is_read_against_the_topic_before(
    index: Index, question: str, expected: tuple[str, FacetName | None]
) -> None:
    assert answered(question, index, about="zi.ambang-nilai") == expected


def test_without_a_topic_before_a_bare_follow_up_is_unknown(index: Index) -> None:
    assert isinstance(answer("bobotnya?", index), Unknown)
    assert isinstance(answer("bobotnya?", index, about="zi.sudah-tidak-ada"), Unknown)


def test_a_new_subject_leaves_the_topic_before(index: Index) -> None:
    assert answered("apa itu agen perubahan", index, about="zi.ambang-nilai")[0] == "zi.agen"
    assert isinstance(answer("resep opor ayam", index, about="zi.ambang-nilai"), Unknown)


def test_small_talk_is_talked_back(index: Index) -> None:
    outcome = answer("makasiiih banyak ya", index)
    assert isinstance(outcome, SmallTalk)
    assert outcome.entry.id == "terima-kasih"
    assert outcome.ranked == ()


def test_a_question_that_begins_with_a_greeting_is_a_question(index: Index) -> None:
    assert answered("halo, nilai minimal wbk berapa", index)[0] == "zi.ambang-nilai"


@given(st.text(max_size=120), st.sampled_from([None, "zi.agen", "tiada"]))
def test_any_text_has_an_outcome(index: Index, question: str, about: str | None) -> None:
    outcome = answer(question, index, about)
    scores = [candidate.score for candidate in outcome.ranked]
    assert len(scores) <= SHOWN
    assert scores == sorted(scores, reverse=True)
    if isinstance(outcome, Clarification):
        assert 2 <= len(outcome.topics) <= SHOWN


def test_certainty_is_likeness_and_lead() -> None:
    assert certainty(()) == 0
    assert certainty((Candidate("a", 0.4),)) == 0.8
    assert certainty((Candidate("a", 0.4), Candidate("b", 0.3))) == 0.5


@pytest.mark.parametrize(
    ("question", "facet"),
    [
        ("bobot pengungkit berapa", "bobot"),
        ("diatur di mana", "dasar-hukum"),
        ("permenpanrb nomor berapa", "dasar-hukum"),
        ("nilainya berapa", None),
    ],
)
def test_cue_words(index: Index, question: str, facet: FacetName | None) -> None:
    assert facet_of(question.split(), index.base.topics["zi.ambang-nilai"]) == facet
